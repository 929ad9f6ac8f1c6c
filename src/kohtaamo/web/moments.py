"""Moments as browsers send them from a field for day and time."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext as _

from kohtaamo.touchpoints.hours_clock import moment


def read_moment(text: str) -> datetime | None:
    """A moment from ``2026-03-29T03:30`` in the reader's zone, or one with its own offset; None when it is neither.

    A wall time that comes twice means its first coming; one that never comes means the moment the clocks jump.
    """
    try:
        found = parse_datetime(text.strip())
    except ValueError:
        return None
    if found is None or found.tzinfo is not None:
        return found
    try:
        return moment(ZoneInfo(get_current_timezone_name()), found.date(), found.time())
    except OverflowError:
        return None


class MomentField(forms.CharField):
    """A day and a time in the reader's zone, right on the nights when the clocks move."""

    widget = forms.DateTimeInput(attrs={"class": "input", "type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def clean(self, value: Any) -> datetime | None:
        text = super().clean(value)
        if not text:
            return None
        found = read_moment(text)
        if found is None:
            raise ValidationError(_("Give a day and a time."))
        return found
