"""One day out of several that were said side by side."""

from dataclasses import replace

from kohtaamo.promises.phrases.days import (
    Dated,
    DayRule,
    InDays,
    InMonths,
    InWorkingDays,
    Month,
    NumberedWeek,
    Week,
    Weekday,
    WeekdayOfNumber,
)
from kohtaamo.promises.phrases.feasts import AfterFeast

_PLACED_BY_A_DATE = Weekday | Week | NumberedWeek | Month | InDays | InWorkingDays | InMonths


def joined(first: DayRule | None, second: DayRule | None) -> DayRule | None:
    """One day out of two that were said side by side ("Friday" and "5.12."); None when they disagree."""
    if first is None or second is None or first == second:
        return first or second
    return _narrowed(first, second) or _narrowed(second, first)


def _narrowed(first: DayRule, second: DayRule) -> DayRule | None:
    """The more exact of the two, when `second` only says it again or only places it in a week."""
    if isinstance(first, Dated) and isinstance(second, _PLACED_BY_A_DATE):
        return first
    if not isinstance(first, Weekday):
        return first if isinstance(first, InDays) and isinstance(second, Week) else None
    if isinstance(second, Week):
        return replace(first, week=second.week)
    if isinstance(second, AfterFeast):
        return replace(second, weekday=first.weekday)
    if isinstance(second, NumberedWeek):
        return WeekdayOfNumber(second.number, first.weekday)
    return _weeks_from(first, second)


def _weeks_from(weekday: Weekday, second: DayRule) -> DayRule | None:
    if isinstance(second, InWorkingDays):
        return weekday
    if not isinstance(second, InDays):
        return None
    whole_weeks = second.days > 0 and second.days % 7 == 0
    return replace(weekday, week=second.days // 7) if whole_weeks else second
