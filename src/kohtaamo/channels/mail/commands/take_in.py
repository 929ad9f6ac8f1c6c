"""Taking a mail in, by whatever way it came: first kept, then read and placed."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.db.models import QuerySet

from kohtaamo.channels.mail import sentences
from kohtaamo.channels.mail.choices import Outcome
from kohtaamo.channels.mail.commands.place import place
from kohtaamo.channels.mail.models import Folder, Intake, Mailbox
from kohtaamo.channels.mail.opening import Opened, Unreadable, open_mail
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.rows import insert, update
from kohtaamo.platform.storage.keep import keep
from kohtaamo.platform.storage.models import Blob
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work

logger = logging.getLogger(__name__)
HEAD = 64 * 1024  # bytes kept of a mail far too large
_BOOKED = (
    "outcome", "reason", "sender", "subject", "header_id", "content", "mailbox", "message", "original",
    "authentication",
)  # fmt: skip
_NOT_TAKEN = (Outcome.REJECTED, Outcome.FAILED, Outcome.DUPLICATE)


def take_in(
    *, raw: bytes, source: str, mailbox: Mailbox | None = None, folder: Folder | None = None,
    uidvalidity: int | None = None, uid: int | None = None, envelope_from: str = "", envelope_to: Sequence[str] = (),
    is_history: bool = False, opened: Opened | None = None, size: int | None = None, ours: Sequence[Mailbox] = (),
    authentication: dict[str, str] | None = None,
) -> Intake:  # fmt: skip
    """Take in one mail and tell what became of it. ``opened`` and ``ours``, our mailboxes, spare reading them when
    the caller already has. ``size`` is that of the whole mail in bytes, when ``raw`` is only its head.
    ``authentication`` is the stored form of a ``Judgement`` of its sender, when one was made.

    The bytes and the folder's cursor are committed first; raises only when that fails (``DatabaseError``). Whatever
    happens then, the mail is on the books: placed, or ``failed`` with the reason, or ``kept`` until it is read again.
    """
    with unit_of_work():
        intake = _keep(raw, size or len(raw), source=source, mailbox=mailbox, is_history=is_history)
        intake.folder, intake.uidvalidity, intake.uid = folder, uidvalidity, uid
        intake.envelope_from, intake.envelope_to = envelope_from[:320], list(envelope_to)[:1000]
        intake.authentication = authentication
        insert(intake)
        _settled_at_the_door(intake)
        if folder is not None and uid is not None and uidvalidity is not None:
            Folder.objects.filter(pk=folder.pk, uidvalidity=uidvalidity, last_uid__lt=uid).update(last_uid=uid)
    if intake.outcome == Outcome.KEPT:
        read_and_place(intake, raw, opened, ours=ours)
    return intake


def max_bytes() -> int:
    """The largest mail taken in, in bytes."""
    return int(str(settings.KOHTAAMO["MAX_MAIL_MB"])) * 1_000_000


def _keep(raw: bytes, size: int, *, source: str, mailbox: Mailbox | None, is_history: bool) -> Intake:
    """The bytes kept, whole up to twice the limit; and what can be said without reading them."""
    limit = max_bytes()
    whole = size == len(raw) <= 2 * limit
    blob = keep(raw if whole else raw[:HEAD])
    intake = Intake(
        raw=blob, size=size, mailbox=mailbox, source=source, is_history=is_history, came_at=now(), outcome=Outcome.KEPT
    )
    if size > limit:
        intake.outcome = Outcome.REJECTED
        intake.reason = sentences.too_large(size, limit) if whole else sentences.far_too_large(size)
    elif original := _taken_before(blob):
        intake.outcome, intake.original, intake.message = Outcome.DUPLICATE, original, original.message
        intake.reason = sentences.same_bytes()
    return intake


def _taken_before(blob: Blob) -> Intake | None:
    found = _taken_as(blob.pk)
    return Intake.objects.select_related("message__case").get(pk=found[0]) if found else None


@prepared
def _taken_as(digest: str) -> QuerySet[Intake, int]:
    taken = Intake.objects.filter(raw_id=digest).exclude(outcome__in=_NOT_TAKEN)
    return taken.order_by("id").values_list("pk", flat=True)[:1]


def _settled_at_the_door(intake: Intake) -> None:
    if intake.outcome == Outcome.REJECTED:
        record("mail.rejected", actor=None, intake=intake.pk, size=intake.size)


def read_and_place(
    intake: Intake, raw: bytes, opened: Opened | None = None, *, anyway: bool = False, ours: Sequence[Mailbox] = ()
) -> None:
    """Read a kept mail and put it where it belongs; all of it, or nothing and the reason on the books.

    ``anyway`` takes it in as a person's message, whatever it looks like. A database that does not answer leaves the
    mail kept, to be read again in a moment.
    """
    try:
        opened = opened or open_mail(raw, envelope_from=intake.envelope_from)
        with unit_of_work():
            place(intake, opened, anyway=anyway, ours=ours)
            _book(intake)
    except _PlacedMeanwhile:
        intake.refresh_from_db()
    except Unreadable:
        settle(intake, Outcome.REJECTED, sentences.empty())
    except (OperationalError, InterfaceError):
        logger.warning("the database did not answer; mail %s is read again later", intake.pk, exc_info=True)
        intake.outcome, intake.message = Outcome.KEPT, None
    except Exception as problem:
        logger.exception("mail %s could not be read", intake.pk)
        settle(intake, Outcome.FAILED, sentences.could_not_read(type(problem).__name__))


class _PlacedMeanwhile(Exception):
    """Two tried at once, and the other was quicker."""


def _book(intake: Intake) -> None:
    """Write the outcome on the intake, as long as nobody else has."""
    intake.reason = intake.reason[:500]
    if not update(intake, _BOOKED, outcome=Outcome.KEPT):
        raise _PlacedMeanwhile


def settle(intake: Intake, outcome: str, reason: str) -> None:
    """Put down that a mail was refused or could not be read, where everyone who mends things sees it."""
    with unit_of_work():
        intake.outcome, intake.reason, intake.message = outcome, reason[:500], None
        intake.save(update_fields=["outcome", "reason", "message", "tries", "sender", "subject"])
        record(f"mail.{outcome}", actor=None, intake=intake.pk)
