"""After a backup was restored: what waited to leave then may have left since, and must not leave twice unseen."""

from __future__ import annotations

from kohtaamo.encounters.choices import DeliveryState
from kohtaamo.encounters.locking import teamed, where
from kohtaamo.encounters.models import Delivery
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work

SAID = "A backup was restored. This may have left before that: send it again only if it has not arrived."


def hold_what_waited() -> int:
    """Messages that should have left by now stand as failures with a button each; returns how many deliveries."""
    with unit_of_work():
        on_the_way = [DeliveryState.WAITING, DeliveryState.SENDING]
        waited = Delivery.objects.filter(state__in=on_the_way, not_before__lte=now()).select_related("message__case")
        for delivery in waited.order_by("pk").iterator(chunk_size=500):
            message = delivery.message
            Delivery.objects.filter(pk=delivery.pk).update(
                state=DeliveryState.FAILED, settled_at=now(), answer=SAID, is_permanent=False
            )
            record(
                "delivery.held", actor=None, **where(message.case, message.encounter_id), **teamed(message.case),
                message=message.pk, address=delivery.address,
            )  # fmt: skip
        return Delivery.objects.filter(answer=SAID, state=DeliveryState.FAILED).count()
