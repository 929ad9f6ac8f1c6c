"""Roles: made, given other rights, removed when nobody has them. Rights count from the next request on."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import ProtectedError

from kohtaamo.platform.journal.record import record
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.administrators import hold_roles, keep_an_administrator
from kohtaamo.staff.choices import Right, RoleName
from kohtaamo.staff.errors import NameMissing, NameTaken, RoleInUse
from kohtaamo.staff.models import Invitation, Member, Role
from kohtaamo.staff.queries import is_starting
from kohtaamo.staff.rules import require


def make_role(*, actor: Member, name: str, rights: Iterable[str]) -> Role:
    """A new role. Raises ``NameMissing`` or ``NameTaken``; rights that do not exist are left out."""
    require(actor, Right.MANAGE_STAFF)
    with unit_of_work():
        role = Role.objects.create(name=_free_name(name), rights=_known(rights))
        record("role.made", actor=actor, role=role.pk, name=role.name, rights=role.rights)
        return role


def change_role(*, actor: Member, role: Role, rights: Iterable[str], name: str = "") -> Role:
    """Give a role other rights, and a name of your own making another name; a starting role keeps its own.

    Raises ``OwnRight`` or ``LastAdministrator`` when nobody, or no longer the actor, could manage people.
    """
    require(actor, Right.MANAGE_STAFF)
    with unit_of_work():
        hold_roles()
        role = Role.objects.get(pk=role.pk)
        former, role.rights = role.rights, _known(rights)
        if name and not is_starting(role):
            role.name = _free_name(name, but=role)
        role.save()
        keep_an_administrator(actor)
        record("role.changed", actor=actor, role=role.pk, name=role.name, rights=role.rights, former_rights=former)
        return role


def remove_role(*, actor: Member, role: Role) -> None:
    """Remove a role nobody has. Raises ``RoleInUse`` for one in use, one that was given something, and the starting ones."""
    require(actor, Right.MANAGE_STAFF)
    with unit_of_work():
        hold_roles()
        waits = Invitation.objects.filter(role=role, accepted_at=None, revoked_at=None)
        if is_starting(role) or role.members.exists() or waits.exists():
            raise RoleInUse
        record("role.removed", actor=actor, role=role.pk, name=role.name)
        try:
            role.delete()
        except ProtectedError as stands_on_it:  # a room above has given the role something, such as a mandate
            raise RoleInUse from stands_on_it


def _known(rights: Iterable[str]) -> list[str]:
    wanted = set(rights)
    return [right.value for right in Right if right.value in wanted]


def _free_name(name: str, but: Role | None = None) -> str:
    name = " ".join(name.replace("\0", " ").split())[:60]
    if not name:
        raise NameMissing
    taken = {str(label).casefold() for label in RoleName.labels} | {value.casefold() for value in RoleName.values}
    others = Role.objects.exclude(pk=but.pk if but else 0)
    if name.casefold() in taken or others.filter(name__iexact=name).exists():
        raise NameTaken
    return name
