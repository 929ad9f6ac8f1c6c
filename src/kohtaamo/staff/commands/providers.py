"""The services people sign in through: made, changed, ended; and who may come in with a password."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kohtaamo.platform.connections.address import check_address
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.administrators import managing_members
from kohtaamo.staff.choices import Right
from kohtaamo.staff.errors import EntryUntried, KeeperNeeded, NameMissing, ProviderInUse
from kohtaamo.staff.models import EntryPolicy, GroupRole, Member, Provider, ProviderAccount, Role, Team
from kohtaamo.staff.providers import POLICY, entry_policy, open_providers, sealed
from kohtaamo.staff.rules import require
from kohtaamo.staff.sessions import end_all_sessions

MOST_GROUPS = 100
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")


@dataclass(frozen=True, kw_only=True)
class ProviderWish:
    """A provider as it is to be. ``secret`` empty keeps the one there is; ``groups`` pairs a group with its role, in order."""

    name: str
    issuer: str
    client: str
    secret: str = ""
    email_claim: str = "email"
    name_claim: str = "name"
    groups_claim: str = ""
    vouches: bool = False
    has_second: bool = False
    domains: Sequence[str] = ()
    role: Role | None = None
    teams: Sequence[Team] = ()
    groups: Sequence[tuple[str, Role]] = field(default_factory=tuple)


def make_provider(*, actor: Member, wish: ProviderWish) -> Provider:
    """A new service to sign in through. Raises ``NameMissing``, ``Invalid`` or ``InternalAddress``."""
    require(actor, Right.MANAGE_STAFF)
    with unit_of_work():
        provider = Provider(made_by=actor, made_at=now())
        _fill(provider, wish)
        record("provider.made", actor=actor, provider=provider.pk, name=provider.name, issuer=provider.issuer)
        return provider


def change_provider(*, actor: Member, provider: Provider, wish: ProviderWish) -> Provider:
    """Set it anew. With another issuer or client nobody is known there any more: the former accounts open nothing."""
    require(actor, Right.MANAGE_STAFF)
    with unit_of_work():
        provider = Provider.objects.select_for_update().get(pk=provider.pk)
        former = provider.issuer
        _fill(provider, wish)
        if former != provider.issuer:
            provider.accounts.all().delete()
        record(
            "provider.changed", actor=actor, provider=provider.pk, name=provider.name, issuer=provider.issuer,
            former_issuer=former,
        )  # fmt: skip
        return provider


def _fill(provider: Provider, wish: ProviderWish) -> None:
    provider.name, provider.issuer, provider.client = wish.name.strip()[:60], wish.issuer.strip(), wish.client.strip()
    if not provider.name or not provider.client:
        raise NameMissing
    check_address(provider.issuer)
    provider.secret = sealed(wish.secret) or provider.secret
    provider.email_claim = wish.email_claim.strip() or "email"
    provider.name_claim = wish.name_claim.strip() or "name"
    provider.groups_claim = wish.groups_claim.strip()
    provider.vouches, provider.has_second = wish.vouches, wish.has_second
    provider.domains = [each.strip().lower() for each in wish.domains if _DOMAIN.fullmatch(each.strip().lower())]
    provider.role = wish.role
    provider.save()
    provider.teams.set(wish.teams)
    provider.group_roles.all().delete()
    groups = dict(wish.groups[:MOST_GROUPS])
    GroupRole.objects.bulk_create(
        GroupRole(provider=provider, place=place, group=group, role=role)
        for place, (group, role) in enumerate(groups.items())
    )


def end_provider(*, actor: Member, provider: Provider) -> None:
    """Nobody comes in through it any more. Raises ``ProviderInUse`` when it is the only way in."""
    require(actor, Right.MANAGE_STAFF)
    with unit_of_work():
        provider = Provider.objects.select_for_update().get(pk=provider.pk)
        if entry_policy().is_single_only and not open_providers().exclude(pk=provider.pk).exists():
            raise ProviderInUse
        provider.ended_at, provider.secret = now(), ""
        provider.save(update_fields=["ended_at", "secret"])
        provider.accounts.all().delete()
        record("provider.ended", actor=actor, provider=provider.pk, name=provider.name)


def free_account(*, actor: Member, account: ProviderAccount) -> None:
    """The person's account at the provider is forgotten; whoever has their verified address there may come in anew."""
    require(actor, Right.MANAGE_STAFF)
    with unit_of_work():
        record("member.freed", actor=actor, member=account.member_id, provider=account.provider_id)
        account.delete()


def set_entry_policy(*, actor: Member, is_single_only: bool, keeper: Member | None = None) -> EntryPolicy:
    """Let people in only through a provider, save the keeper; or with passwords again.

    When it begins, everyone but the actor and the keeper signs in anew. Raises ``KeeperNeeded`` and ``EntryUntried``.
    """
    require(actor, Right.MANAGE_STAFF)
    with unit_of_work():
        if is_single_only:
            _must_keep(keeper)
        policy = entry_policy()
        begins = is_single_only and not policy.is_single_only
        policy.is_single_only, policy.keeper = is_single_only, keeper if is_single_only else None
        policy.set_by, policy.set_at = actor, now()
        policy.pk = POLICY
        policy.save()
        record("entry.set", actor=actor, is_single_only=is_single_only, keeper=keeper.pk if keeper else None)
        if begins:
            end_all_sessions(but={actor.pk, keeper.pk if keeper else 0})
        return policy


def _must_keep(keeper: Member | None) -> None:
    managing = managing_members()
    if keeper is None or keeper.pk not in managing or not keeper.has_usable_password():
        raise KeeperNeeded
    tried = ProviderAccount.objects.filter(provider__in=open_providers(), member__in=managing)
    if not tried.exists():
        raise EntryUntried
