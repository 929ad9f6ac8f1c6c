"""The kept rate in words, and week by week as a picture the server draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kohtaamo.promises.queries import KeptRate, WeekRate

FEW = 10  # fewer than this are told as "6 / 6", not as a share
HEIGHT, TOP, BOTTOM = 190, 20, 150  # of the picture in pixels: the whole, and the axis from 100 % down
LEFT, RIGHT = 15.0, 97.0  # first and last week across, in per cent


def percent(share: float) -> str:
    """94 % (fi, sv), 94% (en). All and none are said only when they are true."""
    whole = round(share * 100)
    whole = 99 if whole == 100 and share < 1 else 1 if whole == 0 and share > 0 else whole
    return f"{whole}%" if get_language() == "en" else f"{whole}\u00a0%"


def interval(rate: KeptRate) -> str:
    """92–96 %."""
    return f"{round(rate.low * 100)}–{percent(rate.high) if rate.high < 1 else percent(1.0)}"


@dataclass(frozen=True)
class Sentence:
    """The state in a sentence; ``beside`` is its uncertainty, smaller."""

    text: str
    beside: str = ""


def rate_sentence(rate: KeptRate) -> Sentence:
    """How well we kept our word; counts when they are few, and what to expect when there are none."""
    if rate.share is None:
        return Sentence(_("No promise has come due in four weeks"))
    if rate.counted < FEW:
        return Sentence(_("We kept %(kept)s / %(counted)s promises") % {"kept": rate.kept, "counted": rate.counted})
    return Sentence(_("We kept %(share)s of our promises") % {"share": percent(rate.share)}, f"({interval(rate)})")


def mine_sentence(open_ones: int, late: int) -> Sentence:
    """What one has promised oneself: how many are open, how many late. Nobody's rate is counted alone."""
    if not open_ones:
        return Sentence(_("You have no open promises"))
    have = ngettext("You have %(count)s open promise", "You have %(count)s open promises", open_ones)
    beside = ngettext("%(count)s late", "%(count)s late", late) % {"count": late} if late else ""
    return Sentence(have % {"count": open_ones}, f"({beside})" if beside else "")


@dataclass(frozen=True)
class Mark:
    """One week in the picture: places as SVG takes them, and the figures of the table."""

    week: int
    x: str
    kept: int
    counted: int
    share: str = ""
    interval: str = ""
    y: float = 0.0
    y_low: float = 0.0
    y_high: float = 0.0


@dataclass(frozen=True)
class Picture:
    """The weeks and the lines of the axis as (place, label)."""

    marks: list[Mark]
    axis: list[tuple[float, int]]
    is_empty: bool
    height: int = HEIGHT
    label_y: int = BOTTOM + 24


def picture(weeks: Sequence[WeekRate]) -> Picture:
    """The picture of the weeks, first to last; the axis begins at the ten below the lowest interval."""
    counted = [week.rate for week in weeks if week.rate.counted]
    floor = min((int(rate.low * 10) * 10 for rate in counted), default=80)
    floor = min(floor, 80)
    step = (RIGHT - LEFT) / max(len(weeks) - 1, 1)
    marks = [_mark(week, f"{LEFT + step * place:.2f}%", floor) for place, week in enumerate(weeks)]
    middle = (100 + floor) // 2
    return Picture(marks, [(_y(each / 100, floor), each) for each in (floor, middle, 100)], not counted)


def _mark(week: WeekRate, x: str, floor: int) -> Mark:
    rate, number = week.rate, week.starts.isocalendar().week
    if rate.share is None:
        return Mark(number, x, 0, 0)
    share = percent(rate.share) if rate.counted >= FEW else f"{rate.kept} / {rate.counted}"
    return Mark(
        number, x, rate.kept, rate.counted, share, interval(rate),
        _y(rate.share, floor), _y(rate.low, floor), _y(rate.high, floor),
    )  # fmt: skip


def _y(share: float, floor: int) -> float:
    return round(BOTTOM - (share * 100 - floor) / (100 - floor) * (BOTTOM - TOP), 1)


def this_monday(local: datetime) -> datetime:
    """The beginning of the reader's week."""
    day = local - timedelta(days=local.weekday())
    return day.replace(hour=0, minute=0, second=0, microsecond=0)
