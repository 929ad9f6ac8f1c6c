"""What the reader may decide, and why, in plain words on one page."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kohtaamo.mandates.models import Kind, Mandate
from kohtaamo.mandates.queries.applying import given_by, mandates_of
from kohtaamo.mandates.rules import how_specific
from kohtaamo.web.desk.cases.deciding import helped, period_words
from kohtaamo.web.desk.cases.decision_icons import icon_of
from kohtaamo.web.desk.mandates import saying
from kohtaamo.web.gate import DeskRequest, desk


@dataclass(frozen=True)
class Mine:
    """One mandate of the reader's, in words; ``instead`` goes before it wherever it would apply."""

    mandate: Mandate
    limits: list[str]
    why: str
    used: str
    share: int
    instead: Mandate | None


@require_safe
@desk()
def my_mandates(request: DeskRequest) -> HttpResponse:
    """What I may decide and why."""
    mandates = sorted(mandates_of(request.user), key=lambda each: (each.kind_id, *(-n for n in how_specific(each))))
    used = given_by(request.user, mandates)
    rows = [_row(each, mandates, used[each.pk]) for each in mandates]
    kinds: dict[int, Kind] = {each.kind_id: each.kind for each in mandates}
    of = {pk: [row for row in rows if row.mandate.kind_id == pk] for pk in kinds}
    groups = [(kind, icon_of(kind), helped(kind), of[pk]) for pk, kind in kinds.items()]
    return render(request, "desk/mandates/mine.html", {"room": "settings", "groups": groups})


def _row(mandate: Mandate, others: list[Mandate], used: int) -> Mine:
    most, kind = mandate.per_person, mandate.kind
    said = ""
    if most is not None:
        said = f"{period_words(mandate.period)} {saying.amount(kind, used)} / {saying.amount(kind, most)}"
    return Mine(
        mandate=mandate, limits=saying.limits(mandate), why=saying.why(mandate), used=said,
        share=min(100, round(100 * used / most)) if most else 0, instead=saying.goes_before(mandate, others),
    )  # fmt: skip
