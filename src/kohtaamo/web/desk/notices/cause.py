"""One cause: who waits, how they came to it, who else may belong, and what they have been told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.outreach.commands.cause import close_cause, open_again
from kohtaamo.outreach.commands.join import cases_meant
from kohtaamo.outreach.likeness import alike
from kohtaamo.outreach.models import Cause, CauseCase, CauseRule, Notice
from kohtaamo.outreach.queries import Counts, cause_for, counts_of, joined_cases, notices_of, people_waiting
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.notices.forms import RuleForm
from kohtaamo.web.desk.notices.listing import share_told
from kohtaamo.web.desk.notices.sentences import how_far, people_wait
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.leaves import leaf

PAGE = 50
FOUND = 100  # found cases shown to choose from
LOOKED_THROUGH = 10_000  # hits of the search, to show what there is; joining by the rule looks through all


@dataclass(frozen=True)
class Told:
    """A notice of the cause and how far it is."""

    notice: Notice
    counts: Counts

    @property
    def how_far(self) -> str:
        return how_far(self.notice, self.counts)

    @property
    def share(self) -> int:
        return share_told(self.counts)


@dataclass(frozen=True)
class Found:
    """Cases a question found that are not joined yet: those shown, and how many in all."""

    cases: list[Case]
    total: int


@require_safe
@desk()
def cause(request: DeskRequest, cause_id: int) -> HttpResponse:
    """The page; with a question in its address, the cases it finds."""
    return show(request, cause_for(request.user, cause_id))


def show(request: DeskRequest, cause: Cause, *, form: RuleForm | None = None, status: int = 200) -> HttpResponse:
    """The page of a cause, with a form that came back when something in it was missing."""
    form = form or _asked(request, cause)
    context = {
        "room": "promises", "cause": cause, "form": form, "rule": getattr(cause, "rule", None),
        "waits": people_wait(people_waiting(request.user, [cause]).get(cause.pk, 0)),
        **_joined(request, cause), "told": _told(request.user, cause),
        "found": _found(request.user, cause, form) if form.is_bound and form.is_valid() else None,
        "alike": alike(request.user, cause) if not cause.closed_at and Right.ANSWER in request.user.role.rights else [],
    }  # fmt: skip
    return render(request, "desk/notices/cause.html", context, status=status)


def _asked(request: DeskRequest, cause: Cause) -> RuleForm:
    if any(name in request.GET for name in ("words", "touchpoint", "matter", "since", "until")):
        return RuleForm(request.GET, auto_id="rule-%s")
    return RuleForm(initial=RuleForm.first_values(getattr(cause, "rule", None)), auto_id="rule-%s")


def _joined(request: DeskRequest, cause: Cause) -> dict[str, Any]:
    """One leaf of the joined cases, newest joined first."""
    shown = leaf(joined_cases(request.user, cause), request.GET.get("after", ""), PAGE)
    return {"joined": shown.rows, "after": shown.after}


def _told(viewer: Member, cause: Cause) -> list[Told]:
    found = list(notices_of(cause)[:10])
    counts = counts_of(viewer, found)
    return [Told(notice, counts[notice.pk]) for notice in found]


def _found(viewer: Member, cause: Cause, form: RuleForm) -> Found:
    known = set(CauseCase.objects.filter(cause=cause).values_list("case_id", flat=True))
    meant = cases_meant(viewer, CauseRule(cause=cause, **form.terms), hits=LOOKED_THROUGH)
    ids = [one for one in meant if one not in known]
    cases = visible_cases(viewer).filter(pk__in=ids[:FOUND]).exclude(state=CaseState.SETTLED)
    return Found(list(cases.select_related("customer", "touchpoint").order_by("-pk")), len(ids))


@require_POST
@desk(Right.NOTIFY)
def closing(request: DeskRequest, cause_id: int) -> HttpResponse:
    """Nobody waits for it any more."""
    close_cause(actor=request.user, cause=cause_for(request.user, cause_id))
    return HttpResponseRedirect(reverse("cause", args=[cause_id]), status=303)


@require_POST
@desk(Right.NOTIFY)
def opening(request: DeskRequest, cause_id: int) -> HttpResponse:
    """It is waited for after all."""
    open_again(actor=request.user, cause=cause_for(request.user, cause_id))
    return HttpResponseRedirect(reverse("cause", args=[cause_id]), status=303)
