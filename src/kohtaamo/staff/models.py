"""Members of staff, their roles and teams."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from kohtaamo.platform.time import now
from kohtaamo.staff.choices import EntryKind, Presence, RoleName, Theme


class Role(models.Model):
    """A set of named rights. ``name`` is one of the starting roles or free text.

    ``second_from``: since this moment its people need a second step to sign in; null when they do not.
    """

    name = models.CharField(max_length=60, unique=True)
    rights = models.JSONField(default=list)
    second_from = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(RoleName(self.name).label) if self.name in RoleName.values else self.name


class Team(models.Model):
    """People who share a queue."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class MemberManager(BaseUserManager["Member"]):
    def get_by_natural_key(self, username: str | None) -> Member:
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Member:
        member = self.model(email=self.normalize_email(email), **fields)
        member.set_password(password)
        member.save()
        return member


class Member(AbstractBaseUser):
    """A person who serves customers: signs in, has a role, belongs to teams."""

    email = models.EmailField(_("e-mail"), max_length=254)
    name = models.CharField(_("name"), max_length=120)
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="members")
    teams = models.ManyToManyField(Team, through="Membership", related_name="members")
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="fi")
    speaks = models.JSONField(default=list)  # language codes a customer may be served in
    zone = models.CharField(max_length=40, blank=True)
    theme = models.CharField(max_length=5, choices=Theme, blank=True, default=Theme.SYSTEM)
    single_keys = models.BooleanField(default=True)  # one-letter shortcuts (WCAG 2.1.4: may be turned off)
    hours = models.JSONField(default=dict)  # {"0": [["08:00", "16:00"]], ...} by weekday, Monday = 0
    title = models.CharField(max_length=80, blank=True)
    presence = models.CharField(max_length=6, choices=Presence, default=Presence.HERE)
    seen_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[MemberManager] = MemberManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("email"), name="member_email_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def journal_name(self) -> str:
        return f"member:{self.pk}"

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]

    @property
    def initials(self) -> str:
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()

    @property
    def time_zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone or settings.TIME_ZONE)

    @cached_property
    def team_ids(self) -> frozenset[int]:
        return frozenset(self.memberships.values_list("team_id", flat=True))

    @property
    def sight(self) -> tuple[bool, frozenset[str]]:
        """What decides, besides their teams, which rows a person may see: whether they serve still, and their rights."""
        return self.is_active, frozenset(self.role.rights)

    def may(self, right: str) -> bool:
        """Whether the role holds this right; never for one who has left."""
        return self.is_active and right in self.role.rights


class Membership(models.Model):
    """A person in a team."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    is_lead = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "team"], name="member_once_in_team")]


class Invitation(models.Model):
    """An invitation sent by mail: who, to what, by whom; used once or lapsed."""

    email = models.EmailField()
    name = models.CharField(max_length=120)
    role = models.ForeignKey(Role, on_delete=models.CASCADE)
    teams = models.ManyToManyField(Team, blank=True)
    language = models.CharField(max_length=5, default="fi")
    nonce = models.CharField(max_length=32, unique=True)
    invited_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)


class Key(models.Model):
    """What lets a program in as a member of staff, whose rights always hold. The secret is kept only as its digest."""

    name = models.CharField(max_length=80)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="keys")
    prefix = models.CharField(max_length=16, unique=True)  # the part that is shown, by which it is found
    digest = models.CharField(max_length=64)  # SHA-256 of the whole secret, in hexadecimal
    scopes = models.JSONField(default=list)  # "customers:read", ...
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return self.name

    @property
    def journal_name(self) -> str:
        return f"key:{self.pk}"

    @property
    def is_over(self) -> bool:
        """Whether it no longer opens anything: revoked, or past its day."""
        return self.revoked_at is not None or (self.expires_at is not None and self.expires_at <= now())


class Provider(models.Model):
    """Another service our people may sign in through. The secret is kept sealed: for SAML it is our key and certificate.

    ``decrypting`` is, as sealed, the key it may encrypt to and its certificate; empty when it is told of none.
    ``issuer`` is the service's own name. By SAML its metadata are read at ``metadata_url``, or stand in ``metadata``;
    ``subject_claim`` is the attribute that never passes to another person, empty for the NameID.
    ``vouches``: every address it tells counts as verified. ``has_second``: it asks for a second step itself.
    ``domains``, ``role`` and ``teams``: whom it may bring as new people, and to what.
    """

    kind = models.CharField(max_length=10, choices=EntryKind.choices, default=EntryKind.OPENID)
    name = models.CharField(max_length=60)
    issuer = models.CharField(max_length=500)
    client = models.CharField(max_length=255, blank=True)
    secret = models.TextField(blank=True)
    decrypting = models.TextField(blank=True)
    metadata_url = models.CharField(max_length=500, blank=True)
    metadata = models.TextField(blank=True)
    subject_claim = models.CharField(max_length=100, blank=True)
    email_claim = models.CharField(max_length=100, default="email", blank=True)
    name_claim = models.CharField(max_length=100, default="name", blank=True)
    groups_claim = models.CharField(max_length=100, blank=True)
    vouches = models.BooleanField(default=False)
    has_second = models.BooleanField(default=False)
    domains = models.JSONField(default=list)
    role = models.ForeignKey(Role, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    teams = models.ManyToManyField(Team, blank=True, related_name="+")
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class GroupRole(models.Model):
    """People whom the provider says to be in this group have this role; the first that fits counts."""

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="group_roles")
    place = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=200)
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["place", "pk"]
        constraints = [models.UniqueConstraint(fields=["provider", "group"], name="group_once_at_provider")]


class ProviderAccount(models.Model):
    """Who a person is at a provider. ``subject`` is the provider's own name for them, which never passes to another."""

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="accounts")
    subject = models.CharField(max_length=255)
    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="provider_account")
    email = models.CharField(max_length=254)
    linked_at = models.DateTimeField()
    used_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "subject"], name="subject_once_at_provider")]


class Brought(models.Model):
    """An assertion a browser brought from a provider: it opens once, for the window that asked for it.

    ``name`` is the digest of the assertion's own; ``request`` the one it answers; ``told`` is sealed and empty once
    fetched with the ``ticket``, of which we keep a digest. After ``until`` the assertion opens nothing anyway.
    """

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=64)
    request = models.CharField(max_length=80)
    ticket = models.CharField(max_length=64)
    told = models.TextField(blank=True)
    at = models.DateTimeField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "name"], name="assertion_once_at_provider")]


class Refusal(models.Model):
    """Someone a provider brought was not let in. ``detail`` is technical and names nobody."""

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="refusals")
    at = models.DateTimeField()
    code = models.CharField(max_length=40)
    detail = models.CharField(max_length=80, blank=True)
    email = models.CharField(max_length=254, blank=True)

    class Meta:
        ordering = ["-pk"]


class EntryPolicy(models.Model):
    """How people may come in, one row. ``keeper``: the one who has a password when all others use single sign-on."""

    is_single_only = models.BooleanField(default=False)
    keeper = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    set_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    set_at = models.DateTimeField(null=True)
