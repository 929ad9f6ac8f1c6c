"""One sign-in: begun with words only we know, ended by turning the code into who it is."""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus, urlencode

from kohtaamo.platform.connections.post import post
from kohtaamo.platform.entering import NotBelieved, ProviderSilent
from kohtaamo.platform.openid.house import WITHIN, House, as_object, read_json
from kohtaamo.platform.openid.tokens import Expected, read_token

SCOPES = "openid email profile"


@dataclass(frozen=True)
class Client:
    """Who we are to the provider, and where it sends people back."""

    name: str
    secret: str
    back: str


@dataclass(frozen=True)
class Begun:
    """What is remembered of a sign-in while the person is with the provider."""

    state: str
    nonce: str
    verifier: str  # PKCE, RFC 7636


def begin() -> Begun:
    return Begun(*(secrets.token_urlsafe(32) for _ in range(3)))


def address_of(house: House, client: Client, begun: Begun) -> str:
    """Where the person is sent to sign in."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(begun.verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code", "client_id": client.name, "redirect_uri": client.back, "scope": SCOPES,
        "state": begun.state, "nonce": begun.nonce, "code_challenge": challenge, "code_challenge_method": "S256",
    }  # fmt: skip
    return f"{house.authorization}{'&' if '?' in house.authorization else '?'}{urlencode(asked)}"


def claims_for(code: str, house: House, client: Client, begun: Begun) -> dict[str, Any]:
    """What the provider says of the person who brought the code back. Raises ``ProviderSilent`` or ``NotBelieved``.

    What its ID token leaves out (OpenID Connect Core 1.0, 5.4) is asked of it with the access token.
    """
    tokens = _redeem(code, house, client, begun)
    claims = read_token(str(tokens.get("id_token", "")), house, Expected(client.name, begun.nonce))
    access = tokens.get("access_token")
    if not house.userinfo or not isinstance(access, str) or not access.isascii() or not access.isprintable():
        return claims
    more = read_json(house.userinfo, {"Authorization": f"Bearer {access}"})
    if more.get("sub") != claims["sub"]:
        raise NotBelieved("userinfo")
    return {**more, **claims}


def _redeem(code: str, house: House, client: Client, begun: Begun) -> dict[str, Any]:
    asked = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": client.back,
        "code_verifier": begun.verifier,
    }  # fmt: skip
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    if client.secret and house.takes_basic:
        both = f"{quote_plus(client.name)}:{quote_plus(client.secret)}".encode()  # RFC 6749, 2.3.1
        headers["Authorization"] = f"Basic {base64.b64encode(both).decode()}"
    else:
        asked |= {"client_id": client.name, **({"client_secret": client.secret} if client.secret else {})}
    answer = post(house.token, urlencode(asked).encode(), headers, within=WITHIN)
    if answer.status == 400 or answer.status == 401:
        raise NotBelieved(str(answer.read().get("error", "code"))[:60])
    if answer.status != 200:
        raise ProviderSilent(str(answer.status or answer.problem))
    return as_object(answer.body)
