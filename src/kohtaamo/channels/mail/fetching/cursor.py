"""Fetching what is above the cursor: by UID, never by unread marks or times (RFC 3501, 2.3.1.1)."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from datetime import timedelta

from django.db import IntegrityError
from django.db.models import F

from kohtaamo.channels.mail.choices import Stage
from kohtaamo.channels.mail.commands.take_in import max_bytes, take_in
from kohtaamo.channels.mail.fetching.imap import Box, Fetched, Status
from kohtaamo.channels.mail.models import Folder, Intake, Mailbox
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work

logger = logging.getLogger(__name__)
CLOCKS_DIFFER = timedelta(hours=1)


def folder_names(mailbox: Mailbox) -> list[str]:
    """The folders to read."""
    return list(mailbox.folders_read) or ["INBOX"]


def fetch_mailbox(box: Box, mailbox: Mailbox, *, stop: threading.Event | None = None) -> int:
    """Fetch what is new in every folder; returns how many. When the past is all in, the mailbox becomes live."""
    taken = sum(fetch_folder(box, mailbox, name, stop=stop) for name in folder_names(mailbox))
    _go_live(mailbox)
    return taken


def fetch_folder(box: Box, mailbox: Mailbox, name: str, *, stop: threading.Event | None = None) -> int:
    """Fetch what is above the folder's cursor; returns how many. Stopped in the middle, it goes on from there."""
    folder = placed_cursor(mailbox, name, box.open(name))
    uids = box.uids(folder.last_uid)
    taken = take_uids(box, folder, uids, stop=stop)
    if uids and not (stop and stop.is_set()):
        Folder.objects.filter(pk=folder.pk, last_uid__lt=uids[-1]).update(last_uid=uids[-1])
    return taken


def placed_cursor(mailbox: Mailbox, name: str, status: Status) -> Folder:
    """The folder's cursor, valid for what the server says now.

    A folder new to a mailbox already begun, and one whose UIDs the server has numbered anew, is read from the start:
    what was there is the past, taken in silently, and what is known is recognised by its bytes. In a renumbered
    folder only what the server got before the last look is the past, so that nobody who wrote meanwhile is overlooked.
    """
    folder, _made = Folder.objects.get_or_create(mailbox=mailbox, name=name)
    if folder.uidvalidity != status.uidvalidity:
        if folder.uidvalidity:
            logger.warning("%s, %s: the server numbered its mails anew", mailbox, name)
            folder.history_until = (folder.counted_at or now()) - CLOCKS_DIFFER
        folder.uidvalidity, folder.last_uid, folder.skipped_uid = status.uidvalidity, 0, 0
        folder.history_uid, folder.missing = status.uidnext - 1, []
        folder.save()
    return folder


def take_uids(box: Box, folder: Folder, uids: Sequence[int], *, stop: threading.Event | None = None) -> int:
    """Take these mails in, in order; returns how many. Each moves the cursor in the transaction that keeps it."""
    taken = 0
    for mail in box.mails(uids, most=2 * max_bytes()):
        if stop is not None and stop.is_set():
            break
        taken += _take(folder, mail)
    return taken


def _take(folder: Folder, mail: Fetched) -> bool:
    if Intake.objects.filter(folder=folder, uidvalidity=folder.uidvalidity, uid=mail.uid).exists():
        return False
    try:
        take_in(
            raw=mail.raw, size=mail.size, source="imap", mailbox=folder.mailbox, folder=folder, uid=mail.uid,
            uidvalidity=folder.uidvalidity, is_history=folder.is_past(mail.uid, mail.came_at),
        )  # fmt: skip
    except IntegrityError:
        if Intake.objects.filter(folder=folder, uidvalidity=folder.uidvalidity, uid=mail.uid).exists():
            return False  # another process was quicker
        raise
    return True


def _go_live(mailbox: Mailbox) -> None:
    """Once every folder's past is in, the mailbox is live and may send."""
    if mailbox.stage != Stage.HISTORY:
        return
    names = folder_names(mailbox)
    done = Folder.objects.filter(mailbox=mailbox, name__in=names, last_uid__gte=F("history_uid")).count()
    if done < len(names):
        return
    with unit_of_work():
        if Mailbox.objects.filter(pk=mailbox.pk, stage=Stage.HISTORY).update(stage=Stage.LIVE):
            record("mailbox.live", actor=None, touchpoint=mailbox.touchpoint_id, mailbox=mailbox.pk)
    mailbox.stage = Stage.LIVE
