"""Times, days and numbers in the reader's way: Finnish, Swedish and English."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import formats
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

_WEEKDAYS = {
    "fi": ("ma", "ti", "ke", "to", "pe", "la", "su"),
    "sv": ("mån", "tis", "ons", "tors", "fre", "lör", "sön"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
NBSP = "\u00a0"


def _language() -> str:
    return (get_language() or "fi").split("-")[0]


def clock(at: datetime) -> str:
    """10.42 (fi, sv), 10:42 (en); a full hour stays 10.00."""
    return f"{at.hour}:{at.minute:02d}" if _language() == "en" else f"{at.hour}.{at.minute:02d}"


def short_clock(at: datetime) -> str:
    """klo 16 or klo 16.30; kl. 16; 16:00."""
    if _language() == "en":
        return clock(at)
    word = "klo" if _language() == "fi" else "kl."
    return f"{word}{NBSP}{at.hour}" if at.minute == 0 else f"{word}{NBSP}{at.hour}.{at.minute:02d}"


def day(at: datetime, today: datetime) -> str:
    """The day as short as it can be told: today, tomorrow, ke 15.10., 15.10.2024. Both local."""
    distance = (at.date() - today.date()).days
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}.get(distance)
    if near is not None:
        return near.replace(" ", NBSP)
    return date_with_weekday(at) if at.year == today.year or abs(distance) < 60 else date(at)


def date_with_weekday(at: datetime) -> str:
    """ke 15.10. (fi), ons 15.10 (sv), Wed 15 Oct (en)."""
    word = _WEEKDAYS.get(_language(), _WEEKDAYS["en"])[at.weekday()]
    if _language() == "fi":
        return f"{word}{NBSP}{at.day}.{at.month}."
    if _language() == "sv":
        return f"{word}{NBSP}{at.day}.{at.month}"
    return f"{word}{NBSP}{at.day}{NBSP}{formats.date_format(at, 'M')}"


def date(at: datetime) -> str:
    """15.10.2024 (fi, and sv as written in Finland), 15 Oct 2024 (en)."""
    if _language() in ("fi", "sv"):
        return f"{at.day}.{at.month}.{at.year}"
    return f"{at.day} {formats.date_format(at, 'M Y')}"


def day_and_clock(at: datetime, today: datetime) -> str:
    """tänään 10.42; ke 15.10. klo 16."""
    near = abs((at.date() - today.date()).days) <= 1
    return f"{day(at, today)}{NBSP}{clock(at)}" if near and at <= today else f"{day(at, today)} {short_clock(at)}"


def duration(span: timedelta) -> str:
    """26 min; 1 t 52 min; 4 päivää. Minutes are the finest anyone needs."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes}{NBSP}min"
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        short_hour = pgettext("short for hours", "h")
        return f"{hours}{NBSP}{short_hour} {rest}{NBSP}min" if rest else f"{hours}{NBSP}{short_hour}"
    days = hours // 24
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": f"{days}"}


def duration_parts(span: timedelta) -> tuple[str, str]:
    """A duration as its number and its last unit, to be set in two sizes: ("1 t 52", "min"), ("4", "päivää")."""
    number, _space, unit = duration(max(span, timedelta())).replace(NBSP, " ").rpartition(" ")
    return number.replace(" ", NBSP), unit


def long_day(at: datetime) -> str:
    """Tiistai 14. lokakuuta (fi), Tisdag 14 oktober (sv), Tuesday 14 October (en)."""
    dot = "." if _language() == "fi" else ""
    said = f"{formats.date_format(at, 'l')} {at.day}{dot}{NBSP}{formats.date_format(at, 'E')}"
    return said[:1].upper() + said[1:]


def short_day(at: datetime) -> str:
    """14.10. (fi), 14.10 (sv), 14 Oct (en): where there is room for little."""
    if _language() in ("fi", "sv"):
        return f"{at.day}.{at.month}{'.' if _language() == 'fi' else ''}"
    return f"{at.day}{NBSP}{formats.date_format(at, 'M')}"


def number_word(count: int) -> str:
    """A number that begins a sentence: in words from two to ten, else in digits with thousands apart.

    One is left to the sentence itself: its form follows what is counted (Swedish ``en`` and ``ett``).
    """
    words = {
        2: pgettext("begins a sentence", "Two"), 3: pgettext("begins a sentence", "Three"),
        4: pgettext("begins a sentence", "Four"), 5: pgettext("begins a sentence", "Five"),
        6: pgettext("begins a sentence", "Six"), 7: pgettext("begins a sentence", "Seven"),
        8: pgettext("begins a sentence", "Eight"), 9: pgettext("begins a sentence", "Nine"),
        10: pgettext("begins a sentence", "Ten"),
    }  # fmt: skip
    return words.get(count) or thousands_apart(count)


def thousands_apart(count: int) -> str:
    """4 812 (fi, sv), 4,812 (en)."""
    return f"{count:,}" if _language() == "en" else f"{count:,}".replace(",", NBSP)


def size(count: int) -> str:
    """A number of bytes in the largest unit that leaves at least one: 812 kt, 57,7 Gt (fi), 57.7 GB (en)."""
    units = (_("%(size)s B"), _("%(size)s kB"), _("%(size)s MB"), _("%(size)s GB"), _("%(size)s TB"))
    step = min(max(count.bit_length() - 1, 0) // 10, len(units) - 1)
    left = count / 1024**step
    finest = 1 if step and left < 100 else 0
    return units[step] % {"size": formats.number_format(round(left, finest), finest)}


def from_day_to_day(begins: datetime, ends: datetime, today: datetime) -> str:
    """Two moments as one stretch: ma 23.11. – su 29.11. when both are midnights, else with their clocks. All local."""
    if (begins.hour, begins.minute, ends.hour, ends.minute) != (0, 0, 0, 0):
        return f"{day_and_clock(begins, today)} – {day_and_clock(ends, today)}"
    last = ends - timedelta(days=1)
    return day(begins, today) if last <= begins else f"{day(begins, today)} – {day(last, today)}"


def weekday_word(weekday: int) -> str:
    """ma, mån, Mon: the short name of a weekday, Monday is 0."""
    return _WEEKDAYS.get(_language(), _WEEKDAYS["en"])[weekday]
