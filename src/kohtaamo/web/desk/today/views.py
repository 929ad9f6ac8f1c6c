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
from kohtaamo.platform.numbers import numbers_in
from kohtaamo.platform.time import now
from kohtaamo.promises.public import todays as promised_to_everyone
from kohtaamo.serving.queries.snooze import woken_lately
from kohtaamo.serving.queries.told import personal
from kohtaamo.serving.wording import sentence
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.handovers.showing import todays
from kohtaamo.web.desk.later.pages import later_line
from kohtaamo.web.desk.mandates import remedies
from kohtaamo.web.desk.mandates.requests import waiting_line
from kohtaamo.web.desk.notices.panel import notice_trouble
from kohtaamo.web.desk.offers.register import todays as offers_of_today
from kohtaamo.web.desk.recoveries import showing as recoveries
from kohtaamo.web.desk.responsibilities.pages import ownerless_line
from kohtaamo.web.desk.today.agenda import agenda
from kohtaamo.web.desk.today.board import SHOWN, board, news
from kohtaamo.web.desk.today.teams import teams_of
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.wording import long_day
from kohtaamo.work.narrowing import Whose


@require_safe
@desk()
def today(request: DeskRequest) -> HttpResponse:
    """The home page."""
    whose = _whose(request)
    day = agenda(request.user)
    context = {
        "board": board(request.user, whose), "agenda": day, "day": long_day(day.at), **waiting_line(request.user),
        "teams": teams_of(request.user), "whose": whose, "room": "today", "notice_trouble": notice_trouble(request.user),
        **todays(request.user), **recoveries.todays(request.user), **remedies.todays(request.user),
        **offers_of_today(request.user),
        "ownerless": ownerless_line(request.user),
        "promised_today": promised_to_everyone(request.user),
        **later_line(request.user),
        "woken": woken_lately(request.user),
        "named": [(one.pk, sentence(one)) for one in personal(request.user)],
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
    told = news(request.user, whose, since=read_since(request), shown=read_shown(request, SHOWN + 1))
    return render(request, "desk/today/news.html", {"news": told, "whose": whose})


@require_safe
@desk()
def agenda_now(request: DeskRequest) -> HttpResponse:
    """What I promised today as it is now, as a part of Today, with what the heading says of it."""
    if not request.htmx:
        return redirect("today")
    return render(request, "desk/today/agenda_now.html", {"agenda": agenda(request.user), "is_part": True})


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


def read_since(request: DeskRequest) -> datetime:
    """When the screen was read, as it tells; now when it does not."""
    try:
        since = parse_datetime(request.GET.get("since", "").replace(" ", "+"))
    except ValueError:
        since = None
    return since if since is not None and is_aware(since) else now()


def read_shown(request: DeskRequest, most: int) -> list[int]:
    """The cases on the screen, as it tells, at most so many."""
    return numbers_in(",".join(request.GET.getlist("shown")).split(",")[:most])
