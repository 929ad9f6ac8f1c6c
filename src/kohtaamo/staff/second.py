"""The second step of signing in: who needs it, who has it, who still lacks it."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import BooleanField, Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Lower

from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.time import now
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member, ProviderAccount, Role
from kohtaamo.staff.rules import require

_OWN = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def lacks_second(member: Member, *, through: int | None = None) -> bool:
    """Whether this person must set up a second step before anything else.

    ``through`` is the provider they came in through now; one that asks for a second step itself is enough.
    """
    since = member.role.second_from
    if since is None or since > now() or has_second(member):
        return False
    return through is None or not _came_with_second(member, through)


def key_lacks_second(member: Member) -> bool:
    """The same of a program that acts as this person: no one signs in, so how they usually come counts."""
    since = member.role.second_from
    if since is None or since > now() or has_second(member):
        return False
    return not ProviderAccount.objects.filter(member=member, provider__has_second=True).exists()


def has_second(member: Member) -> bool:
    """Whether a code app or a passkey of ours is asked of this person."""
    found: bool = Authenticator.objects.filter(user_id=member.pk, type__in=_OWN).exists()
    return found


def _came_with_second(member: Member, through: int) -> bool:
    return ProviderAccount.objects.filter(
        member=member, provider_id=through, provider__has_second=True, provider__ended_at__isnull=True
    ).exists()


def roles_and_second(viewer: Member) -> QuerySet[Role]:
    """Every role with how many active people it has (``size``) and how many of them have no second step (``lacking``)."""
    require(viewer, Right.MANAGE_STAFF)
    active = Q(members__is_active=True)
    without = active & ~Q(members__pk__in=_with_second())
    return Role.objects.annotate(
        size=Count("members", filter=active), lacking=Count("members", filter=without)
    ).order_by("pk")  # fmt: skip


def people_and_second(viewer: Member) -> QuerySet[Any]:
    """Active people, those who need a second step and lack it (``is_lacking``) first; ``is_set`` says who has one."""
    require(viewer, Right.MANAGE_STAFF)
    own = Authenticator.objects.filter(user_id=OuterRef("pk"), type__in=_OWN)
    brought = ProviderAccount.objects.filter(member=OuterRef("pk"), provider__has_second=True)
    found = Member.objects.filter(is_active=True).select_related("role")
    found = found.annotate(is_set=Exists(own), is_brought=Exists(brought))
    lacking = Case(
        When(role__second_from__isnull=False, is_set=False, is_brought=False, then=Value(True)),
        default=Value(False), output_field=BooleanField(),
    )  # fmt: skip
    return found.annotate(is_lacking=lacking).order_by("-is_lacking", Lower("name"), "pk")


def _with_second() -> Any:
    return Authenticator.objects.filter(type__in=_OWN).values_list("user_id", flat=True)


def second_of(viewer: Member, member_id: int) -> Member:
    """One active person who has a second step. Raises ``NotAllowed`` or ``NotFound``."""
    found: Member | None = people_and_second(viewer).filter(pk=member_id, is_set=True).first()
    if found is None:
        raise NotFound
    return found
