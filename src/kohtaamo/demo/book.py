"""The rows and the journal of a told story, gathered in memory and written in one go.

Writing two thousand encounters by commands would take minutes; here the rows are what the commands would have left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.models import Attempt, CallRequest, Case, Delivery, Encounter, Message
from kohtaamo.mandates.models import Decision, Request
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.journal.writing import write
from kohtaamo.promises.models import Move, Promise
from kohtaamo.staff.models import Member

AT_A_TIME = 500


@dataclass
class Happened:
    """A journal entry before its rows have ids."""

    at: datetime
    kind: str
    actor: Member | Customer | None
    customer: Customer | None
    case: Case | None
    encounter: Encounter | None
    data: dict[str, Any]

    def entry(self) -> Entry:
        data = {key: value.pk if isinstance(value, Model) else value for key, value in self.data.items()}
        return Entry(
            at=self.at, kind=self.kind, actor=self.actor.journal_name if self.actor else "",
            customer_id=self.customer.pk if self.customer else None, case_id=self.case.pk if self.case else None,
            encounter_id=self.encounter.pk if self.encounter else None,
            touchpoint_id=self.case.touchpoint_id if self.case else None, data=data,
        )  # fmt: skip


@dataclass
class Book:
    """Everything that happened, in the order rows depend on each other."""

    cases: list[Case] = field(default_factory=list)
    encounters: list[Encounter] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    calls: list[CallRequest] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    happened: list[Happened] = field(default_factory=list)

    def note(
        self, at: datetime, kind: str, *, actor: Member | Customer | None = None, customer: Customer | None = None,
        case: Case | None = None, encounter: Encounter | None = None, **data: Any,
    ) -> None:  # fmt: skip
        """What a command would have recorded then."""
        customer = customer or (case.customer if case else None)
        self.happened.append(Happened(at, kind, actor, customer, case, encounter, data))

    def write(self, told: Callable[[int], None]) -> None:
        """Write all of it; ``told`` hears how many rows were written since it was last told."""
        self.cases.sort(key=lambda row: row.opened_at)
        self.encounters.sort(key=lambda row: row.arrived_at)
        self.messages.sort(key=lambda row: row.at)
        self.promises.sort(key=lambda row: row.made_at)
        kept: Sequence[list[Any]] = (
            self.cases, self.encounters, self.messages, self.deliveries, self.attempts, self.promises, self.moves, self.calls,
            self.requests, self.decisions,
        )  # fmt: skip
        for rows in kept:
            for begin in range(0, len(rows), AT_A_TIME):
                part = rows[begin : begin + AT_A_TIME]
                with transaction.atomic():
                    type(part[0])._base_manager.bulk_create(part)
                told(len(part))
        self._write_journal(told)

    def _write_journal(self, told: Callable[[int], None]) -> None:
        self.happened.sort(key=lambda one: one.at)
        for begin in range(0, len(self.happened), AT_A_TIME):
            part = [one.entry() for one in self.happened[begin : begin + AT_A_TIME]]
            with transaction.atomic():
                write(part)
            told(len(part))

    @property
    def size(self) -> int:
        """Rows to be written."""
        rows: Sequence[Sequence[Any]] = (
            self.cases, self.encounters, self.messages, self.deliveries, self.attempts, self.promises, self.moves,
            self.calls, self.requests, self.decisions, self.happened,
        )  # fmt: skip
        return sum(map(len, rows))
