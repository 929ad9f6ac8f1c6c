"""Deciding within a mandate: which applies, how much is left, what the customer is told, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from kohtaamo.customers.commands.merge import merge, unmerge
from kohtaamo.customers.commands.recognise import recognise
from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.commands.draft import save_draft
from kohtaamo.encounters.commands.end import end, note_feeling
from kohtaamo.encounters.commands.reply import take_back
from kohtaamo.encounters.errors import AlreadyLeft
from kohtaamo.encounters.models import Case, Delivery, Draft, Message
from kohtaamo.mandates.commands.correct import correct, undo
from kohtaamo.mandates.commands.mandate import end as end_mandate
from kohtaamo.mandates.errors import AmountMissing, NoMandate, NotMore, OverLimit, ReasonMissing
from kohtaamo.mandates.models import Correction, Decision, Kind
from kohtaamo.mandates.queries.applying import remaining, what_applies
from kohtaamo.platform.errors import NotAllowed, NotFound
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member, Role, Team
from kohtaamo.touchpoints.models import Touchpoint
from tests.conftest import Says
from tests.mandates.conftest import Decides, Grants

pytestmark = pytest.mark.django_db


def left(member: Member, case: Case) -> list[int]:
    return [each.left // 100 for each in remaining(member, case)]


def test_a_decision_is_made_at_once_and_the_customer_told_by_mail(
    decides: Decides, grants: Grants, owner: Member
) -> None:
    grants(owner)
    made = decides(30, words="Hyvitämme 30 €.")
    assert made.message is not None
    assert (made.message.text, made.message.deliveries.get().address) == (
        "Hyvitämme 30 €.",
        "eeva.mattila@posti.example",
    )
    assert (made.amount, made.amount_now, made.reason, made.encounter_id) == (
        3000,
        3000,
        "myöhässä",
        made.message.encounter_id,
    )


def test_a_customer_told_in_person_gets_no_mail_and_a_note_says_so_without_the_amount(
    decides: Decides, grants: Grants, owner: Member
) -> None:
    grants(owner)
    assert decides(30).message is None
    note = Message.objects.get(author=Author.NOTE)
    assert ("30" in note.text, note.text.endswith(".")) == (False, True)
    assert Message.objects.filter(author=Author.US).count() == 0


def test_a_decision_leaves_what_is_being_written_in_the_composer(
    decides: Decides, grants: Grants, owner: Member, case: Case
) -> None:
    grants(owner)
    save_draft(actor=owner, case=case, text="Kirjoitan tätä yhä.", is_note=False)
    decides(10)
    decides(10, words="Hyvitämme 10 €.")
    assert Draft.objects.get().text == "Kirjoitan tätä yhä."


def test_the_feeling_before_is_kept_with_the_decision(
    decides: Decides, grants: Grants, owner: Member, case: Case
) -> None:
    grants(owner)
    note_feeling(actor=owner, case=case, feeling=1)
    made = decides(10)
    note_feeling(actor=owner, case=case, feeling=4)
    made.refresh_from_db()
    assert made.feeling_before == 1


def test_the_journal_tells_that_something_was_decided_and_never_how_much(
    decides: Decides, grants: Grants, owner: Member
) -> None:
    grants(owner)
    made = decides(37)
    entry = Entry.objects.get(kind="decision.made")
    assert (entry.actor, entry.case_id, entry.data["decision"]) == (owner.journal_name, made.case_id, made.pk)
    assert "37" not in str(
        {key: value for key, value in entry.data.items() if key not in {"decision", "member", "team", "owner"}}
    )


@pytest.mark.parametrize(
    ("limits", "spent", "asked", "limit"),
    [
        ({"per_encounter": 60}, 40, 21, "encounter"),
        ({"per_encounter": 60, "per_customer": 60}, 60, 1, "encounter"),
        ({"per_encounter": 60, "per_customer": 70, "per_person": 60}, 40, 30, "encounter"),
    ],
)
def test_more_than_a_limit_is_refused_and_says_which_and_what_is_left(
    decides: Decides, grants: Grants, owner: Member, limits: dict[str, int], spent: int, asked: int, limit: str
) -> None:
    grants(owner, **limits)
    decides(spent)
    with pytest.raises(OverLimit) as refused:
        decides(asked)
    assert (refused.value.limit, refused.value.left) == (limit, (60 - spent) * 100)
    assert Decision.objects.count() == 1


def test_another_meeting_has_its_own_limit_but_the_customers_stands(
    decides: Decides, grants: Grants, owner: Member, case: Case, says: Says
) -> None:
    grants(owner, 60, per_customer=100)
    decides(60)
    end(actor=owner, case=case, outcome="solved")
    says("Vieläkään ei tullut.", case=case)
    assert left(owner, case) == [40]
    with pytest.raises(OverLimit) as refused:
        decides(41)
    assert refused.value.limit == "customer"
    decides(40)


def test_a_persons_limit_spans_customers_and_begins_anew_with_the_month(
    decides: Decides, grants: Grants, owner: Member, says: Says, made_ago: Callable[[Decision, timedelta], None]
) -> None:
    grants(owner, 60, per_person=100)
    first = decides(60)
    other = says("Lamppu on rikki.", "pekka@posti.example", subject="Lamppu").case
    assert left(owner, other) == [40]
    made_ago(first, timedelta(days=32))
    assert left(owner, other) == [60]


def test_what_one_may_give_is_not_used_by_a_colleague(
    decides: Decides, grants: Grants, owner: Member, colleague: Member, team: Team
) -> None:
    grants(team, 60, per_person=60)
    decides(20)
    with pytest.raises(OverLimit) as refused:
        decides(50, actor=colleague)
    assert refused.value.limit == "encounter"
    assert decides(40, actor=colleague).member == colleague


@pytest.mark.parametrize(
    ("order", "wins"),
    [
        (["role", "team"], 20), (["team", "person"], 30), (["person", "role at"], 30), (["role", "role at"], 40),
        (["person", "person at"], 50), (["role", "role more"], 90),
    ],
)  # fmt: skip
def test_the_most_specific_mandate_applies(
    grants: Grants, owner: Member, team: Team, touchpoint: Touchpoint, order: list[str], wins: int
) -> None:
    role = owner.role
    give = {
        "role": lambda: grants(role, 10), "team": lambda: grants(team, 20), "person": lambda: grants(owner, 30),
        "role at": lambda: grants(role, 40, touchpoint=touchpoint), "role more": lambda: grants(role, 90),
        "person at": lambda: grants(owner, 50, touchpoint=touchpoint),
    }  # fmt: skip
    for each in order:
        give[each]()
    assert [mandate.per_encounter for mandate in what_applies(owner, touchpoint)] == [wins * 100]


def test_a_mandate_of_another_touchpoint_ended_lapsed_or_not_begun_does_not_apply(
    grants: Grants, owner: Member, administrator: Member, team: Team, touchpoint: Touchpoint
) -> None:
    elsewhere = Touchpoint.objects.create(name="Myymälä", channel="visit", team=team)
    grants(owner, touchpoint=elsewhere)
    end_mandate(actor=administrator, mandate=grants(owner))
    grants(owner, valid_from=now() + timedelta(days=1))
    lapsing = grants(owner, valid_to=now() + timedelta(days=1))
    type(lapsing).objects.filter(pk=lapsing.pk).update(
        valid_from=now() - timedelta(days=2), valid_to=now() - timedelta(days=1)
    )
    assert what_applies(owner, touchpoint) == []


def test_nothing_is_decided_without_a_mandate_an_amount_or_a_reason(
    decides: Decides, grants: Grants, owner: Member
) -> None:
    with pytest.raises(NoMandate):
        decides(10)
    grants(owner)
    with pytest.raises(AmountMissing):
        decides(0)
    with pytest.raises(ReasonMissing):
        decides(10, reason="  ")
    assert Decision.objects.count() == 0


def test_a_kind_no_longer_in_use_cannot_be_decided(
    decides: Decides, grants: Grants, owner: Member, refund: Kind
) -> None:
    grants(owner)
    Kind.objects.filter(pk=refund.pk).update(is_active=False)
    with pytest.raises(NoMandate):
        decides(10)


def test_an_outsider_and_one_without_the_right_are_refused_alike_whatever_is_left(
    decides: Decides, grants: Grants, owner: Member, outsider: Member, colleague: Member
) -> None:
    grants(owner.role)
    for euros in (1, 1000):
        with pytest.raises(NotFound):
            decides(euros, actor=outsider)
    Role.objects.filter(pk=owner.role_id).update(rights=["cases.answer"])
    for euros in (1, 1000):
        with pytest.raises(NotAllowed):
            decides(euros, actor=Member.objects.get(pk=colleague.pk))


def test_a_double_click_decides_once(decides: Decides, grants: Grants, owner: Member) -> None:
    grants(owner)
    first, again = (decides(30, words="Hyvitämme 30 €.", once="a") for _ in range(2))
    assert (first.pk, Decision.objects.count(), Message.objects.filter(author=Author.US).count()) == (again.pk, 1, 1)


def test_a_correction_keeps_the_first_amount_and_frees_the_limit(
    decides: Decides, grants: Grants, owner: Member, case: Case
) -> None:
    grants(owner)
    made = correct(actor=owner, decision=decides(50), amount=2000, reason="väärä summa")
    assert (made.amount, made.amount_now, left(owner, case)) == (5000, 2000, [40])
    assert list(Correction.objects.values_list("former", "amount", "reason", "by")) == [
        (5000, 2000, "väärä summa", owner.pk)
    ]


def test_a_correction_upwards_fits_in_the_limit_or_is_refused(
    decides: Decides, grants: Grants, owner: Member, lead: Member
) -> None:
    grants(owner)
    made = decides(50)
    with pytest.raises(OverLimit):
        correct(actor=owner, decision=made, amount=6001, reason="lisää")
    assert correct(actor=owner, decision=made, amount=6000, reason="lisää").amount_now == 6000
    assert correct(actor=lead, decision=made, amount=9000, reason="lisää").amount_now == 9000
    with pytest.raises(NotMore):
        correct(actor=lead, decision=made, amount=9000, reason="lisää")


def test_another_persons_decision_is_corrected_only_by_one_who_may_grant(
    decides: Decides, grants: Grants, owner: Member, colleague: Member, outsider: Member, lead: Member
) -> None:
    grants(owner)
    made = decides(50)
    with pytest.raises(NotAllowed):
        correct(actor=colleague, decision=made, amount=0, reason="ei")
    with pytest.raises(NotFound):
        correct(actor=outsider, decision=made, amount=0, reason="ei")
    assert correct(actor=lead, decision=made, amount=0, reason="kahdesti").is_taken_back


def test_undoing_takes_the_waiting_mail_and_the_decision_back(
    decides: Decides, grants: Grants, owner: Member, case: Case
) -> None:
    grants(owner)
    made = decides(30, words="Hyvitämme 30 €.")
    assert undo(actor=owner, decision=made).is_taken_back
    assert undo(actor=owner, decision=made).is_taken_back
    assert (Delivery.objects.get().state, left(owner, case), Correction.objects.count()) == ("taken_back", [60], 1)


def test_taking_the_message_back_in_the_talk_takes_the_decision_back_too(
    decides: Decides, grants: Grants, owner: Member
) -> None:
    grants(owner)
    made = decides(30, words="Hyvitämme 30 €.")
    assert made.message is not None
    take_back(actor=owner, message=made.message)
    made.refresh_from_db()
    assert made.is_taken_back


def test_a_decision_whose_mail_has_left_is_not_undone_but_corrected(
    decides: Decides, grants: Grants, owner: Member
) -> None:
    grants(owner)
    made = decides(30, words="Hyvitämme 30 €.")
    Delivery.objects.update(state="sent")
    with pytest.raises(AlreadyLeft):
        undo(actor=owner, decision=made)
    assert correct(actor=owner, decision=made, amount=1000, reason="sovittiin").amount_now == 1000


def test_one_told_in_person_is_undone_at_once(decides: Decides, grants: Grants, owner: Member) -> None:
    grants(owner)
    assert undo(actor=owner, decision=decides(30)).is_taken_back


def test_decisions_follow_their_customer_into_another_and_back(
    decides: Decides, grants: Grants, owner: Member, lead: Member, case: Case
) -> None:
    grants(owner, 60, per_customer=60)
    made = decides(60)
    other = recognise(kind="email", value="eeva@toinen.example", name="Eeva M")
    joined = merge(actor=lead, winner=other, loser=case.customer)
    made.refresh_from_db()
    assert made.customer_id == other.pk
    unmerge(actor=lead, merge=joined)
    made.refresh_from_db()
    assert made.customer_id == case.customer_id
