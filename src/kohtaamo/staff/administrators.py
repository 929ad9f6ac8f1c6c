"""Somebody must always be able to manage people: checked wherever a right could vanish."""

from __future__ import annotations

from kohtaamo.staff.choices import Right
from kohtaamo.staff.errors import LastAdministrator, OwnRight
from kohtaamo.staff.models import Member, Role


def hold_roles() -> None:
    """Lock the roles to the end of the unit, so that two administrators cannot demote each other at once."""
    list(Role.objects.select_for_update().order_by("pk"))


def keep_an_administrator(actor: Member) -> None:
    """Called after a change, inside its unit. Raises ``OwnRight`` or ``LastAdministrator``, which undoes the change."""
    managing = [role.pk for role in Role.objects.all() if Right.MANAGE_STAFF in role.rights]
    left = set(Member.objects.filter(is_active=True, role__in=managing).values_list("pk", flat=True))
    if not left:
        raise LastAdministrator
    if actor.pk not in left:
        raise OwnRight
