"""People told by a person: those who are called or written to, and those whom the mail did not reach."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from kohtaamo.encounters.commands.deliver import confirm, send_again
from kohtaamo.encounters.locking import teamed, where
from kohtaamo.encounters.models import Case
from kohtaamo.outreach.choices import ToldBy, ToState
from kohtaamo.outreach.commands.tell import hold_cases, move_promises, with_words, words_in
from kohtaamo.outreach.errors import NotOnTheList
from kohtaamo.outreach.models import Notice, NoticeTo
from kohtaamo.outreach.queries import BEGUN, FOR_A_PERSON, person_for
from kohtaamo.outreach.texts import words_for
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.commands.postpone import promise_each
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require

_BEGUN = Q(notice__state__in=BEGUN)


def told_by_hand(*, actor: Member, person: NoticeTo, how: str = "") -> NoticeTo:
    """The person was told by a call, a letter or a visit; their promises move as for all the others.

    Raises ``NotOnTheList`` when they are not waiting for it (a colleague did it, or the mail arrived after all).
    """
    require(actor, Right.ANSWER)
    notice = with_words().get(pk=person.notice_id)
    person_for(actor, notice, person.pk)
    with unit_of_work():
        held = hold_cases(notice, [person.customer_id]).get(person.customer_id, [])
        waiting = NoticeTo.objects.select_for_update(of=("self",)).filter(_BEGUN & FOR_A_PERSON, pk=person.pk)
        row = waiting.select_related("case", "customer").first()
        if row is None:
            raise NotOnTheList
        _promise(notice, row, held)
        row.state, row.told_by, row.settled_at = ToState.BY_HAND, actor, now()
        if how in {ToldBy.CALL, ToldBy.LETTER}:
            row.way = how
        row.save(update_fields=["state", "told_by", "settled_at", "way"])
        record(
            "notice.told_by_hand", actor=actor, **where(row.case), **teamed(row.case), notice=notice.pk,
            title=notice.cause.title, how=row.way,
        )  # fmt: skip
        return row


def find_out(*, actor: Member, person: NoticeTo, arrived: bool) -> NoticeTo:
    """Nobody knew whether this person's mail arrived, and the actor found out: it did, or it is sent once more.

    Raises ``NotOnTheList`` when it is in doubt no more.
    """
    require(actor, Right.ANSWER)
    person_for(actor, person.notice, person.pk)
    with unit_of_work():
        hold_cases(person.notice, [person.customer_id])
        doubtful = NoticeTo.objects.select_for_update(of=("self",)).filter(_BEGUN, pk=person.pk, state=ToState.DOUBTFUL)
        row = doubtful.select_related("message__case").first()
        if row is None or row.message is None:
            raise NotOnTheList
        row.state, row.told_by, row.settled_at = ToState.SENT, actor, now()
        row.save(update_fields=["state", "told_by", "settled_at"])
        if arrived:
            confirm(actor=actor, message=row.message)
        else:
            send_again(actor=actor, message=row.message)
        row.refresh_from_db()
        return row


def _promise(notice: Notice, row: NoticeTo, held: Sequence[Case]) -> None:
    """What was told in words is promised as what is told in writing: the old promise moves, or a new one is made."""
    moved = move_promises(notice, held, rests=False)
    if not held or notice.new_due_at is None or row.message_id is not None:
        return  # the mail that was written had already made it
    text = words_in(notice, row.language)
    _text, new = words_for(notice, text, name=row.customer.first_name, promises=moved[row.customer_id])
    if new:
        promise_each(by=notice.sent_by, said={held[0].pk: new}, cases=held[:1], due_at=notice.new_due_at)
