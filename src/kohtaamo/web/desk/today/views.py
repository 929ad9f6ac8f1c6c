"""Today, the home of everyone who serves: who waits, what I promised, whom I call."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.views.decorators.http import require_POST, require_safe

from kohtaamo.encounters.commands.take import take
from kohtaamo.encounters.errors import AlreadyTaken
from kohtaamo.encounters.queries import case_for
from kohtaamo.platform.time import now
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.today.agenda import agenda
from kohtaamo.web.desk.today.board import SHOWN, board, news
from kohtaamo.web.desk.today.teams import teams_of
from kohtaamo.web.desk.today.waiting import Whose
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.wording import long_day


@require_safe
@desk()
def today(request: DeskRequest) -> HttpResponse:
    """The home page."""
    whose = _whose(request)
    day = agenda(request.user)
    context = {
        "board": board(request.user, whose), "agenda": day, "day": long_day(day.at),
        "teams": teams_of(request.user), "whose": whose, "room": "today",
    }  # fmt: skip
    return render(request, "desk/today/today.html", context)


@require_safe
@desk()
def waiting_list(request: DeskRequest) -> HttpResponse:
    """Who waits, as a part of Today; as a page of its own it is Today."""
    if not request.htmx:
        return redirect("today")
    context = {"board": board(request.user, _whose(request)), "is_part": True}
    return render(request, "desk/today/board.html", context)


@require_safe
@desk()
def waiting_news(request: DeskRequest) -> HttpResponse:
    """What changed since the board was read: an offer to show it, the heading and the waited times."""
    if not request.htmx:
        return redirect("today")
    whose = _whose(request)
    told = news(request.user, whose, since=_since(request), shown=_shown(request))
    return render(request, "desk/today/news.html", {"news": told, "whose": whose})


@require_POST
@desk(Right.ANSWER)
def taking(request: DeskRequest, case_id: int) -> HttpResponse:
    """Take the next case; when a colleague was quicker, say so and show who is next."""
    case = case_for(request.user, case_id)
    try:
        take(actor=request.user, case=case)
    except AlreadyTaken as taken:
        messages.warning(request, taken.sentence)
        return HttpResponseRedirect(reverse("today"), status=303)
    return HttpResponseRedirect(reverse("case", args=[case_id]), status=303)


def _whose(request: DeskRequest) -> Whose:
    return Whose.read(request.GET.get("team", ""))


def _since(request: DeskRequest) -> datetime:
    try:
        since = parse_datetime(request.GET.get("since", "").replace(" ", "+"))
    except ValueError:
        since = None
    return since if since is not None and is_aware(since) else now()


def _shown(request: DeskRequest) -> list[int]:
    numbers = request.GET.get("shown", "").split(",")[: SHOWN + 1]
    return [int(number) for number in numbers if number.isdecimal() and len(number) < 18]
