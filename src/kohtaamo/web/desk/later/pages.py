"""What leaves later: listed, changed, sent at once or taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.commands.later import change_time
from kohtaamo.encounters.errors import LeavesTooLate
from kohtaamo.encounters.models import Later, Message
from kohtaamo.encounters.queries import case_for, in_sight, leaving_later
from kohtaamo.platform.errors import Conflict, Invalid, NotFound
from kohtaamo.platform.prepared import prepared
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.cases import table
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.moments import read_moment
from kohtaamo.web.wording import number_word

MOST = 200


@require_safe
@desk()
def later(request: DeskRequest) -> HttpResponse:
    """Every message that leaves later in the cases one may see, those held back first."""
    mine = request.GET.get("whose") == "mine"
    found = leaving_later(request.user)
    rows = list((found.filter(message__member=request.user) if mine else found)[:MOST])
    held = sum(row.is_held for row in rows)
    page = {"room": "cases", "rows": rows, "held": held, "mine": mine, "heading": _heading(len(rows))}
    return render(request, "desk/later/list.html", page)


def _heading(count: int) -> str:
    if count == 0:
        return _("Nothing waits to leave later.")
    said = ngettext("One answer leaves later.", "%(count)s answers leave later.", count)
    return said % {"count": number_word(count)}


@require_POST
@desk(Right.ANSWER)
def leaving(request: DeskRequest, message_id: int) -> HttpResponse:
    """Let it leave at another time (``at``), or now when none is given with the button."""
    ours = Message.objects.filter(in_sight(request.user), author=Author.US)
    message = ours.select_related("case", "encounter").filter(pk=message_id).first()
    if message is None:
        raise NotFound
    try:
        _change(request, message)
    except (Invalid, Conflict) as problem:
        messages.warning(request, str(problem.sentence))
    if request.POST.get("next") == "list":
        return redirect("later")
    return table.done(request, case_for(request.user, message.case_id))


def _change(request: DeskRequest, message: Message) -> None:
    at = None if request.POST.get("now") else read_moment(request.POST.get("at", "")[:40])
    if at is None and not request.POST.get("now"):
        raise LeavesTooLate
    change_time(actor=request.user, message=message, leave_at=at)
    messages.success(request, _("It leaves now.") if at is None else _("The time is changed."))


def later_line(viewer: Member) -> dict[str, Any]:
    """For Today: how many of one's own answers leave later, and how many were held back."""
    states = [at is not None for at in _mine(viewer.pk)]
    return {"later_count": len(states), "later_held": sum(states)}


@prepared
def _mine(member: int) -> QuerySet[Later, datetime | None]:
    mine = Later.objects.filter(done_at__isnull=True, set_by_id=member)
    return mine.order_by("leave_at").values_list("held_at", flat=True)[:100]
