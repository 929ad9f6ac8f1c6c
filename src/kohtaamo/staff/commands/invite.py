"""Inviting a person by mail: invited, sent again, revoked, accepted."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils.crypto import get_random_string

from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.emails import whole_email
from kohtaamo.staff.errors import AlreadyInvited, EmailInUse, InvitationOver, NameMissing
from kohtaamo.staff.events import Invited
from kohtaamo.staff.invitations import LASTS
from kohtaamo.staff.models import Invitation, Member, Role, Team
from kohtaamo.staff.rules import require


def invite(
    *, actor: Member, email: str, name: str, role: Role, teams: Iterable[Team] = (), language: str = ""
) -> Invitation:
    """Invite a person by mail; the link opens for seven days, once.

    Raises ``NotAnAddress``, ``EmailInUse``, ``AlreadyInvited`` or ``NameMissing``.
    """
    require(actor, Right.MANAGE_STAFF)
    email, name = whole_email(email), name.strip()[:120]
    if not name:
        raise NameMissing
    with unit_of_work():
        _must_be_free(email)
        invitation = Invitation.objects.create(
            email=email, name=name, role=role, language=language or settings.LANGUAGE_CODE, nonce=_nonce(),
            invited_by=actor, invited_at=now(), expires_at=now() + LASTS,
        )  # fmt: skip
        invitation.teams.set(teams)
        record("member.invited", actor=actor, invitation=invitation.pk, email=email, role=role.name)
        publish(Invited(invitation))
        return invitation


def _must_be_free(email: str) -> None:
    if Member.objects.filter(email__iexact=email).exists():
        raise EmailInUse
    waiting = Invitation.objects.filter(email__iexact=email, accepted_at=None, revoked_at=None)
    if waiting.filter(expires_at__gt=now()).exists():
        raise AlreadyInvited
    waiting.update(revoked_at=now())  # lapsed ones give way to the new one


def _nonce() -> str:
    return get_random_string(32)


def send_again(*, actor: Member, invitation: Invitation) -> Invitation:
    """Send the mail once more with a new link, good for seven days; the former link is void."""
    require(actor, Right.MANAGE_STAFF)
    with unit_of_work():
        invitation = _hold(invitation)
        invitation.nonce, invitation.expires_at = _nonce(), now() + LASTS
        invitation.save(update_fields=["nonce", "expires_at"])
        record("member.invited_again", actor=actor, invitation=invitation.pk, email=invitation.email)
        publish(Invited(invitation))
        return invitation


def revoke(*, actor: Member, invitation: Invitation) -> None:
    """Take the invitation back: its link opens nothing any more."""
    require(actor, Right.MANAGE_STAFF)
    with unit_of_work():
        invitation = _hold(invitation)
        invitation.revoked_at = now()
        invitation.save(update_fields=["revoked_at"])
        record("member.invitation_revoked", actor=actor, invitation=invitation.pk, email=invitation.email)


def _hold(invitation: Invitation) -> Invitation:
    held = Invitation.objects.select_for_update().filter(pk=invitation.pk).first()
    if held is None:
        raise NotFound
    if held.accepted_at is not None or held.revoked_at is not None:
        raise InvitationOver
    return held


def accept(*, invitation: Invitation, name: str, password: str, language: str) -> Member:
    """The invited person joins with a name, a password already found strong enough, and a language.

    Raises ``InvitationOver`` when it was used or revoked meanwhile, ``EmailInUse`` when the address was taken.
    """
    name = name.strip()[:120]
    if not name:
        raise NameMissing
    with unit_of_work():
        invitation = _hold(invitation)
        if invitation.expires_at <= now():
            raise InvitationOver
        if Member.objects.filter(email__iexact=invitation.email).exists():
            raise EmailInUse
        member = Member.objects.create_user(
            email=invitation.email, password=password, name=name, role=invitation.role, language=language,
            speaks=[language],
        )  # fmt: skip
        member.teams.set(invitation.teams.filter(is_active=True))
        invitation.accepted_at = now()
        invitation.save(update_fields=["accepted_at"])
        record("member.joined", actor=member, invitation=invitation.pk, member=member.pk)
        return member
