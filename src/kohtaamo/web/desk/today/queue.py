"""The queue: cases by where they stand, whose they are, where they came from and in which language."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kohtaamo.encounters.choices import CaseState
from kohtaamo.platform.cursor import read_cursor
from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.time import now
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Touchpoint
from kohtaamo.web.desk.cases.table import teams_to_give
from kohtaamo.web.desk.today.board import news
from kohtaamo.web.desk.today.narrowing import choices
from kohtaamo.web.desk.today.rows import rows
from kohtaamo.web.desk.today.sentences import people_waiting
from kohtaamo.web.desk.today.teams import teams_of
from kohtaamo.web.desk.today.views import read_shown, read_since
from kohtaamo.web.desk.views.forms import ViewForm
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.work.counting import counts_of
from kohtaamo.work.narrowing import ANY, Narrowing, wanted
from kohtaamo.work.queue import page
from kohtaamo.work.viewing import counted_views
from kohtaamo.work.waiting import how_many, waiting

MOST_SHOWN = 500  # rows of one screen whose news are told


@require_safe
@desk()
def cases(request: DeskRequest) -> HttpResponse:
    """The queue, or only its further rows when the page asks for more."""
    asked = wanted(request.GET, request.user)
    after = read_cursor(request.GET.get("after", ""))
    found, more = page(request.user, asked, after)
    context = {"rows": rows(found, request.user), "with_state": asked.state == ANY, "asked": asked}
    context["more"] = asked.address(after=more) if more else ""
    if request.htmx and after is not None:
        return render(request, "desk/queue/rows.html", context)
    count = _count(request.user, asked)
    context |= {
        "heading": people_waiting(count, mine=asked.whose.mine) if asked.is_waiting else _heading(asked.state), "tabs": _tabs(asked, count),
        "teams": teams_of(request.user), "touchpoints": _touchpoints(request.user), "languages": settings.LANGUAGES,
        **choices(request.user, asked), "views": counted_views(request.user), "here": request.GET.get("view", ""),
        "in_all": counts_of(request.user, [asked])[0], "give_teams": teams_to_give(),
        "view_form": ViewForm(viewer=request.user, auto_id="keep-%s"), "room": "cases", "after": after, "since": now().isoformat(),
    }  # fmt: skip
    return render(request, "desk/queue/queue.html", context)


def _count(viewer: Member, asked: Narrowing) -> int:
    if asked.is_of_all_who_wait:
        return how_many(viewer, asked.whose)
    return waiting(viewer, asked.whose).filter(asked.where).count()


@require_safe
@desk()
def cases_news(request: DeskRequest) -> HttpResponse:
    """What changed in the queue of those who wait since it was read: an offer to show it, and the waited times."""
    asked = wanted(request.GET, request.user)
    if not request.htmx or not asked.is_waiting:
        return redirect("cases")
    told = news(
        request.user, asked.whose, since=read_since(request), shown=read_shown(request, MOST_SHOWN),
        where=asked.where, has_next=False,
    )  # fmt: skip
    return render(request, "desk/queue/news.html", {"news": told, "asked": asked})


def _heading(state: str) -> str:
    if state == CaseState.WAITING_CUSTOMER:
        return _("These wait for the customer.")
    return _("These are settled.") if state == CaseState.SETTLED else _("Everything, the latest change first.")


@dataclass(frozen=True)
class Tab:
    """A way to look at the queue. ``count`` is known only of who waits for us."""

    name: str
    address: str
    is_here: bool
    count: int | None


def _tabs(asked: Narrowing, waiting_count: int) -> list[Tab]:
    names = {**dict(CaseState.choices), ANY: _("All")}
    counts = {str(CaseState.WAITING_US): waiting_count}
    return [
        Tab(str(name), asked.address(state=state), state == asked.state, counts.get(state))
        for state, name in names.items()
    ]


@prepared
def _touchpoints(viewer: Member) -> QuerySet[Touchpoint]:
    found = Touchpoint.objects.all()
    return found if viewer.may(Right.SEE_ALL) else found.filter(team__id__in=viewer.team_ids)
