"""Signing in to Microsoft 365 and Google: a refresh token exchanged for one that works now."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest

from kohtaamo.channels.mail.choices import SignIn
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.channels.mail.secrets import SecretLost, seal, unseal
from kohtaamo.channels.mail.tokens import TokenRefused, request_token, token_address, token_request


@dataclass
class Service:
    address: str = ""
    status: int = 200
    answer: bytes = b""
    asked: list[dict[str, list[str]]] = field(default_factory=list)


@pytest.fixture
def service() -> Iterator[Service]:
    found = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            found.asked.append(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()))
            self.send_response(found.status)
            self.end_headers()
            self.wfile.write(found.answer)

        def log_message(self, format: str, *args: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found.address = f"http://127.0.0.1:{server.server_port}/token"
    yield found
    server.shutdown()
    server.server_close()


def test_a_refresh_token_is_exchanged(service: Service) -> None:
    service.answer = json.dumps({"access_token": "now", "expires_in": 3600, "refresh_token": "next"}).encode()
    token = request_token(service.address, {"grant_type": "refresh_token", "refresh_token": "old"})
    assert (token.access, token.refresh, service.asked) == (
        "now", "next", [{"grant_type": ["refresh_token"], "refresh_token": ["old"]}],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("status", "answer"), [(400, b'{"error": "invalid_grant"}'), (200, b"{}"), (200, b"<html>"), (500, b"")]
)
def test_a_refusal_is_told(service: Service, status: int, answer: bytes) -> None:
    service.status, service.answer = status, answer
    with pytest.raises(TokenRefused):
        request_token(service.address, {})


def test_each_service_is_asked_in_its_own_way() -> None:
    mailbox = Mailbox(sign_in=SignIn.MICROSOFT, tenant="tupa", client_id="me", secret=seal("refresh"))
    asked = token_request(mailbox)
    assert (token_address(mailbox), asked["refresh_token"], "offline_access" in asked["scope"]) == (
        "https://login.microsoftonline.com/tupa/oauth2/v2.0/token", "refresh", True,
    )  # fmt: skip
    mailbox.sign_in = SignIn.GOOGLE
    assert (token_address(mailbox), "scope" in token_request(mailbox)) == ("https://oauth2.googleapis.com/token", False)


def test_a_secret_is_stored_unreadable_and_a_changed_key_is_told() -> None:
    sealed = seal("salasana")
    assert ("salasana" in sealed, unseal(sealed), seal(""), unseal("")) == (False, "salasana", "", "")
    with pytest.raises(SecretLost):
        unseal("gAAAA broken")
