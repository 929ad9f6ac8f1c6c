"""The encounter page laid out: everything its parts show, and how a page or its parts are answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.choices import CaseState, Feeling, Outcome
from kohtaamo.encounters.commands.visit import TYPING, others_here
from kohtaamo.encounters.distress import sounds_distressed
from kohtaamo.encounters.models import CallRequest, Case, Encounter, OwnPage, Visitor
from kohtaamo.encounters.queries import case_for, visible_cases
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.numbers import number_in
from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import PromiseState, Source, Standing
from kohtaamo.promises.models import Promise
from kohtaamo.promises.public import of_case as public_of_case
from kohtaamo.promises.queries import promises_of
from kohtaamo.promises.rules import standing
from kohtaamo.staff.models import Member, Team
from kohtaamo.targets.queries import marks
from kohtaamo.web.desk.cases import deciding, forms
from kohtaamo.web.desk.cases.offers import Asked
from kohtaamo.web.desk.cases.path import path_of
from kohtaamo.web.desk.cases.talk import talk_of
from kohtaamo.web.desk.cases.writing import Writing, kept_writing
from kohtaamo.web.desk.handovers.showing import of_case
from kohtaamo.web.desk.mentions.showing import naming_of
from kohtaamo.web.desk.notices.panel import belongs
from kohtaamo.web.desk.offers.showing import of_case as offers_of_case
from kohtaamo.web.desk.ordering.panel import order_of
from kohtaamo.web.desk.promises.acts import Ready, acts_on
from kohtaamo.web.desk.recoveries import showing as recoveries
from kohtaamo.web.desk.responsibilities.choosing import matters_for
from kohtaamo.web.desk.snooze.showing import sleep_of
from kohtaamo.web.gate import DeskRequest
from kohtaamo.web.wording import clock, day_and_clock, short_clock

RELATED = 5


@dataclass(frozen=True)
class PromiseRow:
    """A promise in the help pane, with what may be done to it."""

    promise: Promise
    stands: Standing
    acts: list[Ready]


@dataclass(frozen=True)
class Filled:
    """Forms that came back because something in them was missing, by name; steps still open before settling."""

    forms: dict[str, Form] = field(default_factory=dict)
    steps_open: int = 0


def show(
    request: DeskRequest,
    case: Case,
    *,
    status: int = 200,
    writing: Writing | None = None,
    filled: Filled | None = None,
    asked: Asked | None = None,
) -> HttpResponse:
    """The whole page, or the parts that changed when the page asked for parts (the composer only when given)."""
    context = {**lay(request, case, filled or Filled()), "asked": asked}
    if request.htmx:
        return render(request, "desk/cases/parts.html", {**context, "writing": writing, "is_part": True}, status=status)
    whole = {**context, "writing": writing or kept_writing(request.user, case)}
    return render(request, "desk/cases/page.html", whole, status=status)


def done(request: DeskRequest, case: Case, *, writing: Writing | None = None) -> HttpResponse:
    """The answer to something done: the parts as they are now, or back to the page; away when the case left us."""
    try:
        left = case_for(request.user, case.pk)
    except NotFound:
        messages.info(request, _("%(subject)s is now with others.") % {"subject": case.subject})
        return _away(request, reverse("today"))
    if request.htmx:
        return show(request, left, writing=writing)
    return HttpResponseRedirect(reverse("case", args=[case.pk]), status=303)


def _away(request: DeskRequest, address: str) -> HttpResponse:
    if request.htmx:
        response = HttpResponse(status=204)
        response["HX-Redirect"] = address
        return response
    return HttpResponseRedirect(address, status=303)


def lay(request: DeskRequest, case: Case, filled: Filled) -> dict[str, Any]:
    """Everything the parts of the page show, in a number of queries that does not grow with the talk."""
    viewer = request.user
    prefetch_related_objects([case.customer], "contact_times", "organisation")
    promises = promises_of(case)
    latest = next(iter(_latest(case.pk)), None)
    talk = talk_of(viewer, case, promises, before=earlier_than(request))
    return {
        "room": "cases",
        "case": case,
        "customer": case.customer,
        "is_mine": case.owner_id == viewer.pk,
        "target": marks([case]).get(case.pk),
        "latest": latest,
        "is_ended": latest is not None and latest.ended_at is not None and bool(latest.outcome),
        "talk": talk,
        "before": earlier_than(request),
        "path": path_of(viewer, case),
        "calls": _calls(case.pk),
        "related": related_to(viewer, case),
        "belongs": belongs(viewer, case),
        "handing": of_case(viewer, case),
        "mend": recoveries.of_case(viewer, case),
        "publicly": public_of_case(case),
        "order": order_of(viewer, case, latest),
        "visitors": visitors(viewer, case),
        "has_links": bool(_links(case.pk, now())),
        **_promised(promises),
        **deciding.lay(viewer, case, filled.forms),
        **offers_of_case(viewer, case),
        **sleep_of(case, promises),
        **naming_of(case, talk),
        **_to_fill(case, filled),
        **_to_choose(case),
    }


def _promised(promises: list[Promise]) -> dict[str, Any]:
    stands = [PromiseRow(promise, standing(promise, now()), acts_on(promise)) for promise in promises]
    return {
        **_answer_due(promises),
        "promises": stands,
        "broken": sum(row.stands in {Standing.BROKEN, Standing.LATE} for row in stands),
        "has_lawful": any(each.source == Source.LAW for each in promises),
    }


def _to_fill(case: Case, filled: Filled) -> dict[str, Any]:
    """The forms of the page, as they came back or new."""
    return {
        "promise_form": filled.forms.get("promise", forms.PromiseForm(auto_id="promise-%s")),
        "for_whom_form": filled.forms.get("for_whom", _for_whom_form(case)),
        "give_form": filled.forms.get("give", forms.GiveForm(auto_id="give-%s")),
        "opened": next(iter(filled.forms), ""),
        "steps_open": filled.steps_open,
    }


def _to_choose(case: Case) -> dict[str, Any]:
    """What the page offers to choose from, and the words around it."""
    return {
        "times": contact_times(case.customer),
        "language": dict(settings.LANGUAGES).get(case.language, ""),
        "matters": matters_for(case),
        "in_distress": _in_distress(case),
        "teams": teams_to_give(),
        "feelings": Feeling.choices,
        "outcomes": [(value, label) for value, label in Outcome.choices if value != Outcome.HANDED],
        "waits": CaseState.WAITING_US,
    }


def _in_distress(case: Case) -> bool:
    """Whether the fast lane is offered from the words; once a feeling is noted, a person has judged."""
    is_open = case.fast_lane_at is None and not case.is_settled and case.feeling is None
    return is_open and sounds_distressed(case.last_words)


def contact_times(customer: Customer) -> list[str]:
    """The times that suit the customer, in the reader's words: ``ma 10.00–12.00``."""
    times = []
    for each in customer.contact_times.all():
        starts, ends = (clock(datetime.combine(datetime.min, at)) for at in (each.starts, each.ends))
        day = str(WEEKDAYS_ABBR[each.weekday]) if each.weekday is not None else _("every day")
        times.append(f"{day} {starts}–{ends}")
    return times


def earlier_than(request: DeskRequest) -> int | None:
    """The message whose predecessors are asked for, if any."""
    return number_in(request.GET.get("before", ""))


def _answer_due(promises: list[Promise]) -> dict[str, Any]:
    """The open promise to answer, if one stands, and its time: only the clock when it is today."""
    due = next((p for p in promises if p.source == Source.ANSWER_TIME and p.state == PromiseState.OPEN), None)
    if due is None:
        return {"answer_due": None}
    at, today = localtime(due.due_at), localtime()
    told = short_clock(at) if at.date() == today.date() else day_and_clock(at, today)
    return {"answer_due": due, "due_told": told}


def _for_whom_form(case: Case) -> Form:
    return forms.ForWhomForm(auto_id="whom-%s", initial={"for_whom": case.for_whom})


@prepared
def _latest(case: int) -> QuerySet[Encounter]:
    return Encounter.objects.filter(case_id=case).order_by("-pk")[:1]


@prepared
def _links(case: int, at: datetime) -> QuerySet[OwnPage, int]:
    found = OwnPage.objects.filter(case_id=case, revoked_at__isnull=True, expires_at__gt=at)
    return found.values_list("pk", flat=True)[:1]


@prepared
def _calls(case: int) -> QuerySet[CallRequest]:
    return CallRequest.objects.filter(case_id=case, done_at__isnull=True).order_by("wished_at", "pk")


def related_to(viewer: Member, case: Case) -> list[Case]:
    """The customer's other open cases that this viewer may see, the latest first."""
    return _related(viewer, case.customer_id, case.pk)


@prepared
def _related(viewer: Member, customer: int, case: int) -> QuerySet[Case]:
    others = visible_cases(viewer).filter(customer_id=customer).exclude(pk=case)
    return others.exclude(state=CaseState.SETTLED).order_by("-changed_at")[:RELATED]


@dataclass(frozen=True)
class Other:
    """A colleague at the same table, and whether they are writing."""

    member: Member
    is_typing: bool


def visitors(viewer: Member, case: Case) -> list[Other]:
    """Who else has the case open now."""
    return [Other(one.member, _is_typing(one, now())) for one in others_here(viewer=viewer, case=case)]


def _is_typing(visitor: Visitor, at: datetime) -> bool:
    return visitor.typing_at is not None and at - visitor.typing_at < TYPING


@prepared
def teams_to_give() -> QuerySet[Team]:
    """The teams a case may be given to, each with its people."""
    active = Member.objects.filter(is_active=True).only("pk", "name")
    people: Prefetch[str, Any, str] = Prefetch("members", queryset=active, to_attr="people")
    return Team.objects.filter(is_active=True).prefetch_related(people)
