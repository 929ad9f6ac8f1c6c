"""What a customer may fill in on their own page."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from kohtaamo.customers.choices import Way
from kohtaamo.customers.models import Customer
from kohtaamo.platform.time import now
from kohtaamo.web.languages import LanguageSelect, own_names

PERIODS = {"morning": (time(8), time(12)), "afternoon": (time(12), time(16)), "evening": (time(16), time(20))}


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; an empty one is as welcome as any other."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        return [super(FilesField, self).clean(file, initial) for file in files]


class MessageForm(forms.Form):
    text = forms.CharField(
        label=_("Your message"), required=False, max_length=50_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    files = FilesField(  # type: ignore[assignment]
        label=_("Add files or pictures"), required=False, allow_empty_file=True
    )
    once = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class CallForm(forms.Form):
    number = forms.CharField(
        label=_("Which number shall we call?"),
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    soon = forms.ChoiceField(
        label=_("When would suit you?"),
        choices=[("now", _("As soon as possible")), ("at", _("At a time I choose"))],
        initial="now",
        widget=forms.RadioSelect,
    )
    at = forms.DateTimeField(
        label=_("Day and time"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("soon") == "at" and not data.get("at"):
            self.add_error("at", _("Choose the day and time that suit you."))
        if data.get("soon") == "at" and data.get("at") and data["at"] < now():
            self.add_error("at", _("That time has passed. Choose a later one."))
        return data

    @property
    def wished_at(self) -> datetime | None:
        return cast("datetime | None", self.cleaned_data["at"]) if self.cleaned_data["soon"] == "at" else None


class MannerForm(forms.Form):
    way = forms.ChoiceField(label=_("How shall we be in touch?"), required=False, choices=Way.choices)
    language = forms.ChoiceField(label=_("In which language?"), choices=own_names, widget=LanguageSelect)
    times = forms.MultipleChoiceField(
        label=_("When does a call suit you?"),
        required=False,
        choices=[("morning", _("In the morning, 8–12")), ("afternoon", _("In the afternoon, 12–16")), ("evening", _("In the evening, 16–20"))],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    wishes = forms.CharField(
        label=_("Is there something we should know when we serve you?"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    @classmethod
    def of(cls, customer: Customer, language: str) -> MannerForm:
        known = {(row.starts, row.ends) for row in customer.contact_times.all()}
        return cls(
            initial={
                "way": customer.way, "language": customer.language or language, "wishes": customer.wishes,
                "times": [name for name, period in PERIODS.items() if period in known],
            }
        )  # fmt: skip
