"""Watching the mailboxes: a thread for each, woken by the server (IDLE), else looking once a minute."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

from django.db import close_old_connections, connection

from kohtaamo.channels.mail.choices import Stage
from kohtaamo.channels.mail.fetching.cursor import fetch_mailbox, folder_names
from kohtaamo.channels.mail.fetching.imap import Box, connected
from kohtaamo.channels.mail.fetching.lease import hold, let_go
from kohtaamo.channels.mail.fetching.reconcile import reconcile
from kohtaamo.channels.mail.fetching.trouble import note_success, note_trouble
from kohtaamo.channels.mail.models import Folder, Mailbox
from kohtaamo.platform.time import now

LOOK_ROUND = 5.0  # seconds between looks for mailboxes that came or went
SLICE = 5.0  # seconds of waiting at a time, so that a stop is heard
IDLE_AGAIN = 9 * 60.0  # seconds; servers may drop what is silent longer (RFC 2177 allows 29 minutes)
POLL = 60.0  # seconds
COUNT_AGAIN = timedelta(minutes=15)
_ACTIVE = (Stage.HISTORY, Stage.LIVE)


def watch_mailboxes(stop: threading.Event) -> None:
    """Fetch every begun mailbox until ``stop``; mailboxes that come, pause or change are noticed within seconds."""
    threads: dict[int, threading.Thread] = {}
    while not stop.is_set():
        close_old_connections()
        for mailbox in active_mailboxes():
            if mailbox not in threads or not threads[mailbox].is_alive():
                threads[mailbox] = threading.Thread(
                    target=_watch, args=(mailbox, stop), name=f"mailbox-{mailbox}", daemon=True
                )
                threads[mailbox].start()
        stop.wait(LOOK_ROUND)
    for thread in threads.values():
        thread.join(timeout=SLICE)


def active_mailboxes() -> list[int]:
    """The mailboxes to fetch from."""
    return list(Mailbox.objects.filter(stage__in=_ACTIVE).exclude(imap_host="").values_list("pk", flat=True))


def _watch(mailbox_id: int, stop: threading.Event) -> None:
    """One mailbox, as long as it is active: connect, fetch, wait for news; after a failure a growing pause."""
    try:
        while not stop.is_set() and (mailbox := _active(mailbox_id)):
            if not hold(mailbox_id):
                stop.wait(LOOK_ROUND * 3)
                continue
            try:
                with connected(mailbox) as box:
                    _stay(box, mailbox, stop)
            except Exception as problem:  # noqa: BLE001 - told on the mailbox, with a sentence
                stop.wait(note_trouble(mailbox, problem).total_seconds())
    finally:
        let_go(mailbox_id)
        connection.close()


def _active(mailbox_id: int) -> Mailbox | None:
    found = Mailbox.objects.select_related("touchpoint__team", "touchpoint__hours")
    return found.filter(pk=mailbox_id, stage__in=_ACTIVE).exclude(imap_host="").first()


def _stay(box: Box, mailbox: Mailbox, stop: threading.Event) -> None:
    """Fetch and wait on one connection until it breaks, or the mailbox is paused, changed or lost to another."""
    seen = _settings(mailbox)
    while not stop.is_set():
        fresh = _active(mailbox.pk)
        if fresh is None or _settings(fresh) != seen or not hold(mailbox.pk):
            return
        fetch_mailbox(box, fresh, stop=stop)
        count(box, fresh)
        note_success(fresh)
        _wait(box, fresh, stop)


def _settings(mailbox: Mailbox) -> tuple[object, ...]:
    return (
        mailbox.imap_host, mailbox.imap_port, mailbox.imap_security, mailbox.username, mailbox.sign_in,
        mailbox.client_id, tuple(mailbox.folders_read), mailbox.secret if mailbox.sign_in == "password" else "",
    )  # fmt: skip


def count(box: Box, mailbox: Mailbox) -> None:
    """Compare with the server what has not been compared for a while."""
    for name in folder_names(mailbox):
        folder = Folder.objects.get(mailbox=mailbox, name=name)
        if folder.counted_at is None or folder.counted_at < now() - COUNT_AGAIN or folder.missing:
            reconcile(box, mailbox, name)


def _wait(box: Box, mailbox: Mailbox, stop: threading.Event) -> None:
    """Until there is news, in slices; the lease is kept meanwhile. Several folders are also looked at by the minute."""
    names = folder_names(mailbox)
    idles = box.can_idle()
    if idles:
        box.open(names[0])
    ends = time.monotonic() + (IDLE_AGAIN if idles and len(names) == 1 else POLL)
    while not stop.is_set() and time.monotonic() < ends:
        if idles and box.wait(SLICE):
            return
        if not idles:
            stop.wait(SLICE)
        close_old_connections()
        if not hold(mailbox.pk) or not Mailbox.objects.filter(pk=mailbox.pk, stage__in=_ACTIVE).exists():
            return
    box.is_alive()
