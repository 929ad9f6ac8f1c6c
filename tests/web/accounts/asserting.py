"""A SAML provider without a network: reads our request, signs an assertion, and can be told to lie."""

from __future__ import annotations

import base64
import itertools
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureMethod
from signxml.signer import XMLSigner

from tests.web.accounts.providing import key

SAML = "urn:oasis:names:tc:SAML:2.0:assertion"
PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol"
UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
_numbers = itertools.count(1)


@cache
def certificate(name: str) -> x509.Certificate:
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    at = datetime.now(UTC)
    built = x509.CertificateBuilder().subject_name(called).issuer_name(called).public_key(key(name).public_key())
    built = built.serial_number(1).not_valid_before(at - timedelta(days=9)).not_valid_after(at + timedelta(days=9))
    return built.sign(key(name), hashes.SHA256())


def weak_certificate() -> str:
    short = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "short")])
    at = datetime.now(UTC)
    built = x509.CertificateBuilder().subject_name(called).issuer_name(called).public_key(short.public_key())
    built = built.serial_number(1).not_valid_before(at - timedelta(days=9)).not_valid_after(at + timedelta(days=9))
    return base64.b64encode(built.sign(short, hashes.SHA256()).public_bytes(Encoding.DER)).decode()


def der(name: str) -> str:
    return base64.b64encode(certificate(name).public_bytes(Encoding.DER)).decode()


def metadata(entity: str, *, keys: tuple[str, ...] = ("own",), **told: str) -> str:
    """``told`` replaces parts: ``binding``, ``location``, ``certificate``, ``valid``, ``extra``."""
    many = [told["certificate"]] if "certificate" in told else [der(each) for each in keys]
    described = "".join(
        f'<KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>'
        f"<ds:X509Certificate>\n{each[:64]}\n{each[64:]}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor>"
        for each in many
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><!-- made by hand --><EntityDescriptor '
        f'xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{entity}"{told.get("valid", "")}>'
        f'<IDPSSODescriptor protocolSupportEnumeration="{PROTOCOL}">{described}'
        f'<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:{told.get("binding", "HTTP-Redirect")}" '
        f'Location="{told.get("location", "https://idp.example.org/sso?tenant=1")}"/></IDPSSODescriptor>'
        f"{told.get('extra', '')}</EntityDescriptor>"
    )


def asked_in(address: str) -> dict[str, str]:
    """What we asked with: the words of the request and the state."""
    told = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    root = etree.fromstring(zlib.decompress(base64.b64decode(told["SAMLRequest"]), -zlib.MAX_WBITS))
    issuer = root.find(f"{{{SAML}}}Issuer")
    assert issuer is not None and issuer.text
    back, request = root.get("AssertionConsumerServiceURL", ""), root.get("ID", "")
    return {"state": told["RelayState"], "request": request, "entity": issuer.text, "back": back}


@dataclass
class Asserter:
    """``lies`` replace words of the answer; ``twists`` change the assertion before it is signed, ``forges`` the answer after."""

    entity: str = "https://idp.example.org/metadata"
    signs_with: str = "own"
    lies: dict[str, str] = field(default_factory=dict)
    twists: Callable[[str], str] = str
    forges: Callable[[str], str] = str
    signer: Any = None
    is_signed: bool = True

    def answer(self, address: str, subject: str = "1", claims: dict[str, list[str]] | None = None) -> dict[str, str]:
        """The fields of the form that the provider's page posts to us."""
        asked = asked_in(address)
        document = self.forges(self.response(asked, subject, claims or {}))
        return {"SAMLResponse": base64.b64encode(document.encode()).decode(), "RelayState": asked["state"]}

    def response(self, asked: dict[str, str], subject: str, claims: dict[str, list[str]]) -> str:
        told = {**self._words(asked), "subject": subject, **self.lies}
        assertion = self.twists(_ASSERTION.format(**told, attributes=_attributes(claims)))
        return _RESPONSE.format(**told, assertion=self.signed(assertion) if self.is_signed else assertion)

    def _words(self, asked: dict[str, str]) -> dict[str, str]:
        def at(minutes: float) -> str:
            return (datetime.now(UTC) + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

        return {
            "id": f"_assertion{next(_numbers)}", "now": at(0), "begins": at(-1), "ends": at(5), "issuer": self.entity,
            "response_issuer": self.entity, "recipient": asked["back"], "destination": asked["back"],
            "audience": asked["entity"], "answers": asked["request"], "response_answers": asked["request"],
            "form": UNSPECIFIED, "status": "urn:oasis:names:tc:SAML:2.0:status:Success", "session_ends": at(60),
            "method": "urn:oasis:names:tc:SAML:2.0:cm:bearer",
        }  # fmt: skip

    def signed(self, assertion: str) -> str:
        signer = self.signer or XMLSigner(
            signature_algorithm=SignatureMethod.RSA_SHA256, digest_algorithm=DigestAlgorithm.SHA256,
            c14n_algorithm="http://www.w3.org/2001/10/xml-exc-c14n#",
        )  # fmt: skip
        root = etree.fromstring(assertion)
        done = signer.sign(
            root, key=key(self.signs_with), cert=[certificate(self.signs_with)], reference_uri=root.get("ID")
        )  # fmt: skip
        return etree.tostring(done).decode()


def _attributes(claims: dict[str, list[str]]) -> str:
    return "".join(
        f'<saml:Attribute Name="{name}">'
        + "".join(f"<saml:AttributeValue>{value}</saml:AttributeValue>" for value in values)
        + "</saml:Attribute>"
        for name, values in claims.items()
    )


def without(name: str) -> Callable[[str], str]:
    """A twist that leaves the element or the attribute out."""
    return lambda told: re.sub(rf'<saml:{name}[ >].*?</saml:{name}>|<saml:{name}[^>]*/>| {name}="[^"]*"', "", told)


_ASSERTION = (
    f'<saml:Assertion xmlns:saml="{SAML}" ID="{{id}}" Version="2.0" IssueInstant="{{now}}"><saml:Issuer>{{issuer}}</saml:Issuer>'
    '<saml:Subject><saml:NameID Format="{form}">{subject}</saml:NameID><saml:SubjectConfirmation Method="{method}">'
    '<saml:SubjectConfirmationData Recipient="{recipient}" InResponseTo="{answers}" NotOnOrAfter="{ends}"/>'
    '</saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="{begins}" NotOnOrAfter="{ends}">'
    "<saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>"
    '<saml:AuthnStatement AuthnInstant="{now}" SessionNotOnOrAfter="{session_ends}"><saml:AuthnContext>'
    "<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef>"
    "</saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>{attributes}</saml:AttributeStatement></saml:Assertion>"
)
_RESPONSE = (
    f'<samlp:Response xmlns:samlp="{PROTOCOL}" xmlns:saml="{SAML}" ID="_response" Version="2.0" IssueInstant="{{now}}" '
    'Destination="{destination}" InResponseTo="{response_answers}"><saml:Issuer>{response_issuer}</saml:Issuer>'
    '<samlp:Status><samlp:StatusCode Value="{status}"/></samlp:Status>{assertion}</samlp:Response>'
)
