"""Which cases are changed at once, and by what."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kohtaamo.platform.numbers import numbers_in
from kohtaamo.web.desk.cases.forms import GiveForm
from kohtaamo.web.desk.forms import DeskForm
from kohtaamo.work.choices import Act
from kohtaamo.work.models.tags import LONGEST

MOST_CHOSEN = 2000  # ticked one by one


class BulkForm(DeskForm):
    """``which`` are the ticked ones or all of the list; ``to`` as where a case is given, ``tag`` a word."""

    which = forms.ChoiceField(choices=[("chosen", ""), ("all", "")])
    act = forms.ChoiceField(choices=Act.choices)
    to = forms.CharField(required=False, max_length=40)
    tag = forms.CharField(label=gettext_lazy("Tag"), required=False, max_length=LONGEST)
    once = forms.CharField(required=False, max_length=40)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("act") == Act.ASSIGN and not GiveForm({"to": cleaned.get("to", "")}).is_valid():
            self.add_error("to", _("Choose to whom."))
        if cleaned.get("act") in {Act.TAG, Act.UNTAG} and not cleaned.get("tag", "").strip():
            self.add_error("tag", _("Write the tag."))
        return cleaned

    def aim(self) -> dict[str, int | None]:
        """The team and owner the cases are given to."""
        given = GiveForm({"to": self.cleaned_data["to"]})
        given.is_valid()
        team, owner = given.aim()
        return {"team": team, "owner": owner}


def ticked(values: list[str]) -> list[int]:
    """The ticked cases' numbers."""
    return numbers_in(values[:MOST_CHOSEN])
