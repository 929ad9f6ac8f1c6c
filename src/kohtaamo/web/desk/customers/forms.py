"""What a person writes down of a customer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from kohtaamo.customers.choices import IdentityKind, Kind, Way
from kohtaamo.customers.models import Customer
from kohtaamo.web.desk.forms import DeskForm

NONE, NEW = "none", "new"


class DetailsForm(DeskForm):
    """Who a customer is. ``chosen`` settles which organisation is meant when the name alone does not."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    name = forms.CharField(label=_("Name"), max_length=200, error_messages={"required": _("Write a name first.")})
    language = forms.ChoiceField(label=_("Language"), required=False)
    organisation = forms.CharField(
        label=_("Belongs to the organisation"), max_length=200, required=False, help_text=_("Leave empty when none.")
    )
    way = forms.ChoiceField(label=_("Prefers contact by"), choices=Way.choices, required=False)
    wishes = forms.CharField(
        label=_("How they like to be served"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages: Any = self.fields["language"]
        languages.choices = [("", _("Not known")), *settings.LANGUAGES]

    @staticmethod
    def first_values(customer: Customer) -> dict[str, Any]:
        """What is known now."""
        known = {name: getattr(customer, name) for name in ("kind", "name", "language", "way", "wishes")}
        return known | {"organisation": customer.organisation.name if customer.organisation else ""}


class NewForm(DetailsForm):
    email = forms.CharField(label=_("E-mail address"), max_length=320, required=False)
    phone = forms.CharField(label=_("Phone number"), max_length=40, required=False)
    field_order = ("kind", "name", "email", "phone", "language", "organisation", "way", "wishes")


class IdentityForm(DeskForm):
    kind = forms.ChoiceField(label=_("What it is"), choices=IdentityKind.choices)
    text = forms.CharField(
        label=_("Address or number"),
        max_length=320,
        error_messages={"required": _("Write the address or number first.")},
    )


class TimeForm(DeskForm):
    """One time of the week that suits; empty times mean that the row is not in use."""

    weekday = forms.TypedChoiceField(
        label=_("Day"), coerce=int, empty_value=None, required=False,
        choices=[("", _("Every day")), *((str(day), name) for day, name in WEEKDAYS.items())],
    )  # fmt: skip
    starts = forms.TimeField(
        label=_("Begins"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends = forms.TimeField(
        label=_("Ends"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        starts, ends = said.get("starts"), said.get("ends")
        if (starts is None) != (ends is None) and not self.errors:
            self.add_error("ends" if starts else "starts", _("Write both times, or leave both empty."))
        elif starts and ends and starts >= ends:
            self.add_error("ends", _("The time must end after it begins."))
        return said


TimeForms = forms.formset_factory(TimeForm, extra=2, max_num=40)
