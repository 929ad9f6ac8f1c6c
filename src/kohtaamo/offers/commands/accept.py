"""Accepting an offer: by the customer on their own page, or noted by staff with its evidence."""

from __future__ import annotations

from django.conf import settings

from kohtaamo.customers.holding import hold as hold_customer
from kohtaamo.encounters.commands.reply import address_of
from kohtaamo.encounters.commands.say import say
from kohtaamo.encounters.commands.tell import Telling, tell
from kohtaamo.encounters.models import Case, Message, OwnPage
from kohtaamo.offers.choices import DURABLE, How, OfferState
from kohtaamo.offers.commands.contract import replace_contract
from kohtaamo.offers.commands.give import attach_document
from kohtaamo.offers.commands.mandated import confirm_all, release_surplus
from kohtaamo.offers.errors import EvidenceMissing, NameMissing, NotGiven, OfferLapsed, OfferRenewed, WordMissing
from kohtaamo.offers.events import OfferAccepted
from kohtaamo.offers.holding import hold_offer, lock, note, pass_to
from kohtaamo.offers.models import Acceptance, Offer, Version
from kohtaamo.offers.queries import draft_of, offer_on, written_since
from kohtaamo.offers.wording import accepting, confirmation
from kohtaamo.platform.events import publish
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


def accept(*, page: OwnPage, offer: Offer, version: int, name: str, agreed: bool) -> Acceptance:
    """The customer accepts the version they read. Accepting again what they have accepted changes nothing.

    Raises ``NotFound``, ``NameMissing``, ``OfferRenewed``, ``OfferLapsed`` and ``NotGiven``.
    """
    name = " ".join(name.split())[:200]
    with unit_of_work():
        held = hold_on_page(page, offer)
        if held.state == OfferState.ACCEPTED:
            return Acceptance.objects.get(offer=held)
        standing = _standing(held, version)
        if not name or not agreed:
            raise NameMissing
        text = accepting(held, standing, name)
        message = say(page=page, text=text, limit=int(settings.KOHTAAMO["MAX_UPLOAD_MB"]) * 1024 * 1024)
        held.case.refresh_from_db()
        made = Acceptance(name=name, how=How.PAGE, text=text, message=message, page=page)
        return _accept(held, standing, made, None)


def hold_on_page(page: OwnPage, offer: Offer) -> Offer:
    """The offer as its customer reaches it: the customer, the case and the offer are locked, in this order.

    Raises ``NotFound`` when the page does not show it.
    """
    hold_customer(page.customer)
    case = Case.objects.select_for_update().get(pk=page.case_id)
    return lock(offer_on(page, offer.pk).pk, case)


def _standing(held: Offer, number: int | None = None) -> Version:
    """The version that may be accepted. Raises ``NotGiven``, ``OfferLapsed`` or ``OfferRenewed``."""
    if held.state == OfferState.LAPSED:
        raise OfferLapsed
    if held.state != OfferState.GIVEN or held.current is None or held.valid_until is None:
        raise NotGiven
    if held.valid_until <= now():
        raise OfferLapsed
    if number is not None and held.current.number != number:
        raise OfferRenewed
    return held.current


def note_acceptance(
    *, actor: Member, offer: Offer, how: str, name: str = "", message: Message | None = None, word: str = ""
) -> Acceptance:
    """Note that the customer accepted: in writing with the message as evidence, else with a word on how they told it.

    Raises ``EvidenceMissing`` where only a written acceptance counts, ``WordMissing``, ``OfferLapsed``, ``NotGiven``.
    """
    require(actor, Right.ANSWER)
    with unit_of_work():
        held = hold_offer(actor, offer)
        standing = _standing(held)
        evidence = next((each for each in written_since(held) if message and each.pk == message.pk), None)
        if evidence is None and (held.is_written or how in DURABLE):
            raise EvidenceMissing
        if evidence is None and not word.strip():
            raise WordMissing
        made = Acceptance(
            name=" ".join(name.split())[:200] or str(held.customer), how=How.WRITTEN if evidence else How(how),
            text=evidence.text if evidence else word.strip()[:1000], message=evidence, noted_by=actor,
        )  # fmt: skip
        return _accept(held, standing, made, actor)


def _accept(held: Offer, version: Version, made: Acceptance, by: Member | None) -> Acceptance:
    if (begun := draft_of(held)) is not None:
        begun.delete()  # what was accepted is what was given
    pass_to(held, OfferState.ACCEPTED, by)
    held.save()
    made.offer, made.version, made.at, made.digest = held, version, now(), version.document_id or ""
    made.contract = replace_contract(held, version, by)
    release_surplus(held, version)
    confirm_all(held)
    made.confirmation = _confirm(held, version, made)
    made.save()
    actor = by or held.case.customer
    note("offer.accepted", held, actor, version=version.number, how=str(made.how), acceptance=made.pk)
    publish(OfferAccepted(made))
    return made


def _confirm(held: Offer, version: Version, made: Acceptance) -> Message | None:
    """The confirmation leaves by mail with the document; None when no address is known."""
    address = address_of(held.case)
    if not address:
        return None
    text = confirmation(held, version, name=held.case.customer.first_name, accepted=made.text)
    telling = Telling(held.case, address, text, f"offer{held.pk}.accepted")
    (message,) = tell([telling], by=held.owner)
    if version.document is not None:
        attach_document(message, held, version, version.document)
    return message
