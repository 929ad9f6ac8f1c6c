"""Coming in through a provider: who it is here, or why nobody."""

from __future__ import annotations

from django.conf import settings

from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.administrators import hold_roles, managing_members
from kohtaamo.staff.emails import whole_email
from kohtaamo.staff.errors import AccountClosed, AddressUnverified, LinkedElsewhere, NobodyHere, NoGroup, NotAnAddress
from kohtaamo.staff.models import Invitation, Member, Provider, ProviderAccount, Refusal, Role, Team
from kohtaamo.staff.providers import entry_policy
from kohtaamo.staff.told import Told

MOST_KEPT = 500  # refusals of one provider


def enter(*, provider: Provider, told: Told) -> Member:
    """The member who comes in. The first time the verified address decides, afterwards the provider's own subject alone.

    Raises ``AddressUnverified``, ``NobodyHere``, ``LinkedElsewhere``, ``AccountClosed`` or ``NoGroup``.
    """
    with unit_of_work():
        hold_roles()  # two first sign-ins at once wait for each other
        account = provider.accounts.select_related("member__role").filter(subject=told.subject).first()
        member = account.member if account is not None else _first_time(provider, told)
        if not member.is_active:
            raise AccountClosed
        _follow_groups(provider, member, told)
        provider.accounts.filter(member=member).update(used_at=now())
        record("member.came_in", actor=member, member=member.pk, provider=provider.pk)
        return member


def refuse(*, provider: Provider, code: str, detail: str = "", email: str = "") -> None:
    """Keep that someone was not let in, so that an administrator can say why."""
    with unit_of_work():
        Refusal.objects.create(provider=provider, at=now(), code=code[:40], detail=detail[:80], email=email[:254])
        old = provider.refusals.values_list("pk", flat=True)[MOST_KEPT : MOST_KEPT + 1]
        if old:
            provider.refusals.filter(pk__lte=old[0]).delete()
        record("provider.refused", actor=None, provider=provider.pk, code=code)


def _first_time(provider: Provider, told: Told) -> Member:
    email = _address(provider, told)
    member = Member.objects.select_related("role").filter(email__iexact=email).first()
    if member is None:
        member = _invited(email, told) or _of_domain(provider, email, told)
    elif not member.is_active:
        raise AccountClosed
    elif ProviderAccount.objects.filter(member=member).exists():
        raise LinkedElsewhere
    ProviderAccount.objects.create(
        provider=provider, subject=told.subject, member=member, email=email, linked_at=now(), used_at=now()
    )
    record("member.linked", actor=member, member=member.pk, provider=provider.pk)
    return member


def _address(provider: Provider, told: Told) -> str:
    if not (told.is_verified or provider.vouches):
        raise AddressUnverified
    try:
        return whole_email(told.email)
    except NotAnAddress as problem:
        raise AddressUnverified from problem


def _invited(email: str, told: Told) -> Member | None:
    """One who was invited need not choose a password."""
    waiting = Invitation.objects.filter(email__iexact=email, accepted_at=None, revoked_at=None, expires_at__gt=now())
    invitation = waiting.select_related("role").select_for_update(of=("self",)).first()
    if invitation is None:
        return None
    member = _new(email, told.name or invitation.name, invitation.role, invitation.language)
    member.teams.set(invitation.teams.filter(is_active=True))
    invitation.accepted_at = now()
    invitation.save(update_fields=["accepted_at"])
    record("member.joined", actor=member, invitation=invitation.pk, member=member.pk)
    return member


def _of_domain(provider: Provider, email: str, told: Told) -> Member:
    if email.rpartition("@")[2].lower() not in provider.domains:
        raise NobodyHere
    role = _role_of_groups(provider, told) or provider.role
    if role is None:
        raise NoGroup if provider.group_roles.exists() else NobodyHere
    member = _new(email, told.name or email.partition("@")[0], role, settings.LANGUAGE_CODE)
    member.teams.set(Team.objects.filter(is_active=True, pk__in=provider.teams.values("pk")))
    record("member.joined", actor=member, member=member.pk, provider=provider.pk)
    return member


def _new(email: str, name: str, role: Role, language: str) -> Member:
    name = " ".join(name.replace("\0", " ").split())[:120]
    return Member.objects.create_user(
        email=email, password=None, name=name, role=role, language=language, speaks=[language]
    )


def _role_of_groups(provider: Provider, told: Told) -> Role | None:
    mapped = provider.group_roles.select_related("role")
    return next((each.role for each in mapped if each.group in told.groups), None)


def _follow_groups(provider: Provider, member: Member, told: Told) -> None:
    """The role as the groups say now; one who was in a group and is in none has no longer what it gave.

    Neither the keeper nor the last who manages people loses the role this way.
    """
    given = set(provider.group_roles.values_list("role", flat=True))
    role = _role_of_groups(provider, told)
    if role is None and member.role_id in given:
        role = provider.role
        if role is None or role.pk in given:
            raise NoGroup
    if role is None or role.pk == member.role_id or entry_policy().keeper_id == member.pk:
        return
    former, member.role = member.role, role
    member.save(update_fields=["role"])
    if not managing_members():
        member.role = former
        member.save(update_fields=["role"])
        return
    record("member.changed", actor=None, member=member.pk, role=role.name, former_role=former.name)
