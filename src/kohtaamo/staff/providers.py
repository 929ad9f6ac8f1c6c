"""Reading the services people sign in through, and how they may come in."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Count, QuerySet
from django.urls import reverse

from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.openid.exchange import Client
from kohtaamo.platform.storage.seal import seal, unseal
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import EntryPolicy, Member, Provider, ProviderAccount, Refusal
from kohtaamo.staff.rules import require

USE = "kohtaamo-entry"
POLICY = 1  # the one row


def sealed(secret: str) -> str:
    return seal(secret, use=USE) if secret else ""


def client_of(provider: Provider) -> Client:
    """Who we are to this provider."""
    back = settings.URL + reverse("provider_answer", args=[provider.pk])
    return Client(provider.client, unseal(provider.secret, use=USE) or "" if provider.secret else "", back)


def open_providers() -> QuerySet[Provider]:
    """Those that may be signed in through now, for whoever stands at the door."""
    return Provider.objects.filter(ended_at__isnull=True)


def open_provider(provider_id: int) -> Provider:
    """One of them. Raises ``NotFound``."""
    found = open_providers().filter(pk=provider_id).first()
    if found is None:
        raise NotFound
    return found


def providers(viewer: Member) -> QuerySet[Provider]:
    """Those in use, each with how many people come in through it (``size``)."""
    require(viewer, Right.MANAGE_STAFF)
    return open_providers().annotate(size=Count("accounts")).select_related("role")


def provider_for(viewer: Member, provider_id: int) -> Provider:
    """One provider to manage. Raises ``NotAllowed`` or ``NotFound``."""
    found = providers(viewer).filter(pk=provider_id).first()
    if found is None:
        raise NotFound
    return found


def account_for(viewer: Member, provider: Provider, account_id: int) -> ProviderAccount:
    """One person's account at this provider. Raises ``NotAllowed`` or ``NotFound``."""
    require(viewer, Right.MANAGE_STAFF)
    found = provider.accounts.select_related("member").filter(pk=account_id).first()
    if found is None:
        raise NotFound
    return found


def refusals(viewer: Member, provider: Provider) -> list[Refusal]:
    """The last ten who were not let in through it, with the reason."""
    require(viewer, Right.MANAGE_STAFF)
    return list(provider.refusals.all()[:10])


def entry_policy() -> EntryPolicy:
    """How people may come in now."""
    return EntryPolicy.objects.select_related("keeper").filter(pk=POLICY).first() or EntryPolicy(pk=POLICY)


def may_use_password(member: Member) -> bool:
    """Whether this person may come in with a password or a passkey of ours."""
    policy = entry_policy()
    return not policy.is_single_only or policy.keeper_id == member.pk
