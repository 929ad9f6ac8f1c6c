"""Comparing what the server has with what is stored, mail by mail; the difference is fetched, the rest is shown."""

from __future__ import annotations

from kohtaamo.channels.mail.fetching.cursor import placed_cursor, take_uids
from kohtaamo.channels.mail.fetching.imap import Box
from kohtaamo.channels.mail.models import Folder, Intake, Mailbox
from kohtaamo.platform.time import now

MOST_SHOWN = 1000


def reconcile(box: Box, mailbox: Mailbox, name: str) -> Folder:
    """Count one folder on both sides, fetch again what is missing below the cursor, and note what still is."""
    folder = placed_cursor(mailbox, name, box.open(name))
    uids = [uid for uid in box.uids(folder.skipped_uid) if uid <= folder.last_uid]
    missing = _missing(folder, uids)
    if missing:
        take_uids(box, folder, missing)
        still_there = set(box.uids(folder.skipped_uid))
        missing = [uid for uid in _missing(folder, missing) if uid in still_there]
    folder.on_server, folder.counted_at, folder.missing = len(uids), now(), missing[:MOST_SHOWN]
    folder.save(update_fields=["on_server", "counted_at", "missing"])
    return folder


def _missing(folder: Folder, uids: list[int]) -> list[int]:
    stored = set(Intake.objects.filter(folder=folder, uidvalidity=folder.uidvalidity).values_list("uid", flat=True))
    return [uid for uid in uids if uid not in stored]
