"""Signed webhooks both ways: Standard Webhooks (standardwebhooks.com, specification 1.0), symmetric signatures.

``webhook-signature`` holds one or more ``v1,<base64>`` parted by spaces; each is an HMAC-SHA256 over
``{webhook-id}.{webhook-timestamp}.{body}``.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
from collections.abc import Iterable, Mapping
from datetime import timedelta

from kohtaamo.platform.time import now

PREFIX = "whsec_"  # the secret is the base64 of 24 to 64 random bytes after this
TOLERANCE = timedelta(minutes=5)
LONGEST_NAME = 200
MOST_SIGNATURES = 20


def new_secret() -> str:
    """A secret of 32 random bytes, as both sides keep it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def key_of(secret: str) -> bytes:
    """The bytes a secret signs with; empty when it is none."""
    try:
        return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        return b""


def signature(key: bytes, called: str, at: str, body: bytes) -> str:
    """The signature of a body, as it stands in the header: ``v1,<base64>``."""
    signed = f"{called}.{at}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()


def signed_headers(keys: Iterable[bytes], called: str, body: bytes) -> dict[str, str]:
    """The three headers for a body that leaves now, signed with every key."""
    at = str(int(now().timestamp()))
    signatures = " ".join(signature(key, called, at, body) for key in keys)
    return {"webhook-id": called, "webhook-timestamp": at, "webhook-signature": signatures}


def signing_keys(headers: Mapping[str, str], body: bytes, keys: Iterable[bytes]) -> list[int]:
    """Which of the keys (by place) signed this within five minutes of now. Each is compared in the same time."""
    called, at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    given = [each.encode() for each in headers.get("webhook-signature", "").split()[:MOST_SIGNATURES]]
    if not called or len(called) > LONGEST_NAME or not _is_fresh(at):
        return []
    return [place for place, key in enumerate(keys) if key and _is_signed(key, called, at, body, given)]


def _is_signed(key: bytes, called: str, at: str, body: bytes, given: list[bytes]) -> bool:
    wanted = signature(key, called, at, body).encode()
    return any(hmac.compare_digest(each, wanted) for each in given)


def _is_fresh(at: str) -> bool:
    if not at.isascii() or not at.isdecimal() or len(at) > 12:
        return False
    return abs(now().timestamp() - int(at)) <= TOLERANCE.total_seconds()
