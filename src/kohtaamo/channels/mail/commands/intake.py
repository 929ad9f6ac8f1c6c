"""What a person does with mails that came: read again, take in anyway, keep a sender away. Each can be undone."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db.models import F, Q
from django.utils.translation import gettext as _

from kohtaamo.channels.mail import sentences
from kohtaamo.channels.mail.choices import Outcome
from kohtaamo.channels.mail.commands.take_in import read_and_place, settle
from kohtaamo.channels.mail.judging import is_usable
from kohtaamo.channels.mail.models import Intake, UnwantedSender
from kohtaamo.channels.mail.queries import kept_apart_by
from kohtaamo.platform.errors import Conflict, Invalid
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.storage.keep import Damaged, fetch
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require

logger = logging.getLogger(__name__)
TRIES = 3
AT_ONCE = 200  # mails brought back with one touch
LEFT = timedelta(minutes=2)  # a mail kept for longer than this was left by someone who fell
PAUSE = timedelta(minutes=1)
_AGAIN = (Outcome.FAILED, Outcome.KEPT)
_ANYWAY = (Outcome.SPAM, Outcome.REJECTED, Outcome.AUTO_REPLY, Outcome.BOUNCE, Outcome.COMPLAINT, Outcome.FAILED)


def read_again(*, actor: Member, intake: Intake) -> Intake:
    """Read a failed mail again. Raises ``Conflict`` when it has been placed meanwhile."""
    require(actor, Right.OPERATE)
    return _again(actor, intake, _AGAIN, "mail.read_again", anyway=False)


def take_in_anyway(*, actor: Member, intake: Intake) -> Intake:
    """Take in as a person's message what was kept apart or refused.

    Raises ``Conflict`` when it is in a case already, and ``Invalid`` when only its head was kept.
    """
    require(actor, Right.OPERATE)
    if intake.message_id is not None:
        raise Conflict
    if not intake.is_whole:
        raise Invalid(_("Only the headers of this mail were kept, so it cannot be taken in. Ask for a smaller one."))
    return _again(actor, intake, _ANYWAY, "mail.taken_anyway", anyway=True)


def _again(actor: Member, intake: Intake, outcomes: tuple[str, ...], kind: str, *, anyway: bool) -> Intake:
    with unit_of_work():
        changed = Intake.objects.filter(pk=intake.pk, outcome__in=outcomes, message__isnull=True)
        if not changed.update(outcome=Outcome.KEPT):
            raise Conflict
        record(kind, actor=actor, intake=intake.pk)
    _read(Intake.objects.select_related("raw", "mailbox__touchpoint").get(pk=intake.pk), anyway=anyway)
    intake.refresh_from_db()
    return intake


def _read(intake: Intake, *, anyway: bool = False) -> None:
    try:
        raw = fetch(intake.raw_id or "")
    except Damaged as problem:
        logger.error("the bytes of mail %s: %s", intake.pk, problem)  # noqa: TRY400 - the sentence says it all
        settle(intake, Outcome.FAILED, sentences.could_not_read(type(problem).__name__))
        return
    read_and_place(intake, raw, anyway=anyway)


def read_left_behind() -> int:
    """Read what a crash left kept and, a few times, what failed. The try is counted first: a mail that brings the
    process down does so at most ``TRIES`` times. Returns how many were read."""
    kept = Q(outcome=Outcome.KEPT, came_at__lt=now() - LEFT)
    failed = Q(outcome=Outcome.FAILED, came_at__lt=now() - PAUSE, tries__lt=TRIES)
    ids = list(Intake.objects.filter(kept | failed).order_by("id").values_list("pk", flat=True)[:500])
    for each in ids:
        Intake.objects.filter(pk=each, outcome__in=_AGAIN).update(outcome=Outcome.KEPT, tries=F("tries") + 1)
        intake = Intake.objects.select_related("raw", "mailbox__touchpoint").get(pk=each)
        if intake.tries > TRIES:
            settle(intake, Outcome.FAILED, sentences.crashed(intake.tries - 1))
        else:
            _read(intake)
    return len(ids)


def mark_unwanted(*, actor: Member, pattern: str) -> UnwantedSender:
    """Keep an address or a whole domain apart from now on. Raises ``Invalid`` for what is neither."""
    require(actor, Right.OPERATE)
    pattern = pattern.strip().lower().removeprefix("@")
    if not (is_usable(pattern) or ("." in pattern and "@" not in pattern and " " not in pattern)):
        raise Invalid(_("Write a whole address or a domain, such as name@example.fi or example.fi."))
    with unit_of_work():
        sender, made = UnwantedSender.objects.get_or_create(
            pattern=pattern[:320], defaults={"added_at": now(), "added_by": actor}
        )
        if made:
            record("mail.sender_unwanted", actor=actor, pattern=pattern)
        return sender


def remove_unwanted(*, actor: Member, sender: UnwantedSender) -> int:
    """Let the sender's mails in again, and bring back those kept apart because of it, the newest ``AT_ONCE``; what is
    unwanted for another reason stays apart. Returns how many came back."""
    require(actor, Right.OPERATE)
    with unit_of_work():
        record("mail.sender_wanted", actor=actor, pattern=sender.pattern)
        apart = list(kept_apart_by(sender).order_by("-id")[:AT_ONCE])
        sender.delete()
    back = [_again(actor, intake, (Outcome.SPAM,), "mail.read_again", anyway=False) for intake in reversed(apart)]
    return sum(intake.message_id is not None for intake in back)
