"""Taking back what a rule did: one firing, or all since a moment; each page says first what will be put back and what not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import get_current_timezone, localtime, make_aware
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from kohtaamo.platform.errors import Conflict, Invalid
from kohtaamo.rules import queries, undoing
from kohtaamo.rules.choices import FiringState, Kept
from kohtaamo.rules.commands.undo import undo_firing
from kohtaamo.rules.commands.undo_many import begin_undoing
from kohtaamo.rules.models import Firing, Rule, Undoing
from kohtaamo.rules.sentences import Reader
from kohtaamo.rules.traces import BACK, KEPT
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.rules.log import firing_of
from kohtaamo.web.gate import DeskRequest, desk

Line = tuple[str, str]  # what, and why not


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.SHAPE_WORK)
def undo_one(request: DeskRequest, rule_id: int, firing_id: int) -> HttpResponse:
    """What would be put back of one firing, and what not; POST does it."""
    firing = firing_of(request, rule_id, firing_id)
    if request.method == "POST":
        return _undo(request, firing)
    reader = Reader()
    seen = [(reader.act(row), look) for row, look in undoing.outlooks(firing)]
    page = {
        "room": "settings", "firing": firing, "rule": firing.rule,
        "back": [(said, _why(look.why)) for said, look in seen if look.how != KEPT],
        "left": [(said, _why(look.why)) for said, look in seen if look.how == KEPT],
        "is_undone": firing.state == FiringState.UNDONE,
    }  # fmt: skip
    return render(request, "desk/rules/undo.html", page)


def _undo(request: DeskRequest, firing: Firing) -> HttpResponse:
    try:
        undone = undo_firing(actor=request.user, firing=firing)
    except Conflict as problem:
        messages.error(request, str(problem.sentence))
    else:
        left = [line for line in came_lines(Reader(), undone) if line[1]]
        said = _("Put back. What was left as it is stands in the log.") if left else _("Put back as it was.")
        messages.success(request, said)
    return redirect("rule_log", firing.rule_id)


def came_lines(reader: Reader, firing: Firing) -> list[Line]:
    """What came of undoing each act: what it was, and why it was left if it was."""
    return [(reader.act(one.row), "" if one.how == BACK else _why(one.why)) for one in undoing.came(firing)]


def _why(code: str) -> str:
    return str(Kept(code).label) if code in Kept.values else ""


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.SHAPE_WORK)
def undoings(request: DeskRequest, rule_id: int) -> HttpResponse:
    """Choose since when; then what that would touch; POST begins."""
    rule = queries.rule_for(request.user, rule_id)
    given = request.POST if request.method == "POST" else request.GET
    moment, problem = _moment(given.get("since", ""))
    if request.method == "POST" and moment is not None:
        try:
            made = begin_undoing(actor=request.user, rule=rule, since=moment, switch_off="off" in given)
        except (Conflict, Invalid) as refused:
            problem = str(refused.sentence)
        else:
            return redirect("rule_undoing", rule.pk, made.pk)
    page = _choosing(request, rule, moment, problem)
    return render(request, "desk/rules/undo_many.html", page, status=422 if problem else 200)


def _moment(text: str) -> tuple[datetime | None, str]:
    """The moment by the reader's clock, and what is wrong with it."""
    if not text.strip():
        return None, ""
    try:
        read = datetime.fromisoformat(text.strip())
        return (read if read.tzinfo else make_aware(read, get_current_timezone())), ""
    except (ValueError, OverflowError):
        return None, _("Write the moment as 2026-12-31T08:30.")


def _choosing(request: DeskRequest, rule: Rule, moment: datetime | None, problem: str) -> dict[str, Any]:
    reader = Reader()
    ahead = undoing.ahead(request.user, rule, moment) if moment is not None else None
    shown = moment or localtime().replace(hour=0, minute=0)
    acts = [(reader.act(row), count, _why(why)) for row, count, why in ahead.acts] if ahead else []
    return {
        "room": "settings", "rule": rule, "ahead": ahead, "problem": problem, "moment": moment,
        "since": f"{localtime(shown):%Y-%m-%dT%H:%M}", "back": [line for line in acts if not line[2]],
        "left": [line for line in acts if line[2]], "earlier": undoing.undoings(request.user, rule)[:10],
    }  # fmt: skip


@require_safe
@desk(Right.SHAPE_WORK)
def undoing_of_many(request: DeskRequest, rule_id: int, undoing_id: int) -> HttpResponse:
    """How far one has come; what was left as it is and why."""
    rule = queries.rule_for(request.user, rule_id)
    found = undoing.undoing_for(request.user, rule, undoing_id)
    return render(request, "desk/rules/undoing.html", {"room": "settings", "rule": rule, **_come(request, found)})


def _come(request: DeskRequest, found: Undoing) -> dict[str, Any]:
    counts, reader = undoing.counts_of(found), Reader()
    left = undoing.left_of(request.user, found) if found.ended_at else []
    rows = [(firing, [line for line in came_lines(reader, firing) if line[1]]) for firing in left]
    return {"undoing": found, "rows": rows, "heading": _heading(found, counts["back"])}


def _heading(found: Undoing, back: int) -> str:
    if not found.ended_at:
        return _("Being put back: %(done)s of %(of)s") % {"done": found.looked, "of": found.total}
    if not back:
        return _("Nothing could be put back")
    return ngettext("Put back once", "Put back %(n)s times", back) % {"n": back}
