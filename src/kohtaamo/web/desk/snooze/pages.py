"""Putting a case to sleep, waking it, and the list of those that sleep."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import case_for
from kohtaamo.platform.errors import Conflict, Invalid, NotFound
from kohtaamo.platform.numbers import number_in
from kohtaamo.promises.models import Promise
from kohtaamo.serving.commands.snooze import snooze, wake
from kohtaamo.serving.errors import SleepsTooLong
from kohtaamo.serving.queries.snooze import asleep
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.cases import table
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.moments import read_moment
from kohtaamo.web.wording import number_word

MOST = 200


@require_safe
@desk()
def snoozed(request: DeskRequest) -> HttpResponse:
    """The cases that sleep: one's own, or all one may see."""
    everyone = request.GET.get("whose") == "all"
    found = asleep(request.user)
    rows = list((found if everyone else found.filter(by=request.user))[:MOST])
    page = {"room": "cases", "rows": rows, "everyone": everyone, "heading": _heading(len(rows))}
    return render(request, "desk/snooze/list.html", page)


def _heading(count: int) -> str:
    if count == 0:
        return _("Nothing sleeps.")
    return ngettext("One case sleeps.", "%(count)s cases sleep.", count) % {"count": number_word(count)}


@require_POST
@desk(Right.ANSWER)
def sleep(request: DeskRequest, case_id: int) -> HttpResponse:
    """Put it to sleep until a moment, until ``promise-12`` is due, or until the customer writes."""
    case = case_for(request.user, case_id)
    try:
        until, promise = _until(request, case)
        snooze(
            actor=request.user, case=case, until=until, promise=promise, word=request.POST.get("word", ""),
            wakes_on_thanks=bool(request.POST.get("thanks")),
        )  # fmt: skip
        messages.success(request, _("It sleeps. When it wakes, it is back in the queue and on your Today."))
    except (Invalid, Conflict) as problem:
        messages.warning(request, str(problem.sentence))
    return table.done(request, case)


def _until(request: DeskRequest, case: Case) -> tuple[datetime | None, Promise | None]:
    wish = request.POST.get("until", "")[:40]
    kind, _dash, number = wish.partition("-")
    if kind == "customer":
        return None, None
    if kind == "promise" and (asked := number_in(number)) is not None:
        promise = Promise.objects.filter(case=case, pk=asked).first()
        if promise is None:
            raise NotFound
        return None, promise
    at = read_moment(request.POST.get("own", "")[:40] if kind == "own" else wish)
    if at is None:
        raise SleepsTooLong
    return at, None


@require_POST
@desk(Right.ANSWER)
def waking(request: DeskRequest, case_id: int) -> HttpResponse:
    """Wake it."""
    case = case_for(request.user, case_id)
    wake(actor=request.user, case=case)
    if request.POST.get("next") == "list":
        return redirect("snoozed")
    return table.done(request, case)
