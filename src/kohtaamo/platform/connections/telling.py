"""What is told of an entry. Rooms above tell of their own kinds more fully: they are named in ``config/connections.py``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from kohtaamo.platform.connections.models import Dispatch
from kohtaamo.platform.journal.models import Entry


def plain(entry: Entry) -> dict[str, Any]:
    """What is told of every entry: who, whose, where, and what the journal holds of it."""
    return {
        "actor": entry.actor, "customer": entry.customer_id, "case": entry.case_id, "encounter": entry.encounter_id,
        "touchpoint": entry.touchpoint_id, "details": entry.data,
    }  # fmt: skip


@dataclass(frozen=True)
class Telling:
    """How entries of a kind are told.

    ``data`` is put together when the event first leaves; None means that there is nothing to tell any more. ``also``
    names connections that are told whether they asked for the kind or not. ``subject`` names what it is about, where
    order matters. ``not_before`` is the moment it may leave.
    """

    data: Callable[[Entry, Dispatch], dict[str, Any] | None] = lambda entry, dispatch: plain(entry)
    also: Callable[[Entry], Collection[int]] = lambda entry: ()
    subject: Callable[[Entry], str] = lambda entry: ""
    not_before: Callable[[Entry], datetime] = lambda entry: entry.at


PLAIN = Telling()


def telling_of(kind: str) -> Telling:
    return _tellings().get(kind, PLAIN)


@cache
def _tellings() -> Mapping[str, Telling]:
    module = import_module(getattr(settings, "KOHTAAMO_TELLINGS", "kohtaamo.config.connections"))
    return {kind: import_string(path) for kind, path in module.TELLINGS.items()}


def message(kind: str, at: datetime, called: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The body of every event: its kind, when it happened, its name, and what is told of it."""
    return {
        "type": kind,
        "timestamp": at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "id": called,
        "data": data,
    }
