"""Secrets of mailboxes: never stored readable, never shown again."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kohtaamo.platform.errors import Conflict


class SecretLost(Conflict):
    code = "secret_lost"
    sentence = _(
        "The mailbox's password can no longer be opened, because the system's secret key changed. Write it again."
    )


def seal(plain: str) -> str:
    """The secret encrypted with a key derived from ``SECRET_KEY``; an empty one stays empty."""
    return _box().encrypt(plain.encode()).decode() if plain else ""


def unseal(sealed: str) -> str:
    """The secret as it was given. Raises ``SecretLost`` when the key has changed since."""
    if not sealed:
        return ""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as problem:
        raise SecretLost from problem


def _box() -> Fernet:
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"kohtaamo-mailbox").digest()
    return Fernet(base64.urlsafe_b64encode(key))
