"""Trying a rule on what happened: what it would have done, and nothing is done."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kohtaamo.rules import queries
from kohtaamo.rules.commands.trial import begin_trial
from kohtaamo.rules.models import Rule, Trial
from kohtaamo.rules.sentences import Reader
from kohtaamo.staff.choices import Right
from kohtaamo.web.gate import DeskRequest, desk

DAYS = (1, 7, 30, 90)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.SHAPE_WORK)
def trials(request: DeskRequest, rule_id: int) -> HttpResponse:
    """Choose of how many days; POST begins."""
    rule = queries.rule_for(request.user, rule_id)
    if request.method == "POST":
        days = request.POST.get("days", "")
        made = begin_trial(actor=request.user, rule=rule, days=int(days) if days in map(str, DAYS) else 7)
        return redirect("rule_trial", rule.pk, made.pk)
    return render(request, "desk/rules/trial.html", _page(request, rule, None))


@require_safe
@desk(Right.SHAPE_WORK)
def trial(request: DeskRequest, rule_id: int, trial_id: int) -> HttpResponse:
    """What it would have done, case by case."""
    rule = queries.rule_for(request.user, rule_id)
    page = _page(request, rule, queries.trial_for(request.user, rule, trial_id))
    return render(request, "desk/rules/found.html" if request.htmx else "desk/rules/trial.html", page)


def _page(request: DeskRequest, rule: Rule, trial: Trial | None) -> dict[str, Any]:
    page: dict[str, Any] = {"room": "settings", "rule": rule, "trial": trial, "choices": DAYS}
    reader = Reader()
    page["sentence"], page["acts"] = reader.sentence(rule), reader.listed([reader.act(row) for row in rule.acts])
    if trial is not None:
        page["finds"] = Paginator(queries.finds(request.user, trial), queries.PAGE).get_page(request.GET.get("page"))
    return page
