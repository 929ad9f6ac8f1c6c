"""What is written down of a promise to everyone."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kohtaamo.promises.choices import PublicKind
from kohtaamo.promises.commands.publish import Public
from kohtaamo.promises.models import PublicPromise
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Location, Touchpoint
from kohtaamo.web.desk.forms import DeskForm, ManyField


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PublicForm(DeskForm):
    kind = forms.ChoiceField(label=_("Where it was given"), choices=PublicKind.choices)
    wording = forms.CharField(label=_("What is promised, in the words customers saw"), max_length=300)
    conditions = forms.CharField(
        label=_("Conditions"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    begins = forms.DateField(label=_("From"), widget=_day())
    ends = forms.DateField(
        label=_("To, that day included"), required=False, widget=_day(),
        help_text=_("Leave empty when it holds until further notice."),
    )  # fmt: skip
    touchpoints = ManyField(
        label=_("Touchpoints"), required=False, queryset=Touchpoint.objects.filter(is_active=True),
        widget=forms.CheckboxSelectMultiple, help_text=_("With neither touchpoints nor locations it holds everywhere."),
    )  # fmt: skip
    locations = ManyField(
        label=_("Locations"), required=False, queryset=Location.objects.filter(is_active=True),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    owner = forms.ModelChoiceField(
        label=_("Owner"), queryset=Member.objects.filter(is_active=True), required=False, empty_label=_("No one yet"),
        help_text=_("Who sees that it is honoured."),
    )  # fmt: skip

    GROUPS = (
        (_("The promise"), "kind wording conditions", ""),
        (_("When it holds"), "begins ends", "two"),
        (_("Where it holds"), "touchpoints locations", "two"),
        (_("Whose it is"), "owner", ""),
    )

    def public(self, reference: str = "") -> Public:
        """What the command takes."""
        filled = self.cleaned_data
        return Public(
            kind=filled["kind"], wording=filled["wording"], conditions=filled["conditions"], begins=filled["begins"],
            ends=filled["ends"], touchpoints=list(filled["touchpoints"]), locations=list(filled["locations"]),
            owner=filled["owner"], reference=reference,
        )  # fmt: skip


def filled(promise: PublicPromise) -> PublicForm:
    """The form with what is written down already."""
    names = ("kind", "wording", "conditions", "begins", "ends", "owner")
    initial = {name: getattr(promise, name) for name in names}
    initial |= {"touchpoints": promise.touchpoints.all(), "locations": promise.locations.all()}
    return PublicForm(initial=initial)
