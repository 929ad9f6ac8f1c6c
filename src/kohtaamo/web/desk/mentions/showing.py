"""What the encounter page shows of who was named and who was let to see the case."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.models import Case, Sight
from kohtaamo.platform.prepared import prepared
from kohtaamo.serving.queries.mention import blind_of
from kohtaamo.web.desk.cases.talk import Said, Talk


def naming_of(case: Case, talk: Talk) -> dict[str, Any]:
    """By message those named in it who cannot see the case, and those let to see it."""
    guests = _guests(case.pk)
    said = (item.message for item in talk.items if isinstance(item, Said))
    named = any("@" in message.text for message in said if message.author == Author.NOTE)
    return {"blind": list(blind_of(case).items()) if named else [], "guests": guests}


@prepared
def _guests(case: int) -> QuerySet[Sight]:
    return Sight.objects.filter(case_id=case).select_related("member").order_by("given_at", "pk")
