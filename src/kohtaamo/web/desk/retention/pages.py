"""How long things are kept: the rules, what each would take now, and what it has taken."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kohtaamo.passage.choices import RunState, Taking
from kohtaamo.passage.commands.retention import FEWEST, MOST, begin_run, change_rule, end_rule, make_rule, turn
from kohtaamo.passage.keeping import holds, preview, rule_for, rules
from kohtaamo.passage.models import Rule
from kohtaamo.staff.choices import Right
from kohtaamo.touchpoints.models import Matter, Touchpoint
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.forms import DeskForm
from kohtaamo.web.desk.retention.sentences import held, what_of, where_of, would_take
from kohtaamo.web.gate import DeskRequest, desk

RUNS = 20


class MonthsForm(DeskForm):
    """After how long."""

    months = forms.IntegerField(
        label=gettext_lazy("After how many months?"), min_value=FEWEST, max_value=MOST, initial=24,
        help_text=gettext_lazy("Counted from settling; of a customer from the last that happened."),
    )  # fmt: skip


class RuleForm(MonthsForm):
    """What is taken away, after how long, and of which cases."""

    field_order = ("taking", "months")
    taking = forms.ChoiceField(label=gettext_lazy("What is taken away?"), choices=Taking.choices)
    matter = forms.ModelChoiceField(
        label=gettext_lazy("Of which kind of matter?"), queryset=Matter.objects.all(), required=False,
        empty_label=gettext_lazy("Every kind"),
    )  # fmt: skip
    touchpoint = forms.ModelChoiceField(
        label=gettext_lazy("Of which touchpoint?"), queryset=Touchpoint.objects.all(), required=False,
        empty_label=gettext_lazy("Every touchpoint"),
    )  # fmt: skip


@require_safe
@desk(Right.ERASE)
def listing(request: DeskRequest) -> HttpResponse:
    """Every rule, and whether it is on."""
    found = [(rule, what_of(rule), where_of(rule)) for rule in rules(request.user)]
    page = {
        "room": "settings",
        "rules": found,
        "is_on": any(rule.is_on for rule, _what, _where in found),
        "held": held(holds(request.user).count()),
    }
    return render(request, "desk/retention/list.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.ERASE)
def new(request: DeskRequest) -> HttpResponse:
    """A new rule; what it would take is on the next page, and nothing is taken yet."""
    form = RuleForm(request.POST if request.method == "POST" else None)
    made: list[Rule] = []
    status = 200
    if request.method == "POST":
        status = attempt(form, lambda: made.append(make_rule(actor=request.user, **form.cleaned_data)))
    if made:
        return _to(made[0])
    return render(request, "desk/retention/new.html", {"room": "settings", "form": form}, status=status)


@require_safe
@desk(Right.ERASE)
def one(request: DeskRequest, retention_id: int) -> HttpResponse:
    """One rule: what it would take now, and what it has taken."""
    rule = rule_for(request.user, retention_id)
    page = {**_known(rule), **_would(request, rule), "runs": rule.runs.select_related("by")[:RUNS]}
    return render(request, "desk/retention/one.html", page)


def _would(request: DeskRequest, rule: Rule) -> dict[str, object]:
    found = preview(request.user, rule)
    return {"preview": found, "would": would_take(rule, found.count)}


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.ERASE)
def changing(request: DeskRequest, retention_id: int) -> HttpResponse:
    """After how many months instead: what it would take then is seen first, and a button takes it into use."""
    rule = rule_for(request.user, retention_id)
    form = MonthsForm(_asked(request), initial={"months": rule.months})
    page: dict[str, object] = {**_known(rule), "form": form}
    if request.method == "POST":
        status = attempt(form, lambda: _change(request, rule, form.cleaned_data["months"]))
        return _to(rule) if status == 200 else render(request, "desk/retention/change.html", page, status=status)
    if form.is_valid():
        months, rule.months = rule.months, form.cleaned_data["months"]
        page |= {**_would(request, rule), "new": what_of(rule), "takes_more": rule.is_on and rule.months < months}
    return render(request, "desk/retention/change.html", page, status=422 if form.errors else 200)


def _asked(request: DeskRequest) -> QueryDict | None:
    if request.method == "POST":
        return request.POST
    return request.GET if "months" in request.GET else None


def _change(request: DeskRequest, rule: Rule, months: int) -> None:
    changed = change_rule(actor=request.user, rule=rule, months=months)
    if rule.is_on and not changed.is_on:
        messages.success(request, _("Changed. The rule is off until you turn it on again."))
    else:
        messages.success(request, _("Saved."))


def _known(rule: Rule) -> dict[str, object]:
    going = rule.runs.filter(state=RunState.GOING).first()
    return {"room": "settings", "rule": rule, "what": what_of(rule), "where": where_of(rule), "going": going}


@require_safe
@desk(Right.ERASE)
def progress(request: DeskRequest, retention_id: int) -> HttpResponse:
    """How far it has come: the part of the page that is asked for while it goes."""
    return render(request, "desk/retention/progress.html", _known(rule_for(request.user, retention_id)))


@require_POST
@desk(Right.ERASE)
def turning(request: DeskRequest, retention_id: int) -> HttpResponse:
    """On or off."""
    rule = turn(actor=request.user, rule=rule_for(request.user, retention_id), is_on=request.POST.get("is_on") == "yes")
    messages.success(
        request, _("The rule goes every night.") if rule.is_on else _("The rule is off. It takes nothing.")
    )
    return _to(rule)


@require_POST
@desk(Right.ERASE)
def running(request: DeskRequest, retention_id: int) -> HttpResponse:
    """Go through it now, without waiting for the night."""
    rule = rule_for(request.user, retention_id)
    begin_run(rule=rule, actor=request.user)
    return _to(rule)


@require_POST
@desk(Right.ERASE)
def ending(request: DeskRequest, retention_id: int) -> HttpResponse:
    """The rule is no more."""
    end_rule(actor=request.user, rule=rule_for(request.user, retention_id))
    messages.success(request, _("The rule has ended. What it took does not come back."))
    return HttpResponseRedirect(reverse("retention"), status=303)


def _to(rule: Rule) -> HttpResponse:
    return HttpResponseRedirect(reverse("retention_rule", args=[rule.pk]), status=303)
