"""Every offer: what waits for customers, what was accepted, what they come to; and contracts about to end."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kohtaamo.offers.choices import OfferState
from kohtaamo.offers.models import Offer
from kohtaamo.offers.queries import (
    WITH,
    Totals,
    ending_contracts,
    lapsing,
    not_arrived,
    templates_in_use,
    totals,
    visible_offers,
)
from kohtaamo.offers.wording import paid_by
from kohtaamo.platform.cursor import cursor, read_cursor
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.offers.renewal import todays as ending_soon
from kohtaamo.web.desk.offers.showing import count_said, row
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.showing_offers import language

LONG = 50
STATES = {
    "open": (OfferState.GIVEN,), "drafts": (OfferState.DRAFT,), "accepted": (OfferState.ACCEPTED,),
    "past": (OfferState.DECLINED, OfferState.LAPSED, OfferState.WITHDRAWN),
}  # fmt: skip


@require_safe
@desk()
def register(request: DeskRequest) -> HttpResponse:
    """The register: mine or my teams', by state, newest first."""
    shown = request.GET.get("show", "") if request.GET.get("show", "") in STATES else "open"
    mine = request.GET.get("whose") == "mine"
    every = _of(request.user, mine=mine)
    found, after = _leaf(every.filter(state__in=STATES[shown]), request.GET.get("after", ""))
    figures = totals(every.filter(state__in=STATES[shown]))
    waiting = figures if shown == "open" else totals(every.filter(state=OfferState.GIVEN))
    context = {
        "room": "promises", "rows": [row(each) for each in found], "after": after, "show": shown, "mine": mine,
        "heading": count_said(waiting.count), "count": figures.count, "total": _said(figures),
        "late": [row(each) for each in not_arrived(request.user)[:10]] if shown == "open" else [],
        "ending": ending_contracts(request.user) if shown == "open" and not after else [],
        "has_templates": bool(templates_in_use()),
    }  # fmt: skip
    return render(request, "desk/offers/register.html", context)


def _of(viewer: Member, *, mine: bool) -> QuerySet[Offer]:
    every = visible_offers(viewer).exclude(state=OfferState.WITHDRAWN, current__isnull=True)
    return every.filter(owner=viewer) if mine else every


def _leaf(offers: QuerySet[Offer], after: str) -> tuple[list[Offer], str]:
    place = read_cursor(after)
    if place is not None:
        offers = offers.filter(pk__lt=place[2])
    found = list(offers.select_related(*WITH).order_by("-pk")[: LONG + 1])
    last = found[LONG - 1] if len(found) > LONG else None
    return found[:LONG], cursor(last.made_at, last.pk) if last else ""


def _said(found: Totals) -> str:
    return paid_by({"once": found.once, "month": found.month, "year": found.year}, language()) if found.count else ""


def todays(viewer: Member) -> dict[str, Any]:
    """The lines of Today: one's own offers whose time runs out soon, and whom to call before a contract ends."""
    found = lapsing(viewer)
    return {"lapsing": {"count": len(found), "first": found[0]} if found else None, **ending_soon(viewer)}
