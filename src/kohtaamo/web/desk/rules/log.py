"""What rules did: when, to which case, and what failed, with the button that tries again."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kohtaamo.platform.errors import Conflict, Invalid, NotFound
from kohtaamo.rules import queries
from kohtaamo.rules.choices import FiringState, Kept
from kohtaamo.rules.commands.fire import let_be, try_again
from kohtaamo.rules.models import Firing, Rule
from kohtaamo.rules.sentences import Reader
from kohtaamo.rules.traces import BACK
from kohtaamo.rules.undoing import came
from kohtaamo.staff.choices import Right
from kohtaamo.web.gate import DeskRequest, desk


@require_safe
@desk(Right.SHAPE_WORK)
def log(request: DeskRequest) -> HttpResponse:
    """Of all rules."""
    return _log(request, None)


@require_safe
@desk(Right.SHAPE_WORK)
def rule_log(request: DeskRequest, rule_id: int) -> HttpResponse:
    """Of one."""
    return _log(request, queries.rule_for(request.user, rule_id))


def _log(request: DeskRequest, rule: Rule | None) -> HttpResponse:
    found = queries.firings(request.user, rule)
    show = request.GET.get("show", "")
    if show in _SHOWN:
        found = found.filter(state__in=_SHOWN[show])
    pages, reader = Paginator(found, queries.PAGE).get_page(request.GET.get("page")), Reader()
    rows = [(firing, _done(reader, firing), _left(reader, firing)) for firing in pages]
    page = {"room": "settings", "rule": rule, "rows": rows, "pages": pages, "show": show if show in _SHOWN else ""}
    return render(request, "desk/rules/log.html", page)


_SHOWN = {"failed": queries.TROUBLE, "undone": (FiringState.UNDONE,)}


def _left(reader: Reader, firing: Firing) -> list[tuple[str, str]]:
    """Of one that was undone: what was left as it is, and why."""
    if firing.state != FiringState.UNDONE:
        return []
    found = [one for one in came(firing) if one.how != BACK and one.why in Kept.values]
    return [(reader.act(one.row), str(Kept(one.why).label)) for one in found]


def _done(reader: Reader, firing: Firing) -> str:
    return reader.listed([reader.act(row) for row in firing.acts if not row.get("why")])


@require_POST
@desk(Right.SHAPE_WORK)
def again(request: DeskRequest, rule_id: int, firing_id: int) -> HttpResponse:
    """Try what failed again."""
    firing = firing_of(request, rule_id, firing_id)
    try:
        tried = try_again(actor=request.user, firing=firing)
    except Conflict as problem:
        messages.error(request, str(problem.sentence))
    else:
        if tried.failed_acts:
            messages.error(request, tried.why)
        else:
            messages.success(request, _("Done now."))
    return redirect("rule_log", rule_id)


@require_POST
@desk(Right.SHAPE_WORK)
def leaving(request: DeskRequest, rule_id: int, firing_id: int) -> HttpResponse:
    """Leave a failure be, with the reason."""
    try:
        let_be(actor=request.user, firing=firing_of(request, rule_id, firing_id), reason=request.POST.get("reason", ""))
    except Invalid as problem:
        messages.error(request, str(problem.sentence))
    else:
        messages.success(request, _("It is left undone, and listed with your reason."))
    return redirect("rule_log", rule_id)


def firing_of(request: DeskRequest, rule_id: int, firing_id: int) -> Firing:
    """One time this rule acted. Raises ``NotFound``."""
    firing = queries.firing_for(request.user, firing_id)
    if firing.rule_id != rule_id:
        raise NotFound
    return firing
