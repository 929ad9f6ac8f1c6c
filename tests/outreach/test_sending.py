"""Letting a notice go: to those the sender was shown, once, by one sender, held and continued, never in silence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from kohtaamo.channels.mail.commands.send import send as send_mail
from kohtaamo.customers.choices import IdentityKind, Way
from kohtaamo.customers.models import Customer, Identity
from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.models import Attempt, Case, Delivery, Message
from kohtaamo.outreach.choices import NoticeState
from kohtaamo.outreach.commands.by_hand import find_out, told_by_hand
from kohtaamo.outreach.commands.cause import close_cause, open_cause, set_rule
from kohtaamo.outreach.commands.draft import Said, begin_notice, leave_out, write_notice
from kohtaamo.outreach.commands.join import join, join_by_rule, join_now_or_later, part
from kohtaamo.outreach.commands.prepare import prepare, want_people
from kohtaamo.outreach.commands.send import cancel, go_on, pause, send, tell_newcomers
from kohtaamo.outreach.commands.tell import beat
from kohtaamo.outreach.errors import (
    AlreadyBegun,
    AnotherOnItsWay,
    CauseClosed,
    DateMissing,
    NobodyWaits,
    NotOnTheList,
    PeopleChanged,
    RuleTooWide,
    TextMissing,
    UnknownPlace,
)
from kohtaamo.outreach.jobs import look_after
from kohtaamo.outreach.models import Cause, CauseCase, Notice, NoticeTo
from kohtaamo.outreach.queries import counts_of, visible_causes, work_list
from kohtaamo.platform.errors import Invalid, NotAllowed, NotFound
from kohtaamo.platform.time import now
from kohtaamo.promises.models import Promise
from kohtaamo.staff.models import Member
from tests.channels.mail.conftest import Receiver
from tests.outreach.conftest import Writes, work

pytestmark = pytest.mark.django_db
Waiters = Callable[..., list[Case]]
Sends = Callable[[Notice], Notice]


def test_a_double_click_on_send_sends_once(waiters: Waiters, writes: Writes, lead: Member, receiver: Receiver) -> None:
    notice = writes(waiters(2))
    send(actor=lead, notice=notice, people=2)
    send(actor=lead, notice=notice, people=2)
    work()
    assert len(receiver.mails) == 2


def test_a_second_sender_of_the_same_notice_is_told_that_it_is_gone(
    waiters: Waiters, writes: Writes, lead: Member, administrator: Member
) -> None:
    notice = writes(waiters(1))
    send(actor=lead, notice=notice, people=1)
    with pytest.raises(AlreadyBegun):
        send(actor=administrator, notice=notice, people=1)


def test_two_notices_to_the_same_people_do_not_go_at_once(
    waiters: Waiters, writes: Writes, lead: Member, administrator: Member
) -> None:
    cases = waiters(1)
    first, second = writes(cases), writes(cases)
    send(actor=lead, notice=first, people=1)
    with pytest.raises(AnotherOnItsWay):
        send(actor=administrator, notice=second, people=1)


def test_a_draft_made_before_another_notice_went_is_looked_at_again(
    waiters: Waiters, writes: Writes, sends: Sends, administrator: Member
) -> None:
    cases = waiters(1)
    first, second = writes(cases), writes(cases)
    sends(first)
    with pytest.raises(PeopleChanged):
        send(actor=administrator, notice=second, people=1)
    prepare(actor=administrator, notice=second)
    assert send(actor=administrator, notice=second, people=1).state == NoticeState.SENDING


def test_it_does_not_go_to_others_than_the_sender_was_shown(waiters: Waiters, writes: Writes, lead: Member) -> None:
    notice = writes(waiters(2))
    with pytest.raises(PeopleChanged):
        send(actor=lead, notice=notice, people=3)


def test_it_does_not_go_before_every_language_is_written(waiters: Waiters, cause: Cause, lead: Member) -> None:
    join(actor=lead, cause=cause, cases=[case.pk for case in waiters(1, "sv")])
    notice = begin_notice(actor=lead, cause=cause)
    write_notice(actor=lead, notice=notice, texts=[Said(language="sv", apology="Hej", text="")])
    prepare(actor=lead, notice=notice)
    with pytest.raises(TextMissing):
        send(actor=lead, notice=notice, people=1)


@pytest.mark.parametrize(
    ("text", "error"), [("Hei {nimi}", UnknownPlace), ("{date}", DateMissing), ("{}", UnknownPlace)]
)
def test_a_place_that_cannot_be_filled_is_refused(cause: Cause, lead: Member, text: str, error: type[Invalid]) -> None:
    notice = begin_notice(actor=lead, cause=cause)
    with pytest.raises(error):
        write_notice(actor=lead, notice=notice, texts=[Said(language="fi", apology="Hei", text=text)])


def test_a_name_with_braces_is_not_filled_a_second_time(
    waiters: Waiters, writes: Writes, sends: Sends, receiver: Receiver
) -> None:
    (case,) = waiters(1)
    Customer.objects.filter(pk=case.customer_id).update(name="{date}{promise.what}")
    sends(writes([case]))
    assert NoticeTo.objects.get().message.text.startswith("Hei {date}{promise.what}, olemme")  # type: ignore[union-attr]


def test_cases_do_not_rest_without_a_time_that_brings_them_back(cause: Cause, lead: Member) -> None:
    notice = begin_notice(actor=lead, cause=cause)
    with pytest.raises(Invalid):
        write_notice(actor=lead, notice=notice, texts=[], rests=True)


def test_nobody_without_the_right_sends(waiters: Waiters, writes: Writes, owner: Member, cause: Cause) -> None:
    notice = writes(waiters(1))
    for act in (
        lambda: send(actor=owner, notice=notice, people=1), lambda: prepare(actor=owner, notice=notice),
        lambda: begin_notice(actor=owner, cause=cause), lambda: cancel(actor=owner, notice=notice),
        lambda: set_rule(actor=owner, cause=cause, words="sänky"), lambda: close_cause(actor=owner, cause=cause),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            act()


def test_an_outsider_joins_nothing_and_sees_nothing(
    waiters: Waiters, outsider: Member, cause: Cause, lead: Member
) -> None:
    (case,) = waiters(1)
    own = open_cause(actor=outsider, title="Oma")
    join(actor=lead, cause=cause, cases=[case.pk])
    with pytest.raises(NotFound):
        join(actor=outsider, cause=own, cases=[case.pk])
    with pytest.raises(NotFound):
        part(actor=outsider, cause=cause, case=case)
    assert list(visible_causes(outsider)) == [own]


def test_a_sender_reaches_and_counts_only_the_cases_they_may_see(
    waiters: Waiters, writes: Writes, outsider: Member, lead: Member, other_team: object
) -> None:
    first, second = waiters(2)
    notice = writes([first, second])
    Case.objects.filter(pk=second.pk).update(team=other_team)
    outsider.role.rights = [*outsider.role.rights, "notices.send"]
    assert prepare(actor=outsider, notice=notice) == 1
    assert counts_of(outsider, [notice])[notice.pk].people == 1


def test_preparing_again_changes_nothing_but_what_has_changed(waiters: Waiters, writes: Writes, lead: Member) -> None:
    cases = waiters(4)
    notice = writes(cases)
    leave_out(actor=lead, notice=notice, person=notice.to.get(case=cases[0]))
    rows = dict(notice.to.values_list("case_id", "pk"))
    part(actor=lead, cause=notice.cause, case=cases[1])
    Case.objects.filter(pk=cases[2].pk).update(state=CaseState.SETTLED, waiting_since=None)
    assert prepare(actor=lead, notice=notice) == 2
    left = notice.to.order_by("pk").values_list("case_id", "pk", "state")
    assert list(left) == [(cases[0].pk, rows[cases[0].pk], "left_out"), (cases[3].pk, rows[cases[3].pk], "waiting")]


@pytest.mark.parametrize(
    ("way", "kinds", "told"),
    [
        (Way.ANY, "email", "mail"), (Way.PHONE, "email phone", "call"), (Way.PHONE, "email", "mail"),
        (Way.LETTER, "email post", "letter"), (Way.LETTER, "email", "mail"), (Way.ANY, "phone", "call"),
        (Way.ANY, "post", "letter"), (Way.SMS, "email phone", "call"), (Way.ANY, "", "call"),
    ],
)  # fmt: skip
def test_each_is_told_in_the_way_they_like_if_it_reaches_them(
    waiters: Waiters, writes: Writes, way: str, kinds: str, told: str
) -> None:
    (case,) = waiters(1)
    Customer.objects.filter(pk=case.customer_id).update(way=way)
    Identity.objects.filter(customer=case.customer_id).update(failed_at=now())
    for number, kind in enumerate(kinds.split()):
        value = {IdentityKind.EMAIL: "a@b.example", IdentityKind.PHONE: "+35840123456"}.get(kind, f"tie {number}")  # type: ignore[call-overload]
        Identity.objects.create(customer=case.customer, kind=kind, value=value, shown=value, added_at=now())
    assert writes([case]).to.get().way == told


def test_one_to_be_called_is_ticked_by_a_person_and_their_promise_moves_then(
    waiters: Waiters, writes: Writes, sends: Sends, owner: Member, receiver: Receiver
) -> None:
    (case,) = waiters(1)
    Identity.objects.filter(customer=case.customer_id).update(failed_at=now())
    notice = sends(writes([case]))
    assert receiver.mails == []
    (row,) = work_list(owner)
    told_by_hand(actor=owner, person=row)
    row.refresh_from_db()
    assert (row.state, row.told_by, list(work_list(owner))) == ("by_hand", owner, [])
    assert Promise.objects.get(case=case, source="text").due_at == notice.new_due_at
    with pytest.raises(NotOnTheList):
        told_by_hand(actor=owner, person=row)


def test_a_paused_notice_waits_and_goes_on_where_it_was(
    waiters: Waiters, writes: Writes, lead: Member, receiver: Receiver
) -> None:
    notice = writes(waiters(3))
    send(actor=lead, notice=notice, people=3)
    pause(actor=lead, notice=notice)
    work()
    assert receiver.mails == []
    go_on(actor=lead, notice=notice)
    work()
    assert len(receiver.mails) == 3


def test_after_cancelling_nobody_more_is_told(
    waiters: Waiters, writes: Writes, lead: Member, receiver: Receiver
) -> None:
    notice = writes(waiters(3), pace=10)
    send(actor=lead, notice=notice, people=3)
    work()
    cancel(actor=lead, notice=notice)
    work()
    assert len(receiver.mails) == 1
    assert sorted(notice.to.values_list("state", flat=True)) == ["delivered", "left_out", "left_out"]


def test_the_pace_is_kept_however_often_the_job_runs(waiters: Waiters, writes: Writes, lead: Member) -> None:
    notice = send(actor=lead, notice=writes(waiters(12), pace=50), people=12)
    for _ in range(4):
        beat(notice.pk, notice.run)
    assert notice.to.exclude(written_at=None).count() == 12
    slow = send(actor=lead, notice=writes(waiters(12, start=20), pace=10), people=24)
    for _ in range(30):
        beat(slow.pk, slow.run)
    assert slow.to.exclude(written_at=None).count() == 10


def test_a_run_that_was_replaced_writes_nothing(waiters: Waiters, writes: Writes, lead: Member) -> None:
    notice = send(actor=lead, notice=writes(waiters(1)), people=1)
    assert beat(notice.pk, notice.run - 1) is None
    assert notice.to.get().state == "waiting"


def test_a_notice_nobody_carries_any_more_sets_out_anew(
    waiters: Waiters, writes: Writes, lead: Member, receiver: Receiver
) -> None:
    notice = send(actor=lead, notice=writes(waiters(1)), people=1)
    DBTaskResult.objects.all().delete()
    Notice.objects.filter(pk=notice.pk).update(begun_at=now() - timedelta(minutes=5))
    look_after()
    look_after()
    work()
    assert len(receiver.mails) == 1


def test_those_who_joined_later_are_told_when_the_sender_says_so(
    waiters: Waiters, writes: Writes, sends: Sends, lead: Member, receiver: Receiver
) -> None:
    notice = sends(writes(waiters(2)))
    join(actor=lead, cause=notice.cause, cases=[case.pk for case in waiters(1, start=7)])
    assert tell_newcomers(actor=lead, notice=notice) == 1
    assert tell_newcomers(actor=lead, notice=notice) == 0
    work()
    assert [mail.recipients for mail in receiver.mails][2:] == [["asiakas7@posti.example"]]


def test_a_rule_means_something_and_a_case_taken_out_stays_out(waiters: Waiters, cause: Cause, lead: Member) -> None:
    first, second = waiters(2)
    with pytest.raises(RuleTooWide):
        set_rule(actor=lead, cause=cause, words=" ")
    set_rule(actor=lead, cause=cause, touchpoint=first.touchpoint)
    assert join_by_rule(actor=lead, cause=cause) == 2
    part(actor=lead, cause=cause, case=first)
    assert join_by_rule(actor=lead, cause=cause) == 0
    assert list(CauseCase.objects.filter(left_at=None).values_list("case_id", flat=True)) == [second.pk]


def test_a_closed_matter_takes_nobody_in(waiters: Waiters, cause: Cause, lead: Member) -> None:
    close_cause(actor=lead, cause=cause)
    with pytest.raises(CauseClosed):
        join(actor=lead, cause=cause, cases=[case.pk for case in waiters(1)])


def test_a_notice_to_nobody_is_refused(cause: Cause, lead: Member) -> None:
    notice = begin_notice(actor=lead, cause=cause)
    prepare(actor=lead, notice=notice)
    with pytest.raises(NobodyWaits):
        send(actor=lead, notice=notice, people=0)


def test_many_cases_are_joined_beside_the_reader(
    waiters: Waiters, cause: Cause, lead: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = waiters(3)
    monkeypatch.setattr("kohtaamo.outreach.commands.join.AT_ONCE", 4)
    set_rule(actor=lead, cause=cause, touchpoint=cases[0].touchpoint)
    assert join_now_or_later(actor=lead, cause=cause) is None
    assert cause.joined.count() == 0
    work()
    assert cause.joined.count() == 3
    assert join_now_or_later(actor=lead, cause=cause) is None


def test_a_long_list_of_people_is_made_by_a_job(waiters: Waiters, writes: Writes, lead: Member) -> None:
    notice = writes(waiters(2))
    notice.to.all().delete()
    want_people(actor=lead, notice=notice)
    assert Notice.objects.get(pk=notice.pk).preparing_at is not None
    work()
    assert (notice.to.count(), Notice.objects.get(pk=notice.pk).preparing_at) == (2, None)


def test_a_matter_a_colleague_opened_is_there_to_be_joined(cause: Cause, owner: Member, outsider: Member) -> None:
    assert (list(visible_causes(owner)), list(visible_causes(outsider))) == ([cause], [])


def _cut_off(notice: Notice, *, handing: bool) -> Message:
    """Its only mail was being sent when the worker was killed, a quarter of an hour ago."""
    beat(notice.pk, notice.run)
    row = notice.to.get()
    assert row.message is not None
    old = now() - timedelta(minutes=15)
    Delivery.objects.filter(message=row.message).update(state="sending", not_before=old)
    Attempt.objects.create(message=row.message, began_at=old, handing_at=old if handing else None)
    return row.message


def test_a_notice_cut_off_before_it_left_is_sent_again_by_itself(
    waiters: Waiters, writes: Writes, lead: Member, receiver: Receiver
) -> None:
    notice = send(actor=lead, notice=writes(waiters(1)), people=1)
    message = _cut_off(notice, handing=False)
    send_mail(message.pk)
    assert (len(receiver.mails), notice.to.get().state) == (1, "delivered")


def test_a_notice_that_may_have_left_is_not_said_twice_but_left_to_a_person(
    waiters: Waiters, writes: Writes, lead: Member, receiver: Receiver
) -> None:
    notice = send(actor=lead, notice=writes(waiters(1)), people=1)
    message = _cut_off(notice, handing=True)
    assert send_mail(message.pk) is None
    work()
    assert (receiver.mails, notice.to.get().state) == ([], "doubtful")
    assert [row.pk for row in work_list(lead)] == [notice.to.get().pk]
    assert Attempt.objects.filter(ended_at__isnull=True).count() == 0


def test_a_notice_is_not_said_twice_when_the_connection_breaks(
    waiters: Waiters, writes: Writes, sends: Sends, receiver: Receiver
) -> None:
    receiver.drop = True
    notice = sends(writes(waiters(1)))
    receiver.drop = False
    work()
    assert (len(receiver.mails), notice.to.get().state) == (1, "doubtful")


@pytest.mark.parametrize(("arrived", "mails"), [(True, 1), (False, 2)])
def test_who_finds_out_whether_it_arrived_decides(
    waiters: Waiters, writes: Writes, sends: Sends, lead: Member, receiver: Receiver, arrived: bool, mails: int
) -> None:
    receiver.drop = True
    notice = sends(writes(waiters(1)))
    receiver.drop = False
    find_out(actor=lead, person=notice.to.get(), arrived=arrived)
    work()
    assert (len(receiver.mails), notice.to.get().state, list(work_list(lead))) == (mails, "delivered", [])
    with pytest.raises(NotOnTheList):
        find_out(actor=lead, person=notice.to.get(), arrived=arrived)


def test_one_in_doubt_may_be_called_instead(
    waiters: Waiters, writes: Writes, sends: Sends, lead: Member, receiver: Receiver
) -> None:
    receiver.drop = True
    notice = sends(writes(waiters(1)))
    told_by_hand(actor=lead, person=notice.to.get())
    assert (notice.to.get().state, Promise.objects.filter(source="text").count()) == ("by_hand", 1)
