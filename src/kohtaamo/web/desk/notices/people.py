"""The people of a notice: what one of them reads, who is left out, whom to call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kohtaamo.customers.choices import IdentityKind
from kohtaamo.outreach.choices import ToldBy, ToState
from kohtaamo.outreach.commands.by_hand import find_out, told_by_hand
from kohtaamo.outreach.commands.draft import leave_out
from kohtaamo.outreach.errors import NotOnTheList
from kohtaamo.outreach.models import Notice, NoticeTo
from kohtaamo.outreach.preview import Words, preview_of, previews
from kohtaamo.outreach.queries import languages_of, notice_for, person_for, visible_to, work_list
from kohtaamo.platform.numbers import number_in
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.notices.sentences import to_be_called
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.leaves import leaf

PAGE = 50


@dataclass(frozen=True)
class Readers:
    """How many of those still to be told read a language."""

    code: str
    name: str
    people: int


@dataclass(frozen=True)
class Reading:
    """One person of the list with what they read, and their neighbours on it."""

    row: NoticeTo
    words: Words | None
    language: str
    before: int | None
    after: int | None


@dataclass(frozen=True)
class Row:
    """One to be called or written to: numbers and addresses to reach them by, and what to tell them."""

    to: NoticeTo
    numbers: list[str]
    addresses: list[str]
    text: str


def readers(viewer: Member, notice: Notice) -> list[Readers]:
    """The languages of those still to be told."""
    names = dict(settings.LANGUAGES)
    return [Readers(code, str(names[code]), people) for code, people in languages_of(viewer, notice)]


def read_person(viewer: Member, notice: Notice, wanted: str) -> Reading | None:
    """The asked person of a draft's list, else the first; None when nobody is on it."""
    people = visible_to(viewer, [notice]).exclude(state=ToState.LEFT_OUT).order_by("pk")
    number = number_in(wanted)
    chosen = people.filter(pk=number) if number is not None else people.none()
    row = chosen.select_related("customer", "case").first() or people.select_related("customer", "case").first()
    if row is None:
        return None
    ids = people.values_list("pk", flat=True)
    return Reading(
        row=row, words=preview_of(notice, row), language=str(dict(settings.LANGUAGES)[row.language]),
        before=ids.filter(pk__lt=row.pk).order_by("-pk").first(), after=ids.filter(pk__gt=row.pk).first(),
    )  # fmt: skip


@require_safe
@desk()
def listed(request: DeskRequest, notice_id: int) -> HttpResponse:
    """Everyone on the list and how far theirs is, a leaf at a time."""
    notice = notice_for(request.user, notice_id)
    rows = visible_to(request.user, [notice]).select_related("customer", "case", "told_by")
    if (state := request.GET.get("state", "")) in ToState.values:
        rows = rows.filter(state=state)
    shown = leaf(rows, request.GET.get("after", ""), PAGE, rising=True)
    context = {
        "room": "promises", "notice": notice, "cause": notice.cause, "people": shown.rows, "state": state,
        "states": ToState.choices, "after": shown.after,
        "may_leave_out": notice.state == "draft",
    }  # fmt: skip
    return render(request, "desk/notices/people.html", context)


@require_safe
@desk()
def calls(request: DeskRequest) -> HttpResponse:
    """Everyone a person is to call or write to, of all notices."""
    found = work_list(request.user)
    rows = rows_of(list(found[:PAGE]))
    context = {"room": "promises", "rows": rows, "heading": to_be_called(found.count()), "here": "calls"}
    return render(request, "desk/notices/calls.html", context)


def rows_of(found: Sequence[NoticeTo]) -> list[Row]:
    """The rows with what is needed to reach each and to tell them; the queries do not grow with them."""
    people = list(found)
    prefetch_related_objects(people, "customer__identities", "notice__texts")
    words = previews(people)
    return [_row(to, words.get(to.pk)) for to in people]


def _row(to: NoticeTo, words: Words | None) -> Row:
    identities = list(to.customer.identities.all())
    return Row(
        to=to,
        numbers=[one.shown for one in identities if one.kind == IdentityKind.PHONE],
        addresses=[one.shown for one in identities if one.kind == IdentityKind.POST],
        text=words.text if words else "",
    )


@require_POST
@desk(Right.NOTIFY)
def leaving_out(request: DeskRequest, notice_id: int, person_id: int) -> HttpResponse:
    """Leave one person out of a draft, or take them back in (``back``)."""
    notice = notice_for(request.user, notice_id)
    person = person_for(request.user, notice, person_id)
    is_back = request.POST.get("back") == "1"
    leave_out(actor=request.user, notice=notice, person=person, out=not is_back)
    return HttpResponseRedirect(reverse("notice_people" if is_back else "notice", args=[notice.pk]), status=303)


@require_POST
@desk(Right.ANSWER)
def telling(request: DeskRequest, notice_id: int, person_id: int) -> HttpResponse:
    """The person was told by a call or a letter."""
    notice = notice_for(request.user, notice_id)
    how = ToldBy.LETTER if request.POST.get("how") == ToldBy.LETTER else ToldBy.CALL
    try:
        told_by_hand(actor=request.user, person=person_for(request.user, notice, person_id), how=how)
    except NotOnTheList as problem:
        messages.info(request, problem.sentence)
    else:
        messages.success(request, _("Good. The customer knows."))
    return _back(request, notice)


@require_POST
@desk(Right.ANSWER)
def finding(request: DeskRequest, notice_id: int, person_id: int) -> HttpResponse:
    """Someone found out whether a mail in doubt arrived (``arrived``); where it did not, it leaves once more."""
    notice = notice_for(request.user, notice_id)
    arrived = request.POST.get("arrived") == "1"
    try:
        find_out(actor=request.user, person=person_for(request.user, notice, person_id), arrived=arrived)
    except NotOnTheList as problem:
        messages.info(request, problem.sentence)
    else:
        messages.success(request, _("Good. The customer knows.") if arrived else _("It leaves once more."))
    return _back(request, notice)


def _back(request: DeskRequest, notice: Notice) -> HttpResponse:
    if request.POST.get("next") == "calls":
        return HttpResponseRedirect(reverse("notice_calls"), status=303)
    return HttpResponseRedirect(reverse("notice", args=[notice.pk]), status=303)
