"""Which case is meant, and what becomes of it."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.platform.numbers import number_in
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.forms import DeskForm
from kohtaamo.work.choices import LinkKind
from kohtaamo.work.together import lives_on

_NUMBER = re.compile(r"\s*(?:k\s*-?|#)?\s*(\d{1,15})\s*", re.IGNORECASE)


class CaseField(forms.CharField):
    """A case by its number, K-12 or 12; one joined to another means that one."""

    viewer: Member

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = _NUMBER.fullmatch(text)
        number = int(found[1]) if found else 0
        case = lives_on(self.viewer, number) or visible_cases(self.viewer).filter(pk=number, merged_into=None).first()
        if case is None:
            raise ValidationError(_("You see no case of this number. Check it, or ask the team that has it."))
        return case


class JoiningForm(DeskForm):
    """``chosen`` is one of the customer's own cases, ``number`` any other."""

    chosen = forms.CharField(required=False)
    number = CaseField(label=gettext_lazy("Number of the case"), max_length=20, required=False)
    confirmed = forms.BooleanField(label=gettext_lazy("They may read what the other wrote"), required=False)

    def __init__(self, *args: Any, viewer: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].viewer = viewer  # type: ignore[attr-defined]
        self._viewer = viewer

    def clean_chosen(self) -> Case | None:
        text = self.cleaned_data["chosen"]
        return visible_cases(self._viewer).filter(pk=number_in(text) or 0).first()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not (cleaned.get("number") or cleaned.get("chosen")):
            self.add_error("number", _("Choose a case, or write its number."))
        return cleaned

    @property
    def winner(self) -> Case:
        found: Case = self.cleaned_data.get("number") or self.cleaned_data["chosen"]
        return found


class LinkForm(DeskForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("This case"), choices=[each for each in LinkKind.choices if each[0] != LinkKind.SPLIT]
    )
    number = CaseField(label=gettext_lazy("Number of the other case"), max_length=20)

    def __init__(self, *args: Any, viewer: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].viewer = viewer  # type: ignore[attr-defined]


class SplittingForm(DeskForm):
    subject = forms.CharField(label=gettext_lazy("What the other matter is about"), max_length=300)
    messages = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, choices: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["messages"].choices = [(str(pk), str(pk)) for pk in choices]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["messages"]]
