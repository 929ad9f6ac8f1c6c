"""Writing a notice to its people, a few at a time: message, moved promise and list all in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.db.models import Exists, OuterRef, QuerySet

from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.commands.tell import Telling, let_rest
from kohtaamo.encounters.commands.tell import tell as tell_each
from kohtaamo.encounters.models import Attempt, Case, Message
from kohtaamo.outreach.choices import NoticeState, ToldBy, ToState
from kohtaamo.outreach.models import CauseCase, Notice, NoticeText, NoticeTo
from kohtaamo.outreach.people import addresses_of
from kohtaamo.outreach.texts import words_for
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.choices import PromiseState, Source
from kohtaamo.promises.commands.postpone import postpone, promise_each
from kohtaamo.promises.models import Promise

TOGETHER = 50  # people in one transaction
BEAT = timedelta(seconds=6)
MOST_UNDER_WAY = 200  # written and not yet tried: no more are written while the mail server is slow


def beat(notice_id: int, run: int) -> datetime | None:
    """Write as many as the pace allows now. Returns when to come again; None when this run of the notice is over.

    Safe to be cut off at any moment and to be called twice at once: what is written is written once, and how much may
    be written is read from what has been.
    """
    notice = with_words().get(pk=notice_id)
    left = _allowed(notice)
    while left > 0 and (written := _write(notice, run, min(left, TOGETHER))) is not None:
        left -= written
        if not written:
            break
    with unit_of_work():
        notice = Notice.objects.select_for_update().get(pk=notice_id)
        if notice.state != NoticeState.SENDING or notice.run != run:
            return None
        notice.beat_at = now()
        if not _next_people(notice, 1):
            notice.state, notice.finished_at = NoticeState.SENT, notice.beat_at
            record(
                "notice.sent", actor=notice.sent_by, notice=notice.pk, cause=notice.cause_id, member=notice.sent_by_id
            )
        notice.save(update_fields=["beat_at", "state", "finished_at"])
    return now() + BEAT if notice.state == NoticeState.SENDING else None


def with_words() -> QuerySet[Notice]:
    """Notices with all that writing them needs."""
    return Notice.objects.select_related("cause", "sent_by").prefetch_related("texts")


def _allowed(notice: Notice) -> int:
    """How many may be written in this beat: an even share of the pace, less what is ahead of it or not yet tried."""
    each = ceil(notice.pace * BEAT / timedelta(minutes=1))
    to = NoticeTo.objects.filter(notice=notice)
    in_a_minute = to.filter(written_at__gt=now() - timedelta(minutes=1)).count()
    untried = ~Exists(Attempt.objects.filter(message=OuterRef("message")))
    under_way = to.filter(untried, state=ToState.SENT).count()
    return min(each, notice.pace - in_a_minute, max(MOST_UNDER_WAY, each) - under_way)


def _next_people(notice: Notice, most: int) -> list[NoticeTo]:
    mails = NoticeTo.objects.filter(notice=notice, state=ToState.WAITING, way=ToldBy.MAIL)
    return list(mails.order_by("pk")[:most])


def _write(notice: Notice, run: int, most: int) -> int | None:
    """Write to the next few; how many there were. None when this run of the notice is over.

    Cases are held before the notice, in the order every other command uses.
    """
    with unit_of_work():
        people = _next_people(notice, most)
        held = hold_cases(notice, [one.customer_id for one in people])
        current = Notice.objects.select_for_update().get(pk=notice.pk)
        if current.state != NoticeState.SENDING or current.run != run:
            return None
        ids = [one.pk for one in people]
        still = (
            NoticeTo.objects.select_for_update().select_related("customer").filter(pk__in=ids, state=ToState.WAITING)
        )
        write(notice, list(still.order_by("pk")), held, rests=current.rests)
        return len(people)


def hold_cases(notice: Notice, customers: Sequence[int]) -> dict[int, list[Case]]:
    """The joined, unsettled cases of these customers, locked, newest first."""
    joined = CauseCase.objects.filter(case=OuterRef("pk"), cause=notice.cause_id, left_at__isnull=True)
    cases = Case.objects.select_for_update().filter(Exists(joined), customer_id__in=customers).order_by("pk")
    held: dict[int, list[Case]] = defaultdict(list)
    for case in cases:
        if case.state != CaseState.SETTLED:
            held[case.customer_id].insert(0, case)
    return held


@dataclass(frozen=True)
class _Ready:
    """One person's row with what they are sent; ``new`` is promised by the new time to one without a promise."""

    row: NoticeTo
    telling: Telling
    new: str


def write(notice: Notice, people: Sequence[NoticeTo], held: Mapping[int, list[Case]], *, rests: bool) -> list[Message]:
    """Write to these people, whose rows and cases the caller holds. One without a waiting case any more is left out;
    one whose address has stopped working is for a person to call."""
    there = [one for one in people if held.get(one.customer_id)]
    gone = [one.pk for one in people if not held.get(one.customer_id)]
    NoticeTo.objects.filter(pk__in=gone).update(state=ToState.LEFT_OUT, settled_at=now())
    newest = [held[one.customer_id][0] for one in there]
    addresses = addresses_of(newest)
    _to_a_person([one for one, case in zip(there, newest, strict=True) if case.pk not in addresses])
    reached = [(one, case) for one, case in zip(there, newest, strict=True) if case.pk in addresses]
    moved = move_promises(notice, [case for one, _case in reached for case in held[one.customer_id]], rests=rests)
    ready = [_ready(notice, one, case, addresses[case.pk], moved[one.customer_id]) for one, case in reached]
    messages = tell_each([one.telling for one in ready], by=notice.sent_by, rests=rests)
    if rests:
        let_rest([case for one, _case in reached for case in held[one.customer_id]])
    _promise_the_rest(notice, ready, messages)
    _put_down(notice, ready, messages)
    return messages


def _to_a_person(people: Sequence[NoticeTo]) -> None:
    NoticeTo.objects.filter(pk__in=[one.pk for one in people]).update(way=ToldBy.CALL)


def move_promises(notice: Notice, cases: Sequence[Case], *, rests: bool) -> dict[int, list[Promise]]:
    """Move what the new time moves; the open promises by customer, the soonest first, that stand at it or later.

    Promises to answer move only when the cases rest: else a person still answers by the time promised.
    """
    ids = [case.pk for case in cases]
    if notice.new_due_at is not None:
        postpone(by=notice.sent_by, cases=ids, due_at=notice.new_due_at, reason=notice.cause.title, answers=rests)
    open_ones = Promise.objects.filter(case_id__in=ids, state=PromiseState.OPEN).exclude(source=Source.ANSWER_TIME)
    found: dict[int, list[Promise]] = defaultdict(list)
    for promise in open_ones.order_by("due_at", "pk"):
        found[promise.customer_id].append(promise)
    return found


def _ready(notice: Notice, row: NoticeTo, case: Case, address: str, promises: Sequence[Promise]) -> _Ready:
    text, new = words_for(notice, words_in(notice, case.language), name=row.customer.first_name, promises=promises)
    return _Ready(row, Telling(case=case, address=address, text=text, once=row.once), new)


def words_in(notice: Notice, language: str) -> NoticeText:
    """The notice's words in a language, else those written first: a case may have changed its language since."""
    texts = list(notice.texts.all())
    return next((text for text in texts if text.language == language and text.text.strip()), texts[0])


def _promise_the_rest(notice: Notice, ready: Sequence[_Ready], messages: Sequence[Message]) -> None:
    """Who had no promise is promised the new time in these very words: what a message says stands in the register."""
    said = {one.telling.case.pk: one.new for one in ready if one.new}
    if notice.new_due_at is not None and said:
        cases = [one.telling.case for one in ready]
        promise_each(by=notice.sent_by, said=said, cases=cases, due_at=notice.new_due_at, messages=messages)


def _put_down(notice: Notice, ready: Sequence[_Ready], messages: Sequence[Message]) -> None:
    at = now()
    rows = [one.row for one in ready]
    for row, one, message in zip(rows, ready, messages, strict=True):
        row.state, row.message, row.case, row.written_at = ToState.SENT, message, one.telling.case, at
        case = one.telling.case
        record(
            "notice.told", actor=notice.sent_by, customer=case.customer_id, case=case.pk, encounter=message.encounter_id,
            touchpoint=case.touchpoint_id, team=case.team_id, owner=case.owner_id, notice=notice.pk, title=notice.cause.title,
        )  # fmt: skip
    NoticeTo.objects.bulk_update(rows, ["state", "message", "case", "written_at"])
