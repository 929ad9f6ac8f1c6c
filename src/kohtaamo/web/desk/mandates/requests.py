"""Requests for more: who waits for an answer, and the answer in one touch, the case beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.models import Message
from kohtaamo.mandates.amounts import as_typed, read, told
from kohtaamo.mandates.choices import Limit
from kohtaamo.mandates.commands.answer import answer_request
from kohtaamo.mandates.models import Request
from kohtaamo.mandates.queries.seeing import answered_requests, decisions_of, request_for, waiting_requests
from kohtaamo.platform.errors import Conflict, Invalid
from kohtaamo.platform.prepared import prepared
from kohtaamo.promises.choices import PromiseState
from kohtaamo.promises.models import Promise
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.cases.decision_icons import icon_of
from kohtaamo.web.desk.mandates import saying
from kohtaamo.web.gate import DeskRequest, desk

MOST = 50


@dataclass(frozen=True)
class Row:
    """A request with its amount in words, and the part of it that was granted when not all; ``is_mine`` when the
    reader is the one who is asked now."""

    request: Request
    amount: str
    icon: str
    is_mine: bool
    part: str = ""


def _row(request: Request, reader: Member) -> Row:
    kind, is_mine = request.kind, request.asked_of_id == reader.pk
    return Row(request, told(kind.unit, request.amount), icon_of(kind), is_mine, _part(request))


def _part(request: Request) -> str:
    return told(request.kind.unit, request.granted or 0) if request.is_granted_in_part else ""


@require_safe
@desk(Right.GRANT)
def listing(request: DeskRequest) -> HttpResponse:
    """Who waits for an answer, and what has been answered."""
    rows = [_row(each, request.user) for each in waiting_requests(request.user)[:MOST]]
    past = [_row(each, request.user) for each in answered_requests(request.user)]
    count = len(rows)
    heading = ngettext("%(count)s request waits for an answer", "%(count)s requests wait for an answer", count)
    page = {
        "room": "today", "rows": rows, "past": past,
        "heading": heading % {"count": count} if count else _("Nobody waits for an answer"),
    }  # fmt: skip
    return render(request, "desk/mandates/requests.html", page)


def waiting_line(reader: Member) -> dict[str, Any]:
    """What Today says of requests the reader may answer: how many, and the first of them. One query."""
    rows = [_row(each, reader) for each in _first_asked(reader)] if reader.may(Right.GRANT) else []
    return {"asked_first": rows[0] if rows else None, "asked_count": len(rows), "asked_others": len(rows) - 1}


@prepared
def _first_asked(reader: Member) -> QuerySet[Request]:
    return waiting_requests(reader)[: MOST + 1]


@require_safe
@desk(Right.GRANT)
def waiting(request: DeskRequest) -> HttpResponse:
    """The line of Today, read anew."""
    return render(request, "desk/mandates/today.html", waiting_line(request.user))


@require_safe
@desk()
def one(request: DeskRequest, request_id: int) -> HttpResponse:
    """One request with the case beside it."""
    return _show(request, request_for(request.user, request_id))


def _show(
    request: DeskRequest, asked: Request, *, problem: str = "", status: int = 200, typed: str | None = None
) -> HttpResponse:  # fmt: skip
    case, unit = asked.case, asked.kind.unit
    said = Message.objects.filter(case=case, author=Author.CUSTOMER).order_by("-at", "-pk").first()
    given = [(each, told(each.kind.unit, each.amount_now)) for each in decisions_of(request.user, case, newest=5)]
    page = {
        "room": "today", "asked": asked, "case": case, "amount": told(unit, asked.amount), "part": _part(asked),
        "field": as_typed(unit, asked.amount) if typed is None else typed, "word": request.POST.get("word", ""),
        "icon": icon_of(asked.kind), "said": said, "given": [row for row in given if not row[0].is_taken_back],
        "promises": Promise.objects.filter(case=case, state=PromiseState.OPEN).order_by("due_at")[:5],
        "limit": _limit(asked), "problem": problem, "may_answer": _may_answer(request.user, asked),
    }  # fmt: skip
    return render(request, "desk/mandates/request.html", page, status=status)


def _may_answer(reader: Member, asked: Request) -> bool:
    return asked.is_waiting and reader.may(Right.GRANT) and asked.asked_by_id != reader.pk


def _limit(asked: Request) -> str:
    """What the asker may decide without asking."""
    if asked.mandate is None or asked.over == Limit.NO_MANDATE:
        return _("This is not theirs to decide without asking.")
    may = "; ".join(saying.limits(asked.mandate))
    return _("By themselves: %(limits)s.") % {"limits": may}


def _done(answered: Request) -> str:
    known = {"name": answered.asked_by.first_name, "part": _part(answered)}
    if answered.granted is None:
        return _("Not granted. %(name)s knows already.") % known
    return (
        _("Granted: %(part)s. %(name)s knows already.") if known["part"] else _("Granted. %(name)s knows already.")
    ) % known


@require_POST
@desk(Right.GRANT)
def answer(request: DeskRequest, request_id: int) -> HttpResponse:
    """Grant, whole or in part, or decline in one touch."""
    asked = request_for(request.user, request_id)
    if request.POST.get("answer") not in {"grant", "decline"}:
        raise Invalid
    is_granted = request.POST["answer"] == "grant"
    typed = request.POST.get("amount")
    try:
        amount = read(asked.kind.unit, typed) if is_granted and typed is not None else None
        word = request.POST.get("word", "")
        answered = answer_request(actor=request.user, request=asked, grant=is_granted, amount=amount, word=word)
    except (Conflict, Invalid) as problem:
        fresh = request_for(request.user, request_id)
        if fresh.answered_by_id == request.user.pk:  # a second click: the first one did it
            return HttpResponseRedirect(reverse("request", args=[asked.pk]), status=303)
        return _show(request, fresh, problem=str(problem.sentence), status=problem.status, typed=typed)
    messages.success(request, _done(answered))
    return HttpResponseRedirect(reverse("request", args=[asked.pk]), status=303)
