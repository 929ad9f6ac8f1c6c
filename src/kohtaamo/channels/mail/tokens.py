"""Access tokens for Microsoft 365 and Google mailboxes: a refresh token exchanged for one that lasts an hour.

Microsoft identity platform "OAuth 2.0 authorization code flow" and Google "OAuth 2.0 for Web Server Applications",
both the refresh grant of RFC 6749, section 6; the mechanism is XOAUTH2.
"""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from django.utils.translation import gettext_lazy as _

from kohtaamo.channels.mail.choices import SignIn
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.channels.mail.secrets import seal, unseal
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.outgoing import connect

TIMEOUT = 30.0  # seconds
EARLY = 120.0  # seconds a token is renewed before its end


class TokenRefused(Invalid):
    code = "token_refused"
    status = 502
    sentence = _("The sign-in service did not renew the mailbox's sign-in. Sign in to the mailbox again.")
    error = ""  # the service's code for it (RFC 6749, 5.2)


@dataclass(frozen=True)
class Service:
    """Where a service asks for consent and gives tokens; ``{tenant}`` is the organisation's own part."""

    asks_at: str
    gives_at: str
    scope: str
    told: Mapping[str, str]  # what its consent page is told besides


SERVICES: dict[str, Service] = {
    SignIn.MICROSOFT: Service(
        asks_at="https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize",
        gives_at="https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",
        scope="https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access",
        told={"prompt": "select_account"},
    ),
    SignIn.GOOGLE: Service(
        asks_at="https://accounts.google.com/o/oauth2/v2/auth",
        gives_at="https://oauth2.googleapis.com/token",
        scope="https://mail.google.com/",
        told={"access_type": "offline", "prompt": "consent"},
    ),
}


@dataclass(frozen=True)
class Token:
    """``ends`` is on the monotonic clock; ``refresh`` is a new refresh token, when the service gave one."""

    access: str
    ends: float
    refresh: str = ""


_cache: dict[int, Token] = {}
_guard = threading.Lock()


def access_token(mailbox: Mailbox) -> str:
    """A token that works now, asked for anew only when the last is about to end. Raises ``TokenRefused``."""
    with _guard:
        token = _cache.get(mailbox.pk)
        if token is None or token.ends - EARLY < time.monotonic():
            token = request_token(token_address(mailbox), token_request(mailbox))
            _cache[mailbox.pk] = token
            if token.refresh:
                Mailbox.objects.filter(pk=mailbox.pk).update(secret=seal(token.refresh))
        return token.access


def forget_token(mailbox: Mailbox) -> None:
    """Ask anew next time: the server refused the token, or the sign-in was changed."""
    with _guard:
        _cache.pop(mailbox.pk, None)


def token_address(mailbox: Mailbox) -> str:
    """Where the mailbox's service gives tokens."""
    return SERVICES[mailbox.sign_in].gives_at.format(tenant=mailbox.tenant or "common")


def token_request(mailbox: Mailbox) -> dict[str, str]:
    """The refresh grant's form."""
    form = {
        "grant_type": "refresh_token",
        "client_id": mailbox.client_id,
        "refresh_token": unseal(mailbox.secret),
    }
    if mailbox.client_secret:
        form["client_secret"] = unseal(mailbox.client_secret)
    if mailbox.sign_in == SignIn.MICROSOFT:
        form["scope"] = SERVICES[SignIn.MICROSOFT].scope
    return form


def request_token(address: str, form: Mapping[str, str]) -> Token:
    """Ask for a token. Raises ``TokenRefused`` with what the service said, and ``OSError`` when it does not answer."""
    parts = urlsplit(address)
    secure = parts.scheme == "https"
    asked = _Guarded(str(parts.hostname), parts.port or (443 if secure else 80), secure=secure)
    try:
        asked.request(
            "POST", parts.path, body=urlencode(form), headers={"Content-Type": "application/x-www-form-urlencoded"}
        )
        response = asked.getresponse()
        status, content = response.status, response.read(1_000_000)
    finally:
        asked.close()
    return _token(status, content)


def _token(status: int, content: bytes) -> Token:
    try:
        said = json.loads(content)
        if status == 200:
            ends = time.monotonic() + float(said.get("expires_in", 3600))
            return Token(str(said["access_token"]), ends, str(said.get("refresh_token", "")))
        refused = TokenRefused(f"{TokenRefused.sentence} ({str(said.get('error', status))[:80]})")
        refused.error = str(said.get("error", ""))
        raise refused
    except (ValueError, KeyError, AttributeError, TypeError) as problem:
        raise TokenRefused(f"{TokenRefused.sentence} ({status})") from problem


class _Guarded(http.client.HTTPConnection):
    """HTTP over the guarded connection, with TLS checked against the name."""

    def __init__(self, host: str, port: int, *, secure: bool) -> None:
        super().__init__(host, port, timeout=TIMEOUT)
        self._secure = secure

    def connect(self) -> None:
        made: socket.socket = connect(self.host, self.port, TIMEOUT)
        self.sock = ssl.create_default_context().wrap_socket(made, server_hostname=self.host) if self._secure else made
