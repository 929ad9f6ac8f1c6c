"""What is looked for in the journal."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kohtaamo.passage.auditing import Sought
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.forms import DeskForm


class AuditForm(DeskForm):
    """Who, what, when, which customer; all may be left empty."""

    who = forms.ModelChoiceField(
        label=_("Who"),
        queryset=Member.objects.order_by("name"),
        required=False,
        empty_label=pgettext_lazy("who did it", "Anyone"),
    )
    what = forms.CharField(
        label=_("What"),
        max_length=60,
        required=False,
        help_text=_("The beginning of its name, such as promise. or case.taken"),
        widget=forms.TextInput(attrs={"list": "kinds", "autocomplete": "off"}),
    )
    customer = forms.IntegerField(label=_("Customer's number"), required=False, min_value=1)
    case = forms.IntegerField(label=_("Number of the case"), required=False, min_value=1)
    since = forms.DateField(label=_("From the day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To the day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].widget.attrs["class"] = "input"

    @property
    def sought(self) -> Sought:
        said = self.cleaned_data if self.is_valid() else {}
        who = said.get("who")
        last = said.get("until")
        return Sought(
            who=who.journal_name if who else "", what=(said.get("what") or "").strip(), customer=said.get("customer"),
            case=said.get("case"), since=_begins(said.get("since")),
            until=_begins(last + timedelta(days=1)) if last and last < date.max else None,
        )  # fmt: skip


def _begins(day: date | None) -> datetime | None:
    return make_aware(datetime.combine(day, time.min)) if day and day.year > 1 else None
