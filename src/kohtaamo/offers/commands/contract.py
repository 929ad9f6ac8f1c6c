"""Contracts: typed in, changed, ended, and replaced by an accepted offer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from kohtaamo.customers.holding import hold
from kohtaamo.customers.models import Customer
from kohtaamo.offers.choices import Per, Unit
from kohtaamo.offers.errors import ContractEnded, ContractWrong
from kohtaamo.offers.models import Contract, ContractLine, Offer, Version
from kohtaamo.offers.reading import MOST_PRICE, MOST_QUANTITY
from kohtaamo.offers.rules import is_sensible, today
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of a contract: thousandths, cents and tenths of a per cent."""

    what: str
    price: int
    quantity: int = 1000
    unit: str = Unit.PIECE
    vat: int = 255
    per: str = Per.MONTH


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """What a contract says."""

    name: str
    begins_on: date
    rows: Sequence[Row] = field(default_factory=tuple)
    number: str = ""
    ends_on: date | None = None
    notice_days: int = 30
    with_vat: bool = True


def write_contract(*, actor: Member, customer: Customer, agreed: Agreed, contract: Contract | None = None) -> Contract:
    """Write down a contract of a customer, or write one anew. Raises ``ContractWrong`` and ``ContractEnded``."""
    require(actor, Right.EDIT_CUSTOMERS)
    _check(agreed)
    with unit_of_work():
        hold(customer)
        if contract is None:
            held = Contract(customer=customer, made_by=actor, made_at=now())
        else:
            held = Contract.objects.select_for_update().get(pk=contract.pk, customer=customer)
            if held.ended_at is not None:
                raise ContractEnded
        _set(held, agreed)
        kind = "contract.changed" if contract else "contract.written"
        record(kind, actor=actor, customer=held.customer_id, contract=held.pk, name=held.name)
        return held


def _check(agreed: Agreed) -> None:
    if not (is_sensible(agreed.begins_on) and is_sensible(agreed.ends_on)):
        raise ContractWrong
    ends_before = agreed.ends_on is not None and agreed.ends_on < agreed.begins_on
    if not agreed.name.strip() or not agreed.rows or ends_before or not all(_is_right(row) for row in agreed.rows):
        raise ContractWrong


def _is_right(row: Row) -> bool:
    amounts = 0 < row.quantity <= MOST_QUANTITY and 0 <= row.price <= MOST_PRICE and 0 <= row.vat <= 1000
    return bool(row.what.strip()) and amounts and row.unit in Unit.values and row.per in Per.values


def _set(held: Contract, agreed: Agreed) -> None:
    held.name, held.number = " ".join(agreed.name.split())[:160], agreed.number.strip()[:60]
    if held.ends_on != agreed.ends_on:
        held.told_at = held.known = None
    held.begins_on, held.ends_on = agreed.begins_on, agreed.ends_on
    held.notice_days, held.with_vat = min(agreed.notice_days, 3650), agreed.with_vat
    held.save()
    held.lines.all().delete()
    ContractLine.objects.bulk_create(
        ContractLine(
            contract=held, place=place, what=" ".join(row.what.split())[:200], quantity=row.quantity, unit=row.unit,
            price=row.price, vat=row.vat, per=row.per,
        )
        for place, row in enumerate(agreed.rows)
    )  # fmt: skip


def end_contract(*, actor: Member, contract: Contract, on: date) -> Contract:
    """End a contract on a day, its last. Raises ``ContractEnded`` and ``ContractWrong``."""
    require(actor, Right.EDIT_CUSTOMERS)
    with unit_of_work():
        hold(contract.customer)
        held = Contract.objects.select_for_update().get(pk=contract.pk)
        if held.ended_at is not None:
            raise ContractEnded
        if on < held.begins_on or on < today() or not is_sensible(on):
            raise ContractWrong
        _end(held, on, actor)
        return held


def _end(held: Contract, on: date, by: Member | None) -> None:
    held.ends_on, held.ended_at, held.ended_by = on, now(), by
    held.save(update_fields=["ends_on", "ended_at", "ended_by"])
    record("contract.ended", actor=by, customer=held.customer_id, contract=held.pk, name=held.name, on=on.isoformat())


def replace_contract(offer: Offer, version: Version, by: Member | None) -> Contract | None:
    """Write down what an accepted offer goes on with, and end what it takes the place of; call with the offer held.

    The new one begins on the day offered, else when the former ends, else today. None when the offer goes on with
    nothing: all of it is paid once.
    """
    former = Contract.objects.select_for_update().get(pk=version.contract_id) if version.contract_id else None
    if former is not None and version.ends_former_on is not None and former.runs_on(version.ends_former_on):
        _end(former, max(version.ends_former_on, former.begins_on), by)
    lasting = [line for line in version.lines.all() if line.per != Per.ONCE]
    if not lasting:
        return None
    begins = version.begins_on or _after(version.ends_former_on if former else None)
    made = Contract.objects.create(
        customer_id=offer.case.customer_id, name=version.title, number=offer.number, begins_on=begins,
        with_vat=version.with_vat, made_by=by or offer.owner, made_at=now(),
    )  # fmt: skip
    ContractLine.objects.bulk_create(
        ContractLine(
            contract=made, place=line.place, what=line.what, quantity=line.quantity, unit=line.unit, price=line.price,
            vat=line.vat, per=line.per,
        )
        for line in lasting
    )  # fmt: skip
    record("contract.written", actor=by, customer=made.customer_id, contract=made.pk, name=made.name, offer=offer.pk)
    return made


def _after(last: date | None) -> date:
    return max(today(), last + timedelta(days=1)) if last else today()
