"""Writing rules: the list in their order, and the form that reads itself aloud."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kohtaamo.platform.errors import Invalid
from kohtaamo.rules import queries
from kohtaamo.rules.commands.write import move, remove, switch, write_rule
from kohtaamo.rules.models import Rule
from kohtaamo.rules.sentences import Reader
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.rules.rows import Filled, of_rule, read, shown
from kohtaamo.web.gate import DeskRequest, desk


@require_safe
@desk(Right.SHAPE_WORK)
def rules(request: DeskRequest) -> HttpResponse:
    """All of them, in the order they are looked at."""
    found = list(queries.rules(request.user))
    counts, reader = queries.counts(request.user, found), Reader()
    rows = [{"rule": rule, "sentence": reader.sentence(rule), "counts": counts.get(rule.pk, {})} for rule in found]
    return render(request, "desk/rules/list.html", {"room": "settings", "rows": rows, "today": queries.today()})


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.SHAPE_WORK)
def new(request: DeskRequest) -> HttpResponse:
    """Write one."""
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.SHAPE_WORK)
def rule(request: DeskRequest, rule_id: int) -> HttpResponse:
    """Change one."""
    return _write(request, queries.rule_for(request.user, rule_id))


def _write(request: DeskRequest, known: Rule | None) -> HttpResponse:
    filled = of_rule(known) if known else Filled(when={"kind": "wrote"})
    problem, status = "", 200
    if request.method == "POST":
        filled = read(request.POST)
        if request.POST.get("press") in {"save", "try"}:
            try:
                made = write_rule(actor=request.user, wish=filled.wish(), rule=known)
            except Invalid as refused:
                problem, status = str(refused.sentence), refused.status
            else:
                return _saved(request, made)
    page = {
        "room": "settings", "rule": known, "problem": problem, **shown(filled),
        "sentence": Reader().read(filled.when, filled.joined, filled.conditions, filled.acts),
    }  # fmt: skip
    return render(request, "desk/rules/rule.html", page, status=status)


def _saved(request: DeskRequest, made: Rule) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("rule_trials", made.pk) if request.POST["press"] == "try" else redirect("rules")


@require_POST
@desk(Right.SHAPE_WORK)
def switching(request: DeskRequest, rule_id: int) -> HttpResponse:
    """On or off."""
    on = request.POST.get("on") == "yes"
    switch(actor=request.user, rule=queries.rule_for(request.user, rule_id), on=on)
    messages.success(request, _("It acts on what happens from now on.") if on else _("It acts no more."))
    return redirect("rules")


@require_POST
@desk(Right.SHAPE_WORK)
def placing(request: DeskRequest, rule_id: int) -> HttpResponse:
    """Before or after its neighbour."""
    move(actor=request.user, rule=queries.rule_for(request.user, rule_id), up=request.POST.get("to") == "up")
    return redirect("rules")


@require_POST
@desk(Right.SHAPE_WORK)
def removal(request: DeskRequest, rule_id: int) -> HttpResponse:
    """Away; its log stays."""
    remove(actor=request.user, rule=queries.rule_for(request.user, rule_id))
    messages.success(request, _("The rule is taken away. What it did stays in the log."))
    return redirect("rules")
