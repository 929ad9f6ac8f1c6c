"""The outreach room's jobs: preparing long lists, sending at a pace, telling those who ask later."""

from __future__ import annotations

from datetime import timedelta

from django_tasks import task

from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.events import Arrived, MatterSet
from kohtaamo.encounters.models import Message
from kohtaamo.outreach.choices import NoticeState
from kohtaamo.outreach.commands.join import join_by_rule
from kohtaamo.outreach.commands.late import may_belong, tell_late
from kohtaamo.outreach.commands.prepare import prepare
from kohtaamo.outreach.commands.tell import beat
from kohtaamo.outreach.errors import AlreadyBegun, CauseClosed
from kohtaamo.outreach.events import CasesWanted, NoticeGoes, PeopleWanted
from kohtaamo.outreach.models import Cause, Notice
from kohtaamo.platform.jobs.enqueue import enqueue
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member

AFTER_ANSWERS = -10  # priority of a job
SILENT = timedelta(minutes=2)


@task(priority=AFTER_ANSWERS)
def send_notice(notice_id: int, run: int) -> None:
    """Write what the pace allows and come again, until this run of the notice is over."""
    again = beat(notice_id, run)
    if again is not None:
        enqueue(send_notice, notice_id, run, after=again)


def set_out(event: NoticeGoes) -> None:
    """A notice goes, or goes on."""
    enqueue(send_notice, event.notice.pk, event.notice.run)


@task(priority=AFTER_ANSWERS)
def prepare_notice(notice_id: int, member_id: int) -> None:
    """Make a long list of people. A notice that has set out meanwhile keeps the one it has."""
    try:
        prepare(actor=Member.objects.get(pk=member_id), notice=Notice.objects.select_related("cause").get(pk=notice_id))
    except AlreadyBegun:
        return


def prepare_later(event: PeopleWanted) -> None:
    """The list of a notice is wanted, and it is long."""
    enqueue(prepare_notice, event.notice.pk, event.by.pk)


@task(priority=AFTER_ANSWERS)
def join_cases(cause_id: int, member_id: int) -> None:
    """Join all that a cause's rule means. One closed meanwhile takes nobody in."""
    try:
        join_by_rule(actor=Member.objects.get(pk=member_id), cause=Cause.objects.get(pk=cause_id))
    except CauseClosed:
        return


def join_later(event: CasesWanted) -> None:
    """Many cases are to be joined."""
    enqueue(join_cases, event.cause.pk, event.by.pk)


@task()
def tell_who_asks(message_id: int) -> None:
    """Tell a customer who has just asked, when what they ask is what others were told."""
    tell_late(message_id)


def look_at_arrival(event: Arrived) -> None:
    """Only a person's new words, and only while something is waited for by many, cost more than one question."""
    message = event.message
    if message.is_automatic or message.outside_case or event.encounter.is_history:
        return
    if may_belong(event.case.pk):
        enqueue(tell_who_asks, message.pk)


def look_at_matter(event: MatterSet) -> None:
    """The kind of a matter is known now, and may be what many wait for: as if its customer had just asked."""
    if event.case.matter_id is None or not may_belong(event.case.pk):
        return
    asked = Message.objects.filter(case=event.case, author=Author.CUSTOMER, is_automatic=False, outside_case=False)
    latest = asked.filter(encounter__is_history=False).order_by("-pk").values_list("pk", flat=True).first()
    if latest is not None:
        enqueue(tell_who_asks, latest)


def look_after() -> None:
    """Once a minute: a notice on its way that nobody carries any more sets out anew. Safe at any time."""
    silent = Notice.objects.filter(state=NoticeState.SENDING)
    for notice in silent.filter(begun_at__lt=now() - SILENT).exclude(beat_at__gt=now() - SILENT):
        enqueue(send_notice, notice.pk, notice.run)
        Notice.objects.filter(pk=notice.pk).update(beat_at=now())
