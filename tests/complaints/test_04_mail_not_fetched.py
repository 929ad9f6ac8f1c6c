"""Users of other desks: mail lay on the server for days and was never fetched, and nothing told of it."""

from __future__ import annotations

import pytest
from django.test import Client

from kohtaamo.channels.mail.commands.mailbox import begin
from kohtaamo.channels.mail.fetching.cursor import fetch_mailbox
from kohtaamo.channels.mail.fetching.imap import connected
from kohtaamo.channels.mail.fetching.reconcile import reconcile
from kohtaamo.channels.mail.fetching.trouble import note_trouble
from kohtaamo.channels.mail.models import Folder, Mailbox
from kohtaamo.encounters.models import Case, Message
from kohtaamo.staff.models import Member
from tests.channels.mail.conftest import ImapServer, make_mail

pytestmark = [pytest.mark.django_db, pytest.mark.server]
YEARS_AGO = "Tue, 20 Nov 2018 10:00:00 +0200"


def fetch(mailbox: Mailbox) -> int:
    mailbox.refresh_from_db()
    with connected(mailbox) as box:
        return fetch_mailbox(box, mailbox)


@pytest.fixture
def begun(imap: Mailbox, administrator: Member, dovecot: ImapServer) -> Mailbox:
    dovecot.deliver(imap.username, make_mail("Ensimmäinen", Message_ID="<0@x>"))
    begin(actor=administrator, mailbox=imap, history=False)
    fetch(imap)
    return imap


def test_what_gathered_while_we_were_away_comes_however_old_read_or_many(begun: Mailbox, dovecot: ImapServer) -> None:
    for number in range(1, 26):
        dovecot.deliver(begun.username, make_mail(f"Asia {number}", Message_ID=f"<{number}@x>", Date=YEARS_AGO))
    for path in (dovecot.maildir(begun.username) / "new").iterdir():
        path.rename(path.parent.parent / "cur" / f"{path.name}:2,S")  # read on a telephone
    assert fetch(begun) == 25
    came = {text.strip() for text in Message.objects.filter(author="customer").values_list("text", flat=True)}
    assert came == {f"Asia {number}" for number in range(1, 26)}
    assert set(Case.objects.values_list("state", flat=True)) == {"us"}


def test_the_counts_of_the_server_and_ours_are_compared_and_what_is_missing_is_fetched(
    begun: Mailbox, dovecot: ImapServer
) -> None:
    for number in (1, 2):
        dovecot.deliver(begun.username, make_mail(f"Ohi mennyt {number}", Message_ID=f"<{number}@x>"))
    Folder.objects.update(last_uid=2)  # as when a cursor was moved too far
    assert fetch(begun) == 1
    with connected(begun) as box:
        folder = reconcile(box, begun, "INBOX")
    assert (folder.on_server, folder.missing) == (2, [])
    assert Message.objects.filter(author="customer").count() == 2


def test_a_mailbox_that_cannot_be_read_is_told_in_words(begun: Mailbox, as_administrator: Client) -> None:
    note_trouble(begun, OSError("no route to host"))
    assert "palvelu@tupa.example" in as_administrator.get("/operations/").content.decode()
    assert as_administrator.get("/operations/").context["wrong"] != []
