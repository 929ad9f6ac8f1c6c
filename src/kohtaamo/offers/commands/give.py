"""Giving an offer: the document made, the letter with it sent, what leaves the template decided, all or nothing."""

from __future__ import annotations

from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.models import Attachment, Message
from kohtaamo.offers.choices import OfferState
from kohtaamo.offers.commands.mandated import decide_leaving
from kohtaamo.offers.errors import NotADraft, NotGiven, NothingOffered, ValidityWrong
from kohtaamo.offers.holding import hold_offer, note, pass_to
from kohtaamo.offers.models import Offer, Version
from kohtaamo.offers.paper import document, file_name
from kohtaamo.offers.queries import draft_of
from kohtaamo.offers.rules import LONGEST, end_of, may_become, today
from kohtaamo.offers.wording import letter
from kohtaamo.platform.storage.keep import keep
from kohtaamo.platform.storage.models import Blob
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require

PDF = "application/pdf"


def give(*, actor: Member, offer: Offer, to: str = "", once: str = "") -> Offer:
    """Give the draft to the customer by mail with the document attached; it leaves after the undo time.

    Given twice under one ``once``, it is given once. Raises ``NotADraft``, ``NothingOffered``, ``ValidityWrong``,
    ``OverMandate``, and what ``reply`` raises.
    """
    require(actor, Right.ANSWER)
    with unit_of_work():
        held = hold_offer(actor, offer)
        once = f"offer{held.pk}.{once}"[:40] if once else ""
        if once and Message.objects.filter(once=once, case=held.case).exists():
            return held
        version = _ready(held)
        blob = keep(document(held, version))
        words = version.letter or letter(held, version, name=held.case.customer.first_name, teller=actor.first_name)
        message = reply(actor=actor, case=held.case, text=words, to=to, once=once, keeps_draft=True)
        held.case.refresh_from_db()
        attach_document(message, held, version, blob)
        decide_leaving(actor, held, version, message)
        _give(held, version, message, blob, actor)
        note("offer.given", held, actor, version=version.number, valid_to=version.valid_to.isoformat())
        return held


def _ready(held: Offer) -> Version:
    version = draft_of(held)
    if version is None:
        raise NotADraft
    if not may_become(held.state, OfferState.GIVEN) or held.state == OfferState.WITHDRAWN:
        raise NotGiven
    if not version.lines.all() or not version.title.strip():
        raise NothingOffered
    if not today() <= version.valid_to <= today() + LONGEST:
        raise ValidityWrong
    return version


def _give(held: Offer, version: Version, message: Message, blob: Blob, actor: Member) -> None:
    version.given_at, version.given_by, version.message, version.document = now(), actor, message, blob
    version.letter = message.text
    version.save()
    pass_to(held, OfferState.GIVEN, actor)
    held.current, held.valid_until = version, end_of(version.valid_to)
    held.warned_at = held.undelivered_at = None
    held.save()


def attach_document(message: Message, offer: Offer, version: Version, blob: Blob) -> None:
    """Put the document with a message that has not left."""
    name = file_name(offer, version)
    Attachment.objects.create(message=message, blob=blob, name=name, type=PDF, size=blob.size)
