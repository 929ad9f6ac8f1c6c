"""What is written down of a kind of matter."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kohtaamo.staff.models import Member, Team
from kohtaamo.touchpoints.commands.matter import Naming
from kohtaamo.touchpoints.models import Matter
from kohtaamo.web.desk.forms import DeskForm


class MatterForm(DeskForm):
    name_fi = forms.CharField(label=_("name in Finnish"), max_length=80)
    name_sv = forms.CharField(label=_("name in Swedish"), max_length=80, required=False)
    name_en = forms.CharField(label=_("name in English"), max_length=80, required=False)
    owner = forms.ModelChoiceField(
        label=_("Owner"), queryset=Member.objects.filter(is_active=True), required=False, empty_label=_("No one yet"),
        help_text=_("Who sees that such matters go well."),
    )  # fmt: skip
    team = forms.ModelChoiceField(
        label=_("Team that knows it"), queryset=Team.objects.filter(is_active=True), required=False,
        empty_label=_("No team in particular"),
    )  # fmt: skip
    is_active = forms.BooleanField(label=_("In use"), required=False)

    GROUPS = (
        (_("What it is called"), "name_fi name_sv name_en is_active", ""),
        (_("Whose it is"), "owner team", "two"),
    )

    def naming(self) -> Naming:
        """What the command takes."""
        return Naming(**self.cleaned_data)


def filled(matter: Matter) -> MatterForm:
    """The form with what is written down already."""
    return MatterForm(initial={name: getattr(matter, name) for name in MatterForm.base_fields})
