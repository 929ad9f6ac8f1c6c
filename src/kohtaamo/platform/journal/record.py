"""What a command calls to put down what it did."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Protocol

from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import gather

through: ContextVar[str] = ContextVar("journal_through", default="")  # "key:3": by what the actor reached us


@dataclass(frozen=True)
class Standing:
    """Something that acts by itself on a person's behalf: its name in the journal, and what each entry holds besides."""

    name: str
    data: Mapping[str, Any]


standing: ContextVar[Standing | None] = ContextVar("journal_standing", default=None)


class Actor(Protocol):
    """Who did it: anything that can name itself, such as ``member:12``."""

    @property
    def journal_name(self) -> str: ...


def record(
    kind: str,
    *,
    actor: Actor | None,
    customer: int | None = None,
    case: int | None = None,
    encounter: int | None = None,
    touchpoint: int | None = None,
    **data: Any,
) -> Entry:
    """Note that ``kind`` happened. ``actor`` None means the system itself. ``data`` must fit in JSON.

    Raises ``RuntimeError`` outside a unit of work.
    """
    if way := through.get():
        data["through"] = way
    name = actor.journal_name if actor is not None else ""
    if stands := standing.get():
        data, name = {**data, **stands.data, "behalf": name}, stands.name
    entry = Entry(
        at=now(),
        kind=kind,
        actor=name,
        customer_id=customer,
        case_id=case,
        encounter_id=encounter,
        touchpoint_id=touchpoint,
        data=data,
    )
    gather(entry)
    return entry
