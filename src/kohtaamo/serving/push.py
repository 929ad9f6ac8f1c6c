"""Web Push: a message sealed for one browser (RFC 8291) and a signed word of who sends it (RFC 8292, VAPID)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256, SEC 2
RECORD = 4096  # bytes, the record size named in the header
HALF_A_DAY = 12 * 3600


@dataclass(frozen=True)
class Sealed:
    """What is posted to the push service: the body and its headers."""

    body: bytes
    headers: dict[str, str]


def unpacked(text: str) -> bytes:
    """Bytes from base64 for addresses, with or without padding. Raises ``ValueError``."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def packed(raw: bytes) -> str:
    """Base64 for addresses, without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def house_key() -> ec.EllipticCurvePrivateKey:
    """The key by which push services know this house, derived from ``SECRET_KEY``."""
    seed = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=64, person=b"kohtaamo-push").digest()
    return ec.derive_private_key(int.from_bytes(seed, "big") % (ORDER - 1) + 1, CURVE)


def public_bytes(key: ec.EllipticCurvePublicKey) -> bytes:
    """The point, uncompressed: 65 bytes."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def house_address() -> str:
    """What a browser is given to subscribe with (``applicationServerKey``)."""
    return packed(public_bytes(house_key().public_key()))


def seal(
    plain: bytes, *, p256dh: bytes, auth: bytes, salt: bytes | None = None,
    own: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:  # fmt: skip
    """``plain`` for the browser with this point and secret. Raises ``ValueError`` when the point is none.

    RFC 8291, section 3.4, in the encoding of RFC 8188; ``salt`` and ``own`` are given only to check published examples.
    """
    salt, own = salt or os.urandom(16), own or ec.generate_private_key(CURVE)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, p256dh)
    ours = public_bytes(own.public_key())
    shared = _expand(_extract(auth, own.exchange(ec.ECDH(), theirs)), b"WebPush: info\x00" + p256dh + ours, 32)
    secret = _extract(salt, shared)
    key = _expand(secret, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _expand(secret, b"Content-Encoding: nonce\x00", 12)
    header = salt + RECORD.to_bytes(4, "big") + bytes([len(ours)]) + ours
    return header + AESGCM(key).encrypt(nonce, plain + b"\x02", None)


def _extract(salt: bytes, secret: bytes) -> bytes:
    return hmac.new(salt, secret, hashlib.sha256).digest()


def _expand(key: bytes, info: bytes, length: int) -> bytes:
    """HKDF-Expand (RFC 5869) of at most one block."""
    return hmac.new(key, info + b"\x01", hashlib.sha256).digest()[:length]


def vapid(endpoint: str, *, at: float | None = None) -> str:
    """The Authorization header for a push service (RFC 8292): a token for its origin, signed by the house's key."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}", "exp": int(at or time.time()) + HALF_A_DAY,
        "sub": f"mailto:{settings.KOHTAAMO['MAIL_FROM']}",
    }  # fmt: skip
    head = packed(json.dumps({"typ": "JWT", "alg": "ES256"}, separators=(",", ":")).encode())
    token = f"{head}.{packed(json.dumps(claims, separators=(',', ':')).encode())}"
    r, s = decode_dss_signature(house_key().sign(token.encode(), ec.ECDSA(hashes.SHA256())))
    return f"vapid t={token}.{packed(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}, k={house_address()}"


def sealed_for(endpoint: str, p256dh: str, auth: str, words: dict[str, str]) -> Sealed:
    """A push of these words to one browser, ready to be posted. Raises ``ValueError`` when its keys are none."""
    body = seal(json.dumps(words).encode(), p256dh=unpacked(p256dh), auth=unpacked(auth))
    headers = {
        "Authorization": vapid(endpoint), "Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream",
        "TTL": str(4 * 3600), "Urgency": "normal", "User-Agent": "Kohtaamo",
    }  # fmt: skip
    return Sealed(body, headers)
