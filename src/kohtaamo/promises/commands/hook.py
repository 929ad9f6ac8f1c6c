"""Letting another system tell us of lateness, and ending that."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kohtaamo.platform import signed
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.storage.seal import seal, unseal
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.models import Hook
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require

USE = "kohtaamo-hook"


def make_hook(*, actor: Member, name: str) -> tuple[Hook, str]:
    """A system of this name may tell us; returned with its secret, which is shown once."""
    require(actor, Right.MANAGE_STAFF)
    if not name.strip():
        raise Invalid(_("Name the system, so that you know later which it is."))
    secret = signed.new_secret()
    with unit_of_work():
        hook = Hook.objects.create(name=name.strip()[:80], secret=seal(secret, use=USE), made_by=actor, made_at=now())
        record("hook.made", actor=actor, hook=hook.pk, name=hook.name)
        return hook, secret


def end_hook(*, actor: Member, hook: Hook) -> None:
    """From now on nothing signed with its secret is taken in."""
    require(actor, Right.MANAGE_STAFF)
    with unit_of_work():
        if Hook.objects.filter(pk=hook.pk, ended_at__isnull=True).update(ended_at=now(), ended_by=actor):
            record("hook.ended", actor=actor, hook=hook.pk, name=hook.name)


def key_of(hook: Hook) -> bytes:
    """The bytes it signs with; empty when they can no longer be opened."""
    return signed.key_of(secret_of(hook))


def secret_of(hook: Hook) -> str:
    """The secret as the other system keeps it; empty when it can no longer be opened."""
    return unseal(hook.secret, use=USE) or ""
