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

from kohtaamo.platform.saml.xml import ENCRYPTION, ENCRYPTION_11, METADATA, PROTOCOL, SIGNATURE, Element
from kohtaamo.platform.time import now

LASTS = timedelta(days=3650)  # a provider trusts the key because it stands in our metadata, not because of its years
# How we would have an assertion encrypted to us, the best first.
PREFERRED = (
    f"{ENCRYPTION_11[1:-1]}aes256-gcm", f"{ENCRYPTION_11[1:-1]}aes128-gcm",
    f"{ENCRYPTION_11[1:-1]}rsa-oaep", f"{ENCRYPTION[1:-1]}rsa-oaep-mgf1p",
)  # fmt: skip
POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"


@dataclass(frozen=True)
class Client:
    """``entity`` is our name and the address of our metadata.

    ``pair`` is the key that signs for us with its certificate, in PEM; ``decrypting`` the one to which is encrypted.
    """

    entity: str
    back: str
    pair: str = ""
    decrypting: str = ""

    @property
    def lock(self) -> str:
        """The certificate to encrypt to, in PEM; empty when there is none."""
        return _certificate(self.decrypting).public_bytes(Encoding.PEM).decode() if self.decrypting else ""


def make_pair() -> str:
    """A new key of ours and a certificate of it, both in PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "kohtaamo")])
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now() - timedelta(days=1))
        .not_valid_after(now() + LASTS).sign(key, hashes.SHA256())
    )  # fmt: skip
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return (secret + certificate.public_bytes(Encoding.PEM)).decode()


def key_of(pair: str) -> rsa.RSAPrivateKey | None:
    """The key in a pair of ours; None when there is no pair."""
    key = load_pem_private_key(pair.encode(), None) if pair else None
    return key if isinstance(key, rsa.RSAPrivateKey) else None


def own_metadata(client: Client) -> bytes:
    """What a provider is told of us."""
    root = etree.Element(f"{METADATA}EntityDescriptor", entityID=client.entity, nsmap={None: METADATA[1:-1]})
    us = etree.SubElement(
        root, f"{METADATA}SPSSODescriptor", protocolSupportEnumeration=PROTOCOL[1:-1],
        AuthnRequestsSigned="true" if client.pair else "false", WantAssertionsSigned="true",
    )  # fmt: skip
    if client.pair:
        _describe(us, "signing", client.pair)
    if client.decrypting:
        described = _describe(us, "encryption", client.decrypting)
        for way in PREFERRED:
            etree.SubElement(described, f"{METADATA}EncryptionMethod", Algorithm=way)
    etree.SubElement(
        us, f"{METADATA}AssertionConsumerService", Binding=POST, Location=client.back, index="0", isDefault="true"
    )  # fmt: skip
    document: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return document


def _describe(us: Element, use: str, pair: str) -> Element:
    described = etree.SubElement(us, f"{METADATA}KeyDescriptor", use=use)
    info = etree.SubElement(described, f"{SIGNATURE}KeyInfo", nsmap={"ds": SIGNATURE[1:-1]})
    data = etree.SubElement(info, f"{SIGNATURE}X509Data")
    etree.SubElement(data, f"{SIGNATURE}X509Certificate").text = _der(pair)
    return described


def _der(pair: str) -> str:
    return base64.b64encode(_certificate(pair).public_bytes(Encoding.DER)).decode()


def _certificate(pair: str) -> x509.Certificate:
    return x509.load_pem_x509_certificate(pair.encode())
