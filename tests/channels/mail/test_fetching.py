"""Fetching from a real server: by cursor, silently through the past, with the counts of both sides compared."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from itertools import islice

import pytest
from django.test import override_settings
from tests.channels.mail.conftest import ImapServer, make_mail

from kohtaamo.channels.mail.bulk import take_together
from kohtaamo.channels.mail.choices import Stage
from kohtaamo.channels.mail.commands.mailbox import begin, look, pause, resume
from kohtaamo.channels.mail.fetching.cursor import _coming, fetch_mailbox, placed_cursor
from kohtaamo.channels.mail.fetching.imap import Box, Fetched, SignInRefused, connected
from kohtaamo.channels.mail.fetching.lease import hold, let_go
from kohtaamo.channels.mail.fetching.reconcile import reconcile
from kohtaamo.channels.mail.fetching.trouble import note_success, note_trouble
from kohtaamo.channels.mail.models import Folder, Intake, Mailbox
from kohtaamo.channels.mail.secrets import seal
from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.models import Case, Delivery, Message
from kohtaamo.platform.errors import Conflict
from kohtaamo.platform.events import _listeners
from kohtaamo.platform.outgoing import InternalAddress, connect
from kohtaamo.staff.models import Member

pytestmark = [pytest.mark.django_db, pytest.mark.server]
MANY = 70  # more than FEW groups


def deliver(server: ImapServer, mailbox: Mailbox, *numbers: int) -> None:
    for number in numbers:
        server.deliver(mailbox.username, make_mail(f"Asia {number}", Message_ID=f"<{number}@posti.example>"))


def fetch(mailbox: Mailbox) -> int:
    mailbox.refresh_from_db()
    with connected(mailbox) as box:
        return fetch_mailbox(box, mailbox)


def test_the_dry_run_tells_what_is_there_and_stores_nothing(
    imap: Mailbox, dovecot: ImapServer, administrator: Member
) -> None:
    deliver(dovecot, imap, 1, 2, 3)
    seen = look(actor=administrator, mailbox=imap)
    imap.refresh_from_db()
    assert (seen["folders"][0]["count"], seen["senders"], imap.stage) == (
        3, [["eeva.mattila@posti.example", 3]], Stage.LOOKED,
    )  # fmt: skip
    assert (Intake.objects.count(), Message.objects.count(), imap.looked["folders"]) == (0, 0, seen["folders"])


def test_the_past_comes_in_silently_and_then_the_mailbox_is_live(
    imap: Mailbox, dovecot: ImapServer, administrator: Member
) -> None:
    deliver(dovecot, imap, 1, 2)
    begin(actor=administrator, mailbox=imap, history=True)
    deliver(dovecot, imap, 3)
    assert fetch(imap) == 3
    imap.refresh_from_db()
    waiting = Case.objects.filter(state=CaseState.WAITING_US)
    assert (imap.stage, waiting.count(), Message.objects.filter(author="customer").count()) == (Stage.LIVE, 1, 3)
    assert Delivery.objects.count() == 0


def test_the_past_may_be_left_where_it_is(imap: Mailbox, dovecot: ImapServer, administrator: Member) -> None:
    deliver(dovecot, imap, 1, 2)
    begin(actor=administrator, mailbox=imap, history=False)
    deliver(dovecot, imap, 3)
    assert (fetch(imap), Message.objects.filter(author="customer").get().text.strip()) == (1, "Asia 3")
    with connected(imap) as box:
        folder = reconcile(box, imap, "INBOX")
    assert (folder.on_server, folder.missing) == (1, [])


def test_a_mailbox_is_begun_once(imap: Mailbox, dovecot: ImapServer, administrator: Member) -> None:
    begin(actor=administrator, mailbox=imap, history=True)
    with pytest.raises(Conflict):
        begin(actor=administrator, mailbox=imap, history=True)


def test_only_what_is_new_is_fetched_and_nothing_is_marked(
    imap: Mailbox, dovecot: ImapServer, administrator: Member
) -> None:
    begin(actor=administrator, mailbox=imap, history=True)
    deliver(dovecot, imap, 1)
    first = fetch(imap)
    deliver(dovecot, imap, 2)
    assert (first, fetch(imap), fetch(imap)) == (1, 1, 0)
    assert dovecot.flags(imap.username) == ["", ""]


def test_a_mail_read_on_a_telephone_is_fetched_all_the_same(
    imap: Mailbox, dovecot: ImapServer, administrator: Member
) -> None:
    begin(actor=administrator, mailbox=imap, history=True)
    deliver(dovecot, imap, 1)
    with connected(imap) as box:
        box._tools.folder.set("INBOX")
        box._client.uid("STORE", "1", "+FLAGS", "(\\Seen)")
    assert fetch(imap) == 1


def test_when_the_server_numbers_anew_nothing_is_taken_in_twice_and_nothing_is_overlooked(
    imap: Mailbox, dovecot: ImapServer, administrator: Member
) -> None:
    begin(actor=administrator, mailbox=imap, history=True)
    deliver(dovecot, imap, 1, 2)
    fetch(imap)
    time.sleep(1.1)  # Dovecot's UIDVALIDITY counts seconds
    dovecot.renumber(imap.username)
    deliver(dovecot, imap, 3)
    fetch(imap)
    outcomes = sorted(Intake.objects.values_list("outcome", flat=True))
    assert (outcomes, Message.objects.filter(author="customer").count()) == (
        ["duplicate", "duplicate", "stored", "stored", "stored"], 3,
    )  # fmt: skip
    assert Case.objects.filter(state=CaseState.WAITING_US).count() == 3


def test_what_was_overlooked_is_found_by_counting_and_fetched(
    imap: Mailbox, dovecot: ImapServer, administrator: Member
) -> None:
    begin(actor=administrator, mailbox=imap, history=True)
    deliver(dovecot, imap, 1, 2, 3)
    Folder.objects.update(last_uid=2)
    fetch(imap)
    with connected(imap) as box:
        folder = reconcile(box, imap, "INBOX")
    assert (folder.on_server, folder.missing, Intake.objects.count()) == (3, [], 3)


def test_several_folders_each_have_their_cursor(imap: Mailbox, dovecot: ImapServer, administrator: Member) -> None:
    Mailbox.objects.update(folders_read=["INBOX", "Tilaukset"])
    imap.refresh_from_db()
    dovecot.deliver(imap.username, make_mail("Kansiossa"), box="Tilaukset")
    begin(actor=administrator, mailbox=imap, history=True)
    deliver(dovecot, imap, 1)
    assert fetch(imap) == 2
    assert {f.name: f.last_uid for f in Folder.objects.all()} == {"INBOX": 1, "Tilaukset": 1}


def test_a_wrong_password_is_told_in_a_sentence_and_cleared_by_success(imap: Mailbox, dovecot: ImapServer) -> None:
    imap.secret = seal("väärä")
    with pytest.raises(SignInRefused) as problem, connected(imap):
        pass
    pause_ = note_trouble(imap, problem.value)
    again = note_trouble(imap, problem.value)
    imap.refresh_from_db()
    assert (bool(imap.trouble), imap.trouble_since is not None, pause_ < again) == (True, True, True)
    note_success(imap)
    imap.refresh_from_db()
    assert (imap.trouble, imap.trouble_since, imap.failures) == ("", None, 0)


def test_a_paused_mailbox_goes_on_from_where_it_was(imap: Mailbox, dovecot: ImapServer, administrator: Member) -> None:
    begun = begin(actor=administrator, mailbox=imap, history=True)
    paused = pause(actor=administrator, mailbox=begun)
    assert (paused.stage, resume(actor=administrator, mailbox=paused).stage) == (Stage.PAUSED, Stage.LIVE)


def test_a_long_past_goes_in_together_each_mail_once(imap: Mailbox, dovecot: ImapServer, administrator: Member) -> None:
    deliver(dovecot, imap, *range(1, MANY + 1))
    begin(actor=administrator, mailbox=imap, history=True)
    assert (fetch(imap), fetch(imap)) == (MANY, 0)
    outcomes = set(Intake.objects.values_list("outcome", "is_history"))
    uids = list(Intake.objects.order_by("id").values_list("uid", flat=True))
    assert (outcomes, uids, Folder.objects.get().last_uid) == ({("stored", True)}, list(range(1, MANY + 1)), MANY)
    assert Message.objects.filter(author="customer").count() == MANY


def test_in_a_long_past_one_mail_that_cannot_be_placed_does_not_stop_the_rest(
    imap: Mailbox, dovecot: ImapServer, administrator: Member
) -> None:
    deliver(dovecot, imap, *range(1, 31))
    dovecot.deliver(imap.username, make_mail(From="Ville Vieras <ville@muualla.example>"))
    deliver(dovecot, imap, *range(32, MANY + 1))
    begin(actor=administrator, mailbox=imap, history=True)
    with override_settings(KOHTAAMO_SUBSCRIPTIONS="tests.channels.mail.choosy_subscriptions"):
        _listeners.cache_clear()
        fetch(imap)
    _listeners.cache_clear()
    bad = Intake.objects.exclude(outcome="stored").get()
    assert (bad.outcome, bad.uid, Folder.objects.get().last_uid, Message.objects.count()) == (
        "failed", 31, MANY, MANY - 1,
    )  # fmt: skip


def test_what_another_process_took_meanwhile_is_not_taken_again(
    imap: Mailbox, dovecot: ImapServer, administrator: Member
) -> None:
    deliver(dovecot, imap, *range(1, MANY + 1))
    begin(actor=administrator, mailbox=imap, history=True)
    fetch(imap)
    Intake.objects.filter(uid__in=[3, 25, 60]).delete()
    Folder.objects.update(last_uid=0)
    assert (fetch(imap), Intake.objects.count()) == (3, MANY)


def test_stopped_in_a_long_past_it_goes_on_from_there(
    imap: Mailbox, dovecot: ImapServer, administrator: Member
) -> None:
    deliver(dovecot, imap, *range(1, MANY + 1))
    begin(actor=administrator, mailbox=imap, history=True)
    stop = threading.Event()
    with connected(imap) as box:
        folder = placed_cursor(imap, "INBOX", box.open("INBOX"))
        groups = _coming(box, folder, box.uids(), stop)
        take_together([next(groups) for _ in range(10)], [None] * 10)
        stop.set()
        left = list(groups)
        imap.refresh_from_db()
        stopped = fetch_mailbox(box, imap, stop=stop)
    assert (left, stopped, Folder.objects.get().last_uid, imap.stage) == ([], 0, 10, Stage.HISTORY)
    assert (fetch(imap), Intake.objects.count()) == (MANY - 10, MANY)


class Breaking(Box):
    """A connection that breaks after so many mails."""

    after = 45

    def mails(self, uids: Sequence[int], *, most: int) -> Iterator[Fetched]:
        yield from islice(super().mails(uids, most=most), self.after)
        raise ConnectionResetError


def test_when_the_connection_breaks_in_a_long_past_what_came_is_kept_and_it_goes_on_from_there(
    imap: Mailbox, dovecot: ImapServer, administrator: Member
) -> None:
    deliver(dovecot, imap, *range(1, MANY + 1))
    begin(actor=administrator, mailbox=imap, history=True)
    imap.refresh_from_db()
    with connected(imap) as box, pytest.raises(ConnectionResetError):
        fetch_mailbox(Breaking(box._tools), imap)
    before = Intake.objects.count(), Folder.objects.get().last_uid, imap.stage
    assert (before, fetch(imap), Intake.objects.count()) == (
        (Breaking.after, Breaking.after, Stage.HISTORY), MANY - Breaking.after, MANY,
    )  # fmt: skip


def test_one_process_at_a_time_fetches_a_mailbox(mailbox: Mailbox) -> None:
    taken = hold(mailbox.pk, "one"), hold(mailbox.pk, "two"), hold(mailbox.pk, "one")
    let_go(mailbox.pk, "one")
    assert (taken, hold(mailbox.pk, "two")) == ((True, False, True), True)


def test_news_wakes_who_waits(imap: Mailbox, dovecot: ImapServer, administrator: Member) -> None:
    deliver(dovecot, imap, 1)
    with connected(imap) as box:
        box.open("INBOX")
        later = threading.Timer(0.3, deliver, (dovecot, imap, 2))
        later.start()
        assert (box.can_idle(), box.wait(5)) == (True, True)
        later.join()


@pytest.mark.parametrize("host", ["127.0.0.2", "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "0.0.0.0"])
def test_addresses_inside_our_network_are_not_connected_to(host: str) -> None:
    with pytest.raises(InternalAddress):
        connect(host, 25, 1)
