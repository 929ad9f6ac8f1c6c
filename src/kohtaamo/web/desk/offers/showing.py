"""What the pages show of offers, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kohtaamo.encounters.models import Case
from kohtaamo.mandates.amounts import told
from kohtaamo.mandates.choices import BuiltIn, RequestState
from kohtaamo.mandates.models import Kind, Request
from kohtaamo.mandates.queries.applying import remaining
from kohtaamo.mandates.queries.seeing import may_see
from kohtaamo.offers.choices import OfferState, Per
from kohtaamo.offers.models import Line, Offer, Version
from kohtaamo.offers.queries import Leaving, leaving, offers_of, templates_in_use
from kohtaamo.offers.rules import at_list, given_away
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.showing_offers import GLYPHS, total_of


@dataclass(frozen=True)
class ShownLeaving:
    """How far an offer leaves its template in one kind: what it is, what is still lacking, what one may decide."""

    kind: Kind
    said: str
    missing: str
    left: str
    fits: bool


def shown_leaving(viewer: Member, offer: Offer, version: Version, lines: Sequence[Line]) -> list[ShownLeaving]:
    """Nothing for one who neither decides nor grants."""
    if not may_see(viewer):
        return []
    found = leaving(offer, version, lines)
    rooms = {room.mandate.kind_id: room.left for room in remaining(viewer, offer.case)} if found else {}
    return [_leaving(each, rooms.get(each.kind.pk, 0), lines) for each in found]


def _leaving(each: Leaving, left: int, lines: Sequence[Line]) -> ShownLeaving:
    unit = each.kind.unit
    if each.kind.code == BuiltIn.DISCOUNT:
        said = _below(lines, told(unit, each.amount))
    else:
        said = _("%(amount)s more time than the template gives") % {"amount": told(unit, each.amount)}
    return ShownLeaving(
        each.kind, said, told(unit, each.missing) if each.missing else "", told(unit, left) if left else "",
        each.missing <= left,
    )  # fmt: skip


def _below(lines: Sequence[Line], amount: str) -> str:
    """By how much, and of what share; what is paid again and again is reckoned for a year."""
    share = max(1, round(100 * given_away(lines) / max(1, at_list(lines))))
    if all(line.per == Per.ONCE for line in lines):
        return _("%(amount)s below the list prices, %(share)s per cent") % {"amount": amount, "share": share}
    return _("%(amount)s below the list prices in a year, %(share)s per cent") % {"amount": amount, "share": share}


def shown_requests(offer: Offer) -> list[tuple[Request, str]]:
    """What was asked for the offer, the newest first, with its amount in words."""
    found = offer.requests.exclude(state=RequestState.WITHDRAWN).select_related("kind", "asked_of", "answered_by")
    return [(each, told(each.kind.unit, each.amount)) for each in found.order_by("-pk")[:3]]


@dataclass(frozen=True)
class Row:
    """An offer in a list."""

    offer: Offer
    glyph: str
    total: str


def row(offer: Offer) -> Row:
    return Row(offer, GLYPHS[OfferState(offer.state)], total_of(offer.current))


def of_case(viewer: Member, case: Case) -> dict[str, Any]:
    """What the encounter page shows: the case's offers, and what one may begin from. Two queries as a rule."""
    begins = templates_in_use() if viewer.may(Right.ANSWER) else []
    shown = [each for each in offers_of(case) if each.state != OfferState.WITHDRAWN or each.current_id]
    return {"offered": [row(each) for each in shown], "offer_templates": begins}


def heading(offer: Offer) -> str:
    """The state of an offer in a sentence."""
    name = str(offer.customer)
    said = {
        OfferState.DRAFT: _("An offer to %(name)s is being written"),
        OfferState.GIVEN: _("%(name)s has our offer"),
        OfferState.ACCEPTED: _("%(name)s accepted our offer"),
        OfferState.DECLINED: _("%(name)s did not take our offer"),
        OfferState.LAPSED: _("Our offer to %(name)s has lapsed"),
        OfferState.WITHDRAWN: _("Our offer to %(name)s was withdrawn"),
    }
    return said[OfferState(offer.state)] % {"name": name}


def count_said(count: int) -> str:
    """How many offers wait for their customers."""
    if not count:
        return _("No offer waits for a customer")
    return ngettext("%(count)s offer waits for its customer", "%(count)s offers wait for their customers", count) % {
        "count": count
    }
