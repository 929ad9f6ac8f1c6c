"""What an accepted offer obliges us to, put in the register."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import override

from kohtaamo.offers.events import OfferAccepted
from kohtaamo.offers.rules import end_of
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import Source
from kohtaamo.promises.commands.make import Terms, put_down
from kohtaamo.promises.models import About, ContractPromise


def promise_accepted(event: OfferAccepted) -> None:
    """Promise what the offer says we do, and that the former contract ends on its day; told in the confirmation."""
    made = event.acceptance
    offer, version = made.offer, made.version
    owner = offer.owner if offer.owner and offer.owner.is_active else offer.case.owner
    if version.duty:
        due = end_of((now() + timedelta(days=version.duty_days)).date()) - timedelta(seconds=1)
        put_down(offer.case, Terms(what=version.duty, due_at=due, source=Source.OFFER, owner=owner), made.confirmation)
    if version.contract is not None and version.ends_former_on is not None:
        with override(offer.language):
            what = _("We end the contract %(name)s") % {"name": version.contract.name}
        due = max(end_of(version.ends_former_on) - timedelta(seconds=1), now() + timedelta(days=1))
        promise = put_down(
            offer.case, Terms(what=what, due_at=due, source=Source.OFFER, owner=owner), made.confirmation
        )
        ContractPromise.objects.create(contract=version.contract, promise=promise, about=About.ENDING)
