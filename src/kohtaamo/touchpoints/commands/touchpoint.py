"""Adding and changing touchpoints and the locations where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Model
from django.utils.translation import gettext as _

from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member, Team
from kohtaamo.staff.rules import require
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.touchpoints.errors import NameTaken
from kohtaamo.touchpoints.models import Hours, Location, Touchpoint


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a touchpoint is. ``answer_minutes`` counts in its open hours; None promises nothing."""

    name: str
    channel: str
    team: Team
    location: Location | None = None
    owner: Member | None = None
    hours: Hours | None = None
    answer_minutes: int | None = None
    answer_is_public: bool = True
    language: str = "fi"
    thanks_wake: bool = False
    is_active: bool = True


def save_touchpoint(*, actor: Member, facts: Facts, touchpoint: Touchpoint | None = None) -> Touchpoint:
    """Add a touchpoint, or change the given one. Raises ``Invalid`` and ``NameTaken``."""
    require(actor, Right.MANAGE_TOUCHPOINTS)
    if not facts.name.strip() or facts.channel not in Channel.values:
        raise Invalid(_("Give the touchpoint a name."))
    with unit_of_work():
        saved = touchpoint or Touchpoint()
        refuse_taken(Touchpoint, facts.name, saved.pk)
        for name, value in vars(facts).items():
            setattr(saved, name, value.strip() if isinstance(value, str) else value)
        saved.save()
        kind = "touchpoint.changed" if touchpoint else "touchpoint.added"
        record(kind, actor=actor, touchpoint=saved.pk, name=saved.name, answer_minutes=saved.answer_minutes)
        return saved


def save_location(*, actor: Member, name: str, address: str = "", location: Location | None = None) -> Location:
    """Add a location, or change the given one. Raises ``Invalid`` and ``NameTaken``."""
    require(actor, Right.MANAGE_TOUCHPOINTS)
    if not name.strip():
        raise Invalid(_("Give the location a name."))
    with unit_of_work():
        saved = location or Location()
        refuse_taken(Location, name, saved.pk)
        saved.name, saved.address = name.strip(), address.strip()
        saved.save()
        record("location.changed" if location else "location.added", actor=actor, location=saved.pk, name=saved.name)
        return saved


def refuse_taken(model: type[Model], name: str, own: int | None) -> None:
    if model._default_manager.filter(name__iexact=name.strip()).exclude(pk=own).exists():
        raise NameTaken
