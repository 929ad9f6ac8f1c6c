"""What lets an offer leave its template: decisions within the mandate, or asked for and granted."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from kohtaamo.encounters.models import Message
from kohtaamo.mandates.choices import RequestState
from kohtaamo.mandates.commands.ask import ask
from kohtaamo.mandates.commands.correct import release
from kohtaamo.mandates.commands.decide import confirm, decide
from kohtaamo.mandates.errors import NoMandate, OverLimit
from kohtaamo.mandates.events import RequestAnswered
from kohtaamo.mandates.models import Decision, Kind, Request
from kohtaamo.offers.errors import NotADraft, OverMandate
from kohtaamo.offers.holding import hold_offer, note
from kohtaamo.offers.models import Offer, Version
from kohtaamo.offers.queries import draft_of, leaving
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


def decide_leaving(actor: Member, offer: Offer, version: Version, message: Message) -> None:
    """Decide what the version gives beyond the template and is not decided yet; call with the offer held.

    Raises ``OverMandate`` when it passes what the actor has left.
    """
    for each in leaving(offer, version):
        if not each.missing:
            continue
        try:
            reason = _("Offer %(number)s") % {"number": offer.number}
            made = decide(
                actor=actor, case=offer.case, kind=each.kind, amount=each.missing, reason=reason, message=message
            )
        except (OverLimit, NoMandate) as problem:
            raise OverMandate(each.kind.pk, each.missing) from problem
        offer.decisions.add(made)


def ask_for(*, actor: Member, offer: Offer, kind: Kind, why: str) -> Request:
    """Ask for what a draft still lacks of a kind, with the case attached; the grant lets it be given.

    Raises ``NotADraft`` when nothing of the kind is lacking, and what ``ask`` raises.
    """
    require(actor, Right.DECIDE)
    with unit_of_work():
        held = hold_offer(actor, offer)
        version = draft_of(held)
        lacking = next((each for each in leaving(held, version) if each.kind.pk == kind.pk), None) if version else None
        if lacking is None or not lacking.missing:
            raise NotADraft
        with override(actor.language):
            what = _("Offer %(number)s") % {"number": held.number}
        said = f"{what}: {why.strip()}" if why.strip() else ""
        request = ask(actor=actor, case=held.case, kind=kind, amount=lacking.missing, why=said, is_quiet=True)
        held.requests.add(request)
        note("offer.asked", held, actor, request=request.pk)
        return request


def take_grant(event: RequestAnswered) -> None:
    """What was asked for an offer was granted: its decision lets the offer be given."""
    made = Decision.objects.filter(request=event.request).first()
    if made is None or event.request.state not in {RequestState.GRANTED, RequestState.DEFAULTED}:
        return
    for offer in Offer.objects.filter(requests=event.request):
        offer.decisions.add(made)
        if not offer.is_open:
            release(made, amount=0, reason=_("The offer is no longer open."), by=None)


def release_all(offer: Offer, by: Member | None) -> None:
    """The offer came to nothing: what was decided for it no longer counts. Call with the offer held."""
    with override(by.language if by else "fi"):
        reason = _("The offer came to nothing.")
    for decision in offer.decisions.filter(amount_now__gt=0).select_related("kind", "member", "case"):
        release(decision, amount=0, reason=reason, by=by)


def confirm_all(offer: Offer) -> None:
    """The offer was accepted: what was decided for it is to be carried out. Call with the offer held."""
    for decision in offer.decisions.filter(amount_now__gt=0).order_by("pk").select_related("kind", "member"):
        confirm(decision, offer.case)


def release_surplus(offer: Offer, version: Version) -> None:
    """What was decided beyond the accepted version no longer counts, the latest first. Call with the offer held."""
    needed = {each.kind.pk: each.amount for each in leaving(offer, version)}
    for decision in offer.decisions.order_by("pk").select_related("kind", "member", "case"):
        left = needed.get(decision.kind_id, 0)
        release(decision, amount=min(left, decision.amount_now), reason=_("The accepted offer gives less."), by=None)
        needed[decision.kind_id] = left - min(left, decision.amount_now)
