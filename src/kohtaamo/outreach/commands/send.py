"""Letting a notice go, holding it, letting it go on, and ending it."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from kohtaamo.outreach.choices import NoticeState, ToState
from kohtaamo.outreach.commands.prepare import BATCH, add_newcomers
from kohtaamo.outreach.errors import (
    AlreadyBegun,
    AnotherOnItsWay,
    CauseClosed,
    NobodyWaits,
    PeopleChanged,
    TextMissing,
)
from kohtaamo.outreach.events import NoticeGoes
from kohtaamo.outreach.models import Notice, NoticeTo
from kohtaamo.outreach.people import newest_cases
from kohtaamo.outreach.queries import BEGUN, languages_of, notice_for
from kohtaamo.outreach.texts import check, is_written
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.errors import DueInThePast
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


def send(*, actor: Member, notice: Notice, people: int) -> Notice:
    """Let the notice go to the ``people`` the sender was shown. The same sender's second press changes nothing.

    Raises ``PeopleChanged`` when the list is not that long any more or another notice went to them since it was made,
    ``AnotherOnItsWay``, ``AlreadyBegun`` when someone else sent it, ``NobodyWaits``, ``TextMissing``, ``CauseClosed``,
    and what ``check`` raises.
    """
    require(actor, Right.NOTIFY)
    notice_for(actor, notice.pk)
    with unit_of_work():
        held = Notice.objects.select_for_update(of=("self",)).select_related("cause").get(pk=notice.pk)
        if held.state in BEGUN and held.sent_by_id == actor.pk:
            return held
        _may_go(actor, held, people)
        held.state, held.sent_by, held.begun_at, held.run = NoticeState.SENDING, actor, now(), held.run + 1
        _save_first(held)
        record(
            "notice.begun", actor=actor, notice=held.pk, cause=held.cause_id, people=people, member=actor.pk,
            title=held.cause.title,
        )  # fmt: skip
        publish(NoticeGoes(held))
        return held


def _may_go(actor: Member, notice: Notice, people: int) -> None:
    if notice.state != NoticeState.DRAFT:
        raise AlreadyBegun
    if notice.cause.closed_at is not None:
        raise CauseClosed
    others = Notice.objects.filter(cause=notice.cause_id).exclude(pk=notice.pk)
    if others.filter(state__in=[NoticeState.SENDING, NoticeState.PAUSED]).exists():
        raise AnotherOnItsWay
    waiting = NoticeTo.objects.filter(notice=notice, state=ToState.WAITING).count()
    if notice.prepared_at is None or people != waiting or others.filter(begun_at__gte=notice.prepared_at).exists():
        raise PeopleChanged
    if not waiting:
        raise NobodyWaits
    _is_complete(actor, notice)


def _is_complete(actor: Member, notice: Notice) -> None:
    texts = {text.language: text for text in notice.texts.all()}
    if not all(is_written(texts.get(language)) for language, _people in languages_of(actor, notice)):
        raise TextMissing
    check(texts.values(), notice.new_due_at)
    if notice.new_due_at is not None and notice.new_due_at <= now():
        raise DueInThePast


def _save_first(notice: Notice) -> None:
    """Of two notices of one cause that set out at once, the database lets one go."""
    try:
        with transaction.atomic():
            notice.save()
    except IntegrityError as clash:
        raise AnotherOnItsWay from clash


def pause(*, actor: Member, notice: Notice) -> Notice:
    """Hold the notice: what is already written leaves, the rest waits. Pausing twice changes nothing."""
    return _turn(actor, notice, NoticeState.SENDING, NoticeState.PAUSED, "notice.paused")


def go_on(*, actor: Member, notice: Notice) -> Notice:
    """Let a held notice go on."""
    return _turn(actor, notice, NoticeState.PAUSED, NoticeState.SENDING, "notice.continued")


def cancel(*, actor: Member, notice: Notice) -> Notice:
    """End a notice: nobody more is told. Who was told stays told, and the promises moved for them stay moved."""
    require(actor, Right.NOTIFY)
    with unit_of_work():
        held = _hold(actor, notice)
        if held.state not in {NoticeState.DRAFT, NoticeState.SENDING, NoticeState.PAUSED}:
            return held
        held.state, held.finished_at, held.run = NoticeState.CANCELLED, now(), held.run + 1
        held.save(update_fields=["state", "finished_at", "run"])
        NoticeTo.objects.filter(notice=held, state=ToState.WAITING).update(state=ToState.LEFT_OUT)
        _note("notice.cancelled", actor, held)
        return held


def _turn(actor: Member, notice: Notice, before: str, after: str, kind: str) -> Notice:
    require(actor, Right.NOTIFY)
    with unit_of_work():
        held = _hold(actor, notice)
        if held.state != before:
            return held
        held.state, held.run = after, held.run + 1
        held.save(update_fields=["state", "run"])
        _note(kind, actor, held)
        if after == NoticeState.SENDING:
            publish(NoticeGoes(held))
        return held


def tell_newcomers(*, actor: Member, notice: Notice) -> int:
    """Tell those who joined the cause after the notice set out, too; returns how many. Nobody is told twice."""
    require(actor, Right.NOTIFY)
    notice_for(actor, notice.pk)
    with unit_of_work():
        held = _hold(actor, notice)
        if held.state not in BEGUN:
            return 0
        cases, added = newest_cases(actor, held.cause), 0
        for start in range(0, len(cases), BATCH):
            added += add_newcomers(notice=held, cases=cases[start : start + BATCH])
        if added and held.state == NoticeState.SENT:
            held.state, held.run, held.finished_at = NoticeState.SENDING, held.run + 1, None
            _save_first(held)
            publish(NoticeGoes(held))
        if added:
            _note("notice.widened", actor, held, people=added)
        return added


def _hold(actor: Member, notice: Notice) -> Notice:
    notice_for(actor, notice.pk)
    return Notice.objects.select_for_update(of=("self",)).select_related("cause").get(pk=notice.pk)


def _note(kind: str, actor: Member, notice: Notice, **data: Any) -> None:
    record(
        kind, actor=actor, notice=notice.pk, cause=notice.cause_id, member=actor.pk, title=notice.cause.title, **data
    )
