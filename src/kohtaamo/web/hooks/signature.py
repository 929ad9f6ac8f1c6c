"""Who sent a webhook: Standard Webhooks (standardwebhooks.com, specification 1.0), symmetric signatures.

``webhook-signature`` holds one or more ``v1,<base64>`` parted by spaces; each is an HMAC-SHA256 over
``{webhook-id}.{webhook-timestamp}.{body}``.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable, Mapping
from datetime import timedelta

from kohtaamo.platform.time import now
from kohtaamo.promises.commands.hook import key_of
from kohtaamo.promises.models import Hook

TOLERANCE = timedelta(minutes=5)
LONGEST_NAME = 200


def signature(key: bytes, called: str, at: str, body: bytes) -> str:
    """The signature of a body, as it stands in the header: ``v1,<base64>``."""
    signed = f"{called}.{at}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()


def signer(headers: Mapping[str, str], body: bytes, hooks: Iterable[Hook]) -> Hook | None:
    """Whose secret signed this within five minutes of now; None when nobody's did."""
    called, at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    given = [each.encode() for each in headers.get("webhook-signature", "").split()[:20]]
    if not called or len(called) > LONGEST_NAME or not _is_fresh(at):
        return None
    found = None
    for hook in hooks:
        if key := key_of(hook):
            wanted = signature(key, called, at, body).encode()
            if any(hmac.compare_digest(each, wanted) for each in given):
                found = hook
    return found


def _is_fresh(at: str) -> bool:
    if not at.isascii() or not at.isdecimal() or len(at) > 12:
        return False
    return abs(now().timestamp() - int(at)) <= TOLERANCE.total_seconds()
