"""Who we are to a provider: our name, where it sends people back, the key that signs our requests, and our metadata."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID
from lxml import etree

from kohtaamo.platform.saml.xml import METADATA, PROTOCOL, SIGNATURE
from kohtaamo.platform.time import now

LASTS = timedelta(days=3650)  # a provider trusts the key because it stands in our metadata, not because of its years
POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"


@dataclass(frozen=True)
class Client:
    """``entity`` is our name and the address of our metadata; ``pair`` our key and its certificate, in PEM."""

    entity: str
    back: str
    pair: str = ""


def make_pair() -> str:
    """A new key that signs our requests and a certificate of it, both in PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "kohtaamo")])
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now() - timedelta(days=1))
        .not_valid_after(now() + LASTS).sign(key, hashes.SHA256())
    )  # fmt: skip
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return (secret + certificate.public_bytes(Encoding.PEM)).decode()


def key_of(client: Client) -> rsa.RSAPrivateKey | None:
    """The key that signs for us; None when there is none."""
    key = load_pem_private_key(client.pair.encode(), None) if client.pair else None
    return key if isinstance(key, rsa.RSAPrivateKey) else None


def own_metadata(client: Client) -> bytes:
    """What a provider is told of us."""
    root = etree.Element(f"{METADATA}EntityDescriptor", entityID=client.entity, nsmap={None: METADATA[1:-1]})
    us = etree.SubElement(
        root, f"{METADATA}SPSSODescriptor", protocolSupportEnumeration=PROTOCOL[1:-1],
        AuthnRequestsSigned="true" if client.pair else "false", WantAssertionsSigned="true",
    )  # fmt: skip
    if client.pair:
        key = etree.SubElement(us, f"{METADATA}KeyDescriptor", use="signing")
        info = etree.SubElement(key, f"{SIGNATURE}KeyInfo", nsmap={"ds": SIGNATURE[1:-1]})
        data = etree.SubElement(info, f"{SIGNATURE}X509Data")
        etree.SubElement(data, f"{SIGNATURE}X509Certificate").text = _der(client)
    etree.SubElement(
        us, f"{METADATA}AssertionConsumerService", Binding=POST, Location=client.back, index="0", isDefault="true"
    )  # fmt: skip
    document: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return document


def _der(client: Client) -> str:
    certificate = x509.load_pem_x509_certificate(client.pair.encode())
    return base64.b64encode(certificate.public_bytes(Encoding.DER)).decode()
