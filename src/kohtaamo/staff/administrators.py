"""Somebody must always be able to manage people: checked wherever a right could vanish."""

from __future__ import annotations

from kohtaamo.staff.choices import Right
from kohtaamo.staff.errors import KeeperKept, LastAdministrator, OwnRight
from kohtaamo.staff.models import EntryPolicy, Member, Role


def hold_roles() -> None:
    """Lock the roles to the end of the unit, so that two administrators cannot demote each other at once."""
    list(Role.objects.select_for_update().order_by("pk"))


def keep_an_administrator(actor: Member) -> None:
    """Called after a change, inside its unit, to undo it.

    Raises ``OwnRight``, ``LastAdministrator``, or ``KeeperKept`` for the one who holds the only password that opens.
    """
    left = managing_members()
    if not left:
        raise LastAdministrator
    if actor.pk not in left:
        raise OwnRight
    if EntryPolicy.objects.filter(is_single_only=True).exclude(keeper__in=left).exists():
        raise KeeperKept


def managing_members() -> set[int]:
    """Ids of those who can manage people now."""
    managing = [role.pk for role in Role.objects.all() if Right.MANAGE_STAFF in role.rights]
    return set(Member.objects.filter(is_active=True, role__in=managing).values_list("pk", flat=True))
