"""Mails signed with a key of the test."""

from __future__ import annotations

import base64
from functools import cache

import dkim
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from tests.channels.mail.conftest import make_mail

SELECTOR = "s1"


@cache
def _key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


def private_key() -> bytes:
    return _key().private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())


def public_record() -> str:
    public = _key().public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return "v=DKIM1; k=rsa; p=" + base64.b64encode(public).decode()


def signed(domain: str, text: str = "Sänky ei tullut.", *, length: bool = False, **headers: str) -> bytes:
    """A mail of Eeva's, signed in the name of a domain."""
    raw = make_mail(text, **headers).replace(b"\n", b"\r\n")
    signature: bytes = dkim.sign(raw, SELECTOR.encode(), domain.encode(), private_key(), length=length)
    return signature + raw
