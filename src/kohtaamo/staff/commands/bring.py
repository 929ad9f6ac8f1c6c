"""Assertions that browsers bring: each is kept once, and handed to the window whose sign-in it answers."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import asdict
from datetime import datetime, timedelta

from kohtaamo.platform.entering import EntryStale, NotBelieved
from kohtaamo.platform.storage.seal import seal, unseal
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.models import Brought, Provider
from kohtaamo.staff.providers import USE
from kohtaamo.staff.told import Told

WITHIN = timedelta(minutes=2)  # the browser comes at once


def keep_brought(*, provider: Provider, name: str, request: str, until: datetime, told: Told) -> str:
    """Keep what an assertion told of someone; the ticket with which their own window fetches it.

    Raises ``NotBelieved`` when the assertion was brought before.
    """
    ticket = secrets.token_urlsafe(32)
    kept = {
        "request": request, "ticket": _digest(ticket), "told": seal(json.dumps(asdict(told)), use=USE), "at": now(),
        "until": max(until, now() + WITHIN),
    }  # fmt: skip
    with unit_of_work():
        _row, is_new = Brought.objects.get_or_create(provider=provider, name=_digest(name), defaults=kept)
    if not is_new:
        raise NotBelieved("replay")
    return ticket


def take_brought(*, provider: Provider, ticket: str, request: str) -> Told:
    """What was told of the one who asked, once. Raises ``EntryStale``."""
    with unit_of_work():
        found = Brought.objects.filter(
            provider=provider, ticket=_digest(ticket), request=request, at__gt=now() - WITHIN
        )
        row = found.exclude(told="").first()
        is_mine = row is not None and Brought.objects.filter(pk=row.pk).exclude(told="").update(told="") == 1
        told = unseal(row.told, use=USE) if row is not None and is_mine else None
    if told is None:
        raise EntryStale("ticket")
    fields = json.loads(told)
    return Told(**{**fields, "groups": tuple(fields["groups"])})


def forget_brought() -> int:
    """Once a minute: assertions that open nothing any more are forgotten. Returns how many."""
    return Brought.objects.filter(until__lt=now()).delete()[0]


def _digest(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()
