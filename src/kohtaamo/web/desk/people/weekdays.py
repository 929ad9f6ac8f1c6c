"""The days of the week by their whole names."""

from __future__ import annotations

from django.utils.dates import WEEKDAYS


def weekdays() -> list[str]:
    """Monday to Sunday in the reader's language."""
    return [str(WEEKDAYS[number]) for number in range(7)]
