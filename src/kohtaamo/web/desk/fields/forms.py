"""What is written of a field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kohtaamo.staff.models import Team
from kohtaamo.web.desk.forms import DeskForm, ManyField
from kohtaamo.work.choices import FieldKind, Target
from kohtaamo.work.commands.fields import Shape
from kohtaamo.work.models import Field

SPARE = 3  # empty rows for new options


class FieldForm(DeskForm):
    target = forms.ChoiceField(label=_("Asked of"), choices=Target.choices)
    kind = forms.ChoiceField(label=_("What is written"), choices=FieldKind.choices)
    name_fi = forms.CharField(label=_("name in Finnish"), max_length=80)
    name_sv = forms.CharField(label=_("name in Swedish"), max_length=80, required=False)
    name_en = forms.CharField(label=_("name in English"), max_length=80, required=False)
    help_fi = forms.CharField(label=_("Help in Finnish"), max_length=200, required=False)
    help_sv = forms.CharField(label=_("Help in Swedish"), max_length=200, required=False)
    help_en = forms.CharField(label=_("Help in English"), max_length=200, required=False)
    is_required = forms.BooleanField(
        label=_("Needed before a case is settled"), required=False, help_text=_("Holds for fields of cases.")
    )
    teams = ManyField(
        label=_("Only these teams see it"), queryset=Team.objects.filter(is_active=True), required=False,
        help_text=_("None chosen: everyone who sees what it belongs to."), widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    place = forms.IntegerField(label=_("Place in the order"), min_value=0, max_value=999, required=False)
    is_active = forms.BooleanField(label=_("In use"), required=False)

    GROUPS = (
        (_("What it is called"), "name_fi name_sv name_en", ""),
        (_("What is asked"), "target kind is_required is_active place", ""),
        (_("Help beside it"), "help_fi help_sv help_en", ""),
        (_("Who sees it"), "teams", ""),
    )

    def __init__(self, *args: Any, known: Field | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known = known
        if known is not None:
            for name in ("target", "kind"):
                self.fields[name].disabled = True
                self.initial[name] = getattr(known, name)

    def shape(self, options: list[dict[str, Any]]) -> Shape:
        """What the command takes."""
        cleaned = dict(self.cleaned_data)
        return Shape(**{**cleaned, "place": cleaned["place"] or 0, "teams": list(cleaned["teams"])}, options=options)


def options_of(data: QueryDict) -> list[dict[str, Any]]:
    """The rows of options as they were written; a row without a Finnish name is none."""
    columns = [data.getlist(f"option_{name}") for name in ("key", "fi", "sv", "en")]
    retired = set(data.getlist("option_retired"))
    rows = [dict(zip(("key", "fi", "sv", "en"), row, strict=True)) for row in zip(*columns, strict=False)]
    return [{**row, "retired": bool(row["key"]) and row["key"] in retired} for row in rows]


def filled(field: Field) -> FieldForm:
    """The form with what is known."""
    names = ["name_fi", "name_sv", "name_en", "help_fi", "help_sv", "help_en", "is_required", "is_active", "place"]
    initial: dict[str, Any] = {name: getattr(field, name) for name in names}
    initial["teams"] = [team.pk for team in field.teams.all()]
    return FieldForm(initial=initial, known=field)
