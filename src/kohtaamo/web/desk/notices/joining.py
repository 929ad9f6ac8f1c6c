"""Joining cases to a cause and taking one out, from its page and from an encounter."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import case_for
from kohtaamo.outreach.choices import How
from kohtaamo.outreach.commands.cause import drop_rule, open_cause, set_rule
from kohtaamo.outreach.commands.join import join, join_now_or_later, part
from kohtaamo.outreach.models import Cause
from kohtaamo.outreach.queries import cause_for
from kohtaamo.platform.errors import Invalid, NotFound
from kohtaamo.platform.numbers import number_in, numbers_in
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.cases import table
from kohtaamo.web.desk.notices.cause import show
from kohtaamo.web.desk.notices.forms import RuleForm
from kohtaamo.web.desk.notices.sentences import digits
from kohtaamo.web.gate import DeskRequest, desk

MOST = 500  # cases joined by hand in one press


@require_POST
@desk(Right.ANSWER)
def cases(request: DeskRequest, cause_id: int) -> HttpResponse:
    """Join the chosen cases; ``how`` tells whether they were found by a person or suggested."""
    cause = cause_for(request.user, cause_id)
    how = How.LIKENESS if request.POST.get("how") == How.LIKENESS else How.HAND
    chosen = numbers_in(request.POST.getlist("case")[:MOST])
    _say_joined(request, join(actor=request.user, cause=cause, cases=chosen, how=how))
    return _back(cause)


@require_POST
@desk(Right.ANSWER)
def parting(request: DeskRequest, cause_id: int, case_id: int) -> HttpResponse:
    """Take a case out; ``next`` tells that it was done at the encounter."""
    case = case_for(request.user, case_id)
    part(actor=request.user, cause=cause_for(request.user, cause_id), case=case)
    return table.done(request, case) if request.POST.get("next") == "case" else _back_to(cause_id)


@require_POST
@desk(Right.NOTIFY)
def rule(request: DeskRequest, cause_id: int) -> HttpResponse:
    """Join all that the question finds, and those still to come."""
    cause = cause_for(request.user, cause_id)
    form = RuleForm(request.POST, auto_id="rule-%s")
    if not form.is_valid():
        return show(request, cause, form=form, status=422)
    try:
        set_rule(actor=request.user, cause=cause, **form.terms)
    except Invalid as problem:
        form.add_error(None, str(problem.sentence))
        return show(request, cause, form=form, status=422)
    count = join_now_or_later(actor=request.user, cause=cause)
    if count is None:
        messages.info(request, _("They are being joined. There are many, so it takes a moment."))
    else:
        _say_joined(request, count)
    return _back(cause)


@require_POST
@desk(Right.NOTIFY)
def rule_removal(request: DeskRequest, cause_id: int) -> HttpResponse:
    """No case joins by itself any more."""
    cause = cause_for(request.user, cause_id)
    drop_rule(actor=request.user, cause=cause)
    return _back(cause)


@require_POST
@desk(Right.ANSWER)
def of_case(request: DeskRequest, case_id: int) -> HttpResponse:
    """Join the encounter's case to a cause that is open, or to a new one named here."""
    case = case_for(request.user, case_id)
    chosen, title = request.POST.get("cause", ""), request.POST.get("title", "")
    if (number := number_in(chosen)) is not None:
        join(actor=request.user, cause=cause_for(request.user, number), cases=[case.pk])
        return table.done(request, case)
    if chosen:
        raise NotFound
    return _named(request, case, title)


def _named(request: DeskRequest, case: Case, title: str) -> HttpResponse:
    try:
        open_cause(actor=request.user, title=title, case=case)
    except Invalid as problem:
        messages.warning(request, str(problem.sentence))
    return table.done(request, case)


def _say_joined(request: DeskRequest, count: int) -> None:
    said = ngettext("One case was joined.", "%(number)s cases were joined.", count) % {"number": digits(count)}
    messages.success(request, said if count else _("There was nothing new to join."))


def _back(cause: Cause) -> HttpResponse:
    return _back_to(cause.pk)


def _back_to(cause_id: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("cause", args=[cause_id]), status=303)
