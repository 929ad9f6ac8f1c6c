"""The secrets of keys: how they look, and whose key a secret is."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import string

from kohtaamo.staff.models import Key

MARK = "koht"  # so that a secret left in a file is known for what it is
_LETTERS = string.ascii_letters + string.digits
_SHAPE = re.compile(rf"{MARK}_([A-Za-z0-9]{{10}})_[A-Za-z0-9]{{40}}")


def new_secret() -> tuple[str, str]:
    """A secret of 40 random letters and digits (238 bits) after its prefix, and the prefix alone."""
    prefix, rest = ("".join(secrets.choice(_LETTERS) for _ in range(length)) for length in (10, 40))
    return f"{MARK}_{prefix}_{rest}", prefix


def digest_of(secret: str) -> str:
    """What is stored: a fast digest is enough for a secret that nobody can guess."""
    return hashlib.sha256(secret.encode()).hexdigest()


def key_of(secret: str) -> Key | None:
    """The key this secret opens, with its member and role; None when it opens nothing now."""
    shape = _SHAPE.fullmatch(secret)
    if shape is None:
        return None
    key = Key.objects.select_related("member__role").filter(prefix=shape[1]).first()
    if key is None or not hmac.compare_digest(key.digest, digest_of(secret)):
        return None
    return None if key.is_over or not key.member.is_active else key
