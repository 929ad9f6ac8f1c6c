"""A question put into SQL once answers as the query itself does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db.models import Q, QuerySet
from django.db.models.functions import Length
from pytest_django import DjangoAssertNumQueries

from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.storage.models import Blob
from kohtaamo.platform.time import now
from kohtaamo.promises.commands.make import Terms, make
from kohtaamo.promises.models import Promise
from kohtaamo.staff.models import Member
from tests.conftest import Says

pytestmark = pytest.mark.django_db


def _query(kinds: Sequence[str], case: int) -> QuerySet[Entry]:
    return Entry.objects.filter(~Q(kind=""), kind__in=kinds, case_id=case).order_by("-id")


@prepared
def _entries(kinds: Sequence[str], case: int) -> QuerySet[Entry]:
    return _query(kinds, case)


@prepared
def _moments(case: int) -> QuerySet[Entry, tuple[object, object]]:
    return Entry.objects.filter(case_id=case).order_by("id").values_list("at", "data")


@prepared
def _keys(kind: str) -> QuerySet[Entry, int]:
    return Entry.objects.filter(kind=kind).order_by("id").values_list("pk", flat=True)[:2]


@prepared
def _light(digest: str) -> QuerySet[Blob]:
    return Blob.objects.defer("packed").filter(digest=digest)


@pytest.fixture
def entries(db: None) -> list[Entry]:
    made = [Entry(at=now(), kind=kind, case_id=case, data={"k": kind}) for kind in "abc" for case in (1, 2)]
    return Entry.objects.bulk_create(made)


@pytest.mark.parametrize("case", [1, 2, 3])
@pytest.mark.parametrize("kinds", [["a"], ["a", "c"], ["x", "b", "a"], ["a", "a"]])
def test_it_answers_as_the_query_does_for_any_values(entries: list[Entry], kinds: list[str], case: int) -> None:
    asked = [(one.pk, one.at, one.kind, one.data) for one in _entries(kinds, case)]
    assert asked == [(one.pk, one.at, one.kind, one.data) for one in _query(kinds, case)]


def test_values_come_as_django_gives_them(entries: list[Entry]) -> None:
    assert _moments(1) == list(Entry.objects.filter(case_id=1).order_by("id").values_list("at", "data"))


def test_flat_values_are_bare_and_cut_where_the_query_cuts(entries: list[Entry]) -> None:
    entries[2].pk = None
    entries[2].save()
    assert _keys("b") == list(Entry.objects.filter(kind="b").order_by("id").values_list("pk", flat=True)[:2])


def test_a_column_left_for_later_is_read_when_it_is_asked_for() -> None:
    Blob.objects.create(digest="d", size=3, packed=b"abc", kept_at=now())
    (found,) = _light("d")
    assert (found.get_deferred_fields(), bytes(found.packed or b"")) == ({"packed"}, b"abc")


@prepared
def _promised(state: str, since: datetime) -> QuerySet[Promise]:
    return _promises(state, since)


def _promises(state: str, since: datetime) -> QuerySet[Promise]:
    found = Promise.objects.filter(state=state, made_at__gte=since).select_related("case__customer", "owner")
    return found.prefetch_related("moves").annotate(words=Length("what")).order_by("id")


@pytest.mark.parametrize("days", [1, -1])
def test_rows_come_with_what_was_asked_for_beside_them(
    case: Case, owner: Member, days: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make(actor=owner, case=case, terms=Terms(what="Soitan", due_at=now() + timedelta(days=2)))
    since = now() - timedelta(days=days)

    def told(found: Iterable[Any]) -> list[tuple[object, ...]]:
        return [(one, one.case.customer.name, one.owner, one.made_at, one.words, [*one.moves.all()]) for one in found]

    known = told(_promises("open", since))
    _promised("open", since)
    with django_assert_num_queries(2 if known else 1):
        assert told(_promised("open", since)) == known
    assert bool(known) is (days == 1)


@prepared
def _theirs(viewer: Member, until: datetime) -> QuerySet[Case]:
    return visible_cases(viewer).filter(changed_at__lt=until).order_by("pk")


@prepared
def _few(*, most: int) -> QuerySet[Case, int]:
    return Case.objects.order_by("pk").values_list("pk", flat=True)[:most]


@prepared
def _lately() -> QuerySet[Case]:
    return Case.objects.filter(changed_at__gt=now() - timedelta(days=1))


@prepared
def _since(day: date) -> QuerySet[Case]:
    return Case.objects.filter(changed_at__date__gte=day)


def test_each_who_looks_is_answered_what_they_may_see(
    case: Case, owner: Member, colleague: Member, lead: Member, outsider: Member, administrator: Member
) -> None:
    later = now() + timedelta(hours=1)
    for _turn in range(2):
        for viewer in (owner, outsider, lead, colleague, administrator):
            seen = list(visible_cases(viewer).order_by("pk"))
            assert _theirs(viewer, later) == seen, viewer
    assert (_theirs(owner, later), _theirs(outsider, later)) == ([case], [])


def test_one_who_has_left_or_lost_a_right_or_a_team_is_answered_nothing(
    case: Case, owner: Member, lead: Member
) -> None:
    later = now() + timedelta(hours=1)
    assert (_theirs(owner, later), _theirs(lead, later)) == ([case], [case])
    owner.memberships.all().delete()
    lead.is_active = False
    lead.save()
    afresh = [Member.objects.get(pk=one.pk) for one in (owner, lead)]
    assert [_theirs(one, later) for one in afresh] == [[], []]


def test_what_is_told_by_name_makes_another_question(case: Case, says: Says) -> None:
    says("Toinen asia", sender="toinen@posti.example")
    assert [len(_few(most=most)) for most in (1, 2, 0)] == [1, 2, 0]


def test_a_moment_within_the_question_itself_is_refused(db: None) -> None:
    with pytest.raises(TypeError, match="a moment stands in the question"):
        _lately()


def test_no_numbers_to_look_among_find_nothing(entries: list[Entry]) -> None:
    assert _cases_of([]) == []


def test_a_day_is_told_like_a_moment(case: Case) -> None:
    assert (_since(date(2020, 1, 1)), _since(date(2999, 1, 1))) == ([case], [])


@prepared
def _cases_of(cases: Sequence[int]) -> QuerySet[Entry]:
    return Entry.objects.filter(case_id__in=cases)
