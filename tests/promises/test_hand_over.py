"""Handing a case over: one act, accepted or not within minutes, else it comes back visibly."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kohtaamo.encounters.choices import Author, CaseState, DeliveryState
from kohtaamo.encounters.commands.draft import save_draft
from kohtaamo.encounters.commands.take import take
from kohtaamo.encounters.findable import read, scopes_of
from kohtaamo.encounters.models import Case, Delivery, Draft, Message
from kohtaamo.platform.errors import Invalid, NotAllowed, NotFound
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.search.find import find
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import HandoverState, PromiseState
from kohtaamo.promises.commands.accept import accept, decline, return_unanswered, see_returned, take_back_handover
from kohtaamo.promises.commands.hand_over import Handing, hand_over
from kohtaamo.promises.commands.make import Terms
from kohtaamo.promises.errors import HandoverOpen, HandoverSettled, NobodyThere
from kohtaamo.promises.handing import chain_of, given_by, handover_for, offered_to, words_to_customer
from kohtaamo.promises.models import Handover, Promise
from kohtaamo.staff.models import Member, Team

pytestmark = pytest.mark.django_db


def handing(team: Team, member: Member | None = None, **more: object) -> Handing:
    told = {"told": "Hei Eeva, siirsin asiasi eteenpäin.", **more}
    return Handing(team=team, member=member, asked="Milloin sänky tulee?", tried="Soitin varastoon.", **told)  # type: ignore[arg-type]


def promised() -> Terms:
    return Terms(what="Palaamme asiaan", due_at=now() + timedelta(days=1))


def given(owner: Member, case: Case, to: Member, team: Team, **more: object) -> Handover:
    take(actor=owner, case=case)
    return hand_over(actor=owner, case=case, handing=handing(team, to, **more))


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_the_case_its_promise_and_what_was_said_go_to_the_receiver_in_one_act(
    owner: Member, outsider: Member, other_team: Team, case: Case
) -> None:
    handover = given(owner, case, outsider, other_team, terms=promised())
    moved = fresh(case)
    assert (moved.team, moved.owner, moved.state) == (other_team, outsider, CaseState.WAITING_US)
    assert (handover.asked, handover.tried, handover.state) == (
        "Milloin sänky tulee?", "Soitin varastoon.", HandoverState.OFFERED,
    )  # fmt: skip
    promise = Promise.objects.get(pk=handover.promise_id)
    assert (promise.owner, promise.team, promise.made_by, promise.message) == (
        outsider, other_team, owner, handover.message,
    )  # fmt: skip
    assert Entry.objects.filter(kind="handover.offered", case_id=case.pk).count() == 1


def test_the_customer_is_told_in_writing_by_the_one_who_hands_over(
    owner: Member, outsider: Member, other_team: Team, case: Case
) -> None:
    handover = given(owner, case, outsider, other_team)
    assert handover.message is not None
    assert (handover.message.author, handover.message.member) == (Author.US, owner)
    assert Delivery.objects.filter(message=handover.message).count() == 1


def test_told_in_person_nothing_is_sent_but_it_is_noted(
    owner: Member, outsider: Member, other_team: Team, case: Case
) -> None:
    handover = given(owner, case, outsider, other_team, told="")
    assert handover.message is not None and handover.message.author == Author.NOTE
    assert not Delivery.objects.exists()


def test_a_draft_being_written_is_neither_sent_nor_lost(
    owner: Member, outsider: Member, other_team: Team, case: Case
) -> None:
    take(actor=owner, case=case)
    save_draft(actor=owner, case=case, text="Kesken jäänyt vastaus")
    hand_over(actor=owner, case=case, handing=handing(other_team, outsider))
    assert Draft.objects.get(case=case, member=owner).text == "Kesken jäänyt vastaus"


def test_accepting_makes_it_ones_own(owner: Member, outsider: Member, other_team: Team, case: Case) -> None:
    handover = given(owner, case, outsider, other_team, terms=promised())
    accept(actor=outsider, handover=handover)
    handover.refresh_from_db()
    assert (handover.state, handover.settled_by) == (HandoverState.ACCEPTED, outsider)
    assert list(offered_to(outsider)) == [] and list(given_by(owner)) == []


def test_anybody_of_the_team_may_accept_what_was_offered_to_the_team(
    owner: Member, outsider: Member, lead: Member, other_team: Team, case: Case
) -> None:
    take(actor=owner, case=case)
    handover = hand_over(actor=owner, case=case, handing=handing(other_team, terms=promised()))
    assert fresh(case).owner is None
    with pytest.raises(NotFound):
        accept(actor=lead, handover=handover)
    accept(actor=outsider, handover=handover)
    assert fresh(case).owner == outsider
    assert Promise.objects.get(pk=handover.promise_id).owner == outsider


def test_not_accepted_it_comes_back_at_once_with_the_reason(
    owner: Member, outsider: Member, other_team: Team, team: Team, case: Case
) -> None:
    handover = given(owner, case, outsider, other_team, terms=promised())
    with pytest.raises(Invalid):
        decline(actor=outsider, handover=handover, word=" ")
    decline(actor=outsider, handover=handover, word="Kuuluu huoltoon")
    back = fresh(case)
    assert (back.team, back.owner) == (team, owner)
    promise = Promise.objects.get(pk=handover.promise_id)
    assert (promise.owner, promise.team, promise.state) == (owner, team, PromiseState.OPEN)
    assert [(h.state, h.word) for h in given_by(owner)] == [(HandoverState.DECLINED, "Kuuluu huoltoon")]
    see_returned(actor=owner, handover=handover)
    assert list(given_by(owner)) == []


def test_nobody_answered_in_time_it_comes_back_by_itself_once(
    owner: Member, outsider: Member, other_team: Team, team: Team, case: Case
) -> None:
    handover = given(owner, case, outsider, other_team, minutes=10)
    assert return_unanswered() == 0
    Handover.objects.filter(pk=handover.pk).update(answer_by=now() - timedelta(seconds=1))
    assert (return_unanswered(), return_unanswered()) == (1, 0)
    assert (fresh(case).team, fresh(case).owner) == (team, owner)
    assert [h.state for h in given_by(owner)] == [HandoverState.RETURNED]
    with pytest.raises(HandoverSettled):
        accept(actor=outsider, handover=handover)


def test_taken_back_before_it_left_the_customer_never_heard_of_it(
    owner: Member, outsider: Member, other_team: Team, team: Team, case: Case
) -> None:
    handover = given(owner, case, outsider, other_team, terms=promised())
    take_back_handover(actor=owner, handover=handover)
    assert (fresh(case).team, fresh(case).owner) == (team, owner)
    assert Promise.objects.get(pk=handover.promise_id).state == PromiseState.WITHDRAWN
    assert Delivery.objects.get(message=handover.message).state == DeliveryState.TAKEN_BACK


def test_taken_back_after_it_left_the_promise_stays_with_the_giver(
    owner: Member, outsider: Member, other_team: Team, case: Case
) -> None:
    handover = given(owner, case, outsider, other_team, terms=promised())
    Delivery.objects.filter(message=handover.message).update(state=DeliveryState.SENT)
    take_back_handover(actor=owner, handover=handover)
    promise = Promise.objects.get(pk=handover.promise_id)
    assert (promise.state, promise.owner) == (PromiseState.OPEN, owner)


def test_only_the_giver_takes_it_back(
    owner: Member, colleague: Member, outsider: Member, other_team: Team, case: Case
) -> None:
    handover = given(owner, case, outsider, other_team)
    for other in (colleague, outsider):
        with pytest.raises(NotFound):
            take_back_handover(actor=other, handover=handover)


def test_the_search_follows_the_case_to_the_receiver_and_back(
    owner: Member, outsider: Member, other_team: Team, case: Case
) -> None:
    def seen_by(member: Member) -> bool:
        read(list(Entry.objects.order_by("id")))
        return bool(find(case.subject, scopes=scopes_of(member), kinds=["case"]))

    handover = given(owner, case, outsider, other_team)
    assert (seen_by(owner), seen_by(outsider)) == (False, True)
    decline(actor=outsider, handover=handover, word="Ei meille")
    assert (seen_by(owner), seen_by(outsider)) == (True, False)


def test_a_second_hand_over_waits_for_the_first_to_be_answered(
    owner: Member, outsider: Member, lead: Member, other_team: Team, case: Case
) -> None:
    given(owner, case, outsider, other_team)
    with pytest.raises(HandoverOpen):
        hand_over(actor=lead, case=case, handing=handing(other_team))


def test_a_double_click_hands_over_once(owner: Member, outsider: Member, other_team: Team, case: Case) -> None:
    first = given(owner, case, outsider, other_team, once="abc", terms=promised())
    again = hand_over(actor=owner, case=case, handing=handing(other_team, outsider, once="abc", terms=promised()))
    assert (again, Message.objects.filter(author=Author.US).count(), Promise.objects.filter(source="hand").count()) == (
        first, 1, 1,
    )  # fmt: skip


def test_later_hand_overs_add_to_the_chain(
    owner: Member, outsider: Member, lead: Member, other_team: Team, team: Team, case: Case
) -> None:
    first = given(owner, case, outsider, other_team)
    accept(actor=outsider, handover=first)
    second = hand_over(actor=outsider, case=case, handing=handing(team, lead))
    assert second.previous == first
    assert [h.pk for h in chain_of(case)] == [first.pk, second.pk]


def test_it_goes_to_someone_who_answers_customers_there_not_to_oneself(
    owner: Member, colleague: Member, outsider: Member, team: Team, other_team: Team, case: Case
) -> None:
    take(actor=owner, case=case)
    for wrong in (owner, outsider):
        with pytest.raises(NobodyThere):
            hand_over(actor=owner, case=case, handing=handing(team, wrong))
    assert hand_over(actor=owner, case=case, handing=handing(team, colleague)).to_member == colleague


def test_it_must_be_said_what_the_customer_asks(owner: Member, other_team: Team, case: Case) -> None:
    with pytest.raises(Invalid):
        hand_over(actor=owner, case=case, handing=Handing(team=other_team, asked=" "))
    with pytest.raises(Invalid):
        hand_over(actor=owner, case=case, handing=Handing(team=other_team, asked="Sänky?", minutes=1))


def test_an_outsider_neither_hands_over_nor_reads(
    owner: Member, outsider: Member, colleague: Member, team: Team, other_team: Team, case: Case
) -> None:
    with pytest.raises(NotFound):
        hand_over(actor=outsider, case=case, handing=handing(other_team))
    outsider.role.rights = []
    outsider.role.save()
    handover = given(owner, case, colleague, team)
    with pytest.raises(NotFound):
        handover_for(outsider, handover.pk)
    with pytest.raises(NotAllowed):
        accept(actor=outsider, handover=handover)


def test_the_words_to_the_customer_are_in_the_customers_language(
    owner: Member, outsider: Member, other_team: Team, case: Case
) -> None:
    case.language = "en"
    text = words_to_customer(case, owner, other_team, outsider, due="Friday at 16:00")
    assert "I passed your matter on to Ulla" in text and "by Friday at 16:00 at the latest" in text
    assert "the team Toimitus" in words_to_customer(case, owner, other_team, None)
