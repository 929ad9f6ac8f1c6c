"""Writing a notice: its words in each language, its new time, and who is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kohtaamo.outreach.choices import NoticeState, ToState
from kohtaamo.outreach.errors import AlreadyBegun, CauseClosed
from kohtaamo.outreach.models import Cause, Notice, NoticeText, NoticeTo
from kohtaamo.outreach.queries import cause_for, notice_for, waiting_cases
from kohtaamo.outreach.texts import check, first_texts
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.errors import DueInThePast
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require

FASTEST = 6000  # messages a minute


@dataclass(frozen=True, kw_only=True)
class Said:
    """The words in one language."""

    language: str
    apology: str
    text: str
    promise: str = ""


def begin_notice(*, actor: Member, cause: Cause) -> Notice:
    """Begin to write a notice, with words to start from in the languages of those who wait. Raises ``CauseClosed``."""
    require(actor, Right.NOTIFY)
    if cause_for(actor, cause.pk).closed_at is not None:
        raise CauseClosed
    with unit_of_work():
        notice = Notice.objects.create(cause=cause, made_by=actor, made_at=now())
        NoticeText.objects.bulk_create(first_texts(notice, _languages(actor, cause)))
        record("notice.drafted", actor=actor, notice=notice.pk, cause=cause.pk, member=actor.pk)
        return notice


def _languages(viewer: Member, cause: Cause) -> list[str]:
    spoken = set(waiting_cases(viewer, cause).order_by().values_list("language", flat=True).distinct())
    return [language for language in ("fi", "sv", "en") if language in spoken] or ["fi"]


def write_notice(
    *, actor: Member, notice: Notice, texts: Sequence[Said], new_due_at: datetime | None = None, rests: bool = False,
    pace: int = 300,
) -> Notice:  # fmt: skip
    """Put down the words and the terms of a notice that has not been sent.

    ``rests`` needs the new time, so that something brings the cases back. Raises ``AlreadyBegun``, ``UnknownPlace``,
    ``DateMissing``, ``DueInThePast`` and ``Invalid``.
    """
    require(actor, Right.NOTIFY)
    _check_terms(new_due_at, pace, rests=rests)
    with unit_of_work():
        notice = hold_draft(actor, notice)
        written = [_text(notice, said) for said in texts]
        check(written, new_due_at)
        for text in written:
            NoticeText.objects.update_or_create(
                notice=notice, language=text.language,
                defaults={"apology": text.apology, "text": text.text, "promise": text.promise},
            )  # fmt: skip
        notice.new_due_at, notice.rests, notice.pace = new_due_at, rests, pace
        notice.save(update_fields=["new_due_at", "rests", "pace"])
        record("notice.written", actor=actor, notice=notice.pk, cause=notice.cause_id, member=actor.pk)
        return notice


def _check_terms(new_due_at: datetime | None, pace: int, *, rests: bool) -> None:
    if new_due_at is not None and new_due_at <= now():
        raise DueInThePast
    if rests and new_due_at is None:
        raise Invalid(_("The cases can wait for the new time only when there is one. Give it."))
    if not 1 <= pace <= FASTEST:
        raise Invalid(_("Send at least one message a minute, and no more than 6000."))


def _text(notice: Notice, said: Said) -> NoticeText:
    promise = " ".join(said.promise.split())[:200]
    return NoticeText(
        notice=notice,
        language=said.language,
        apology=said.apology.strip()[:600],
        text=said.text.strip(),
        promise=promise,
    )


def leave_out(*, actor: Member, notice: Notice, person: NoticeTo, out: bool = True) -> NoticeTo:
    """Leave one person out of a notice that has not been sent, or take them back in."""
    require(actor, Right.NOTIFY)
    with unit_of_work():
        notice = hold_draft(actor, notice)
        row = NoticeTo.objects.select_for_update().get(pk=person.pk, notice=notice)
        row.state = ToState.LEFT_OUT if out else ToState.WAITING
        row.save(update_fields=["state"])
        return row


def hold_draft(actor: Member, notice: Notice) -> Notice:
    """The notice, locked and not yet sent. Raises ``NotFound`` or ``AlreadyBegun``."""
    notice_for(actor, notice.pk)
    held = Notice.objects.select_for_update().select_related("cause").get(pk=notice.pk)
    if held.state != NoticeState.DRAFT:
        raise AlreadyBegun
    return held
