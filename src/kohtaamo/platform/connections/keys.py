"""The secrets a connection is signed with, kept sealed."""

from __future__ import annotations

from kohtaamo.platform.connections.models import Connection
from kohtaamo.platform.signed import key_of
from kohtaamo.platform.storage.seal import seal, unseal
from kohtaamo.platform.time import now

USE = "kohtaamo-connect"


def sealed(secret: str) -> str:
    return seal(secret, use=USE)


def secret_of(connection: Connection) -> str:
    """The secret as the other system keeps it; empty when it can no longer be opened."""
    return unseal(connection.secret, use=USE) or ""


def keys_of(connection: Connection) -> list[bytes]:
    """What it signs with and is signed with now: the new one first, the former one while it lasts."""
    kept = [connection.secret]
    if connection.former_secret and connection.former_until is not None and connection.former_until > now():
        kept.append(connection.former_secret)
    opened = [unseal(each, use=USE) or "" for each in kept]
    return [key for each in opened if (key := key_of(each))]
