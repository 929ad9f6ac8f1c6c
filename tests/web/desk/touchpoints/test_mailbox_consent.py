"""Signing in to a mailbox at Microsoft 365 or Google, against a service on this machine."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.conf import settings
from django.contrib.messages import get_messages
from django.test import Client, override_settings

from kohtaamo.channels.mail import tokens
from kohtaamo.channels.mail.choices import SignIn
from kohtaamo.channels.mail.commands.consent import sign_in
from kohtaamo.channels.mail.commands.mailbox import change_mailbox
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.channels.mail.secrets import seal, unseal
from kohtaamo.platform.errors import NotAllowed
from kohtaamo.platform.journal.models import Entry
from kohtaamo.staff.models import Member

pytestmark = pytest.mark.django_db


@dataclass
class Provider:
    """A service with a consent page and tokens: it knows one client, and gives a token for a code it gave itself."""

    address: str = ""
    lasting: bool = True
    client_secret: str = "tunnus"
    challenges: dict[str, str] = field(default_factory=dict)

    def consents(self, address: str) -> str:
        """A person signs in at the consent page; returns where the service sends them."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert (asked["response_type"], asked["code_challenge_method"], asked["client_id"]) == ("code", "S256", "me")
        code = f"code{len(self.challenges)}"
        self.challenges[code] = asked["code_challenge"]
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form: dict[str, str]) -> tuple[int, dict[str, object]]:
        if form.get("client_secret", "") != self.client_secret:
            return 401, {"error": "invalid_client"}
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if self.challenges.pop(form["code"], "") != challenge:
            return 400, {"error": "invalid_grant", "error_description": "The code is not known."}
        return 200, {"access_token": "a", "expires_in": 60} | ({"refresh_token": "kestava"} if self.lasting else {})


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    found = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            status, answer = found.token({name: values[0] for name, values in sent.items()})
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, format: str, *args: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found.address = f"http://127.0.0.1:{server.server_port}"
    service = tokens.Service(f"{found.address}/{{tenant}}/consent", f"{found.address}/{{tenant}}/token", "mail", {})
    monkeypatch.setitem(tokens.SERVICES, SignIn.MICROSOFT, service)
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def office(mailbox: Mailbox) -> Mailbox:
    mailbox.sign_in, mailbox.client_id, mailbox.client_secret = SignIn.MICROSOFT, "me", seal("tunnus")
    mailbox.save()
    return mailbox


def link(client: Client, mailbox: Mailbox) -> str:
    """The address of the service's consent page, as it stands on ours."""
    page = client.get(f"/mailboxes/{mailbox.pk}/consent/").content.decode()
    return unescape(page.split('class="btn primary" href="')[1].split('"')[0])


def come_back(client: Client, address: str) -> str:
    """Follow the service back to us; returns the page one lands on."""
    parts = urlsplit(address)
    response = client.get(f"{parts.path}?{parts.query}", follow=True)
    return unescape(response.content.decode())


def test_an_administrator_signs_in_and_the_lasting_token_is_kept_sealed(
    as_administrator: Client, provider: Provider, office: Mailbox
) -> None:
    address = link(as_administrator, office)
    back = provider.consents(address)
    come_back(as_administrator, back)
    office.refresh_from_db()
    assert (address.startswith(f"{provider.address}/common/consent?"), back.startswith(settings.URL)) == (True, True)
    assert (unseal(office.secret), "kestava" in office.secret) == ("kestava", False)
    assert Entry.objects.filter(kind="mailbox.signed_in").count() == 1


def test_an_answer_is_taken_once(as_administrator: Client, provider: Provider, office: Mailbox) -> None:
    back = provider.consents(link(as_administrator, office))
    come_back(as_administrator, back)
    provider.challenges["code0"] = "again"
    come_back(as_administrator, back)
    assert Entry.objects.filter(kind="mailbox.signed_in").count() == 1


def test_an_answer_nobody_here_asked_for_changes_nothing(
    as_administrator: Client, provider: Provider, office: Mailbox, administrator: Member
) -> None:
    back = provider.consents(link(as_administrator, office))
    other = Client()
    other.force_login(administrator)
    come_back(other, back)
    come_back(other, "/mailboxes/consent/?code=code0")
    office.refresh_from_db()
    assert office.secret == ""


@pytest.mark.parametrize(
    "answer",
    [
        {"error": "access_denied", "error_description": "AADSTS65004"},
        {"error": "outo", "error_description": "Something <b>else</b>"},
        {"code": "tuntematon"},
        {"code": ""},
    ],
)
def test_what_went_wrong_is_told_and_nothing_is_kept(
    as_administrator: Client, provider: Provider, office: Mailbox, answer: dict[str, str]
) -> None:
    state = parse_qs(urlsplit(link(as_administrator, office)).query)["state"][0]
    response = as_administrator.get(f"/mailboxes/consent/?{urlencode({**answer, 'state': state})}")
    office.refresh_from_db()
    said = [(message.level_tag, bool(str(message))) for message in get_messages(response.wsgi_request)]
    assert (office.secret, said) == ("", [("error", True)])


def test_a_service_that_gives_no_lasting_sign_in_is_told(
    as_administrator: Client, provider: Provider, office: Mailbox
) -> None:
    provider.lasting = False
    come_back(as_administrator, provider.consents(link(as_administrator, office)))
    office.refresh_from_db()
    assert office.secret == ""


def test_a_service_that_does_not_answer_is_told(
    as_administrator: Client, provider: Provider, office: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = provider.consents(link(as_administrator, office))
    gone = tokens.Service("http://127.0.0.1:1/c", "http://127.0.0.1:1/t", "mail", {})
    monkeypatch.setitem(tokens.SERVICES, SignIn.MICROSOFT, gone)
    come_back(as_administrator, back)
    office.refresh_from_db()
    assert office.secret == ""


def test_without_a_client_id_the_page_tells_what_is_missing(as_administrator: Client, office: Mailbox) -> None:
    Mailbox.objects.update(client_id="")
    page = as_administrator.get(f"/mailboxes/{office.pk}/consent/").content.decode()
    assert ("problem" in page, f"{settings.URL}/mailboxes/consent/" in page) == (True, True)


def test_a_mailbox_with_a_password_has_no_such_page(as_administrator: Client, mailbox: Mailbox) -> None:
    assert as_administrator.get(f"/mailboxes/{mailbox.pk}/consent/").status_code == 404


@pytest.mark.parametrize("path", ["/mailboxes/{}/consent/", "/mailboxes/consent/?code=a&state=b"])
def test_only_administrators_sign_in_to_a_mailbox(
    as_outsider: Client, as_lead: Client, anonymous: Client, office: Mailbox, path: str
) -> None:
    answers = [each.get(path.format(office.pk)).status_code for each in (as_outsider, as_lead, anonymous)]
    assert answers == [403, 403, 302]


def test_the_command_itself_refuses_who_is_no_administrator(lead: Member, office: Mailbox) -> None:
    with pytest.raises(NotAllowed):
        sign_in(actor=lead, mailbox=office, code="a", verifier="b", answer_to="c")


def test_a_password_is_forgotten_when_a_service_takes_its_place(administrator: Member, mailbox: Mailbox) -> None:
    Mailbox.objects.update(secret=seal("salasana"))
    mailbox.refresh_from_db()
    changed = change_mailbox(actor=administrator, mailbox=mailbox, fields={"sign_in": SignIn.GOOGLE})
    assert changed.secret == ""


@override_settings(URL="https://kohtaamo.example")
def test_the_service_answers_to_the_address_of_this_house(
    as_administrator: Client, provider: Provider, office: Mailbox
) -> None:
    asked = parse_qs(urlsplit(link(as_administrator, office)).query)
    assert asked["redirect_uri"] == ["https://kohtaamo.example/mailboxes/consent/"]
