"""A hold when two customers that were one are parted."""

from __future__ import annotations

from kohtaamo.customers.events import MergeUndone
from kohtaamo.customers.models import Merge
from kohtaamo.passage.models import Hold
from kohtaamo.platform.journal.record import record


def move_back(event: MergeUndone) -> None:
    """What was held while they were one stays held on both: the hold meant the words of either."""
    joined = Merge.objects.filter(winner_id=event.winner, loser_id=event.loser, undone_at__isnull=True).latest("pk")
    of_both = Hold.objects.filter(customer_id=event.winner, ended_at__isnull=True, set_at__gte=joined.merged_at).first()
    if of_both is None or Hold.objects.filter(customer_id=event.loser, ended_at__isnull=True).exists():
        return
    Hold.objects.create(customer_id=event.loser, why=of_both.why, set_by=of_both.set_by, set_at=of_both.set_at)
    record("customer.held", actor=None, customer=event.loser, why=of_both.why)
