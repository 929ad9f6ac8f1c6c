"""The list: what many wait for, and how far each notice is."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kohtaamo.outreach.commands.cause import open_cause
from kohtaamo.outreach.models import Cause, Notice
from kohtaamo.outreach.queries import Counts, counts_of, latest_notices, open_causes, people_waiting, visible_causes
from kohtaamo.platform.errors import Invalid
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.notices.sentences import common_matters, how_far, people_wait
from kohtaamo.web.gate import DeskRequest, desk

SHOWN = 100


@dataclass(frozen=True)
class Row:
    """A cause with who waits and its latest notice, if there is one."""

    cause: Cause
    waits: str
    notice: Notice | None
    counts: Counts
    how_far: str

    @property
    def share(self) -> int:
        """How much of the notice has been told, in whole per cent."""
        return share_told(self.counts)


def share_told(counts: Counts) -> int:
    """How many of a notice's people have been told, in whole per cent."""
    return 100 * (counts.delivered + counts.by_hand) // counts.people if counts.people else 0


@require_safe
@desk()
def notices(request: DeskRequest) -> HttpResponse:
    """What many wait for, the newest first; the closed ones when asked for."""
    is_closed = request.GET.get("show") == "closed"
    return _show(request, is_closed=is_closed)


@require_POST
@desk(Right.ANSWER)
def causes(request: DeskRequest) -> HttpResponse:
    """Name a new one."""
    try:
        made = open_cause(actor=request.user, title=request.POST.get("title", ""))
    except Invalid as problem:
        return _show(request, error=str(problem.sentence), status=422)
    return HttpResponseRedirect(reverse("cause", args=[made.pk]), status=303)


def _show(request: DeskRequest, *, is_closed: bool = False, error: str = "", status: int = 200) -> HttpResponse:
    rows = _rows(request.user, is_closed=is_closed)
    context = {
        "room": "promises", "rows": rows, "is_closed": is_closed, "error": error,
        "typed": request.POST.get("title", ""), "heading": common_matters(len(rows)),
    }  # fmt: skip
    return render(request, "desk/notices/list.html", context, status=status)


def _rows(viewer: Member, *, is_closed: bool) -> list[Row]:
    """Four queries, however many there are."""
    closed = visible_causes(viewer).filter(closed_at__isnull=False).order_by("-closed_at")
    found = list((closed if is_closed else open_causes(viewer))[:SHOWN])
    waiting, latest = people_waiting(viewer, found), latest_notices(found)
    counts = counts_of(viewer, list(latest.values()))
    rows = []
    for cause in found:
        notice = latest.get(cause.pk)
        count = counts[notice.pk] if notice else Counts()
        said = how_far(notice, count) if notice and notice.begun_at else ""
        rows.append(Row(cause, people_wait(waiting.get(cause.pk, 0)), notice, count, said))
    return rows
