"""Who is held, since when, why and by whom; ended there."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kohtaamo.passage.commands.hold import end_hold
from kohtaamo.passage.keeping import hold_for, holds
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.retention.sentences import held
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.leaves import leaf

PAGE = 50


@require_safe
@desk(Right.ERASE)
def listing(request: DeskRequest) -> HttpResponse:
    """Every hold that stands, the newest first."""
    found = holds(request.user)
    shown = leaf(found, request.GET.get("after", ""), PAGE)
    page = {"room": "settings", "heading": held(found.count()), "rows": shown.rows, "after": shown.after}
    return render(request, "desk/retention/holds.html", page)


@require_POST
@desk(Right.ERASE)
def ending(request: DeskRequest, hold_id: int) -> HttpResponse:
    """The rules count for this customer again."""
    end_hold(actor=request.user, customer=hold_for(request.user, hold_id).customer)
    messages.success(request, _("The hold has ended."))
    return HttpResponseRedirect(reverse("holds"), status=303)
