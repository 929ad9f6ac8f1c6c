"""A mailbox's password goes nowhere but to the server it was given for."""

from __future__ import annotations

import logging

import pytest
from django.test import Client
from django.urls import reverse

from kohtaamo.channels.mail.commands.mailbox import change_mailbox
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.channels.mail.secrets import unseal
from kohtaamo.config.log_lines import WithoutWords
from kohtaamo.encounters.commands.draft import attach
from kohtaamo.encounters.commands.note import write_note
from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.outgoing import is_public
from kohtaamo.platform.storage.models import Blob
from kohtaamo.staff.models import Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(administrator: Member, mailbox: Mailbox) -> Mailbox:
    given = {
        "imap_host": "imap.tupa.example",
        "smtp_host": "smtp.tupa.example",
        "secret": "hunajapurkki",
        "client_secret": "mesikämmen",
    }
    return change_mailbox(actor=administrator, mailbox=mailbox, fields=given)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("imap_host", "imap.muualla.example"),
        ("smtp_host", "paha.example"),
        ("imap_port", 1143),
        ("smtp_security", "tls"),
    ],
)
def test_a_stored_password_is_not_sent_to_another_server(
    signed: Mailbox, lead: Member, name: str, value: object
) -> None:
    with pytest.raises(Invalid):
        change_mailbox(actor=lead, mailbox=signed, fields={name: value, "secret": ""})
    assert Mailbox.objects.get() == signed


def test_another_server_is_named_together_with_its_password(signed: Mailbox, lead: Member) -> None:
    change_mailbox(actor=lead, mailbox=signed, fields={"imap_host": "uusi.example", "secret": "toinen"})
    assert unseal(Mailbox.objects.get().secret) == "toinen"


def test_what_is_not_of_the_server_is_changed_without_the_password(signed: Mailbox, lead: Member) -> None:
    change_mailbox(
        actor=lead, mailbox=signed, fields={"sender_name": "Aitta", "imap_host": "imap.tupa.example", "secret": ""}
    )
    assert unseal(Mailbox.objects.get().secret) == "hunajapurkki"


def test_no_page_and_no_journal_entry_shows_a_password(signed: Mailbox, as_administrator: Client) -> None:
    pages = [
        as_administrator.get(reverse(name, args=[signed.pk])).content.decode() for name in ("mailbox", "mailbox_edit")
    ]
    told = "".join([*pages, *(str(entry.data) for entry in Entry.objects.all())])
    hidden = ("hunajapurkki", "mesikämmen", signed.secret, signed.client_secret)
    assert [secret in told for secret in hidden] == [False] * 4


def test_a_refused_form_does_not_give_the_password_back(signed: Mailbox, as_administrator: Client) -> None:
    answer = as_administrator.post(
        reverse("mailbox_edit", args=[signed.pk]), {"secret": "karhunvatukka", "imap_port": "x"}
    )
    assert (answer.status_code, "karhunvatukka" in answer.content.decode()) == (422, False)


def test_a_crash_shows_no_trace(as_owner: Client, owner: Member, case: Case, caplog: pytest.LogCaptureFixture) -> None:
    """Bytes that changed on the disk are never handed out; the page that says so tells nothing of our inside."""
    file = attach(actor=owner, case=case, name="kuva.png", type="image/png", content=b"kuva", limit=100)
    write_note(actor=owner, case=case, text="Kuva ohessa")
    Blob.objects.update(packed=b"rikki")
    as_owner.raise_request_exception = False
    with caplog.at_level(logging.CRITICAL):
        answer = as_owner.get(f"/cases/{case.pk}/attachments/{file.pk}/")
    told = answer.content.decode()
    assert (answer.status_code, file.blob_id in told, "Traceback" in told) == (500, False, False)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "0.0.0.0", "169.254.169.254", "10.1.2.3", "100.64.0.1", "::1", "::", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::7f00:1", "2002:7f00:1::", "::127.0.0.1", "::ffff:0:127.0.0.1", "ff02::1", "224.0.0.1",
    ],
)  # fmt: skip
def test_an_address_inside_in_any_clothing_is_not_connected_to(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_an_address_outside_is_connected_to(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "link", ["/p/abc:1x:SIGN_-1/messages/", "/invitations/abc.SIGN-1/", "/accounts/password/reset/key/1-SIGN/"]
)
def test_no_log_line_holds_a_link_that_opens(link: str) -> None:
    line = WithoutWords("%(message)s").format(
        logging.makeLogRecord({"msg": "Internal Server Error: %s", "args": (link,)})
    )
    assert ("SIGN" in line, line.startswith("Internal Server Error: /")) == (False, True)
