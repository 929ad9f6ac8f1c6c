"""A customer's path: every encounter and promise in order, of the cases the viewer may see.

It lives here because this is the lowest room that knows both encounters and promises.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import Left, RowNumber

from kohtaamo.customers.choices import Kind
from kohtaamo.customers.models import Customer
from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.models import Case, Encounter, Message
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.promises.models import Promise
from kohtaamo.staff.models import Member

LONG = 50  # steps on a page
SAID = 6  # messages shown of one encounter
CHARACTERS = 280

_NAMED = ("case__for_customer", "customer")
_MET = ("touchpoint", "answered_by", "noticed_by", "ended_by")
_COLUMNS = ("state", "case__subject", "case__for_whom", "case__for_customer__name", "customer__name")  # what is shown

Place = tuple[datetime, int, int]  # when, rank (1 an encounter, 0 a promise), id: the order of the path


@dataclass
class Step:
    """One step of the path: an encounter with what was said in it, or a promise."""

    at: datetime
    encounter: Encounter | None = None
    promise: Promise | None = None
    said: list[Message] = field(default_factory=list)  # the first ``SAID`` messages, ``words`` cut to ``CHARACTERS``
    total: int = 0  # how many were said in all

    @property
    def place(self) -> Place:
        row: Encounter | Promise | None = self.encounter or self.promise
        return (self.at, 1 if self.encounter else 0, row.pk if row else 0)

    @property
    def feeling(self) -> int | None:
        """The feeling the meeting ended with, else the one it began with; a promise has none."""
        return (self.encounter.feeling_end or self.encounter.feeling_start) if self.encounter else None


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which steps: of one channel, of what the customer asks for themselves, for another, or another for them."""

    channel: str = ""
    whom: str = ""  # "", "self", "others", "by_others"


def path_of(viewer: Member, customer: Customer, wanted: Wanted, *, before: Place | None = None) -> list[Step]:
    """One page of the path, newest first, one step more than ``LONG`` when there is more."""
    found = [Step(at=e.arrived_at, encounter=e) for e in _encounters(viewer, customer, wanted, before)]
    if not wanted.channel:
        found += [Step(at=p.made_at, promise=p) for p in _promises(viewer, customer, wanted, before)]
    steps = sorted(found, key=lambda step: step.place, reverse=True)[: LONG + 1]
    _let_speak([step for step in steps if step.encounter])
    return steps


def _encounters(viewer: Member, customer: Customer, wanted: Wanted, before: Place | None) -> Iterable[Encounter]:
    rows = Encounter.objects.filter(case__in=visible_cases(viewer)).select_related(*_NAMED, *_MET).only(
        *_COLUMNS, "arrived_at", "channel", "outcome", "feeling_start", "feeling_end", "touchpoint__name",
        *(f"{who}__name" for who in _MET[1:]),
    )  # fmt: skip
    if wanted.channel:
        rows = rows.filter(channel=wanted.channel)
    return _both_ways(rows, customer, wanted, "arrived_at", _earlier("arrived_at", 1, before))


def _promises(viewer: Member, customer: Customer, wanted: Wanted, before: Place | None) -> Iterable[Promise]:
    rows = Promise.objects.filter(case__in=visible_cases(viewer)).select_related(*_NAMED, "owner").only(
        *_COLUMNS, "what", "made_at", "due_at", "owner__name"
    )  # fmt: skip
    return _both_ways(rows, customer, wanted, "made_at", _earlier("made_at", 0, before))


def _both_ways(rows: QuerySet[Any], customer: Customer, wanted: Wanted, at: str, earlier: Q) -> Iterable[Any]:
    """What they ask and what is asked for them, by two indexes; the same step twice is one."""
    rows = rows.filter(earlier).order_by(f"-{at}", "-pk")
    own = Q(case__for_customer__isnull=True, case__for_whom="")
    found: dict[int, Any] = {}
    if wanted.whom != "by_others":
        asked = rows.filter(_theirs(customer))
        asked = asked.filter(own) if wanted.whom == "self" else asked.exclude(own) if wanted.whom == "others" else asked
        found |= {row.pk: row for row in asked[: LONG + 1]}
    if wanted.whom in {"", "by_others"}:
        for_them = list(Case.objects.filter(for_customer=customer).values_list("pk", flat=True))
        found |= {row.pk: row for row in rows.filter(case_id__in=for_them)[: LONG + 1]}
    return found.values()


def _theirs(customer: Customer) -> Q:
    """What is the customer's; an organisation is all its people too."""
    if customer.kind != Kind.ORGANISATION:
        return Q(customer=customer)
    return Q(customer__in=Customer.objects.filter(Q(pk=customer.pk) | Q(organisation=customer)))


def _earlier(name: str, rank: int, before: Place | None) -> Q:
    if before is None:
        return Q()
    at, before_rank, last = before
    same = Q(pk__lt=last) if rank == before_rank else Q() if rank < before_rank else Q(pk__in=[])
    return Q(**{f"{name}__lte": at}) & (Q(**{f"{name}__lt": at}) | (Q(**{name: at}) & same))


def _let_speak(steps: Sequence[Step]) -> None:
    """The first messages of each encounter, in one query, the long ones cut by the database."""
    by_encounter = {step.encounter.pk: step for step in steps if step.encounter}
    spoken = Message.objects.filter(Q(is_automatic=False) | Q(author=Author.US), encounter_id__in=list(by_encounter))
    for message in _first_of_each(spoken):
        step = by_encounter[message.encounter_id]
        step.said.append(message)
        step.total = message.total  # type: ignore[attr-defined]


def _first_of_each(spoken: QuerySet[Message]) -> QuerySet[Message]:
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
    every = Encounter.objects.filter(_theirs(customer))
    # Not ``NOT IN``: PostgreSQL would gather every case of the house for it.
    seen = visible_cases(viewer).filter(pk=OuterRef("case_id"))
    return every.filter(~Exists(seen)).count()


def first_words(step: Step) -> str:
    """The customer's first words in this encounter, cut; empty when they said nothing in writing."""
    theirs = next((message for message in step.said if message.author == Author.CUSTOMER), None)
    text = (theirs.fresh or theirs.words) if theirs else ""  # type: ignore[attr-defined]
    return " ".join(text.split())
