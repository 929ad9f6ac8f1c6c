"""What a provider tells of itself (OpenID Connect Discovery 1.0), asked only at a checked address."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.core.cache import caches

from kohtaamo.platform.connections.address import check_address
from kohtaamo.platform.connections.post import get
from kohtaamo.platform.entering import NotBelieved, ProviderSilent
from kohtaamo.platform.errors import Invalid

WELL_KNOWN = "/.well-known/openid-configuration"
WITHIN = 8.0  # seconds for one answer
MOST = 512 * 1024  # bytes of one answer
REMEMBERED = 300  # seconds


@dataclass(frozen=True)
class House:
    """Where a provider is asked what. ``names_itself``: its answers must carry ``iss`` (RFC 9207)."""

    issuer: str
    authorization: str
    token: str
    keys: str
    userinfo: str = ""
    takes_basic: bool = True
    names_itself: bool = False


def look_up(issuer: str) -> House:
    """The provider at the issuer's address, remembered for five minutes.

    Raises ``ProviderSilent`` when it does not answer in its form, ``NotBelieved`` when it says it is another.
    """
    near, name = caches["near"], f"openid:{issuer}"
    house: House | None = near.get(name)
    if house is None:
        house = _read(issuer, read_json(issuer.rstrip("/") + WELL_KNOWN))
        near.set(name, house, REMEMBERED)
    return house


def _read(issuer: str, told: dict[str, Any]) -> House:
    if told.get("issuer") != issuer:
        raise NotBelieved("issuer")
    methods = told.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return House(
        issuer=issuer, authorization=_address(told, "authorization_endpoint"), token=_address(told, "token_endpoint"),
        keys=_address(told, "jwks_uri"), userinfo=_address(told, "userinfo_endpoint", is_needed=False),
        takes_basic="client_secret_basic" in methods,
        names_itself=told.get("authorization_response_iss_parameter_supported") is True,
    )  # fmt: skip


def _address(told: dict[str, Any], name: str, *, is_needed: bool = True) -> str:
    address = told.get(name) or ""
    if not address and not is_needed:
        return ""
    try:
        check_address(str(address))
    except Invalid as problem:
        raise ProviderSilent(name) from problem
    return str(address)


def read_json(url: str, headers: dict[str, str] | None = None) -> dict[str, Any]:
    """The JSON object at an address. Raises ``ProviderSilent``."""
    answer = get(url, {"Accept": "application/json", **(headers or {})}, within=WITHIN, most=MOST)
    if answer.status != 200:
        raise ProviderSilent(str(answer.status or answer.problem))
    return as_object(answer.body)


def as_object(body: bytes) -> dict[str, Any]:
    """The JSON object in the bytes. Raises ``ProviderSilent``."""
    try:
        told = json.loads(body.decode())
    except (ValueError, RecursionError) as problem:
        raise ProviderSilent("json") from problem
    if not isinstance(told, dict):
        raise ProviderSilent("json")
    return told
