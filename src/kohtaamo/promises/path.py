"""A customer's path: every encounter, promise, hand-over, decision and offer in order, of the cases the viewer may see.

It lives here because this is the lowest room that knows them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value, Window
from django.db.models.functions import Left, RowNumber

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.models import Case, Encounter, Message
from kohtaamo.mandates.models import Decision
from kohtaamo.offers.models import Offer
from kohtaamo.platform.prepared import prepared
from kohtaamo.promises.models import Handover, Promise
from kohtaamo.promises.path_places import KINDS, Place, Wanted, is_organisation, places, seen_by, theirs
from kohtaamo.staff.models import Member

LONG = 50  # steps on a page
SAID = 6  # messages shown of one encounter
CHARACTERS = 280


@dataclass
class Step:
    """One step of the path: an encounter with what was said in it, a promise, a hand-over, a decision or an offer."""

    at: datetime
    encounter: Encounter | None = None
    promise: Promise | None = None
    handover: Handover | None = None
    decision: Decision | None = None
    offer: Offer | None = None
    said: list[Message] = field(default_factory=list)  # the first ``SAID`` messages, ``words`` cut to ``CHARACTERS``
    total: int = 0  # how many were said in all

    @property
    def place(self) -> Place:
        rows: dict[str, Encounter | Promise | Handover | Decision | Offer | None] = {
            "encounter": self.encounter, "promise": self.promise, "handover": self.handover, "decision": self.decision,
            "offer": self.offer,
        }  # fmt: skip
        rank, row = next((rank, row) for rank, kind in enumerate(KINDS) if (row := rows[kind.name]))
        return (self.at, rank, row.pk)

    @property
    def feeling(self) -> int | None:
        """The feeling the meeting ended with, else the one it began with; only a meeting has one."""
        return (self.encounter.feeling_end or self.encounter.feeling_start) if self.encounter else None


def path_of(viewer: Member, customer: Customer, wanted: Wanted, *, before: Place | None = None) -> list[Step]:
    """One page of the path, newest first, one step more than ``LONG`` when there is more."""
    asked_for = [] if wanted.whom not in {"", "by_others"} else _cases_for(customer)
    found: set[Place] = set()
    for rank in range(len(KINDS)):
        found |= places(rank, viewer, customer, wanted, asked_for, before, most=LONG + 1)
    steps = _whole(sorted(found, reverse=True)[: LONG + 1])
    _let_speak([step for step in steps if step.encounter])
    return steps


def _cases_for(customer: Customer) -> list[int]:
    """The cases in which another asks for this customer."""
    return list(Case.objects.filter(for_customer=customer).values_list("pk", flat=True))


def _whole(chosen: Sequence[Place]) -> list[Step]:
    """The rows of these places with everything that is shown of them, one query for each kind."""
    rows: dict[tuple[int, int], Any] = {}
    for rank in range(len(KINDS)):
        ids = [number for _at, other, number in chosen if other == rank]
        # Asked even when there is none: a page costs the same whatever stands on it.
        rows |= {(rank, row.pk): row for row in _shown(ids, rank=rank)}
    return [
        Step(at=at, **{KINDS[rank].name: rows[rank, number]}) for at, rank, number in chosen if (rank, number) in rows
    ]


@prepared
def _shown(ids: Sequence[int], *, rank: int) -> QuerySet[Any]:
    return KINDS[rank].shown().filter(pk__in=ids)


def _let_speak(steps: Sequence[Step]) -> None:
    """The first messages of each encounter, in one query, the long ones cut by the database."""
    by_encounter = {step.encounter.pk: step for step in steps if step.encounter}
    for message in _first_of_each(list(by_encounter)):
        step = by_encounter[message.encounter_id]
        step.said.append(message)
        step.total = message.total  # type: ignore[attr-defined]


@prepared
def _first_of_each(encounters: Sequence[int]) -> QuerySet[Message]:
    spoken = Message.objects.filter(Q(is_automatic=False) | Q(author=Author.US), encounter__id__in=encounters)
    each = [F("encounter_id")]
    turned = spoken.annotate(
        turn=Window(RowNumber(), partition_by=each, order_by=[F("at").asc(), F("pk").asc()]),
        total=Window(Count("pk"), partition_by=each),
        words=Left("text", CHARACTERS),
        fresh=Left("new_text", CHARACTERS),
    )
    light = turned.only("pk", "encounter", "author", "at", "member__name", "sender_name").select_related("member")
    return light.filter(turn__lte=SAID).order_by("encounter_id", "turn")


def hidden_steps(viewer: Member, customer: Customer) -> int:
    """How many encounters of this customer are in cases the viewer may not see."""
    return sum(_hidden(viewer, customer.pk, organisation=is_organisation(customer)))


@prepared
def _hidden(viewer: Member, customer: int, *, organisation: bool) -> QuerySet[Encounter, int]:
    hidden = Encounter.objects.filter(theirs(customer, organisation=organisation)).filter(~seen_by(viewer))
    return hidden.order_by().values(all=Value(1)).annotate(n=Count("pk")).values_list("n", flat=True)


def first_words(step: Step) -> str:
    """The customer's first words in this encounter, cut; empty when they said nothing in writing."""
    theirs = next((message for message in step.said if message.author == Author.CUSTOMER), None)
    text = (theirs.fresh or theirs.words) if theirs else ""  # type: ignore[attr-defined]
    return " ".join(text.split())
