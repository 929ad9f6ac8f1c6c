"""What a person fills in at the encounter page: read, checked and kept as typed when something is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kohtaamo.encounters.choices import Feeling, Outcome
from kohtaamo.encounters.errors import LeavesTooLate
from kohtaamo.platform.errors import Invalid
from kohtaamo.promises.choices import Form, Source
from kohtaamo.promises.commands.make import Terms
from kohtaamo.web.moments import read_moment

_BETWEEN = re.compile(r"[,;\s]+")


def _line(**attributes: Any) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "input", "autocomplete": "off", **attributes})


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"class": "input", "type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class AddressesField(forms.CharField):
    """Mail addresses with commas, semicolons or spaces between."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=2000, **kwargs)

    def clean(self, value: Any) -> list[str]:
        found = [word for word in _BETWEEN.split(super().clean(value)) if word]
        for address in found:
            try:
                validate_email(address)
            except ValidationError as problem:
                raise ValidationError(_("%(address)s is not a whole address.") % {"address": address}) from problem
        return found


class ReplyForm(forms.Form):
    """An answer: the words, to whom, who gets a copy, and what was before the writer's eyes (``seen``).

    ``leave`` is the button that sends it later: a moment, or ``own`` for the one written in ``leave_own``.
    """

    text = forms.CharField(required=False, max_length=100_000, strip=False)
    to = forms.CharField(required=False, max_length=320)
    more = AddressesField(required=False)
    copies = AddressesField(required=False)
    blind = AddressesField(required=False)
    seen = forms.IntegerField(required=False, min_value=0)
    once = forms.CharField(required=False, max_length=40)
    leave = forms.CharField(required=False, max_length=40)
    leave_own = forms.CharField(required=False, max_length=40)

    def __init__(self, *args: Any, addresses: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.addresses = {address.lower(): address for address in addresses}

    def clean_to(self) -> str:
        wanted = self.cleaned_data["to"].strip()
        if wanted and wanted.lower() not in self.addresses:
            raise ValidationError(_("Nobody in this matter has this address. Add it on the customer's page first."))
        return self.addresses.get(wanted.lower(), "")

    def clean_seen(self) -> int:
        return self.cleaned_data["seen"] or 0

    def leave_at(self) -> datetime | None:
        """When the answer is to leave; None for now. Raises ``LeavesTooLate`` when that cannot be read."""
        if not (leave := self.cleaned_data["leave"]):
            return None
        found = read_moment(self.cleaned_data["leave_own"] if leave == "own" else leave)
        if found is None:
            raise LeavesTooLate
        return found


class WordsForm(forms.Form):
    """Words of a note or a draft; the draft says which of the two it will be."""

    text = forms.CharField(required=False, max_length=100_000, strip=False)
    kind = forms.ChoiceField(required=False, choices=[("answer", ""), ("note", "")])
    once = forms.CharField(required=False, max_length=40)


class PromiseForm(forms.Form):
    """A promise: what, by when, in what form."""

    what = forms.CharField(label=gettext_lazy("What do we promise?"), max_length=300, widget=_line())
    due_at = forms.DateTimeField(label=gettext_lazy("By when?"), widget=_moment())
    form = forms.ChoiceField(
        label=gettext_lazy("In what form?"),
        choices=Form.choices,
        initial=Form.ANY,
        required=False,
        widget=forms.Select(attrs={"class": "input"}),
    )

    def terms(self, source: str = Source.HAND) -> Terms:
        """The terms the register takes."""
        filled = self.cleaned_data
        return Terms(what=filled["what"], due_at=filled["due_at"], form=filled["form"] or Form.ANY, source=source)


def recorded_terms(data: QueryDict) -> list[Terms]:
    """The promises recorded while writing: hidden fields, one of each for every promise. Raises ``Invalid``."""
    found = _promise_forms(data)
    if not all(form.is_valid() for form in found):
        raise Invalid(_("One of the promises is missing its words or its time."))
    return [form.terms(Source.TEXT) for form in found]


def readable_terms(data: Mapping[str, Any]) -> list[Terms]:
    """Those of the recorded promises that are whole, to be shown again in the composer."""
    found = _promise_forms(data) if isinstance(data, QueryDict) else []
    return [form.terms(Source.TEXT) for form in found if form.is_valid()]


def _promise_forms(data: QueryDict) -> list[PromiseForm]:
    fields = (data.getlist(name) for name in ("promise_what", "promise_due_at", "promise_form"))
    return [
        PromiseForm({"what": what, "due_at": due_at, "form": form}) for what, due_at, form in zip(*fields, strict=False)
    ]


class FeelingForm(forms.Form):
    """A feeling, one of five."""

    feeling = forms.TypedChoiceField(choices=Feeling.choices, coerce=int)


class EndingForm(forms.Form):
    """How the meeting ended, and with what feeling when it was noted."""

    outcome = forms.ChoiceField(choices=Outcome.choices)
    feeling = forms.TypedChoiceField(choices=Feeling.choices, coerce=int, required=False, empty_value=None)


class ForWhomForm(forms.Form):
    """Whom the matter concerns."""

    for_whom = forms.CharField(
        label=gettext_lazy("Whose matter is this?"), max_length=200, required=False, widget=_line()
    )


class GiveForm(forms.Form):
    """To whom the case is given: ``3`` is a team, ``3-12`` a person in it."""

    to = forms.RegexField(r"\A\d{1,18}(-\d{1,18})?\Z", label=gettext_lazy("To whom?"))
    word = forms.CharField(label=gettext_lazy("A word to go with it"), max_length=200, required=False, widget=_line())

    def aim(self) -> tuple[int, int | None]:
        """The ids of the team and the person."""
        team, _dash, member = self.cleaned_data["to"].partition("-")
        return int(team), int(member) if member else None
