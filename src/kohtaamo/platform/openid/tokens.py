"""The signed word of a provider about one person: OpenID Connect Core 1.0, 3.1.3.7, every check made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jwt

from kohtaamo.platform.entering import NotBelieved
from kohtaamo.platform.openid.house import House, read_json

# Only keys of two halves: with a shared one, whoever holds the client's secret could sign for the provider.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
LEEWAY = 60  # seconds by which clocks may differ
LONGEST_SUBJECT = 255
_NEEDED = ["iss", "sub", "aud", "exp", "iat"]


@dataclass(frozen=True)
class Expected:
    """Whom the token must be for, and the word we gave when this sign-in began."""

    client: str
    nonce: str


def read_token(token: str, house: House, expected: Expected) -> dict[str, Any]:
    """The claims of an ID token. Raises ``NotBelieved`` unless everything in it holds."""
    try:
        header = jwt.get_unverified_header(token)
        algorithm = header.get("alg", "")
        if algorithm not in ALGORITHMS:
            raise NotBelieved("alg")
        claims: dict[str, Any] = jwt.decode(
            token, _key(house, header.get("kid"), algorithm), algorithms=[algorithm], issuer=house.issuer,
            audience=expected.client, leeway=LEEWAY, options={"require": _NEEDED},
        )  # fmt: skip
    except (jwt.PyJWTError, ValueError, TypeError, KeyError, RecursionError) as problem:
        raise NotBelieved(type(problem).__name__) from problem
    _must_be_ours(claims, expected)
    return claims


def _key(house: House, name: object, algorithm: str) -> jwt.PyJWK:
    """The provider's key of this name; with no name, the only one that could have signed."""
    every = [each for each in read_json(house.keys).get("keys") or [] if isinstance(each, Mapping)]
    fits = [each for each in every if each.get("use", "sig") == "sig" and _is_kind(each, algorithm)]
    found = [each for each in fits if each.get("kid") == name] if name is not None else fits
    if len(found) != 1:
        raise NotBelieved("key")
    return jwt.PyJWK(dict(found[0]), algorithm=algorithm)


def _is_kind(key: Mapping[str, Any], algorithm: str) -> bool:
    kind = {"R": "RSA", "P": "RSA", "E": "OKP" if algorithm == "EdDSA" else "EC"}[algorithm[0]]
    return key.get("kty") == kind and key.get("alg", algorithm) == algorithm


def _must_be_ours(claims: Mapping[str, Any], expected: Expected) -> None:
    audience, party = claims["aud"], claims.get("azp")
    if claims.get("nonce") != expected.nonce:
        raise NotBelieved("nonce")
    if (isinstance(audience, list) and len(audience) > 1 and party is None) or party not in (None, expected.client):
        raise NotBelieved("azp")
    subject = claims["sub"]
    if not isinstance(subject, str) or not subject.strip() or len(subject) > LONGEST_SUBJECT or "\0" in subject:
        raise NotBelieved("sub")
