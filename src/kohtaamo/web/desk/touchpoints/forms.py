"""Forms for touchpoints, locations, hours and mailboxes."""

from __future__ import annotations

import re
from datetime import time
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kohtaamo.staff.models import Member, Team
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.touchpoints.models import Hours, Location
from kohtaamo.web.desk.forms import DeskForm
from kohtaamo.web.zones import zone_choices

WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
_PERIOD = re.compile(r"\s*(\d{1,2})(?:[.:](\d{2}))?\s*[-–]\s*(\d{1,2})(?:[.:](\d{2}))?\s*")


class TouchpointForm(DeskForm):
    name = forms.CharField(label=_("Name"), max_length=120)
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices)
    team = forms.ModelChoiceField(
        label=_("Team that answers"), queryset=Team.objects.filter(is_active=True), empty_label=_("Choose a team")
    )
    location = forms.ModelChoiceField(
        label=_("Location"), queryset=Location.objects.all(), required=False, empty_label=_("At no location")
    )
    owner = forms.ModelChoiceField(
        label=_("Owner"), queryset=Member.objects.filter(is_active=True), required=False, empty_label=_("No one yet"),
        help_text=_("Who is responsible for how this touchpoint works."),
    )  # fmt: skip
    hours = forms.ModelChoiceField(
        label=_("Opening hours"), queryset=Hours.objects.all(), required=False, empty_label=_("Always open")
    )
    answer_minutes = forms.IntegerField(
        label=_("Answered within, in minutes of open time"), required=False, min_value=1, max_value=60 * 24 * 60,
        help_text=_("A promise to every customer who writes here. Leave empty to promise nothing."),
    )  # fmt: skip
    answer_is_public = forms.BooleanField(label=_("Tell the customer this time"), required=False, initial=True)
    language = forms.ChoiceField(label=_("Language, when the customer's is not known"), choices=settings.LANGUAGES)
    thanks_wake = forms.BooleanField(
        label=_("Bring a case back also when the customer only thanks"), required=False,
        help_text=_("Otherwise a message that is thanks and nothing else is kept in its case and wakes nobody."),
    )  # fmt: skip
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    GROUPS = (
        (_("What it is"), "name channel location language is_active", "two"),
        (_("Who answers"), "team owner", "two"),
        (_("When it is answered"), "hours answer_minutes answer_is_public thanks_wake", "two"),
    )


class LocationForm(DeskForm):
    name = forms.CharField(label=_("Name"), max_length=120)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)


class PeriodsField(forms.CharField):
    """The periods of a day in one line: 9–12, 13–17.30. Empty is closed; 24 is the end of the day."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=120, **kwargs)

    def clean(self, value: Any) -> list[tuple[time, time]]:
        text = super().clean(value)
        periods = []
        for part in filter(None, (piece.strip() for piece in text.split(","))):
            match = _PERIOD.fullmatch(part)
            if match is None:
                raise forms.ValidationError(_("Write the hours like 9–12, 13–17.30."))
            periods.append((_clock(match[1], match[2]), _clock(match[3], match[4])))
        return periods


def _clock(hour: str, minute: str | None) -> time:
    if int(hour) == 24 and int(minute or 0) == 0:
        return time(0, 0)
    try:
        return time(int(hour), int(minute or 0))
    except ValueError as problem:
        raise forms.ValidationError(
            _("There is no such time of day. Write the hours like 9–12, 13–17.30.")
        ) from problem


def shown_periods(periods: list[tuple[time, time]]) -> str:
    """Periods as they are written in the form."""
    return ", ".join(f"{_shown(opens)}–{_shown(closes, is_end=True)}" for opens, closes in periods)


def _shown(at: time, is_end: bool = False) -> str:
    hour = 24 if is_end and at == time(0, 0) else at.hour
    return f"{hour}.{at.minute:02d}" if at.minute else f"{hour}"


class HoursForm(DeskForm):
    name = forms.CharField(label=_("Name"), max_length=120)
    zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices)
    always = forms.BooleanField(label=_("Open day and night"), required=False)
    holidays_closed = forms.BooleanField(label=_("Closed on Finnish public holidays"), required=False, initial=True)

    GROUPS = (
        (_("What it is"), "name zone", "two"),
        (_("The week"), " ".join(f"day{weekday}" for weekday in range(7)), "days"),
        (_("Otherwise"), "always holidays_closed", ""),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        for weekday, name in enumerate(WEEKDAYS):
            self.base_fields[f"day{weekday}"] = PeriodsField(
                label=name, help_text=_("For example 9–12, 13–17.30. Empty: closed.") if weekday == 0 else ""
            )
        super().__init__(*args, **kwargs)

    @property
    def periods(self) -> list[tuple[int, time, time]]:
        return [(day, opens, closes) for day in range(7) for opens, closes in self.cleaned_data[f"day{day}"]]

    @classmethod
    def of(cls, hours: Hours | None) -> HoursForm:
        if hours is None:
            return cls(initial={"zone": settings.TIME_ZONE, "holidays_closed": True})
        days: dict[int, list[tuple[time, time]]] = {}
        for period in hours.periods.all():
            days.setdefault(period.weekday, []).append((period.opens, period.closes))
        lines = {f"day{day}": shown_periods(periods) for day, periods in days.items()}
        known = {
            "name": hours.name,
            "zone": hours.zone,
            "always": hours.always,
            "holidays_closed": hours.holidays_closed,
        }
        return cls(initial={**known, **lines})


class ExceptionForm(DeskForm):
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    hours = PeriodsField(label=_("Open, empty: closed"))
    note = forms.CharField(label=_("Why"), max_length=120, required=False)
