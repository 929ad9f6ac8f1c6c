"""Answers that are alike: which texts many customers got, and who had to ask again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from kohtaamo.platform.time import now
from kohtaamo.serving.commands.alike import month_of
from kohtaamo.serving.likeness import without_greeting
from kohtaamo.serving.models import Pattern
from kohtaamo.serving.queries.alike import LEAST, pattern_for, patterns, who_asked_again
from kohtaamo.serving.queries.answers import AGAIN
from kohtaamo.staff.choices import Right
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.wording import number_word

MOST = 50
MONTHS = 12


@dataclass(frozen=True)
class Row:
    """A text many got; ``share`` is of a hundred, ``is_open`` while some may still ask again."""

    pattern: Pattern
    said: str
    share: int
    is_open: bool


@require_safe
@desk(Right.ANSWER)
def alike(request: DeskRequest) -> HttpResponse:
    """The texts of one month, the most told first."""
    month = _month(request.GET.get("month", ""))
    rows = [_row(each) for each in patterns(request.user, month=month)[:MOST]]
    page = {
        "room": "settings", "rows": rows, "month": month, "months": _months(), "least": LEAST, "days": AGAIN.days,
        "heading": _heading(len(rows)),
    }  # fmt: skip
    return render(request, "desk/answers/alike.html", page)


@require_safe
@desk(Right.ANSWER)
def one(request: DeskRequest, pattern_id: int) -> HttpResponse:
    """One text, and the customers who had to ask again."""
    pattern = pattern_for(request.user, pattern_id)
    page = {
        "room": "settings", "row": _row(pattern), "days": AGAIN.days, "asked": who_asked_again(request.user, pattern),
    }  # fmt: skip
    return render(request, "desk/answers/alike_one.html", page)


def _row(pattern: Pattern) -> Row:
    said = without_greeting(pattern.sample.text)
    return Row(pattern, said, round(100 * pattern.asked_again / pattern.customers), pattern.last_at > now() - AGAIN)


def _heading(count: int) -> str:
    if not count:
        return _("No answer went to many in the same words")
    if count == 1:
        return _("One answer went to many in nearly the same words")
    said = ngettext(
        "%(count)s answer went to many in nearly the same words",
        "%(count)s answers went to many in nearly the same words", count,
    )  # fmt: skip
    return (said % {"count": number_word(count)}).capitalize()


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return month_of(now())


def _months() -> list[date]:
    """This month and the eleven before."""
    found = [localtime(now()).date().replace(day=1)]
    while len(found) < MONTHS:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found
