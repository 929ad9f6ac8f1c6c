"""The services people sign in through: made, changed, ended; and who may come in with a password."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kohtaamo.platform.connections.address import check_address
from kohtaamo.platform.entering import EntryFailed
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.administrators import managing_members
from kohtaamo.staff.choices import EntryKind, Right
from kohtaamo.staff.errors import (
    EntryUntried,
    KeeperNeeded,
    MetadataMissing,
    MetadataUnread,
    NameMissing,
    ProviderInUse,
)
from kohtaamo.staff.models import EntryPolicy, GroupRole, Member, Provider, ProviderAccount, Role, Team
from kohtaamo.staff.providers import POLICY, entry_policy, open_providers, sealed
from kohtaamo.staff.rules import require
from kohtaamo.staff.sessions import end_all_sessions

MOST_GROUPS = 100
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")


@dataclass(frozen=True, kw_only=True)
class ProviderWish:
    """A provider as it is to be. ``groups`` pairs a group with its role, in order.

    By OpenID Connect ``issuer``, ``client`` and ``secret`` count (empty keeps the one there is); by SAML
    ``metadata_url`` or ``metadata``, which tell the issuer, ``subject_claim`` and ``encrypts``. The kind stays as it was made.
    """

    name: str
    kind: str = EntryKind.OPENID
    issuer: str = ""
    client: str = ""
    secret: str = ""
    metadata_url: str = ""
    metadata: str = ""
    subject_claim: str = ""
    encrypts: bool = False
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
    """A new service to sign in through.

    Raises ``NameMissing``, ``Invalid`` or ``InternalAddress``; by SAML also ``MetadataMissing`` or ``MetadataUnread``.
    """
    require(actor, Right.MANAGE_STAFF)
    issuer = _issuer(wish.kind, wish)
    with unit_of_work():
        provider = Provider(kind=wish.kind, made_by=actor, made_at=now())
        _fill(provider, wish, issuer)
        record("provider.made", actor=actor, provider=provider.pk, name=provider.name, issuer=provider.issuer)
        return provider


def change_provider(*, actor: Member, provider: Provider, wish: ProviderWish) -> Provider:
    """Set it anew. Where people have other names from now on, nobody is known any more: their accounts open nothing."""
    require(actor, Right.MANAGE_STAFF)
    issuer = _issuer(provider.kind, wish)
    with unit_of_work():
        provider = Provider.objects.select_for_update().get(pk=provider.pk)
        former, named_by = provider.issuer, provider.subject_claim
        _fill(provider, wish, issuer)
        if (former, named_by) != (provider.issuer, provider.subject_claim):
            provider.accounts.all().delete()
        record(
            "provider.changed", actor=actor, provider=provider.pk, name=provider.name, issuer=provider.issuer,
            former_issuer=former,
        )  # fmt: skip
        return provider


def _issuer(kind: str, wish: ProviderWish) -> str:
    """The service's own name: as it was written, or as its metadata tell, which are asked for here."""
    if kind == EntryKind.OPENID:
        check_address(wish.issuer.strip())
        return wish.issuer.strip()
    from kohtaamo.staff.saml import house_of

    url, pasted = wish.metadata_url.strip(), wish.metadata.strip()
    if url:
        check_address(url)
    elif not pasted:
        raise MetadataMissing
    try:
        return house_of(url, pasted).entity
    except EntryFailed as problem:
        raise MetadataUnread(problem.detail) from problem


def _fill(provider: Provider, wish: ProviderWish, issuer: str) -> None:
    provider.name, provider.issuer = wish.name.strip()[:60], issuer
    _fill_saml(provider, wish) if provider.kind == EntryKind.SAML else _fill_openid(provider, wish)
    if not provider.name:
        raise NameMissing
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


def _fill_openid(provider: Provider, wish: ProviderWish) -> None:
    provider.client = wish.client.strip()
    if not provider.client:
        raise NameMissing
    provider.secret = sealed(wish.secret) or provider.secret
    provider.email_claim = wish.email_claim.strip() or "email"
    provider.name_claim = wish.name_claim.strip() or "name"


def _fill_saml(provider: Provider, wish: ProviderWish) -> None:
    """Empty claims are looked for under their usual names. A key no longer told is gone: what is encrypted to it stays so."""
    from kohtaamo.staff.saml import pair_for

    provider.metadata_url = wish.metadata_url.strip()
    provider.metadata = "" if provider.metadata_url else wish.metadata.strip()
    provider.subject_claim = wish.subject_claim.strip()
    provider.email_claim, provider.name_claim = wish.email_claim.strip(), wish.name_claim.strip()
    provider.secret = pair_for(provider.secret)
    provider.decrypting = pair_for(provider.decrypting) if wish.encrypts else ""


def end_provider(*, actor: Member, provider: Provider) -> None:
    """Nobody comes in through it any more. Raises ``ProviderInUse`` when it is the only way in."""
    require(actor, Right.MANAGE_STAFF)
    with unit_of_work():
        provider = Provider.objects.select_for_update().get(pk=provider.pk)
        if entry_policy().is_single_only and not open_providers().exclude(pk=provider.pk).exists():
            raise ProviderInUse
        provider.ended_at, provider.secret, provider.decrypting = now(), "", ""
        provider.save(update_fields=["ended_at", "secret", "decrypting"])
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
