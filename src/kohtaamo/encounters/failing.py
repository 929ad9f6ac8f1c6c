"""Messages to customers that did not arrive, wait too long or were cut off: asked over the whole house, shown by case."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet

from kohtaamo.encounters.choices import CaseState, DeliveryState
from kohtaamo.encounters.models import Attempt, Delivery
from kohtaamo.platform.time import now

LATE = timedelta(minutes=10)


def failed_deliveries() -> QuerySet[Delivery]:
    """Messages that did not reach someone, in cases that wait for us and where no later message of ours left."""
    later = Delivery.objects.filter(
        message__case=OuterRef("message__case"),
        message__gt=OuterRef("message"),
        state__in=[DeliveryState.WAITING, DeliveryState.SENDING, DeliveryState.SENT],
    )
    failed = Delivery.objects.filter(state=DeliveryState.FAILED, message__case__state=CaseState.WAITING_US)
    failed = failed.filter(dismissed_at__isnull=True)
    return failed.exclude(Exists(later)).select_related("message__case")


def late_deliveries() -> QuerySet[Delivery]:
    """Messages that should have left ten minutes ago."""
    waiting = Delivery.objects.filter(state=DeliveryState.WAITING, not_before__lt=now() - LATE)
    return waiting.select_related("message__case")


def cut_off_attempts() -> QuerySet[Attempt]:
    """Tries to send that began and never told how they ended, with nothing tried since: the message may have left."""
    since = Attempt.objects.filter(message=OuterRef("message"), pk__gt=OuterRef("pk"))
    sending = Delivery.objects.filter(state=DeliveryState.SENDING).values("message")
    left = Attempt.objects.filter(message__in=sending, ended_at__isnull=True, began_at__lt=now() - LATE)
    return left.exclude(Exists(since)).select_related("message__case")
