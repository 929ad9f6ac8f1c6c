"""Encrypting an assertion as a provider does, in every way of XML Encryption 1.1 that we are asked to know."""

from __future__ import annotations

import base64
import os
import re
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP, PKCS1v15
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

ENC, ENC_11 = "http://www.w3.org/2001/04/xmlenc#", "http://www.w3.org/2009/xmlenc11#"
SIG = "http://www.w3.org/2000/09/xmldsig#"
DIGESTS: dict[str, Any] = {
    "sha1": (f"{SIG}sha1", hashes.SHA1), "sha256": (f"{ENC}sha256", hashes.SHA256),
    "sha384": ("http://www.w3.org/2001/04/xmldsig-more#sha384", hashes.SHA384),
    "sha512": (f"{ENC}sha512", hashes.SHA512),
}  # fmt: skip
WHOLE = re.compile(r"<saml:Assertion.*</saml:Assertion>", re.S)


@dataclass
class Encrypter:
    """``key`` is whose the text is for. ``digest`` and ``mask`` are left unsaid when empty, which means SHA-1."""

    key: Any
    way: str = "aes256-gcm"
    transport: str = "rsa-oaep"
    digest: str = "sha256"
    mask: str = "sha256"
    label: bytes = b""
    recipient: str = ""
    is_key_beside: bool = False
    changes: dict[str, Any] = field(default_factory=dict)  # of the text and of the key once encrypted

    def __call__(self, response: str) -> str:
        """The response with its assertion encrypted."""
        return WHOLE.sub(lambda found: self.encrypted(found[0].encode()), response)

    def encrypted(self, text: bytes) -> str:
        session = os.urandom(int(self.way[3:6]) // 8)
        data = self.changes.get("data", bytes)(self._locked(session, text))
        held = self.changes.get("key", bytes)(self._carried(session))
        key = f"<xenc:EncryptedKey{self._recipient()}>{self._transport()}{_cipher(held)}</xenc:EncryptedKey>"
        inside = "" if self.is_key_beside else f'<ds:KeyInfo xmlns:ds="{SIG}">{key}</ds:KeyInfo>'
        return (
            f'<saml:EncryptedAssertion><xenc:EncryptedData xmlns:xenc="{ENC}" Type="{ENC}Element">'
            f'<xenc:EncryptionMethod Algorithm="{self._address(self.way)}"/>{inside}{_cipher(data)}</xenc:EncryptedData>'
            + (
                key.replace("<xenc:EncryptedKey", f'<xenc:EncryptedKey xmlns:xenc="{ENC}"')
                if self.is_key_beside
                else ""
            )
            + "</saml:EncryptedAssertion>"
        )

    def _recipient(self) -> str:
        return f' Recipient="{self.recipient}"' if self.recipient else ""

    def _address(self, way: str) -> str:
        return f"{ENC_11 if way.endswith('-gcm') else ENC}{way}"

    def _locked(self, session: bytes, text: bytes) -> bytes:
        if self.way.endswith("-gcm"):
            iv = os.urandom(12)
            return iv + AESGCM(session).encrypt(iv, text, None)
        iv, missing = os.urandom(16), 16 - len(text) % 16
        locking = Cipher(algorithms.AES(session), modes.CBC(iv)).encryptor()
        return iv + locking.update(text + os.urandom(missing - 1) + bytes([missing])) + locking.finalize()

    def _carried(self, session: bytes) -> bytes:
        if self.transport == "rsa-1_5":
            return bytes(self.key.encrypt(session, PKCS1v15()))
        mask = "sha1" if self.transport == "rsa-oaep-mgf1p" else self.mask or "sha1"
        padding = OAEP(
            mgf=MGF1(algorithm=DIGESTS[mask][1]()),
            algorithm=DIGESTS[self.digest or "sha1"][1](),
            label=self.label or None,
        )
        return bytes(self.key.encrypt(session, padding))

    def _transport(self) -> str:
        parts = f"<xenc:OAEPparams>{base64.b64encode(self.label).decode()}</xenc:OAEPparams>" if self.label else ""
        if self.digest:
            parts += f'<ds:DigestMethod xmlns:ds="{SIG}" Algorithm="{DIGESTS[self.digest][0]}"/>'
        if self.mask and self.transport == "rsa-oaep":
            parts += f'<xenc11:MGF xmlns:xenc11="{ENC_11}" Algorithm="{ENC_11}mgf1{self.mask}"/>'
        space = ENC_11 if self.transport == "rsa-oaep" else ENC
        return f'<xenc:EncryptionMethod Algorithm="{space}{self.transport}">{parts}</xenc:EncryptionMethod>'


def _cipher(text: bytes) -> str:
    told = base64.encodebytes(text).decode()
    return f"<xenc:CipherData><xenc:CipherValue>{told}</xenc:CipherValue></xenc:CipherData>"


def changed(text: bytes) -> bytes:
    """The text with one bit of its last byte turned."""
    return text[:-1] + bytes([text[-1] ^ 1])
