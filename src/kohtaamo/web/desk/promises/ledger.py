"""The register as a page: what is late, at risk and due, and how well we keep our word."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime

from kohtaamo.platform.time import now
from kohtaamo.promises.queries import kept_by_week, kept_rate, untold_promises
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member, Team
from kohtaamo.web.desk.promises.rate import mine_sentence, picture, rate_sentence, this_monday
from kohtaamo.web.desk.promises.sections import Whose, for_rows, leaf, overview
from kohtaamo.web.desk.recoveries.showing import of_register
from kohtaamo.web.gate import DeskRequest, desk


def teams_of(viewer: Member) -> list[Team]:
    """The teams whose promises the reader may look at."""
    active = Team.objects.filter(is_active=True)
    return list(active if viewer.may(Right.SEE_ALL) else active.filter(pk__in=viewer.team_ids))


def _whose(request: DeskRequest, teams: list[Team]) -> Whose:
    chosen = next((team for team in teams if str(team.pk) == request.GET.get("team")), None)
    return Whose(mine=request.GET.get("whose") == "mine", team=chosen)


@desk()
def promises(request: DeskRequest) -> HttpResponse:
    """The register: an overview, or one section (``show``) leaf by leaf."""
    teams = teams_of(request.user)
    whose = _whose(request, teams)
    context = {"room": "promises", "teams": teams, "whose": whose, "here": request.get_full_path()}
    context |= _head(request.user, whose)
    shown = leaf(request.user, whose, request.GET.get("show", ""), request.GET.get("after", ""))
    if shown is not None:
        return render(request, "desk/promises/section.html", context | {"section": shown})
    team = whose.team.pk if whose.team else None
    context |= of_register(request.user, mine=whose.mine, team=team)
    return render(request, "desk/promises/page.html", context | {"sections": overview(request.user, whose)})


def _head(viewer: Member, whose: Whose) -> dict[str, Any]:
    at = now()
    team = whose.team.pk if whose.team else None
    rate = kept_rate(viewer, since=at - timedelta(weeks=4), team=team)
    counts = whose.open_ones(viewer).aggregate(every=Count("pk"), late=Count("pk", filter=Q(due_at__lt=at)))
    weeks = kept_by_week(viewer, monday=this_monday(localtime()), team=team)
    return {
        "sentence": mine_sentence(counts["every"], counts["late"]) if whose.mine else rate_sentence(rate),
        "rate": rate,
        "picture": picture(weeks),
        "untold": for_rows(viewer, untold_promises(viewer)[:10]),
    }
