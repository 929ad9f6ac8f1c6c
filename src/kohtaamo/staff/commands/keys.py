"""Keys that let programs in: made, shown once, revoked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import SCOPES, Right
from kohtaamo.staff.errors import KeyNameMissing, KeyOver, KeyScopesMissing
from kohtaamo.staff.keys import digest_of, new_secret
from kohtaamo.staff.models import Key, Member
from kohtaamo.staff.rules import require


def make_key(
    *, actor: Member, name: str, scopes: Iterable[str], expires_at: datetime | None = None, member: Member | None = None
) -> tuple[Key, str]:
    """A key by which a program acts as ``member`` (the actor when none); with its secret, which is shown once.

    For somebody else it takes the right to manage people. Raises ``KeyNameMissing``, ``KeyScopesMissing``, ``KeyOver``
    and ``NotAllowed``.
    """
    acts_as = member or actor
    require(actor, Right.MAKE_KEYS if acts_as.pk == actor.pk else Right.MANAGE_STAFF)
    wanted = [scope for scope in SCOPES if scope in set(scopes)]
    if not name.strip():
        raise KeyNameMissing
    if not wanted:
        raise KeyScopesMissing
    if expires_at is not None and expires_at <= now():
        raise KeyOver
    secret, prefix = new_secret()
    with unit_of_work():
        key = Key.objects.create(
            name=name.strip()[:80], member=acts_as, prefix=prefix, digest=digest_of(secret), scopes=wanted,
            made_by=actor, made_at=now(), expires_at=expires_at,
        )  # fmt: skip
        record("key.made", actor=actor, key=key.pk, name=key.name, member=acts_as.pk, scopes=wanted)
        return key, secret


def revoke_key(*, actor: Member, key: Key) -> Key:
    """From now on it opens nothing: by whom it acts as, or one who manages people. Doing it again changes nothing."""
    if key.member_id != actor.pk:
        require(actor, Right.MANAGE_STAFF)
    with unit_of_work():
        held = Key.objects.select_for_update().get(pk=key.pk)
        if held.revoked_at is None:
            held.revoked_at, held.revoked_by = now(), actor
            held.save(update_fields=["revoked_at", "revoked_by"])
            record("key.revoked", actor=actor, key=held.pk, name=held.name, member=held.member_id)
        return held


def revoke_keys_of(*, actor: Member, member: Member) -> None:
    """Whoever leaves, leaves no open door: also when they come back, their keys are made anew."""
    for key in Key.objects.filter(member=member, revoked_at=None).order_by("pk"):
        revoke_key(actor=actor, key=key)
