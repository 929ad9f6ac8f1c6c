"""The kinds of matters a case may be of, for its page."""

from __future__ import annotations

from kohtaamo.encounters.models import Case
from kohtaamo.touchpoints.models import Matter


def matters_for(case: Case) -> list[Matter]:
    """Those in use and the case's own; its own is marked by the template. One query."""
    found = Matter.objects.select_related("owner")
    return [each for each in found if each.is_active or each.pk == case.matter_id]
