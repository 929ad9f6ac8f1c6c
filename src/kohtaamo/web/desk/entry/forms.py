"""A service people sign in through, as an administrator fills it in."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kohtaamo.platform.connections.address import LONGEST
from kohtaamo.staff.administrators import managing_members
from kohtaamo.staff.choices import EntryKind
from kohtaamo.staff.commands.providers import ProviderWish
from kohtaamo.staff.models import Member, Provider, Role, Team
from kohtaamo.web.desk.forms import DeskForm, Group, ManyField

_HIDDEN = forms.PasswordInput(attrs={"autocomplete": "new-password"})
_BETWEEN = re.compile(r"[,;\n]+")
LONGEST_METADATA = 200_000  # characters
USUAL = gettext_lazy("Empty: looked for under the usual names.")


class ServiceForm(DeskForm):
    """What holds for every service: what it tells, whom it brings, and which group gives which role."""

    KIND = EntryKind.OPENID
    name = forms.CharField(
        label=gettext_lazy("What people know it as"),
        max_length=60,
        help_text=gettext_lazy("On the sign-in page’s button."),
    )
    email_claim = forms.CharField(label=gettext_lazy("E-mail is in"), max_length=100, required=False, initial="email")
    name_claim = forms.CharField(label=gettext_lazy("Name is in"), max_length=100, required=False, initial="name")
    groups_claim = forms.CharField(
        label=gettext_lazy("Groups are in"), max_length=100, required=False,
        help_text=gettext_lazy("Such as groups. Empty when roles are given here."),
    )  # fmt: skip
    vouches = forms.BooleanField(
        label=gettext_lazy("Every address it tells is verified"), required=False,
        help_text=gettext_lazy("For services that do not say so themselves. Only when nobody can choose their own address there."),
    )  # fmt: skip
    has_second = forms.BooleanField(label=gettext_lazy("It asks for a second step itself"), required=False)
    domains = forms.CharField(
        label=gettext_lazy("New people come in from these domains"), max_length=1000, required=False,
        help_text=gettext_lazy("With commas between. Empty: only those who are here already or have been invited."),
    )  # fmt: skip
    role = forms.ModelChoiceField(
        label=gettext_lazy("Their role"), queryset=Role.objects.order_by("pk"), required=False,
        empty_label=gettext_lazy("Only by group"),
    )  # fmt: skip
    teams = ManyField(
        label=gettext_lazy("Their teams"), queryset=Team.objects.filter(is_active=True), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, data: Any = None, *, provider: Provider | None = None) -> None:
        super().__init__(data, initial=_as_filled(provider) if provider else None)
        self.fields["teams"].widget.attrs.pop("class", None)
        for name in {"issuer", "client", "metadata_url", "metadata"} & set(self.fields):
            self.fields[name].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
        given = _groups_of(provider) if provider else {}
        # who is in several groups has the role that may do most
        self._roles = sorted(Role.objects.all(), key=lambda role: (-len(role.rights), role.pk))
        for role in self._roles:
            self.fields[f"group_{role.pk}"] = forms.CharField(
                label=str(role), required=False, max_length=2000, initial=", ".join(given.get(role.pk, [])),
                widget=forms.TextInput({"class": "input", "autocomplete": "off", "spellcheck": "false"}),
            )  # fmt: skip

    @property
    def role_fields(self) -> Group:
        """For each role the groups that give it."""
        return Group("", [self[f"group_{role.pk}"] for role in self._roles], "")

    def clean_domains(self) -> list[str]:
        return [word for each in _BETWEEN.split(self.cleaned_data["domains"]) if (word := each.strip().lstrip("@"))]

    def clean(self) -> dict[str, Any]:
        filled = super().clean() or {}
        has_groups = any(filled.get(f"group_{role.pk}") for role in self._roles)
        if filled.get("domains") and not filled.get("role") and not has_groups:
            self.add_error("role", _("Choose the role new people get, or the groups that give one."))
        if has_groups and not filled.get("groups_claim"):
            self.add_error("groups_claim", _("Say where the service tells the groups."))
        return filled

    def wish(self) -> ProviderWish:
        filled = {name: value for name, value in self.cleaned_data.items() if not name.startswith("group_")}
        groups = [
            (word, role)
            for role in self._roles
            for each in _BETWEEN.split(self.cleaned_data[f"group_{role.pk}"])
            if (word := each.strip()[:200])
        ]
        return ProviderWish(**{**filled, "teams": list(filled["teams"])}, kind=self.KIND, groups=groups)


class OpenIdForm(ServiceForm):
    """A service that speaks OpenID Connect."""

    issuer = forms.CharField(
        label=gettext_lazy("Issuer"), max_length=LONGEST,
        help_text=gettext_lazy("The address the service gives for itself, such as https://login.example.org/realms/staff."),
    )  # fmt: skip
    client = forms.CharField(label=gettext_lazy("Client id"), max_length=255)
    secret = forms.CharField(
        label=gettext_lazy("Client secret"), required=False, max_length=500, widget=_HIDDEN,
        help_text=gettext_lazy("Kept sealed and never shown. Leave empty to keep the one there is."),
    )  # fmt: skip

    GROUPS = (
        (gettext_lazy("The service"), "name issuer client secret", ""),
        (gettext_lazy("What it tells"), "email_claim name_claim groups_claim vouches has_second", ""),
        (gettext_lazy("New people"), "domains role", ""),
    )


class SamlForm(ServiceForm):
    """A service that speaks SAML: its metadata tell the rest."""

    KIND = EntryKind.SAML
    metadata_url = forms.CharField(
        label=gettext_lazy("Address of its metadata"), max_length=LONGEST, required=False,
        help_text=gettext_lazy("Read anew at sign-ins, so that a new signing key needs nothing from you."),
    )  # fmt: skip
    metadata = forms.CharField(
        label=gettext_lazy("Or the metadata themselves"), max_length=LONGEST_METADATA, required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("Paste the XML when the service is not reached from here. A new key is then pasted too."),
    )  # fmt: skip
    encrypts = forms.BooleanField(
        label=gettext_lazy("It encrypts the assertion"), required=False,
        help_text=gettext_lazy("Our metadata then tell to which key. An assertion that is not encrypted is taken all the same."),
    )  # fmt: skip
    subject_claim = forms.CharField(
        label=gettext_lazy("The lasting id is in"), max_length=100, required=False,
        help_text=gettext_lazy("Empty: the NameID. It must stay the same and never pass to someone else."),
    )  # fmt: skip
    email_claim = forms.CharField(
        label=gettext_lazy("E-mail is in"), max_length=100, required=False, help_text=USUAL,
    )  # fmt: skip
    name_claim = forms.CharField(label=gettext_lazy("Name is in"), max_length=100, required=False, help_text=USUAL)
    vouches = forms.BooleanField(
        label=gettext_lazy("Every address it tells is verified"),
        help_text=gettext_lazy("SAML does not say so itself. Only when nobody can choose their own address there."),
        error_messages={"required": gettext_lazy("Without this nobody could come in, as SAML tells of no verified address.")},
    )  # fmt: skip

    GROUPS = (
        (gettext_lazy("The service"), "name metadata_url metadata encrypts", ""),
        (gettext_lazy("What it tells"), "subject_claim email_claim name_claim groups_claim vouches has_second", ""),
        (gettext_lazy("New people"), "domains role", ""),
    )


FORMS: dict[str, type[ServiceForm]] = {EntryKind.OPENID: OpenIdForm, EntryKind.SAML: SamlForm}


def _groups_of(provider: Provider) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for each in provider.group_roles.all():
        found.setdefault(each.role_id, []).append(each.group)
    return found


def _as_filled(provider: Provider) -> dict[str, Any]:
    names = [
        "name", "issuer", "client", "metadata_url", "metadata", "subject_claim", "email_claim", "name_claim",
        "groups_claim", "vouches", "has_second", "role",
    ]  # fmt: skip
    known = {name: getattr(provider, name) for name in names}
    known |= {"domains": ", ".join(provider.domains), "teams": list(provider.teams.all())}
    return {**known, "encrypts": bool(provider.decrypting)}


class PolicyForm(DeskForm):
    """Whether passwords still open, and for whom."""

    is_single_only = forms.BooleanField(
        label=gettext_lazy("People come in only through a sign-in service"), required=False
    )
    keeper = forms.ModelChoiceField(
        label=gettext_lazy("Who gets in with a password when the service is down"), queryset=Member.objects.none(),
        required=False, empty_label=gettext_lazy("Nobody yet"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["keeper"]
        people.queryset = Member.objects.filter(pk__in=managing_members())
