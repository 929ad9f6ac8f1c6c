"""Setting targets, and noting that one is near or missed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kohtaamo.encounters.locking import teamed, where
from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require
from kohtaamo.targets.commands.running import reckon
from kohtaamo.targets.events import TargetsChanged
from kohtaamo.targets.models import Clock, Target
from kohtaamo.targets.queries import known_targets
from kohtaamo.touchpoints.models import Matter, Touchpoint

LONGEST = 60 * 24 * 365
AT_A_TIME = 200


@dataclass(frozen=True, kw_only=True)
class Aimed:
    """A target as it is to be, in minutes of open time; None where nothing is aimed at."""

    touchpoint: Touchpoint | None = None
    matter: Matter | None = None
    first: int | None = None
    next: int | None = None
    settle: int | None = None
    warn: int = 75


def set_target(*, actor: Member, aimed: Aimed) -> Target | None:
    """Set the target of a touchpoint and a kind of matter; with nothing aimed at there is none any more.

    What runs now is reckoned anew by a job. Raises ``Invalid``.
    """
    require(actor, Right.MANAGE_TOUCHPOINTS)
    times = {"first": aimed.first, "next": aimed.next, "settle": aimed.settle}
    if any(minutes is not None and not 0 < minutes <= LONGEST for minutes in times.values()):
        raise Invalid(_("A target is at least a minute and at most a year."))
    if not 10 <= aimed.warn <= 99:
        raise Invalid(_("The warning comes when 10 to 99 percent of the time has gone."))
    key = f"{aimed.touchpoint.pk if aimed.touchpoint else 0}.{aimed.matter.pk if aimed.matter else 0}"
    place = {"touchpoint": aimed.touchpoint, "matter": aimed.matter}
    with unit_of_work():
        if any(times.values()):
            target, _made = Target.objects.update_or_create(key=key, defaults={**times, **place, "warn": aimed.warn})
        else:
            target = None
            Target.objects.filter(key=key).delete()
        record(
            "target.set" if target else "target.dropped", actor=actor, key=key, warn=aimed.warn, **times,
            touchpoint=aimed.touchpoint.pk if aimed.touchpoint else None,
            matter=aimed.matter.pk if aimed.matter else None,
        )  # fmt: skip
        publish(TargetsChanged())
        return target


def reckon_all() -> int:
    """What runs follows the targets and hours as they are now. Safe at any time, as often as one likes."""
    changed = 0
    targets = known_targets()
    for ids in _pieces():
        with unit_of_work():
            list(Case.objects.select_for_update().filter(clocks__in=ids).order_by("pk").values_list("pk"))
            clocks = Clock.objects.filter(pk__in=ids, ended_at=None).select_related("case__touchpoint__hours")
            changed += reckon(list(clocks), targets)
    return changed


def _pieces() -> Iterator[list[int]]:
    last = 0
    while ids := list(
        Clock.objects.filter(ended_at=None, pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_A_TIME]
    ):
        yield ids
        last = ids[-1]


def note_due() -> int:
    """Once a minute: the targets that have come near or are missed are told of, each once. Returns how many."""
    return _note("target.near", "warned_at", "warn_at") + _note("target.missed", "missed_at", "due_at")


def _note(kind: str, noted: str, moment: str) -> int:
    due = Clock.objects.filter(**{f"{moment}__lte": now(), noted: None}, ended_at=None)
    told = 0
    for pk, case_id in list(due.order_by(moment).values_list("pk", "case_id")[:AT_A_TIME]):
        with unit_of_work():
            case = Case.objects.select_for_update().get(pk=case_id)
            clock = due.filter(pk=pk).first()
            if clock is not None:
                Clock.objects.filter(pk=pk).update(**{noted: now()})
                record(
                    kind, actor=None, **where(case), **teamed(case), aim=clock.aim,
                    due_at=clock.due_at.isoformat() if clock.due_at else None,
                )  # fmt: skip
                told += 1
    return told
