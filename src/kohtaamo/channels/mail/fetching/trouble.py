"""What is wrong with a mailbox, in a sentence, until it works again."""

from __future__ import annotations

import imaplib
import logging
from datetime import timedelta

from django.db.models import F
from django.utils.translation import gettext
from imap_tools.errors import ImapToolsError

from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.platform.errors import KohtaamoError
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work

logger = logging.getLogger(__name__)
_PAUSES = (5, 15, 60, 300, 900)  # seconds


def note_trouble(mailbox: Mailbox, problem: Exception) -> timedelta:
    """Put the failure on the mailbox for everyone to see; returns how long to wait before trying again."""
    sentence = sentence_of(mailbox, problem)
    logger.warning("mailbox %s: %s", mailbox, sentence, exc_info=not _is_usual(problem))
    fresh = Mailbox.objects.only("failures", "trouble_since").get(pk=mailbox.pk)
    with unit_of_work():
        Mailbox.objects.filter(pk=mailbox.pk).update(
            trouble=sentence, trouble_since=fresh.trouble_since or now(), failures=F("failures") + 1
        )
        if fresh.trouble_since is None:
            record("mailbox.troubled", actor=None, touchpoint=mailbox.touchpoint_id, mailbox=mailbox.pk)
    return timedelta(seconds=_PAUSES[min(fresh.failures, len(_PAUSES) - 1)])


def note_success(mailbox: Mailbox) -> None:
    """It works: the failure is gone from sight, and the last good moment is known."""
    had = Mailbox.objects.filter(pk=mailbox.pk, trouble_since__isnull=False).exists()
    with unit_of_work():
        Mailbox.objects.filter(pk=mailbox.pk).update(trouble="", trouble_since=None, failures=0, last_ok_at=now())
        if had:
            record("mailbox.recovered", actor=None, touchpoint=mailbox.touchpoint_id, mailbox=mailbox.pk)


def sentence_of(mailbox: Mailbox, problem: Exception) -> str:
    """What happened, for a person."""
    if isinstance(problem, KohtaamoError):
        return str(problem)[:500]
    said = (str(problem) or type(problem).__name__)[:200]
    if isinstance(problem, OSError):
        return gettext("The server %(host)s does not answer (%(said)s).") % {"host": mailbox.imap_host, "said": said}
    if isinstance(problem, (imaplib.IMAP4.error, ImapToolsError)):
        return gettext("The server %(host)s broke off (%(said)s).") % {"host": mailbox.imap_host, "said": said}
    return gettext("Fetching failed on our side (%(said)s).") % {"said": f"{type(problem).__name__}: {said}"}


def _is_usual(problem: Exception) -> bool:
    return isinstance(problem, (KohtaamoError, OSError, imaplib.IMAP4.error, ImapToolsError))
