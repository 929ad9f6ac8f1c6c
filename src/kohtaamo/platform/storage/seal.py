"""Secrets that must be read again: kept encrypted, each use with a key of its own derived from ``SECRET_KEY``."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def seal(plain: str, *, use: str) -> str:
    """The secret encrypted. ``use`` names what it is for, in at most 16 letters of ASCII."""
    return _box(use).encrypt(plain.encode()).decode()


def unseal(sealed: str, *, use: str) -> str | None:
    """The secret as it was given; None when ``SECRET_KEY`` has changed since or it was sealed for another use."""
    try:
        return _box(use).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def _box(use: str) -> Fernet:
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=use.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
