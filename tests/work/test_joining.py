"""Two cases found to be one matter: everything moves, the old number leads on, and parting restores it all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.commands.end import end
from kohtaamo.encounters.commands.note import write_note
from kohtaamo.encounters.commands.own_page import link_token, open_own_page, own_page_of
from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.commands.take import take
from kohtaamo.encounters.errors import JoinedElsewhere
from kohtaamo.encounters.models import Case, Encounter, Message
from kohtaamo.platform.errors import Invalid, NotFound
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.promises.commands.make import Terms, make
from kohtaamo.promises.models import Promise
from kohtaamo.staff.models import Member
from kohtaamo.work.commands.join import join_cases, part_cases
from kohtaamo.work.commands.tag import put_tag
from kohtaamo.work.errors import JoinedLaterFirst, OtherCustomer
from kohtaamo.work.models import Joining, Tagging
from kohtaamo.work.moving import name_of, places
from tests.conftest import Says

pytestmark = pytest.mark.django_db
THEIRS = "eeva.mattila@posti.example"
STRANGER = "vieras@muu.example"


@pytest.fixture
def other(says: Says, case: Case) -> Case:
    """A second case of the same customer."""
    return says("Missä lamppu viipyy?", subject="Lamppu", references=(), at=now() - timedelta(hours=3)).case


def everything(case: Case) -> dict[str, Any]:
    """All rows that point at a case, by place, and what the case says of itself."""
    case.refresh_from_db()
    rows = {
        name_of(f): set(f.model._base_manager.filter(**{f.name: case}).values_list("pk", flat=True)) for f in places()
    }
    own = {f.attname: getattr(case, f.attname) for f in Case._meta.concrete_fields if f.name != "changed_at"}
    return {**{name: ids for name, ids in rows.items() if ids}, **own}


def filled(actor: Member, case: Case, word: str) -> Case:
    make(actor=actor, case=case, terms=Terms(what=f"Soitamme {word}", due_at=now() + timedelta(days=1)))
    write_note(actor=actor, case=case, text=word)
    own_page_of(case, case.customer)
    return case


def test_everything_moves_and_parting_restores_it_all(case: Case, other: Case, lead: Member) -> None:
    for one, word in ((case, "sängystä"), (other, "lampusta")):
        filled(lead, one, word)
        put_tag(actor=lead, case=one, name="yhteinen")
    put_tag(actor=lead, case=other, name="vain toisella")
    before = everything(case), everything(other)
    joining = join_cases(actor=lead, winner=case, loser=other)
    other.refresh_from_db()
    assert (other.merged_into_id, other.state) == (case.pk, CaseState.SETTLED)
    assert set(Message.objects.filter(case=case)) == set(Message.objects.all())
    assert Promise.objects.exclude(case=case).count() == 0
    assert Tagging.objects.filter(case=case).count() == 2
    part_cases(actor=lead, joining=joining)
    assert (everything(case), everything(other)) == before


def test_the_longer_wait_counts(case: Case, other: Case, owner: Member) -> None:
    began = other.waiting_since
    join_cases(actor=owner, winner=case, loser=other)
    case.refresh_from_db()
    assert (case.state, case.waiting_since) == (CaseState.WAITING_US, began)


def test_a_settled_case_opens_when_what_joins_it_waits(case: Case, other: Case, owner: Member) -> None:
    end(actor=owner, case=case, outcome="solved")
    joining = join_cases(actor=owner, winner=case, loser=other)
    case.refresh_from_db()
    assert (case.state, case.settled_at) == (CaseState.WAITING_US, None)
    part_cases(actor=owner, joining=joining)
    case.refresh_from_db()
    assert case.is_settled
    assert case.settled_by_id == owner.pk


def test_a_later_answer_to_the_old_case_comes_to_the_living_one(
    case: Case, other: Case, owner: Member, says: Says
) -> None:
    join_cases(actor=owner, winner=case, loser=other)
    assert says("Vielä lampusta", key=other.key).case == case
    assert says("Kuka olet", sender=STRANGER, key=other.key).case not in {case, other}


def test_what_came_since_to_what_goes_back_goes_along(case: Case, other: Case, owner: Member, says: Says) -> None:
    joining = join_cases(actor=owner, winner=case, loser=other)
    meeting = Encounter.objects.get(pk=joining.moved["encounters.encounter.case"][0])
    later = says("Vielä lampusta", key=other.key)
    Message.objects.filter(pk=later.pk).update(encounter=meeting)
    part_cases(actor=owner, joining=joining)
    later.refresh_from_db()
    other.refresh_from_db()
    assert (later.case_id, other.state) == (other.pk, CaseState.WAITING_US)
    assert set(Message.objects.filter(encounter__case=other)) == set(Message.objects.filter(case=other))


def test_an_answer_since_leaves_the_living_case_with_the_customer(case: Case, other: Case, owner: Member) -> None:
    joining = join_cases(actor=owner, winner=case, loser=other)
    reply(actor=owner, case=case, text="Molemmat tulevat huomenna.", seen=Message.objects.latest("pk").pk)
    part_cases(actor=owner, joining=joining)
    case.refresh_from_db()
    other.refresh_from_db()
    answered = Message.objects.get(text="Molemmat tulevat huomenna.")
    assert {case.pk: case.state, other.pk: other.state}[answered.case_id] == CaseState.WAITING_CUSTOMER


def test_different_customers_are_joined_only_when_confirmed(case: Case, says: Says, lead: Member) -> None:
    theirs = says("Sänkyä odotan minäkin.", sender="irma@posti.example", sender_name="Irma Mattila").case
    with pytest.raises(OtherCustomer):
        join_cases(actor=lead, winner=case, loser=theirs)
    page = link_token(own_page_of(theirs, theirs.customer))
    joining = join_cases(actor=lead, winner=case, loser=theirs, confirmed=True)
    assert says("Lisäksi", sender="irma@posti.example", key=theirs.key).case == case
    with pytest.raises(NotFound):
        open_own_page(page)
    part_cases(actor=lead, joining=joining)
    assert open_own_page(page).case == theirs


def test_the_own_page_of_the_joined_case_shows_the_living_one(case: Case, other: Case, lead: Member) -> None:
    token = link_token(own_page_of(other, other.customer))
    join_cases(actor=lead, winner=case, loser=other)
    assert open_own_page(token).case == case


def test_nothing_is_done_in_a_case_that_lives_on_in_another(case: Case, other: Case, owner: Member) -> None:
    join_cases(actor=owner, winner=case, loser=other)
    for act in (lambda: take(actor=owner, case=other), lambda: write_note(actor=owner, case=other, text="a")):
        with pytest.raises(JoinedElsewhere, match=case.number):
            act()


def test_a_chain_of_joined_cases_leads_to_the_last_and_is_parted_from_its_end(
    case: Case, other: Case, owner: Member, says: Says
) -> None:
    third = says("Ja matto?", subject="Matto").case
    first = join_cases(actor=owner, winner=other, loser=third)
    second = join_cases(actor=owner, winner=case, loser=other)
    assert says("Matosta vielä", key=third.key).case == case
    with pytest.raises(JoinedLaterFirst):
        part_cases(actor=owner, joining=first)
    part_cases(actor=owner, joining=second)
    assert part_cases(actor=owner, joining=first) == third
    part_cases(actor=owner, joining=first)
    third.refresh_from_db()
    assert third.merged_into_id is None


def test_a_case_is_not_joined_to_itself_nor_by_one_who_does_not_see_both(
    case: Case, other: Case, owner: Member, outsider: Member
) -> None:
    with pytest.raises(Invalid):
        join_cases(actor=owner, winner=case, loser=case)
    with pytest.raises(NotFound):
        join_cases(actor=outsider, winner=case, loser=other)
    joining = join_cases(actor=owner, winner=case, loser=other)
    with pytest.raises(NotFound):
        part_cases(actor=outsider, joining=joining)


def test_joining_and_parting_are_in_the_journal_of_both(case: Case, other: Case, owner: Member) -> None:
    part_cases(actor=owner, joining=join_cases(actor=owner, winner=case, loser=other))
    kinds = ["case.joined", "case.joined_away", "case.parted"]
    found = Entry.objects.filter(kind__in=kinds).order_by("id").values_list("kind", "case_id")
    assert list(found) == [
        ("case.joined", case.pk), ("case.joined_away", other.pk), ("case.parted", case.pk), ("case.parted", other.pk),
    ]  # fmt: skip
    assert Joining.objects.get().parted_by == owner
