"""Fetching what is above the cursor: by UID, never by unread marks or times (RFC 3501, 2.3.1.1)."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.db import IntegrityError
from django.db.models import F

from kohtaamo.channels.mail.bulk import Coming, take_one, take_together
from kohtaamo.channels.mail.choices import Stage
from kohtaamo.channels.mail.commands.take_in import max_bytes
from kohtaamo.channels.mail.fetching.imap import Box, Status
from kohtaamo.channels.mail.fetching.lease import prolong
from kohtaamo.channels.mail.models import Folder, Intake, Mailbox
from kohtaamo.channels.mail.opening import Opened
from kohtaamo.channels.mail.reading_groups import read_groups
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
    """Take these mails in, in order; returns how many. Each moves the cursor in the transaction that keeps it.

    Many go in together, read in another process first. One that brought that process down, a large one, and those of
    a usual day are kept before they are read, so that none can bring us down twice.
    """
    taken = 0
    for group in read_groups(_coming(box, folder, uids, stop), lambda mail: mail.raw):
        if stop is not None and stop.is_set():
            break
        taken += _take_ones(group.mails) if group.opened is None else _take_together(group.mails, group.opened)
        prolong(folder.mailbox_id)
    return taken


def _coming(box: Box, folder: Folder, uids: Sequence[int], stop: threading.Event | None) -> Iterator[Coming]:
    for mail in box.mails(uids, most=2 * max_bytes()):
        if stop is not None and stop.is_set():
            return
        yield Coming(
            raw=mail.raw, size=mail.size, source="imap", mailbox=folder.mailbox, folder=folder, uid=mail.uid,
            uidvalidity=folder.uidvalidity, is_history=folder.is_past(mail.uid, mail.came_at),
        )  # fmt: skip


def _take_together(mails: Sequence[Coming], opened: Sequence[Opened | None]) -> int:
    known = _known(mails)
    new = [(mail, one) for mail, one in zip(mails, opened, strict=True) if mail.uid not in known]
    try:
        return len(take_together([mail for mail, _one in new], [one for _mail, one in new]))
    except IntegrityError:
        return _take_ones(mails)


def _take_ones(mails: Sequence[Coming]) -> int:
    return sum(_take(mail) for mail in mails)


def _take(mail: Coming) -> bool:
    if _known([mail]):
        return False
    try:
        take_one(mail)
    except IntegrityError:
        if _known([mail]):
            return False  # another process was quicker
        raise
    return True


def _known(mails: Sequence[Coming]) -> set[int | None]:
    """Those of the UIDs, of mails in one folder, that are stored already."""
    uids = [mail.uid for mail in mails]
    stored = Intake.objects.filter(folder=mails[0].folder, uidvalidity=mails[0].uidvalidity, uid__in=uids)
    return set(stored.values_list("uid", flat=True))


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
