"""What is said of a new key: which program, as whom, what it opens, until when."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from kohtaamo.platform.time import now
from kohtaamo.staff.choices import READ, SCOPES, WRITE, Family, Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.forms import DeskForm

DAYS = (30, 90, 365)


class KeyForm(DeskForm):
    """A new key. Only one who manages people chooses as whom it acts."""

    name = forms.CharField(
        label=_("Which program?"), max_length=80, help_text=_("So that you know later which key is whose."),
        error_messages={"required": _("Name the program, so that you know later which key is whose.")},
    )  # fmt: skip
    member = forms.ModelChoiceField(
        label=_("Acts as"), queryset=Member.objects.none(), empty_label=None,
        help_text=_("The program may do what this person may, and nothing more."),
    )  # fmt: skip
    days = forms.TypedChoiceField(
        label=_("How long is it in use?"), coerce=int, empty_value=None, required=False, initial=365,
        choices=[
            *((days, ngettext_lazy("%(count)s day", "%(count)s days", days) % {"count": days}) for days in DAYS),
            (0, _("Until it is revoked")),
        ],
    )  # fmt: skip
    scopes = forms.MultipleChoiceField(
        choices=[(scope, scope) for scope in SCOPES], required=True,
        error_messages={"required": _("Choose at least one thing the key opens.")},
    )  # fmt: skip

    def __init__(self, *args: Any, viewer: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if viewer.may(Right.MANAGE_STAFF):
            people: Any = self.fields["member"]
            people.queryset = Member.objects.filter(is_active=True).order_by("name")
            people.initial = viewer.pk
        else:
            del self.fields["member"]

    @property
    def expires_at(self) -> datetime | None:
        days = self.cleaned_data["days"]
        return now() + timedelta(days=days) if days else None

    def families(self) -> list[tuple[str, list[tuple[str, Any, bool]]]]:
        """Each family's name with what may be ticked: the scope, its word, whether it is."""
        chosen = set(self["scopes"].value() or ())
        words = ((READ, _("read")), (WRITE, _("write")))
        return [
            (str(family.label), [(f"{family}:{how}", word, f"{family}:{how}" in chosen) for how, word in words])
            for family in Family
        ]
