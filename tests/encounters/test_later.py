"""Answers that leave later: at their time, never over the customer's new words, and seen until they do."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import Says

from kohtaamo.customers.models import ContactTime
from kohtaamo.encounters.choices import CaseState, DeliveryState
from kohtaamo.encounters.commands.deliver import begin_attempt, finish_attempt
from kohtaamo.encounters.commands.later import change_time
from kohtaamo.encounters.commands.reply import reply, take_back
from kohtaamo.encounters.errors import AlreadyLeft, LeavesTooLate
from kohtaamo.encounters.models import Case, Delivery, Draft, Encounter, Later, Message
from kohtaamo.encounters.queries import leaving_later, said_to_customer
from kohtaamo.encounters.times import good_times
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member

pytestmark = pytest.mark.django_db
HELSINKI = ZoneInfo("Europe/Helsinki")


@pytest.fixture
def morning() -> datetime:
    return (now() + timedelta(days=1)).replace(microsecond=0)


@pytest.fixture
def sent(case: Case, owner: Member, morning: datetime) -> Message:
    return reply(actor=owner, case=case, text="Hyvää huomenta!", leave_at=morning)


def again(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_it_waits_for_its_time_and_the_customer_sees_nothing(case: Case, sent: Message, morning: datetime) -> None:
    assert Delivery.objects.get(message=sent).not_before == morning
    assert begin_attempt(sent) is None
    assert [said.author for said in said_to_customer(case)] == ["customer"]
    assert (again(case).state, Encounter.objects.get(case=case).answered_at) == (CaseState.WAITING_CUSTOMER, None)
    assert sent.at == morning


def test_the_meeting_is_answered_when_it_has_left(case: Case, sent: Message, owner: Member) -> None:
    Delivery.objects.filter(message=sent).update(not_before=now())
    begun = begin_attempt(sent)
    assert begun is not None
    finish_attempt(begun[0], refused={}, answer="250 ok")
    assert Later.objects.get().done_at is not None
    assert Encounter.objects.get(case=case).answered_by == owner
    assert not leaving_later(owner).exists()


def test_it_is_held_back_when_the_customer_writes(case: Case, sent: Message, owner: Member, says: Says) -> None:
    came = Message.objects.filter(case=case, author="customer").earliest("pk").at
    words = says("Ei tarvitsekaan!", case=case)
    assert Delivery.objects.get(message=sent).state == DeliveryState.HELD
    later = leaving_later(owner).get()
    assert (later.is_held, later.held_for) == (True, words)
    assert (again(case).state, again(case).waiting_since) == (CaseState.WAITING_US, came)


@pytest.mark.parametrize("kind", [{"is_automatic": True}, {"is_history": True}])
def test_a_program_or_the_past_holds_nothing_back(case: Case, sent: Message, says: Says, kind: dict[str, bool]) -> None:
    says("Olen lomalla", case=case, **kind)
    assert Delivery.objects.get(message=sent).state == DeliveryState.WAITING


def test_what_was_held_back_may_leave_after_all(case: Case, sent: Message, owner: Member, says: Says) -> None:
    says("Onko siellä ketään?", case=case)
    change_time(actor=owner, message=sent, leave_at=None)
    delivery = Delivery.objects.get(message=sent)
    assert delivery.state == DeliveryState.WAITING
    assert delivery.not_before < now() + timedelta(minutes=1)
    assert (again(case).state, Later.objects.get().held_at) == (CaseState.WAITING_CUSTOMER, None)


def test_a_colleague_takes_it_back_to_their_own_draft(case: Case, sent: Message, colleague: Member) -> None:
    take_back(actor=colleague, message=sent)
    assert Draft.objects.get(case=case, member=colleague).text == "Hyvää huomenta!"
    assert again(case).state == CaseState.WAITING_US
    with pytest.raises(AlreadyLeft):
        change_time(actor=colleague, message=sent, leave_at=None)


def test_an_outsider_can_do_nothing(sent: Message, outsider: Member) -> None:
    with pytest.raises(NotFound):
        change_time(actor=outsider, message=sent, leave_at=None)
    with pytest.raises(NotFound):
        take_back(actor=outsider, message=sent)
    assert not leaving_later(outsider).exists()


@pytest.mark.parametrize("days", [-1, 400])
def test_the_time_is_ahead_and_within_a_year(case: Case, owner: Member, days: int) -> None:
    with pytest.raises(LeavesTooLate):
        reply(actor=owner, case=case, text="Hei", leave_at=now() + timedelta(days=days))


def test_the_customers_own_time_is_offered_first_thing_that_day() -> None:
    at = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)  # the night before the clocks jump
    every_day = ContactTime(weekday=None, starts=time(10, 0), ends=time(12, 0))
    found = [
        (good.at.astimezone(HELSINKI).isoformat()[:16], good.theirs)
        for good in good_times([every_day], zone=HELSINKI, at=at)
    ]
    assert found == [
        ("2026-03-29T09:00", False), ("2026-03-29T10:00", True), ("2026-03-30T09:00", False), ("2026-03-30T10:00", True),
    ]  # fmt: skip


@given(
    at=st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)),
    hour=st.integers(0, 23),
    day=st.none() | st.integers(0, 6),
)
def test_every_time_offered_is_ahead_and_at_the_hour_named(at: datetime, hour: int, day: int | None) -> None:
    moment = at.replace(tzinfo=UTC)
    found = good_times([ContactTime(weekday=day, starts=time(hour), ends=time(23, 59))], zone=HELSINKI, at=moment)
    assert [good.at for good in found] == sorted({good.at for good in found})
    for good in found:
        local = good.at.astimezone(HELSINKI)
        assert good.at > moment
        assert not good.theirs or local.hour == hour or (hour, local.hour) == (3, 4)
