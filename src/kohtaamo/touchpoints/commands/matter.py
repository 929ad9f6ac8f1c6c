"""Naming the kinds of matters customers come with, and who owns each."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member, Team
from kohtaamo.staff.rules import require
from kohtaamo.touchpoints.models import Matter


@dataclass(frozen=True, kw_only=True)
class Naming:
    """A kind of matter: its names, its owner and the team that knows it."""

    name_fi: str
    name_sv: str = ""
    name_en: str = ""
    owner: Member | None = None
    team: Team | None = None
    is_active: bool = True


def write_matter(*, actor: Member, naming: Naming, matter: Matter | None = None) -> Matter:
    """Name a kind of matter, or change one. Raises ``Invalid`` without a name."""
    require(actor, Right.MANAGE_TOUCHPOINTS)
    if not naming.name_fi.strip():
        raise Invalid(_("Give it a name."))
    with unit_of_work():
        held = Matter.objects.select_for_update().get(pk=matter.pk) if matter else Matter()
        held.name_fi, held.name_sv = naming.name_fi.strip()[:80], naming.name_sv.strip()[:80]
        held.name_en, held.is_active = naming.name_en.strip()[:80], naming.is_active
        held.owner, held.team = naming.owner, naming.team
        held.save()
        owner = held.owner_id
        record("matter.changed" if matter else "matter.named", actor=actor, matter=held.pk, responsible=owner)
        return held
