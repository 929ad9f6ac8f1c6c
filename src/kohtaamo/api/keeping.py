"""Acts named by programs: claimed, done and answered in one transaction, forgotten after a day.

Knows nothing of HTTP frameworks, so that the clock can call it without loading them.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from kohtaamo.api.errors import InProgress, NameReused
from kohtaamo.api.models import KeptAnswer
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Key

KEPT = timedelta(hours=24)
LOST = timedelta(minutes=1)  # whoever claimed it and has not answered by now was cut off


@dataclass(frozen=True)
class Claim:
    """The right to do an act under its name."""

    row: int
    token: str


def claim(*, key: Key, name: str, digest: str) -> Claim | KeptAnswer:
    """The right to do it, or its answer when it was done already.

    Raises ``NameReused`` when the name stands for another act and ``InProgress`` while that is being done.
    """
    token = secrets.token_hex(16)
    fields = {"digest": digest, "claim": token, "claimed_at": now()}
    row, is_new = KeptAnswer.objects.get_or_create(key=key, name=name, defaults=fields)
    if is_new:
        return Claim(row.pk, token)
    age = now() - row.claimed_at
    if age < KEPT and row.digest != digest:
        raise NameReused
    if age < KEPT and row.status is not None:
        return row
    if age < LOST:
        raise InProgress
    taken = KeptAnswer.objects.filter(pk=row.pk, claim=row.claim, status=row.status)
    if not taken.update(status=None, body="", location="", **fields):
        raise InProgress
    return Claim(row.pk, token)


def keep(held: Claim, *, status: int, location: str, body: str) -> None:
    """Write the answer down in the act's own transaction. Raises ``InProgress`` when somebody else took it over."""
    mine = KeptAnswer.objects.filter(pk=held.row, claim=held.token, status=None)
    if not mine.update(status=status, location=location, body=body):
        raise InProgress


def release(held: Claim) -> None:
    """Nothing was done: the name is free again."""
    KeptAnswer.objects.filter(pk=held.row, claim=held.token, status=None).delete()


def forget_old() -> None:
    """Names older than a day stand for nothing."""
    KeptAnswer.objects.filter(claimed_at__lt=now() - KEPT).delete()
