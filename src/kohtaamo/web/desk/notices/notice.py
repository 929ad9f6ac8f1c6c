"""One notice: before it goes, whom it reaches and in which words; on its way, how far it is; after, who was told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kohtaamo.outreach.choices import NoticeState
from kohtaamo.outreach.commands.send import cancel, go_on, pause, send, tell_newcomers
from kohtaamo.outreach.errors import PeopleChanged
from kohtaamo.outreach.models import Notice
from kohtaamo.outreach.queries import counts_of, newcomers, notice_for, work_list
from kohtaamo.outreach.texts import is_written
from kohtaamo.platform.errors import Conflict, Invalid
from kohtaamo.platform.time import now
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.notices.listing import share_told
from kohtaamo.web.desk.notices.people import read_person, readers, rows_of
from kohtaamo.web.desk.notices.preparing import prepare_now_or_later
from kohtaamo.web.desk.notices.sentences import digits, goes_to, how_far, takes
from kohtaamo.web.gate import DeskRequest, desk

VERY_LONG = timedelta(minutes=10)
BY_HAND = 20  # rows of the list of calls shown here


@require_safe
@desk()
def notice(request: DeskRequest, notice_id: int) -> HttpResponse:
    """The page of its state."""
    found = notice_for(request.user, notice_id)
    if found.state == NoticeState.DRAFT:
        return show_draft(request, found)
    return render(request, "desk/notices/notice.html", _progress(request, found))


def show_draft(request: DeskRequest, found: Notice, *, error: str = "", status: int = 200) -> HttpResponse:
    """Whom it goes to, what one of them reads, and the one button."""
    counts = counts_of(request.user, [found])[found.pk]
    spoken = readers(request.user, found)
    texts = {text.language: text for text in found.texts.all()}
    context = {
        "room": "promises", "notice": found, "cause": found.cause, "counts": counts, "error": error,
        "heading": goes_to(counts), "takes": takes(counts, found.pace), "languages": spoken,
        "unwritten": [one for one in spoken if not is_written(texts.get(one.code))],
        "reading": read_person(request.user, found, request.GET.get("person", "")),
        "is_preparing": is_preparing(found), "people": digits(counts.waiting),
    }  # fmt: skip
    return render(request, "desk/notices/draft.html", context, status=status)


def is_preparing(notice: Notice) -> bool:
    """Whether the list is being made; one that has taken very long is shown as far as it came."""
    return notice.preparing_at is not None and now() - notice.preparing_at < VERY_LONG


@require_safe
@desk()
def progress(request: DeskRequest, notice_id: int) -> HttpResponse:
    """How far it is, as a part of the page."""
    found = notice_for(request.user, notice_id)
    if not request.htmx or found.state == NoticeState.DRAFT:
        return HttpResponseRedirect(reverse("notice", args=[found.pk]), status=303)
    return render(request, "desk/notices/progress.html", _progress(request, found))


def _progress(request: DeskRequest, found: Notice) -> dict[str, Any]:
    counts = counts_of(request.user, [found])[found.pk]
    by_hand = list(work_list(request.user, [found])[: BY_HAND + 1])
    may_widen = found.state != NoticeState.CANCELLED and found.cause.closed_at is None
    return {
        "room": "promises", "notice": found, "cause": found.cause, "counts": counts, "share": share_told(counts),
        "heading": how_far(found, counts), "takes": takes(counts, found.pace), "rows": rows_of(by_hand[:BY_HAND]),
        "has_more": len(by_hand) > BY_HAND, "texts": found.texts.all(),
        "newcomers": newcomers(request.user, found) if may_widen else 0,
    }  # fmt: skip


@require_POST
@desk(Right.NOTIFY)
def sending(request: DeskRequest, notice_id: int) -> HttpResponse:
    """Let it go to as many as the sender was shown; when they have changed, show the new list first."""
    found = notice_for(request.user, notice_id)
    shown = request.POST.get("people", "")
    try:
        send(actor=request.user, notice=found, people=int(shown) if shown.isdecimal() and len(shown) < 9 else -1)
    except PeopleChanged as problem:
        prepare_now_or_later(request.user, found)
        return show_draft(request, notice_for(request.user, found.pk), error=str(problem.sentence), status=409)
    except (Invalid, Conflict) as problem:
        if found.state != NoticeState.DRAFT:
            raise
        return show_draft(request, found, error=str(problem.sentence), status=problem.status)
    return _back(found)


def _turning(command: Callable[..., object]) -> Callable[..., HttpResponse]:
    @require_POST
    @desk(Right.NOTIFY)
    def turn(request: DeskRequest, notice_id: int) -> HttpResponse:
        found = notice_for(request.user, notice_id)
        command(actor=request.user, notice=found)
        return _back(found)

    return turn


pausing, continuing, cancelling = _turning(pause), _turning(go_on), _turning(cancel)


@require_POST
@desk(Right.NOTIFY)
def widening(request: DeskRequest, notice_id: int) -> HttpResponse:
    """Tell those who joined after it set out, too."""
    found = notice_for(request.user, notice_id)
    if not tell_newcomers(actor=request.user, notice=found):
        messages.info(request, _("Everyone who waits is on the list already."))
    return _back(found)


def _back(notice: Notice) -> HttpResponse:
    return HttpResponseRedirect(reverse("notice", args=[notice.pk]), status=303)
