"""Asking a person's consent to a mailbox at Microsoft 365 or Google: the authorization code flow (RFC 6749, 4.1) with
PKCE (RFC 7636). The person signs in there, and we get a code to exchange for a refresh token."""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.utils.translation import gettext_lazy as _

from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.channels.mail.secrets import unseal
from kohtaamo.channels.mail.tokens import SERVICES
from kohtaamo.platform.errors import Invalid

_ERRORS = {
    "access_denied": _("The sign-in was cancelled, or the account does not allow it. Nothing changed."),
    "consent_required": _("An administrator of the organisation must first allow this application to read its mail."),
    "interaction_required": _("The service wants more from the one who signs in. Try again and answer what it asks."),
    "unauthorized_client": _("The service does not know the application. Check the client id and the tenant."),
    "invalid_client": _("The service does not know the application. Check the client id and the client secret."),
    "invalid_scope": _("The application has no right to read mail. Add the right to it in the service first."),
    "temporarily_unavailable": _("The service cannot answer now. Try again in a moment."),
    "server_error": _("The service cannot answer now. Try again in a moment."),
}


class ConsentRefused(Invalid):
    code = "consent_refused"
    sentence = _("The sign-in did not succeed. Try again.")


@dataclass(frozen=True)
class Asking:
    """One time of asking: the address of the service's page, and what proves that the answer belongs to it."""

    address: str
    state: str
    verifier: str


def can_ask(mailbox: Mailbox) -> bool:
    """Whether the mailbox signs in with a service and the application there is known."""
    return mailbox.sign_in in SERVICES and bool(mailbox.client_id)


def ask(mailbox: Mailbox, answer_to: str) -> Asking:
    """Begin asking; the service answers to the address ``answer_to``, which is registered there beforehand."""
    service = SERVICES[mailbox.sign_in]
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code", "client_id": mailbox.client_id, "redirect_uri": answer_to, "scope": service.scope,
        "state": state, "code_challenge": challenge, "code_challenge_method": "S256",
        "login_hint": mailbox.username or mailbox.address, **service.told,
    }  # fmt: skip
    address = service.asks_at.format(tenant=quote(mailbox.tenant or "common", safe=""))
    return Asking(f"{address}?{urlencode(asked)}", state, verifier)


def exchange_form(mailbox: Mailbox, *, code: str, verifier: str, answer_to: str) -> dict[str, str]:
    """What is sent for the code (RFC 6749, 4.1.3; RFC 7636, 4.5)."""
    form = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": answer_to, "client_id": mailbox.client_id,
        "code_verifier": verifier,
    }  # fmt: skip
    return form | {"client_secret": unseal(mailbox.client_secret)} if mailbox.client_secret else form


def refusal(error: str, description: str) -> ConsentRefused:
    """The service's refusal in a sentence (RFC 6749, 4.1.2.1), with its own words where ours do not tell."""
    if error in _ERRORS:
        return ConsentRefused(str(_ERRORS[error]))
    said = " ".join((description or error).split())[:200]
    return ConsentRefused(f"{ConsentRefused.sentence} ({said})" if said else None)
