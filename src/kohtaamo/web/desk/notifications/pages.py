"""What one is told: the bell, the list, and going where one of them leads."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kohtaamo.serving.commands.tell import see
from kohtaamo.serving.models import Notification
from kohtaamo.serving.queries.told import notification_for, unseen
from kohtaamo.serving.queries.told import notifications as told
from kohtaamo.serving.wording import sentence
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.wording import number_word

MOST = 100
AT_THE_BELL = 6


@dataclass(frozen=True)
class Row:
    """A notification and its sentence."""

    told: Notification
    words: str


def _rows(request: DeskRequest, most: int) -> list[Row]:
    return [Row(one, sentence(one)) for one in told(request.user)[:most]]


@require_safe
@desk()
def notifications(request: DeskRequest) -> HttpResponse:
    """Everything one was told lately."""
    count = unseen(request.user)
    page = {"room": "", "rows": _rows(request, MOST), "unseen": count, "heading": _heading(count)}
    return render(request, "desk/notifications/list.html", page)


def _heading(count: int) -> str:
    if count == 0:
        return _("You have seen everything.")
    return ngettext("One thing is new.", "%(count)s things are new.", count) % {"count": number_word(count)}


@require_safe
@desk()
def bell(request: DeskRequest) -> HttpResponse:
    """The bell as it is now, a part of every page; as a page of its own it is the list."""
    if not request.htmx:
        return redirect("notifications")
    page = {"unseen": unseen(request.user), "rows": _rows(request, AT_THE_BELL), "is_read": True}
    return render(request, "desk/notifications/bell.html", page)


@require_POST
@desk()
def seen(request: DeskRequest) -> HttpResponse:
    """Everything is seen."""
    see(actor=request.user)
    return redirect("bell" if request.htmx else "notifications")


@require_safe
@desk()
def notification(request: DeskRequest, notification_id: int) -> HttpResponse:
    """Go where it leads; it is seen then."""
    found = notification_for(request.user, notification_id)
    if request.method == "GET":
        see(actor=request.user, only=found)
    if found.article_id is not None:
        return redirect("article", found.article_id)
    if found.case_id is None:
        return redirect("notifications")
    mark = f"#m{found.message_id}" if found.message_id else ""
    return redirect(f"{reverse('case', args=[found.case_id])}{mark}")
