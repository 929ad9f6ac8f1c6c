"""What decisions teach, by kind and touchpoint; and proposals to widen or narrow a mandate. Never by person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import F, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kohtaamo.mandates.amounts import told
from kohtaamo.mandates.commands.mandate import apply_proposal
from kohtaamo.mandates.errors import ProposalGone
from kohtaamo.mandates.queries.granting import mandate_for
from kohtaamo.mandates.queries.learning import AskedOver, Lesson, asked_over, lessons
from kohtaamo.mandates.queries.proposing import Proposal, proposals
from kohtaamo.mandates.queries.remedies import visible_remedies
from kohtaamo.mandates.queries.seeing import may_see
from kohtaamo.mandates.rules import LEAST_DECISIONS
from kohtaamo.platform.errors import NotAllowed
from kohtaamo.platform.time import now
from kohtaamo.promises.queries import KeptRate, visible_promises
from kohtaamo.promises.rules import is_counted, was_kept, wilson
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.cases.decision_icons import icon_of
from kohtaamo.web.desk.mandates import saying
from kohtaamo.web.desk.mandates.remedies import todays
from kohtaamo.web.desk.promises.rate import FEW, interval, percent
from kohtaamo.web.gate import DeskRequest, desk

MOST = 5000  # promises looked through, the newest
SPANS = {"90": timedelta(days=90), "365": timedelta(days=365)}


@dataclass(frozen=True)
class Row:
    """A lesson in words; empty where there is not enough to say."""

    lesson: Lesson
    icon: str
    amount: str
    before: str
    after: str
    rose: bool
    came_back: str
    kept: str


@require_safe
@desk()
def learning(request: DeskRequest) -> HttpResponse:
    """What was given, for what, how the customer felt before and after, whether they came back, whether we kept our word."""
    if not may_see(request.user):
        raise NotAllowed
    span = request.GET.get("days", "") if request.GET.get("days", "") in SPANS else "90"
    since = now() - SPANS[span]
    found = lessons(request.user, since=since)
    kept = _kept(request.user, since) if found else {}
    grants = request.user.may(Right.GRANT)
    page = {
        "room": "settings", "span": span, "rows": [_row(each, kept) for each in found],
        "over": [_over(each) for each in asked_over(request.user, since=since)],
        "carried": visible_remedies(request.user).exists(), **todays(request.user),
        "proposals": [_proposal(each) for each in proposals(request.user)] if grants else [],
    }  # fmt: skip
    return render(request, "desk/mandates/learning.html", page)


def _kept(viewer: Member, since: datetime) -> dict[tuple[int, int], KeptRate]:
    """Of the promises in cases with a decision, how many were kept, by kind and touchpoint."""
    near = visible_promises(viewer).filter(case__decisions__at__gte=since, case__decisions__amount_now__gt=0)
    groups = F("case__decisions__kind"), F("case__decisions__touchpoint")
    found: QuerySet[Any] = near.annotate(of_kind=groups[0], of_place=groups[1]).distinct().order_by("-pk")[:MOST]
    sums: dict[tuple[int, int], list[bool]] = {}
    for each in found:
        if is_counted(each, now()):
            sums.setdefault((each.of_kind, each.of_place), []).append(was_kept(each))
    return {key: _rate(sum(kept), len(kept)) for key, kept in sums.items()}


def _rate(of: int, counted: int) -> KeptRate:
    return KeptRate(of, counted, *wilson(of, counted))


def _row(lesson: Lesson, kept: dict[tuple[int, int], KeptRate]) -> Row:
    kind, rate = lesson.kind, kept.get((lesson.kind.pk, lesson.touchpoint.pk))
    return Row(
        lesson=lesson, icon=icon_of(kind), amount=told(kind.unit, lesson.amount),
        before=_step(lesson.before), after=_step(lesson.after),
        rose=lesson.before is not None and lesson.after is not None and lesson.after > lesson.before,
        came_back=share(lesson.came_back, lesson.ripe) if lesson.ripe else "",
        kept=share(rate.kept, rate.counted) if rate and rate.counted >= LEAST_DECISIONS else "",
    )  # fmt: skip


def _step(mean: float | None) -> str:
    return "" if mean is None else number_format(round(mean, 1), 1)


def share(of: int, counted: int) -> str:
    """``7 / 9`` of few; ``78 % (65–88 %)`` of more, with its uncertainty at 95 per cent."""
    if counted < FEW:
        return f"{of} / {counted}"
    return f"{percent(of / counted)} ({interval(_rate(of, counted))})"


@dataclass(frozen=True)
class Over:
    """A limit that was asked over, in words."""

    row: AskedOver
    icon: str
    limit: str
    granted: str


def _over(row: AskedOver) -> Over:
    limit = "; ".join(saying.limits(row.mandate)) if row.mandate else _("no mandate yet")
    return Over(row, icon_of(row.kind), limit, share(row.granted, row.asked))


@dataclass(frozen=True)
class Proposed:
    """A proposal in words."""

    proposal: Proposal
    icon: str
    now: str
    then: str
    typical: str
    share: str
    place: str


def _proposal(proposal: Proposal) -> Proposed:
    mandate = proposal.mandate
    kind = mandate.kind
    return Proposed(
        proposal=proposal, icon=icon_of(kind), now=told(kind.unit, mandate.per_encounter),
        then=told(kind.unit, proposal.per_encounter), typical=told(kind.unit, proposal.typical),
        share=percent(proposal.share), place=saying.place(mandate),
    )  # fmt: skip


@require_POST
@desk(Right.GRANT)
def proposal(request: DeskRequest, mandate_id: int) -> HttpResponse:
    """Take a proposal into use in one touch."""
    mandate = mandate_for(request.user, mandate_id)
    limit = request.POST.get("limit", "")
    try:
        apply_proposal(
            actor=request.user,
            mandate=mandate,
            per_encounter=int(limit) if limit.isdecimal() and len(limit) < 12 else 0,
        )
        messages.success(request, _("Done. The new limit counts from now on; the former one stays in the list."))
    except ProposalGone as problem:
        messages.info(request, str(problem.sentence))
    return redirect("decisions")
