"""Counting limits so that two decisions at once can never pass one together."""

from __future__ import annotations

from datetime import datetime

from kohtaamo.encounters.models import Case, Encounter
from kohtaamo.mandates.choices import Limit
from kohtaamo.mandates.errors import NoMandate, OverLimit
from kohtaamo.mandates.models import Kind, Mandate, Tally
from kohtaamo.mandates.queries.applying import used_of, what_applies
from kohtaamo.mandates.rules import Remaining
from kohtaamo.staff.models import Member


def hold_tallies(kind: Kind, member: Member, case: Case) -> None:
    """Lock what is counted of this kind for the person and for the customer, to the end of the unit.

    Called with the case already locked, and always in this order, so that no two commands wait for each other. On
    SQLite the transaction itself keeps others out; there the rows cost nothing.
    """
    _hold(kind_id=kind.pk, member_id=member.pk)
    _hold(kind_id=kind.pk, customer_id=case.customer_id)


def _hold(**whose: int) -> None:
    held = Tally.objects.select_for_update().filter(**whose)
    if not held.exists():
        Tally.objects.bulk_create([Tally(**whose)], ignore_conflicts=True)
    held.get()


def applying(kind: Kind, member: Member, meeting: Encounter) -> Mandate | None:
    """The mandate for this kind that applies to the person at the meeting's touchpoint."""
    return next((each for each in what_applies(member, meeting.touchpoint) if each.kind_id == kind.pk), None)


def check_limits(
    mandate: Mandate | None, amount: int, *, member: Member, case: Case, meeting: Encounter, at: datetime | None = None
) -> Mandate:
    """The mandate, when the amount fits in all its limits, in the period of ``at`` (else now). Call with the tallies
    held.

    Raises ``NoMandate`` or ``OverLimit``.
    """
    if mandate is None:
        raise NoMandate
    room = Remaining(mandate, used_of([mandate], member, case, meeting, at)[mandate.kind_id])
    if amount > room.left:
        raise OverLimit(room.tightest, room.left)
    return mandate


def what_stands_in_the_way(kind: Kind, amount: int, *, member: Member, case: Case, meeting: Encounter) -> Limit:
    """The limit this amount would pass."""
    try:
        check_limits(applying(kind, member, meeting), amount, member=member, case=case, meeting=meeting)
    except NoMandate:
        return Limit.NO_MANDATE
    except OverLimit as over:
        return Limit(over.limit)
    return Limit.WITHIN
