"""The kinds of matters a case may be of, for its page."""

from __future__ import annotations

from django.db.models import QuerySet

from kohtaamo.encounters.models import Case
from kohtaamo.platform.prepared import prepared
from kohtaamo.touchpoints.models import Matter


def matters_for(case: Case) -> list[Matter]:
    """Those in use and the case's own; its own is marked by the template. One query."""
    return [each for each in _matters() if each.is_active or each.pk == case.matter_id]


@prepared
def _matters() -> QuerySet[Matter]:
    return Matter.objects.select_related("owner")
