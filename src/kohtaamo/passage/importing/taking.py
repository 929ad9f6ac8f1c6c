"""Taking in what was told: in batches, nothing sent out, safe to do again, a bad row never stopping the others."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.utils.translation import gettext_noop as _

from kohtaamo.customers.choices import Kind
from kohtaamo.customers.models import Customer, Identity
from kohtaamo.encounters.choices import Author, CaseState, EncounterState
from kohtaamo.encounters.commands.receive import KEY_ALPHABET
from kohtaamo.encounters.models import Case, Encounter, Message
from kohtaamo.passage.importing.identities import identities_of
from kohtaamo.passage.importing.told import Person, Said, ToldCase, Unusable
from kohtaamo.passage.models import Taken
from kohtaamo.platform.courtesy import give_way
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.journal.record import Actor, record
from kohtaamo.platform.sentences import meant
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.platform.words import language_of
from kohtaamo.touchpoints.models import Touchpoint

logger = logging.getLogger(__name__)
AT_ONCE = 250
LISTED = AT_ONCE  # bad rows told in full
Told = Callable[[int], object]
Thing = Person | ToldCase | Unusable
AUTHORS = {"customer": Author.CUSTOMER, "us": Author.US, "note": Author.NOTE}
LANGUAGES = dict(settings.LANGUAGES)


@dataclass
class Report:
    """What was taken in, or would be."""

    new: int = 0
    known: int = 0
    customers: int = 0
    messages: int = 0
    bad: int = 0
    unusable: list[Unusable] = field(default_factory=list)  # the first ``LISTED`` bad rows

    @property
    def why(self) -> list[str]:
        return [str(each) for each in self.unusable]

    def refuse(self, row: Unusable) -> None:
        self.bad += 1
        if len(self.unusable) < LISTED:
            self.unusable.append(row)


@dataclass(frozen=True)
class Into:
    """Where it goes: the name of the source system, the touchpoint of its cases, who imports, and whether in earnest."""

    source: str
    touchpoint: Touchpoint | None = None
    actor: Actor | None = None
    is_dry: bool = False


class _OnlyTried(Exception):
    """A dry run: everything was done, and all of it is taken back."""


def take(told: Iterable[Thing], into: Into, done: Told = lambda number: None) -> Report:
    """Take in customers or cases. Cases taken in before are left as they are; whoever is known by an address or number
    gains what was lacking, and no name changes."""
    report, number = Report(), 0
    for part in _parts(told):
        give_way()
        _add(report, take_part(part, into))
        number += len(part)
        done(number)
    return report


def take_part(part: Sequence[Thing], into: Into) -> Report:
    """Take in so many at once, at most ``AT_ONCE``."""
    report = Report()
    for each in part:
        if isinstance(each, Unusable):
            report.refuse(each)
    _in_one([each for each in part if not isinstance(each, Unusable)], into, report)
    return report


def _in_one(good: Sequence[Person | ToldCase], into: Into, report: Report) -> None:
    """All in one transaction; when that fails each in its own, so that one cannot hold up the others."""
    mine = Report()
    try:
        with unit_of_work():
            _people([each for each in good if isinstance(each, Person)], into, mine)
            _cases([each for each in good if isinstance(each, ToldCase)], into, mine)
            if into.is_dry:
                raise _OnlyTried
    except _OnlyTried:
        pass
    except (OperationalError, InterfaceError):  # the database is away, the row may be whole
        raise
    except Exception as problem:
        if len(good) > 1:
            for each in good:
                _in_one([each], into, report)
            return
        if not isinstance(problem, (DatabaseError, ValueError, Invalid)):
            logger.exception("a row of %s could not be taken in", into.source)
        mine = Report()
        mine.refuse(_refused(good[0], problem))
    _add(report, mine)


def _refused(thing: Person | ToldCase, problem: Exception) -> Unusable:
    cells = thing.cells or (thing.name,) if isinstance(thing, Person) else (thing.outside_id,)
    if isinstance(problem, Unusable):
        return problem.at(thing.row, cells)
    why = meant(problem.sentence) if isinstance(problem, Invalid) else _("It holds something that cannot be kept here.")
    return Unusable(why, thing.row, cells)


def _add(report: Report, more: Report) -> None:
    for name in ("new", "known", "customers", "messages"):
        setattr(report, name, getattr(report, name) + getattr(more, name))
    report.bad += more.bad
    report.unusable += more.unusable[: LISTED - len(report.unusable)]


def _parts(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    source = iter(things)
    while part := list(islice(source, AT_ONCE)):
        yield part


def _people(told: Sequence[Person], into: Into, report: Report) -> None:
    if not told:
        return
    met = _Met(into, report)
    for person, customer in zip(told, met.all_of(told), strict=True):
        if person.organisation:
            met.belongs(customer, person.organisation)
    report.new, report.known = report.customers, len(told) - report.customers


def _cases(told: Sequence[ToldCase], into: Into, report: Report) -> None:
    if not told:
        return
    fresh = _fresh(told, into)
    report.known += len(told) - len(fresh)
    report.new += len(fresh)
    customers = _Met(into, report).all_of([each.customer for each in fresh])
    cases = Case.objects.bulk_create(
        _case(each, customer, into) for each, customer in zip(fresh, customers, strict=True)
    )
    encounters = Encounter.objects.bulk_create(_encounter(case, each) for case, each in zip(cases, fresh, strict=True))
    messages = [
        _message(said, case, encounter)
        for each, case, encounter in zip(fresh, cases, encounters, strict=True)
        for said in each.said
    ]
    Message.objects.bulk_create(messages)
    report.messages += len(messages)
    at = now()
    Taken.objects.bulk_create(
        Taken(source=into.source, kind="case", outside_id=each.outside_id[:120], object_id=case.pk, taken_at=at)
        for each, case in zip(fresh, cases, strict=True)
    )
    for case, encounter in zip(cases, encounters, strict=True):
        # ``from_team`` asks the index's reader to read the whole case.
        record(
            "case.imported", actor=into.actor, customer=case.customer_id, case=case.pk, encounter=encounter.pk,
            touchpoint=case.touchpoint_id, source=into.source, team=case.team_id, from_team=None, history=True,
        )  # fmt: skip


def _fresh(told: Sequence[ToldCase], into: Into) -> list[ToldCase]:
    """Those not taken in before, each once."""
    ids = [each.outside_id[:120] for each in told]
    known = set(
        Taken.objects.filter(source=into.source, kind="case", outside_id__in=ids).values_list("outside_id", flat=True)
    )
    fresh: dict[str, ToldCase] = {}
    for outside_id, each in zip(ids, told, strict=True):
        if outside_id not in known and not each.is_again:
            fresh.setdefault(outside_id, each)
    return list(fresh.values())


def _case(told: ToldCase, customer: Customer, into: Into) -> Case:
    """Settled ones are history; open ones wait for us since the customer's last words, as they did there."""
    if into.touchpoint is None:
        raise Invalid
    theirs = [said for said in told.said if said.author == "customer"]
    last = told.said[-1].at if told.said else told.opened_at
    waits = not told.is_settled and bool(told.said) and _last_between(told.said) == "customer"
    state = CaseState.SETTLED if told.is_settled else CaseState.WAITING_US if waits else CaseState.WAITING_CUSTOMER
    words = " ".join(theirs[-1].text.split())[:240] if theirs else ""
    return Case(
        customer=customer, subject=(" ".join(told.subject.split()) or words or told.outside_id)[:300],
        touchpoint=into.touchpoint, team_id=into.touchpoint.team_id, channel=into.touchpoint.channel,
        language=customer.language or language_of(theirs[0].text if theirs else "", default=into.touchpoint.language),
        state=state, waiting_since=theirs[-1].at if waits else None, settled_at=last if told.is_settled else None,
        opened_at=told.opened_at, changed_at=max(last, told.opened_at), last_words=words,
        key="".join(secrets.choice(KEY_ALPHABET) for _ in range(12)),
    )  # fmt: skip


def _last_between(said: Sequence[Said]) -> str:
    return next((each.author for each in reversed(said) if each.author != "note"), "")


def _encounter(case: Case, told: ToldCase) -> Encounter:
    ours = next((said.at for said in told.said if said.author == "us"), None)
    return Encounter(
        case=case, customer_id=case.customer_id, touchpoint_id=case.touchpoint_id, channel=case.channel,
        state=EncounterState.ENDED, arrived_at=case.opened_at, answered_at=ours, ended_at=case.changed_at, is_history=True,
    )  # fmt: skip


def _message(said: Said, case: Case, encounter: Encounter) -> Message:
    return Message(
        case=case, encounter=encounter, author=AUTHORS[said.author], sender_name=said.name[:200],
        sender_address=said.address[:320], subject=case.subject, text=said.text, at=said.at,
    )  # fmt: skip


class _Met:
    """Customers of one batch: known by any of their identities, or made; a few questions for all of them."""

    def __init__(self, into: Into, report: Report) -> None:
        self._into, self._report = into, report
        self._by: dict[tuple[str, str], Customer] = {}
        self._organisations: dict[str, Customer] = {}

    def all_of(self, people: Sequence[Person]) -> list[Customer]:
        wanted = [identities_of(person, self._into.source) for person in people]
        self._look({(kind, value) for each in wanted for kind, value, _shown in each})
        found = [self._one(person, each) for person, each in zip(people, wanted, strict=True)]
        Identity.objects.bulk_create(self._new)
        return found

    def _look(self, keys: set[tuple[str, str]]) -> None:
        self._new: list[Identity] = []
        values = [value for _kind, value in keys]
        rows = Identity.objects.filter(value__in=values).select_related("customer__merged_into")
        for row in rows:
            customer = row.customer
            while customer.merged_into is not None:
                customer = customer.merged_into
            self._by[row.kind, row.value] = customer

    def _one(self, person: Person, identities: list[tuple[str, str, str]]) -> Customer:
        known = next((self._by[kind, value] for kind, value, _ in identities if (kind, value) in self._by), None)
        customer = known or self._meet(person, identities[0][2])
        if known is not None and person.name and not known.name:
            known.name = person.name
            known.save(update_fields=["name"])
        for kind, value, shown in identities:
            if (kind, value) not in self._by:
                self._by[kind, value] = customer
                self._new.append(Identity(customer=customer, kind=kind, value=value, shown=shown, added_at=now()))
        return customer

    def _meet(self, person: Person, fallback: str) -> Customer:
        name = " ".join(person.name.split())[:200] or fallback[:200]
        language = person.language if person.language in LANGUAGES else ""
        customer = Customer.objects.create(name=name, language=language, created_at=now())
        record("customer.met", actor=self._into.actor, customer=customer.pk, source=self._into.source)
        self._report.customers += not (self._into.is_dry and person.is_again)
        return customer

    def belongs(self, customer: Customer, name: str) -> None:
        """Put a person under an organisation of this name, made when there is none; one who belongs somewhere stays."""
        if customer.organisation_id is not None or customer.kind == Kind.ORGANISATION:
            return
        if name not in self._organisations:
            of_name = (
                Customer.objects.filter(kind=Kind.ORGANISATION, name=name, merged_into=None).order_by("pk").first()
            )
            self._organisations[name] = of_name or Customer.objects.create(
                kind=Kind.ORGANISATION, name=name, created_at=now()
            )
            if of_name is None:
                record("customer.met", actor=self._into.actor, customer=self._organisations[name].pk)
        customer.organisation = self._organisations[name]
        customer.save(update_fields=["organisation"])
