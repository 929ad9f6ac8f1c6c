"""An assertion encrypted to us, opened: XML Encryption 1.1, RSA-OAEP around a key of AES (5.5.2, 5.2.3, 5.2.4).

What is spoken is judged by the names of the ways, before any key is used. From there on all that fails, fails alike,
whichever step it was, so that nobody learns a text or a key by asking again and again. AES-CBC tells no changed text
from a true one, hence it is opened only where a signature already covers it; RSA 1.5 is never spoken.
"""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA1, SHA224, SHA256, SHA384, SHA512, HashAlgorithm
from lxml import etree

from kohtaamo.platform.entering import NotBelieved
from kohtaamo.platform.saml.own import Client, key_of
from kohtaamo.platform.saml.xml import ENCRYPTION, ENCRYPTION_11, SIGNATURE, Element, read_xml, words

_ENC, _ENC_11, _SIG = (each[1:-1] for each in (ENCRYPTION, ENCRYPTION_11, SIGNATURE))
BLOCK = 16  # bytes of AES
IV_OF_GCM = 12  # bytes
AUTHENTICATED = {f"{_ENC_11}aes{bits}-gcm": bits // 8 for bits in (128, 192, 256)}  # bytes of the key
MALLEABLE = {f"{_ENC}aes{bits}-cbc": bits // 8 for bits in (128, 192, 256)}
OAEP_MGF1P, OAEP_11 = f"{_ENC}rsa-oaep-mgf1p", f"{_ENC_11}rsa-oaep"
# In OAEP SHA-1 is not asked to resist collisions; it is what both ways use when nothing else is said.
DIGESTS: dict[str, type[HashAlgorithm]] = {
    f"{_SIG}sha1": SHA1, f"{_ENC}sha256": SHA256, "http://www.w3.org/2001/04/xmldsig-more#sha384": SHA384,
    f"{_ENC}sha512": SHA512,
}  # fmt: skip
MASKS: dict[str, type[HashAlgorithm]] = {
    f"{_ENC_11}mgf1sha1": SHA1, f"{_ENC_11}mgf1sha224": SHA224, f"{_ENC_11}mgf1sha256": SHA256,
    f"{_ENC_11}mgf1sha384": SHA384, f"{_ENC_11}mgf1sha512": SHA512,
}  # fmt: skip


@dataclass(frozen=True)
class _Locked:
    """What is encrypted, and how: the way and the text of the data, the padding and the text of its key."""

    way: str
    data: bytes
    padding: OAEP
    key: bytes


def needs_signed_answer(encrypted: Element) -> bool:
    """Whether a changed text could pass unseen, so that the answer around it must be signed."""
    return any(each.get("Algorithm") in MALLEABLE for each in encrypted.iter(f"{ENCRYPTION}EncryptionMethod"))


def decrypted(encrypted: Element, client: Client) -> Element:
    """The element that holds what was encrypted, parsed where it stood: with the prefixes declared around it.

    Raises ``NotBelieved``: ``EncryptionMethod`` for a way not spoken, ``EncryptedAssertion`` for all else.
    """
    try:
        locked = _locked(encrypted, client.entity)
        key = key_of(client.decrypting)
        if key is None:
            raise ValueError
        return _within(encrypted, _opened(locked, key))
    except (ValueError, InvalidTag, UnsupportedAlgorithm) as problem:
        raise NotBelieved("EncryptedAssertion") from problem


def _locked(encrypted: Element, entity: str) -> _Locked:
    data = _only(encrypted.findall(f"{ENCRYPTION}EncryptedData"))
    keys = encrypted.iter(f"{ENCRYPTION}EncryptedKey")
    key = _only([each for each in keys if each.get("Recipient", entity) == entity])
    way = _method(data).get("Algorithm", "")
    if way not in AUTHENTICATED and way not in MALLEABLE:
        raise NotBelieved("EncryptionMethod")
    return _Locked(way=way, padding=_padding(_method(key)), data=_text(data), key=_text(key))


def _only(found: list[Element]) -> Element:
    if len(found) != 1:
        raise ValueError
    return found[0]


def _method(locked: Element) -> Element:
    return _only(locked.findall(f"{ENCRYPTION}EncryptionMethod"))


def _padding(method: Element) -> OAEP:
    digest, mask = _named(method, f"{SIGNATURE}DigestMethod"), _named(method, f"{ENCRYPTION_11}MGF")
    if method.get("Algorithm") == OAEP_MGF1P:
        mask = f"{_ENC_11}mgf1sha1"
    elif method.get("Algorithm") != OAEP_11:
        raise NotBelieved("EncryptionMethod")
    try:
        one, other = DIGESTS[digest or f"{_SIG}sha1"], MASKS[mask or f"{_ENC_11}mgf1sha1"]
    except KeyError as problem:
        raise NotBelieved("EncryptionMethod") from problem
    label = _decoded(method.find(f"{ENCRYPTION}OAEPparams"))
    return OAEP(mgf=MGF1(algorithm=other()), algorithm=one(), label=label or None)


def _named(method: Element, tag: str) -> str:
    named = method.find(tag)
    return "" if named is None else named.get("Algorithm", "")


def _text(locked: Element) -> bytes:
    """Only what stands in the document itself: nothing is fetched from where a reference points."""
    return _decoded(_only(locked.findall(f"{ENCRYPTION}CipherData/{ENCRYPTION}CipherValue")))


def _decoded(element: Element | None) -> bytes:
    return base64.b64decode("".join(words(element).split()), validate=True)


def _opened(locked: _Locked, key: RSAPrivateKey) -> bytes:
    """The text. Raises ``ValueError`` or ``InvalidTag``."""
    size = AUTHENTICATED.get(locked.way) or MALLEABLE[locked.way]
    session = _session_key(locked, key, size)
    if locked.way in AUTHENTICATED:
        return AESGCM(session).decrypt(locked.data[:IV_OF_GCM], locked.data[IV_OF_GCM:], None)
    return _of_blocks(session, locked.data)


def _session_key(locked: _Locked, key: RSAPrivateKey, size: int) -> bytes:
    """The key of the data; a random one where that fails, so that it takes as long as any wrong key."""
    spare = secrets.token_bytes(size)
    try:
        told = key.decrypt(locked.key, locked.padding)
    except ValueError:
        return spare
    return told if len(told) == size else spare


def _of_blocks(session: bytes, data: bytes) -> bytes:
    """AES-CBC; the last byte tells how many bytes of padding there are, and the others of them may be anything."""
    if len(data) < 2 * BLOCK:
        raise ValueError
    opening = Cipher(algorithms.AES(session), modes.CBC(data[:BLOCK])).decryptor()
    text = opening.update(data[BLOCK:]) + opening.finalize()
    if not 1 <= text[-1] <= BLOCK:
        raise ValueError
    return text[: -text[-1]]


def _within(encrypted: Element, text: bytes) -> Element:
    around = etree.tostring(etree.Element("within", nsmap=encrypted.nsmap)).removesuffix(b"/>")
    return read_xml(around + b">" + text + b"</within>")
