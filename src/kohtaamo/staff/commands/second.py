"""The second step of signing in: asked of a role from a moment on, forgotten for one whose phone is lost."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator

from kohtaamo.platform.journal.record import record
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member, Role
from kohtaamo.staff.rules import require
from kohtaamo.staff.sessions import end_sessions


def require_second(*, actor: Member, role: Role, since: datetime | None) -> Role:
    """People with this role need a second step from ``since`` on; None: they do not."""
    require(actor, Right.MANAGE_STAFF)
    with unit_of_work():
        role = Role.objects.select_for_update().get(pk=role.pk)
        if role.second_from != since:
            role.second_from = since
            role.save(update_fields=["second_from"])
            record(
                "role.second_set", actor=actor, role=role.pk, name=role.name, since=since.isoformat() if since else ""
            )
        return role


def forget_second(*, actor: Member, member: Member) -> None:
    """The person's code app, passkeys and recovery codes open nothing any more, and they sign in anew."""
    require(actor, Right.MANAGE_STAFF)
    with unit_of_work():
        Authenticator.objects.filter(user_id=member.pk).delete()
        end_sessions(member)
        record("member.second_forgotten", actor=actor, member=member.pk)
