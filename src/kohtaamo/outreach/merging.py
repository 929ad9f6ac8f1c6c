"""What becomes of notices when two customers become one, and two again."""

from __future__ import annotations

from kohtaamo.customers.events import CustomersMerged, MergeUndone
from kohtaamo.outreach.choices import ToState
from kohtaamo.outreach.models import NoticeTo


def move(event: CustomersMerged) -> None:
    """The winner takes over the loser's rows; where both are on one list, the loser is not told a second time."""
    lists = NoticeTo.objects.filter(customer_id=event.winner).values("notice")
    theirs = NoticeTo.objects.filter(customer_id=event.loser)
    doubled = list(theirs.filter(notice__in=lists, state=ToState.WAITING).values_list("pk", flat=True))
    NoticeTo.objects.filter(pk__in=doubled).update(state=ToState.LEFT_OUT)
    ids = list(theirs.exclude(notice__in=lists).values_list("pk", flat=True))
    NoticeTo.objects.filter(pk__in=ids).update(customer_id=event.winner)
    event.moved["notices"], event.moved["notices_left"] = ids, doubled


def move_back(event: MergeUndone) -> None:
    """What moved goes back. One who was left out as a double stays so: the other was told for both."""
    NoticeTo.objects.filter(pk__in=event.moved.get("notices", []), customer_id=event.winner).update(
        customer_id=event.loser
    )
