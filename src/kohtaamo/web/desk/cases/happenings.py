"""What happened around the talk, in small type: read from the journal and said in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import QuerySet

from kohtaamo.encounters.models import Case
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.prepared import prepared
from kohtaamo.promises.models import Promise
from kohtaamo.staff.models import Member, Team
from kohtaamo.web.desk.cases.sentences import deciding, offering, promising, working
from kohtaamo.web.desk.cases.sentences.known import Known, Said
from kohtaamo.work.together import joined_ids

MOST = 200
EVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Happening:
    """One thing that happened: when, its sign, its sentence."""

    at: datetime
    order: int
    icon: str
    look: str
    text: str


SAID: dict[str, Said] = {**working.SAID, **promising.SAID, **deciding.SAID, **offering.SAID}


def happenings_of(
    case: Case, promises: Iterable[Promise], *, since: datetime | None = None, until: datetime | None = None
) -> list[Happening]:
    """The happenings of a case between two moments, oldest first, at most the newest two hundred."""
    cases = joined_ids(case)
    found = _between(cases, since or EVER, until) if until else _since(cases, since or EVER)
    known = _known(case, found, promises)
    told = [_told(entry, known) for entry in reversed(found)]
    return [happening for happening in told if happening is not None]


@prepared
def _since(cases: Sequence[int], since: datetime) -> QuerySet[Entry]:
    return Entry.objects.filter(case_id__in=cases, kind__in=list(SAID), at__gte=since).order_by("-id")[:MOST]


@prepared
def _between(cases: Sequence[int], since: datetime, until: datetime) -> QuerySet[Entry]:
    found = Entry.objects.filter(case_id__in=cases, kind__in=list(SAID), at__gte=since, at__lt=until)
    return found.order_by("-id")[:MOST]


def _known(case: Case, entries: list[Entry], promises: Iterable[Promise]) -> Known:
    people = {int(entry.actor[7:]) for entry in entries if entry.actor.startswith("member:")}
    people |= {entry.data[key] for entry in entries for key in ("owner", "to_member", "away") if entry.data.get(key)}
    members = _members(sorted(people)) if people else []
    return Known(
        case=case,
        members={pk: name.split(" ")[0] for pk, name in members},
        teams=dict(_teams()),
        promises={promise.pk: promise for promise in promises},
    )


@prepared
def _members(people: Sequence[int]) -> QuerySet[Member, tuple[int, str]]:
    return Member.objects.filter(pk__in=people).values_list("pk", "name")


@prepared
def _teams() -> QuerySet[Team, tuple[int, str]]:
    return Team.objects.values_list("pk", "name")


def _told(entry: Entry, known: Known) -> Happening | None:
    icon, look, sentence = SAID[entry.kind]
    text = sentence(entry, known)
    return Happening(entry.at, entry.pk, icon, look, text) if text else None
