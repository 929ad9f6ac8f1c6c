"""What a provider tells of itself (SAML V2.0 Metadata): who it is, where people sign in, and which keys sign for it."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.core.cache import caches

from kohtaamo.platform.connections.address import check_address
from kohtaamo.platform.connections.post import get
from kohtaamo.platform.entering import NotBelieved, ProviderSilent
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.saml.xml import METADATA, PROTOCOL, SIGNATURE, Element, moment, read_xml, words
from kohtaamo.platform.time import now

WITHIN = 8.0  # seconds for one answer
MOST = 1024 * 1024  # bytes of metadata: one provider's, not a federation's
REMEMBERED = 300  # seconds
LONGEST_ENTITY = 500
SHORTEST_KEY = 2048  # bits of RSA
REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"


@dataclass(frozen=True)
class House:
    """A provider. ``certificates`` are DER in base64; any of their keys may have signed."""

    entity: str
    sign_in: str
    certificates: tuple[str, ...]


def look_up(url: str, entity: str = "") -> House:
    """The provider whose metadata stands at the address, remembered for five minutes.

    Raises ``ProviderSilent`` when none is there in its form, ``NotBelieved`` when it is another than ``entity``.
    """
    near, name = caches["near"], f"saml:{len(url)}:{url}:{entity}"
    house: House | None = near.get(name)
    if house is None:
        answer = get(url, {"Accept": "application/samlmetadata+xml, application/xml, */*"}, within=WITHIN, most=MOST)
        if answer.status != 200:
            raise ProviderSilent(str(answer.status or answer.problem))
        house = read_house(answer.body, entity)
        near.set(name, house, REMEMBERED)
    return house


def read_house(told: bytes, entity: str = "") -> House:
    """The one provider in the metadata, or the one named ``entity``. Raises ``ProviderSilent`` or ``NotBelieved``."""
    try:
        found = list(_providers(read_xml(told, drops_remarks=True)))
    except ValueError as problem:
        raise ProviderSilent(str(problem)[:60]) from problem
    fits = [each for each in found if entity in ("", each.getparent().get("entityID"))]
    if found and not fits:
        raise NotBelieved("issuer")
    if len(fits) != 1:
        raise ProviderSilent("IDPSSODescriptor")
    name = fits[0].getparent().get("entityID", "").strip()
    if not name or len(name) > LONGEST_ENTITY:
        raise ProviderSilent("entityID")
    return House(entity=name, sign_in=_sign_in(fits[0]), certificates=_certificates(fits[0]))


def _providers(root: Element) -> Iterator[Element]:
    """Those that speak SAML 2.0 and whose word is not yet over."""
    for each in root.iter(f"{METADATA}IDPSSODescriptor"):
        ends = [moment(above.get("validUntil")) for above in (each, *each.iterancestors())]
        if any(end is not None and end < now() for end in ends):
            raise ValueError("validUntil")
        if PROTOCOL[1:-1] in each.get("protocolSupportEnumeration", "").split() and each.getparent() is not None:
            yield each


def _sign_in(provider: Element) -> str:
    for each in provider.iterchildren(f"{METADATA}SingleSignOnService"):
        if each.get("Binding") == REDIRECT:
            address: str = each.get("Location", "")
            try:
                check_address(address)
            except Invalid as problem:
                raise ProviderSilent("SingleSignOnService") from problem
            return address
    raise ProviderSilent("HTTP-Redirect")


def _certificates(provider: Element) -> tuple[str, ...]:
    keys = (
        each for each in provider.iterchildren(f"{METADATA}KeyDescriptor") if each.get("use", "signing") == "signing"
    )
    every = ("".join(words(each).split()) for key in keys for each in key.iter(f"{SIGNATURE}X509Certificate"))
    strong = tuple(dict.fromkeys(each for each in every if _is_strong(each)))
    if not strong:
        raise ProviderSilent("KeyDescriptor")
    return strong


def _is_strong(certificate: str) -> bool:
    try:
        key = read_certificate(certificate).public_key()
    except ValueError:
        return False
    return isinstance(key, ec.EllipticCurvePublicKey) or (
        isinstance(key, rsa.RSAPublicKey) and key.key_size >= SHORTEST_KEY
    )


def read_certificate(certificate: str) -> x509.Certificate:
    """A certificate from DER in base64. Raises ``ValueError``."""
    return x509.load_der_x509_certificate(base64.b64decode(certificate, validate=True))
