"""Watching mailboxes: news is in within seconds, and a failure is on the mailbox for everyone to see."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from django.db import OperationalError
from tests.channels.mail.conftest import ImapServer, make_mail

from kohtaamo.channels.mail.choices import Stage
from kohtaamo.channels.mail.fetching.watch import watch_mailboxes
from kohtaamo.channels.mail.models import Folder, Intake, Mailbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.server]


@pytest.fixture
def watching() -> Iterator[Callable[[], None]]:
    stop = threading.Event()
    thread = threading.Thread(target=watch_mailboxes, args=(stop,))
    yield thread.start
    stop.set()
    thread.join(timeout=15)


def wait_until(happened: Callable[[], bool]) -> bool:
    """The test's database in memory locks whole tables, so a look may come at a bad moment."""
    ends = time.monotonic() + 40
    while time.monotonic() < ends:
        with suppress(OperationalError):
            if happened():
                return True
        time.sleep(0.25)
    return False


def test_mail_that_comes_is_fetched_at_once_and_counted(
    imap: Mailbox, dovecot: ImapServer, watching: Callable[[], None]
) -> None:
    Mailbox.objects.update(stage=Stage.LIVE)
    watching()
    assert wait_until(lambda: Folder.objects.filter(counted_at__isnull=False).exists())
    dovecot.deliver(imap.username, make_mail("Nyt"))
    assert wait_until(lambda: Intake.objects.filter(outcome="stored").exists())


def test_a_server_that_is_away_is_told_on_the_mailbox(imap: Mailbox, watching: Callable[[], None]) -> None:
    Mailbox.objects.update(stage=Stage.LIVE, imap_port=1)
    watching()
    assert wait_until(lambda: Mailbox.objects.filter(trouble_since__isnull=False).exclude(trouble="").exists())
