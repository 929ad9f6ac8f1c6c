"""Template tags every page may use: icons, faces, promise glyphs, times in the reader's way."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from kohtaamo.encounters.choices import Feeling
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import Standing
from kohtaamo.promises.models import Promise
from kohtaamo.promises.rules import standing
from kohtaamo.web.icons import icons
from kohtaamo.web.wording import (
    clock,
    date_with_weekday,
    day,
    day_and_clock,
    duration,
    from_day_to_day,
    size,
    thousands_apart,
    weekday_word,
)
from kohtaamo.web.wording import date as date_with_year

register = template.Library()


@register.simple_tag
def icon(name: str, extra: str = "", label: str = "") -> SafeString:
    """An icon drawn in the page; silent for screen readers unless it has a label."""
    return _drawn(name, extra, str(label))


@lru_cache(maxsize=1024)
def _drawn(name: str, extra: str, label: str) -> SafeString:
    box, inside = icons()[name]
    spoken = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html('<svg class="icon {}" viewBox="{}" {}>{}</svg>', extra, box, spoken, SafeString(inside))


@register.filter
def unbroken(text: str) -> SafeString:
    """A number or a name that stays on one line."""
    return format_html('<span class="nowrap">{}</span>', text)


@register.filter
def may_break(address: str) -> SafeString:
    """An address that goes on to the next line after its @, where it must, rather than within a word."""
    return format_html_join(SafeString("@<wbr>"), "{}", ((part,) for part in address.split("@")))


@register.inclusion_tag("parts/face.html")
def face(feeling: int | None, worded: bool = False) -> dict[str, Any]:
    """A feeling as one of five faces; the word is always there for a screen reader."""
    return {"feeling": feeling, "word": Feeling(feeling).label if feeling else "", "worded": worded}


_GLYPHS = {
    Standing.OPEN: "open", Standing.RISK: "risk", Standing.LATE: "late",
    Standing.KEPT: "kept", Standing.BROKEN: "late", Standing.WITHDRAWN: "gone",
}  # fmt: skip


@register.simple_tag
def promise_glyph(promise: Promise) -> SafeString:
    """The sign of how a promise stands now, with its word."""
    how = standing(promise, now())
    return icon(f"p-{_GLYPHS[how]}", f"pg {_GLYPHS[how]}", str(how.label))


@register.simple_tag(name="standing")
def standing_of(promise: Promise) -> Standing:
    """How a promise stands now."""
    return standing(promise, now())


@register.filter
def in_clock(at: datetime | None) -> str:
    """10.42 in Finnish and Swedish, 10:42 in English."""
    return clock(localtime(at)) if at else ""


@register.filter
def in_day(at: datetime | None) -> str:
    """today, yesterday, ma 13.10., 13.10.2024: as short as it can be told from now."""
    return day(localtime(at), localtime()) if at else ""


@register.filter
def in_day_and_clock(at: datetime | None) -> str:
    """tänään 10.42; ke 15.10. klo 16."""
    return day_and_clock(localtime(at), localtime()) if at else ""


@register.filter
def how_long(since: datetime | None) -> str:
    """The time from then to now in minutes, hours or days."""
    return duration(now() - since) if since else ""


@register.filter
def how_long_until(until: datetime | None) -> str:
    """The time from now to then, never negative."""
    return duration(max(until - now(), now() - now())) if until else ""


@register.filter
def as_duration(span: timedelta | None) -> str:
    """A length of time in minutes, hours or days; a dash when it is not known."""
    return duration(span) if span is not None else "–"


@register.filter
def minutes(count: int) -> str:
    """A number of minutes as a length of time."""
    return duration(timedelta(minutes=count))


@register.filter
def in_date(on: date) -> str:
    """ke 15.10. (fi), ons 15.10 (sv), Wed 15 Oct (en)."""
    return date_with_weekday(datetime.combine(on, time(12)))


@register.filter
def in_year(on: date) -> str:
    """15.10.2024 (fi and sv), 15 Oct 2024 (en)."""
    return date_with_year(datetime.combine(on, time(12)))


@register.filter
def last_day(until: datetime) -> str:
    """The last day before a moment at which something is over, as short as it can be told."""
    return day(localtime(until - timedelta(seconds=1)), localtime())


@register.filter
def until_moment(begins: datetime, ends: datetime) -> str:
    """A stretch of time, whole days without their clocks."""
    return from_day_to_day(localtime(begins), localtime(ends), localtime())


@register.filter
def in_bytes(count: int | None) -> str:
    """A size on disk: 19,7 Mt (fi), 19.7 MB (en)."""
    return size(count or 0)


@register.filter
def apart(count: int | None) -> str:
    """A number with its thousands apart: 42 436 (fi, sv), 42,436 (en)."""
    return thousands_apart(count or 0)


@register.filter
def option_name(option: dict[str, Any], field: Any) -> str:
    """An option of one of the house's own fields, in the reader's language."""
    return str(field.option_name(option["key"]))


@register.filter
def weekday(number: int) -> str:
    """The short name of a weekday, Monday is 0."""
    return weekday_word(number)


@register.filter
def periods(period: Any) -> str:
    """9–12.30: a period with ``opens`` and ``closes``."""
    return f"{clock_of(period.opens)}–{clock_of(period.closes)}"


def clock_of(at: time) -> str:
    """A wall time without a date: 9.00; midnight closes at 24."""
    return clock(datetime.combine(date(2000, 1, 3), at))
