"""Telling in time that a contract of a fixed term ends: the one the customer knows hears of it first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from kohtaamo.encounters.models import Case
from kohtaamo.offers.knowing import known_to
from kohtaamo.offers.models import Contract
from kohtaamo.offers.rules import today
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work

LEAST = 30  # days before the end, however short the notice
TO_CALL = 14  # days to call in before the notice begins to run
FURTHEST = timedelta(days=120)
AT_A_TIME = 200


def tell_of_endings() -> int:
    """Once a minute: tell of the contracts that end soon, each once; returns how many."""
    return sum(_tell(contract) for contract in _due())


def _due() -> Iterator[int]:
    ahead = Contract.objects.filter(ended_at__isnull=True, told_at__isnull=True, ends_on__gte=today())
    rows = ahead.filter(ends_on__lte=today() + FURTHEST).order_by("ends_on", "pk")
    for pk, ends_on, notice in rows.values_list("pk", "ends_on", "notice_days")[: 10 * AT_A_TIME]:
        if ends_on is not None and ends_on - timedelta(days=max(notice, LEAST) + TO_CALL) <= today():
            yield pk


def _tell(contract_id: int) -> bool:
    with unit_of_work():
        held = (
            Contract.objects.select_for_update(of=("self",)).select_related("customer", "made_by").get(pk=contract_id)
        )
        if held.told_at is not None or held.ended_at is not None or held.ends_on is None:
            return False
        known = next(iter(known_to(held)), None)
        held.told_at, held.known = now(), known.member if known else None
        held.save(update_fields=["told_at", "known"])
        case = Case.objects.filter(customer_id=held.customer_id).order_by("-changed_at", "-pk").first()
        record(
            "contract.ends_soon", actor=None, customer=held.customer_id, case=case.pk if case else None,
            contract=held.pk, name=held.name, on=held.ends_on.isoformat(), member=held.known_id,
        )  # fmt: skip
        return True
