"""Granting a mandate and describing a kind of decision, as a person fills them in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kohtaamo.mandates.amounts import as_typed, read
from kohtaamo.mandates.choices import DefaultAnswer, Period, Unit
from kohtaamo.mandates.commands.kind import LANGUAGES, Manner
from kohtaamo.mandates.commands.mandate import Limits
from kohtaamo.mandates.errors import AmountMissing
from kohtaamo.mandates.models import Kind
from kohtaamo.mandates.models.kind import built_in_name
from kohtaamo.staff.models import Member, Role, Team
from kohtaamo.touchpoints.models import Touchpoint
from kohtaamo.web.desk.forms import DeskForm

_MODELS: dict[str, type[Role] | type[Team] | type[Member]] = {"role": Role, "team": Team, "member": Member}


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def read_amount(form: forms.Form, name: str, unit: str) -> int | None:
    """The amount typed in a field, None when it is empty; nonsense is said beside it. A yes or no is counted."""
    typed = str(form.cleaned_data.get(name) or "").strip()
    if not typed:
        return None
    try:
        return read(Unit.DAYS if unit == Unit.NONE else unit, typed)
    except AmountMissing as problem:
        form.add_error(name, str(problem.sentence))
        return None


class GrantForm(DeskForm):
    """To whom, what, how much, where and until when."""

    kind = forms.ModelChoiceField(
        label=gettext_lazy("What"), queryset=Kind.objects.filter(is_active=True), empty_label=None
    )
    to = forms.ChoiceField(label=gettext_lazy("To whom"))
    touchpoint = forms.ModelChoiceField(
        label=gettext_lazy("Where"), queryset=Touchpoint.objects.filter(is_active=True), required=False,
        empty_label=gettext_lazy("Everywhere"),
    )  # fmt: skip
    per_encounter = forms.CharField(
        label=gettext_lazy("In one meeting at most"), max_length=20,
        help_text=gettext_lazy("Euros, days, or how many times for a yes or no."),
    )  # fmt: skip
    per_customer = forms.CharField(label=gettext_lazy("To one customer in the period"), max_length=20, required=False)
    per_person = forms.CharField(label=gettext_lazy("By one person in the period"), max_length=20, required=False)
    period = forms.ChoiceField(label=gettext_lazy("The period is"), choices=Period.choices, initial=Period.MONTH)
    valid_from = forms.DateField(label=pgettext_lazy("a day", "From"), required=False, widget=_day())
    valid_to = forms.DateField(label=gettext_lazy("To and including"), required=False, widget=_day())

    GROUPS = (
        (gettext_lazy("Who may decide what"), "kind to touchpoint", "two"),
        (gettext_lazy("How much"), "per_encounter per_customer per_person period", "two"),
        (gettext_lazy("When"), "valid_from valid_to", "two"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = _holders()  # type: ignore[attr-defined]
        for name in ("per_encounter", "per_customer", "per_person"):
            self.fields[name].widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})

    def clean(self) -> dict[str, Any]:
        filled = super().clean() or self.cleaned_data
        if kind := filled.get("kind"):
            amounts = {
                name: read_amount(self, name, kind.unit) for name in ("per_encounter", "per_customer", "per_person")
            }
            filled.update(amounts)
        return filled

    def to_one(self) -> Role | Team | Member:
        """The role, team or person chosen."""
        model, _colon, number = self.cleaned_data["to"].partition(":")
        return _MODELS[model].objects.get(pk=int(number))

    def limits(self) -> Limits:
        filled = self.cleaned_data
        return Limits(filled["per_encounter"], filled["per_customer"], filled["per_person"], filled["period"])

    def times(self) -> dict[str, datetime | None]:
        """From the first moment of the first day to the last of the last, in the reader's zone."""
        begins, ends = self.cleaned_data["valid_from"], self.cleaned_data["valid_to"]
        return {
            "valid_from": make_aware(datetime.combine(begins, time.min)) if begins else None,
            "valid_to": make_aware(datetime.combine(ends + timedelta(days=1), time.min)) if ends else None,
        }


def _holders() -> list[tuple[str, list[tuple[str, str]]]]:
    people = Member.objects.filter(is_active=True).order_by("name")
    return [
        (_("Roles"), [(f"role:{each.pk}", str(each)) for each in Role.objects.order_by("pk")]),
        (_("Teams"), [(f"team:{each.pk}", str(each)) for each in Team.objects.filter(is_active=True)]),
        (_("People"), [(f"member:{each.pk}", str(each)) for each in people]),
    ]


class KindForm(DeskForm):
    """How a kind is named, told and answered. ``{amount}``, ``{name}`` and ``{me}`` are filled in when it is told."""

    name_fi = forms.CharField(label=gettext_lazy("Name in Finnish"), max_length=60, required=False)
    name_sv = forms.CharField(label=gettext_lazy("Name in Swedish"), max_length=60, required=False)
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=60, required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Counted in"), choices=Unit.choices, required=False)
    usual_amount = forms.CharField(
        label=gettext_lazy("Usual amount"), max_length=20, required=False,
        help_text=gettext_lazy("Stands ready in the form. Euros or days."),
    )  # fmt: skip
    told_fi = forms.CharField(
        label=gettext_lazy("Told in Finnish"), required=False, max_length=4000, widget=forms.Textarea,
        help_text=gettext_lazy(
            "{amount}, {name} and {me} are filled in. One line gets a greeting and an ending. Empty: our own words."
        ),
    )  # fmt: skip
    told_sv = forms.CharField(
        label=gettext_lazy("Told in Swedish"), required=False, max_length=4000, widget=forms.Textarea
    )
    told_en = forms.CharField(
        label=gettext_lazy("Told in English"), required=False, max_length=4000, widget=forms.Textarea
    )
    default_answer = forms.ChoiceField(
        label=gettext_lazy("A request nobody answers"), choices=DefaultAnswer.choices, required=False
    )
    default_minutes = forms.IntegerField(
        label=gettext_lazy("After how many minutes"), min_value=1, max_value=10_000, initial=30
    )
    default_most = forms.CharField(
        label=gettext_lazy("Granted by default at most"), max_length=20, required=False,
        help_text=gettext_lazy("More than this waits for a person. Empty: no limit."),
    )  # fmt: skip
    is_active = forms.BooleanField(label=gettext_lazy("In use"), required=False, initial=True)

    GROUPS = (
        (gettext_lazy("What it is"), "name_fi name_sv name_en unit usual_amount is_active", "two"),
        (gettext_lazy("What the customer is told"), "told_fi told_sv told_en", ""),
        (gettext_lazy("When nobody answers a request"), "default_answer default_minutes default_most", "two"),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, kind: Kind | None = None, **kwargs: Any) -> None:
        initial = _as_filled(kind) if kind else None
        super().__init__(data, initial=initial, **kwargs)
        self.kind = kind
        if kind is not None:
            self.fields["unit"].disabled = True
        for language in LANGUAGES:
            self.fields[f"told_{language}"].widget.attrs |= {"rows": 3, "lang": language}
            self.fields[f"name_{language}"].widget.attrs["lang"] = language
            if kind is not None and kind.is_built_in:
                self.fields[f"name_{language}"].widget.attrs["placeholder"] = built_in_name(kind.code, language)

    def clean(self) -> dict[str, Any]:
        filled = super().clean() or self.cleaned_data
        unit = self.kind.unit if self.kind else filled.get("unit") or Unit.MONEY
        filled["unit"] = unit
        for name in ("usual_amount", "default_most"):
            filled[name] = read_amount(self, name, unit)
        return filled

    def manner(self) -> Manner:
        filled = self.cleaned_data
        return Manner(
            names={language: filled[f"name_{language}"] for language in LANGUAGES},
            told={language: filled[f"told_{language}"] for language in LANGUAGES},
            usual_amount=filled["usual_amount"], default_answer=filled["default_answer"],
            default_minutes=filled["default_minutes"], default_most=filled["default_most"],
            is_active=filled["is_active"],
        )  # fmt: skip


def _as_filled(kind: Kind) -> dict[str, Any]:
    names = [f"{part}_{language}" for part in ("name", "told") for language in LANGUAGES]
    plain = ["unit", "default_answer", "default_minutes", "is_active", *names]
    unit = Unit.DAYS if kind.unit == Unit.NONE else kind.unit
    amounts = {
        name: as_typed(unit, much)
        for name in ("usual_amount", "default_most")
        if (much := getattr(kind, name)) is not None
    }
    return {**{name: getattr(kind, name) for name in plain}, **amounts}
