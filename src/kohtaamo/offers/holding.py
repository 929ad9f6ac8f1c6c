"""Holding an offer still while a command changes it: the case first, then the offer, in every command."""

from __future__ import annotations

from typing import Any

from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import Case
from kohtaamo.offers.choices import OfferState
from kohtaamo.offers.errors import NotGiven
from kohtaamo.offers.models import Offer
from kohtaamo.offers.rules import may_become
from kohtaamo.platform.journal.record import Actor, record
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member


def hold_offer(actor: Member, offer: Offer) -> Offer:
    """The offer, locked after its case. Raises ``NotFound`` when the actor may not see the case."""
    return lock(offer.pk, hold(actor, offer.case))


def lock(offer_id: int, case: Case) -> Offer:
    """The offer, locked; the caller holds its case."""
    found = Offer.objects.select_for_update(of=("self",)).select_related("template", "current__contract", "owner")
    held = found.get(pk=offer_id)
    held.case = case
    return held


def pass_to(offer: Offer, state: str, by: Member | None, *, word: str = "") -> None:
    """Let a held offer pass to another state. Raises ``NotGiven`` when it may not."""
    if not may_become(offer.state, state):
        raise NotGiven
    offer.state, is_open = state, state in {OfferState.DRAFT, OfferState.GIVEN}
    offer.settled_at, offer.settled_by = (None, None) if is_open else (now(), by)
    offer.word = "" if is_open else word.strip()[:300]


def note(kind: str, offer: Offer, actor: Actor | None, **data: Any) -> None:
    """Write what happened to an offer in the journal: never an amount."""
    encounter = offer.current.message.encounter_id if offer.current and offer.current.message else None
    record(
        kind, actor=actor, **where(offer.case, encounter), **teamed(offer.case), offer=offer.pk, member=offer.owner_id,
        **data,
    )  # fmt: skip
