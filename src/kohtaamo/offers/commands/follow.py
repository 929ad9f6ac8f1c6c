"""What happens to an offer when a mail about it is taken back, fails or arrives after all."""

from __future__ import annotations

from kohtaamo.encounters.events import Delivered, DeliveryFailed, TakenBack
from kohtaamo.encounters.models import Attachment, Case, Message
from kohtaamo.offers.choices import OfferState
from kohtaamo.offers.commands.mandated import release_all
from kohtaamo.offers.holding import lock, note, pass_to
from kohtaamo.offers.models import Acceptance, Offer, Version
from kohtaamo.offers.queries import draft_of
from kohtaamo.offers.rules import end_of
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member


def forget_with_message(event: TakenBack) -> None:
    """The letter was taken back before it left: an offer in it was never given, a withdrawal in it never told."""
    version = Version.objects.filter(message=event.message).first()
    if version is not None:
        _ungive(lock(version.offer_id, event.message.case), version, event.by)
    for pk in Offer.objects.filter(ending=event.message, state=OfferState.WITHDRAWN).values_list("pk", flat=True):
        _stand_again(lock(pk, event.message.case), event.by)


def _ungive(held: Offer, version: Version, by: Member) -> None:
    """The version becomes a draft again; where one was given before, that one stands."""
    if held.state != OfferState.GIVEN or held.current_id != version.pk:
        return
    Attachment.objects.filter(message=version.message, blob_id=version.document_id).delete()
    if (begun := draft_of(held)) is not None:
        begun.delete()  # the next version begun in these seconds is the same again
    former = held.versions.filter(given_at__isnull=False).exclude(pk=version.pk).order_by("-number").first()
    held.current, held.valid_until = former, end_of(former.valid_to) if former else None
    pass_to(held, OfferState.GIVEN if former else OfferState.DRAFT, by)
    held.save()
    version.given_at = version.given_by = version.message = version.document = None
    version.taken_back_at = now()
    version.save()
    note("offer.taken_back", held, by, version=version.number)


def _stand_again(held: Offer, by: Member) -> None:
    pass_to(held, OfferState.GIVEN, by)
    held.ending = None
    held.save()
    note("offer.stands_again", held, by)


def fail(event: DeliveryFailed) -> None:
    """The customer did not get the offer, or its confirmation: its maker sees it."""
    for offer in Offer.objects.filter(current__message=event.message).select_related("case", "current__message"):
        offer.undelivered_at = event.at
        offer.save(update_fields=["undelivered_at"])
        note("offer.undelivered", offer, None)
    for acceptance in Acceptance.objects.filter(confirmation=event.message).select_related("offer__case"):
        acceptance.unconfirmed_at = event.at
        acceptance.save(update_fields=["unconfirmed_at"])
        note("offer.unconfirmed", acceptance.offer, None)
    _release_withdrawn(event.message)


def arrive(event: Delivered) -> None:
    """What did not arrive at first has now left for everyone."""
    Offer.objects.filter(current__message=event.message).update(undelivered_at=None)
    Acceptance.objects.filter(confirmation=event.message).update(unconfirmed_at=None)
    _release_withdrawn(event.message)


def _release_withdrawn(message: Message) -> None:
    """The letter of a withdrawal can no longer be taken back: what was decided for the offer counts no more."""
    for pk in Offer.objects.filter(ending=message, state=OfferState.WITHDRAWN).values_list("pk", flat=True):
        held = lock(pk, Case.objects.select_for_update().get(pk=message.case_id))
        release_all(held, held.settled_by)
