"""Writing checklists, and going through one in a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import Invalid, NotFound
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.numbers import number_in
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require
from kohtaamo.touchpoints.models import Matter, Touchpoint
from kohtaamo.work.checking import applying
from kohtaamo.work.models import CaseStep, Checklist, Step

MOST_STEPS = 50


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A checklist as it is to be. ``steps`` are [{"key" (its number, or empty), "fi", "sv", "en"}] in their order."""

    name_fi: str
    name_sv: str = ""
    name_en: str = ""
    matter: Matter | None = None
    touchpoint: Touchpoint | None = None
    is_active: bool = True
    steps: Sequence[Mapping[str, Any]] = ()


def write_checklist(*, actor: Member, listing: Listing, checklist: Checklist | None = None) -> Checklist:
    """Make a checklist, or change one: a step left out is taken out of use, and stays where it was ticked."""
    require(actor, Right.SHAPE_WORK)
    steps = [each for each in listing.steps if _words(each, "fi")]
    if not listing.name_fi.strip() or not steps or len(steps) > MOST_STEPS:
        raise Invalid(_("Give it a name and one step at least, at most 50."))
    with unit_of_work():
        held = Checklist.objects.select_for_update().get(pk=checklist.pk) if checklist else Checklist()
        for name in ("name_fi", "name_sv", "name_en"):
            setattr(held, name, " ".join(getattr(listing, name).split())[:80])
        held.matter, held.touchpoint, held.is_active = listing.matter, listing.touchpoint, listing.is_active
        held.save()
        _put_steps(held, steps)
        record(
            "checklist.changed" if checklist else "checklist.made", actor=actor, checklist=held.pk, name=held.name_fi
        )
        return held


def _words(each: Mapping[str, Any], code: str) -> str:
    return " ".join(str(each.get(code, "")).split())[:200]


def _put_steps(held: Checklist, steps: Sequence[Mapping[str, Any]]) -> None:
    known = {str(step.pk): step for step in held.steps.all()}
    kept = []
    for place, each in enumerate(steps):
        step = known.get(str(each.get("key", ""))) or Step(checklist=held)
        step.text_fi, step.text_sv, step.text_en = (_words(each, code) for code in ("fi", "sv", "en"))
        step.place, step.is_active = place, True
        step.save()
        kept.append(step.pk)
    held.steps.exclude(pk__in=kept).update(is_active=False)


def tick(*, actor: Member, case: Case, name: str, done: bool = True) -> CaseStep | None:
    """Tick a step of the case, or take the tick off, by its name (``s3``, ``c7``). So already, nothing changes.

    Raises ``NotFound`` for a step this case does not have.
    """
    require(actor, Right.ANSWER)
    with unit_of_work():
        case = hold(actor, case)
        own = _written(actor, case, name, done)
        if own is None or (own.done_at is not None) == done:
            return own
        own.done_by, own.done_at = (actor, now()) if done else (None, None)
        own.save(update_fields=["done_by", "done_at"])
        kind = "case.step_done" if done else "case.step_open"
        record(kind, actor=actor, **where(case), **teamed(case), step=own.step_id, text=str(own))
        return own


def _written(actor: Member, case: Case, name: str, done: bool) -> CaseStep | None:
    """What is written of the step in this case; made when it is about to be ticked."""
    number = number_in(name[1:]) or 0
    if name[:1] == "c":
        own = CaseStep.objects.filter(case=case, pk=number, step=None).first()
        if own is None:
            raise NotFound
        return own
    known = CaseStep.objects.filter(case=case, step_id=number).select_related("step").first()
    if known is not None or (name[:1] == "s" and not done):
        return known
    step = applying(case.matter_id or 0, case.touchpoint_id).filter(pk=number).first() if name[:1] == "s" else None
    if step is None:
        raise NotFound
    return CaseStep.objects.create(case=case, step=step, added_by=actor, added_at=now())


def add_step(*, actor: Member, case: Case, text: str) -> CaseStep:
    """A step of the case's own. Raises ``Invalid`` without words."""
    require(actor, Right.ANSWER)
    text = " ".join(text.replace("\0", "").split())[:200]
    if not text:
        raise Invalid(_("Write what is to be done."))
    with unit_of_work():
        case = hold(actor, case)
        if CaseStep.objects.filter(case=case, step=None).count() >= MOST_STEPS:
            raise Invalid(_("A case has at most 50 steps of its own."))
        own = CaseStep.objects.create(case=case, text=text, added_by=actor, added_at=now())
        record("case.step_added", actor=actor, **where(case), **teamed(case), text=text)
        return own


def drop_step(*, actor: Member, case: Case, name: str) -> None:
    """Take a step of the case's own off its list."""
    require(actor, Right.ANSWER)
    with unit_of_work():
        case = hold(actor, case)
        own = _written(actor, case, name, done=False) if name[:1] == "c" else None
        if own is None:
            raise NotFound
        record("case.step_dropped", actor=actor, **where(case), **teamed(case), text=own.text)
        own.delete()
