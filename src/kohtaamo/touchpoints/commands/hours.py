"""Setting opening hours: several periods a day, exceptions, public holidays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require
from kohtaamo.touchpoints.commands.touchpoint import refuse_taken
from kohtaamo.touchpoints.errors import HoursOverlap
from kohtaamo.touchpoints.hours import Calendar
from kohtaamo.touchpoints.models import Hours, HoursException, OpenPeriod
from kohtaamo.touchpoints.queries import calendar


@dataclass(frozen=True, kw_only=True)
class Week:
    """Opening hours as set: ``periods`` as (weekday, opens, closes), Monday is 0."""

    name: str
    zone: str
    always: bool = False
    holidays_closed: bool = True
    periods: Sequence[tuple[int, time, time]] = ()


def save_hours(*, actor: Member, week: Week, hours: Hours | None = None) -> Hours:
    """Add hours, or set the given ones anew. Raises ``HoursOverlap``, ``NameTaken`` and ``Invalid``."""
    require(actor, Right.MANAGE_TOUCHPOINTS)
    if not week.name.strip():
        raise Invalid
    with unit_of_work():
        saved = hours or Hours()
        refuse_taken(Hours, week.name, saved.pk)
        saved.name, saved.zone = week.name.strip(), week.zone
        saved.always, saved.holidays_closed = week.always, week.holidays_closed
        saved.save()
        saved.periods.all().delete()
        OpenPeriod.objects.bulk_create(
            OpenPeriod(hours=saved, weekday=weekday, opens=opens, closes=closes)
            for weekday, opens, closes in week.periods
        )
        _check(saved)
        record("hours.changed" if hours else "hours.added", actor=actor, hours=saved.pk, name=saved.name)
        return saved


def add_exception(
    *, actor: Member, hours: Hours, day: date, opens: time | None, closes: time | None, note: str = ""
) -> HoursException:
    """A day unlike its weekday: closed when both times are empty. Raises ``HoursOverlap``."""
    require(actor, Right.MANAGE_TOUCHPOINTS)
    if (opens is None) != (closes is None):
        raise HoursOverlap
    with unit_of_work():
        added = HoursException.objects.create(hours=hours, day=day, opens=opens, closes=closes, note=note.strip()[:120])
        _check(hours)
        record("hours.exception_added", actor=actor, hours=hours.pk, day=day.isoformat())
        return added


def remove_exception(*, actor: Member, exception: HoursException) -> None:
    """The day is as its weekday again."""
    require(actor, Right.MANAGE_TOUCHPOINTS)
    with unit_of_work():
        record("hours.exception_removed", actor=actor, hours=exception.hours_id, day=exception.day.isoformat())
        exception.delete()


def _check(hours: Hours) -> Calendar:
    """The calendar as it would be counted; what cannot be counted is refused."""
    try:
        return calendar(Hours.objects.prefetch_related("periods", "exceptions").get(pk=hours.pk))
    except ValueError as problem:
        raise HoursOverlap from problem
