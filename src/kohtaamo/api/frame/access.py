"""Letting a program in: whose key it is, how often it is used, when it was used last."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest

from kohtaamo.api.errors import NoKey, TooFast
from kohtaamo.platform.limits import use
from kohtaamo.platform.time import now
from kohtaamo.staff.errors import SecondStepNeeded
from kohtaamo.staff.keys import key_of
from kohtaamo.staff.models import Key
from kohtaamo.staff.second import key_lacks_second

MINUTE = 60
WRONG_KEYS = 120  # a minute from one address
_NOTED = timedelta(minutes=1)


@dataclass(frozen=True)
class Pace:
    """How often a key may still be used in the running minute, and when the next begins."""

    most: int
    left: int
    seconds: int


def bearer(request: HttpRequest) -> Key:
    """The key the request brings.

    Raises ``NoKey``, ``TooFast`` when one address tries many that are none, or ``SecondStepNeeded`` when the person it
    acts as must first set up a second step.
    """
    scheme, _blank, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise NoKey
    key = key_of(secret.strip())
    if key is not None:
        if key_lacks_second(key.member):
            raise SecondStepNeeded
        return key
    if _spend(f"wrong:{request.META.get('REMOTE_ADDR', '')}", WRONG_KEYS).left < 0:
        raise TooFast
    raise NoKey


def spend(key: Key) -> Pace:
    """Count one use; ``left`` is below zero when there were too many."""
    return _spend(f"key:{key.pk}", int(settings.KOHTAAMO["API_RATE"]))


def _spend(name: str, most: int) -> Pace:
    used = use(f"api:{name}", seconds=MINUTE)
    return Pace(most, most - used.count, used.seconds)


def note_use(key: Key) -> None:
    """Once a minute the key's last use is written down; on a full disk one can still read."""
    if key.used_at is None or now() - key.used_at > _NOTED:
        with suppress(DatabaseError):
            Key.objects.filter(pk=key.pk).update(used_at=now())
