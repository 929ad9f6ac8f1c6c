"""Contracts: what a customer has with us at present, written down by the system that knows."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Flag, Id, Number, Shape, Text, Told
from kohtaamo.api.offers import Cents, LineUnit, Many, Rate, What, unit_of
from kohtaamo.customers.queries import customer_for
from kohtaamo.offers.choices import Per
from kohtaamo.offers.commands.contract import Agreed, Row, end_contract, write_contract
from kohtaamo.offers.models import Contract
from kohtaamo.offers.queries import contract_for, contracts_of, may_see_contracts
from kohtaamo.platform.errors import NotFound
from kohtaamo.staff.choices import Family

noun = Noun("contracts", family=Family.OFFERS, about="What a customer has with us at present.")


class ContractLine(Shape):
    """A line of a contract."""

    what: str
    quantity: int
    unit: LineUnit
    price: int
    vat: int
    per: Per


class ContractShape(Shape):
    """A contract. ``ends_on`` is its last day, null when it runs on."""

    id: Id
    customer_id: Id
    name: str
    number: str
    begins_on: date
    ends_on: date | None
    notice_days: int
    with_vat: bool
    lines: list[ContractLine]


class ContractList(Shape):
    """The contracts of a customer, those that run first."""

    items: list[ContractShape]


def _shape(contract: Contract) -> ContractShape:
    lines = [
        ContractLine(
            what=each.what,
            quantity=each.quantity,
            unit=unit_of(each.unit),
            price=each.price,
            vat=each.vat,
            per=Per(each.per),
        )
        for each in contract.lines.all()
    ]
    names = ("customer_id", "name", "number", "begins_on", "ends_on", "notice_days", "with_vat")
    known: dict[str, Any] = {name: getattr(contract, name) for name in names}
    return ContractShape(id=contract.pk, lines=lines, **known)


@noun.read("/customers/{int:customer_id}/contracts", ContractList)
def list_contracts(request: ApiRequest, customer_id: Number) -> ContractList:
    """List the contracts of a customer."""
    customer = customer_for(request.member, customer_id)
    if not may_see_contracts(request.member, customer):
        raise NotFound
    return ContractList(items=[_shape(each) for each in contracts_of(customer)])


@noun.read("/contracts/{int:contract_id}", ContractShape)
def get_contract(request: ApiRequest, contract_id: Number) -> ContractShape:
    """Get a contract."""
    return _shape(contract_for(request.member, contract_id))


class ContractLineTold(Told):
    """A line of a contract."""

    what: What
    price: Cents
    quantity: Many = 1000
    unit: LineUnit = "piece"
    vat: Rate = 255
    per: Per = Per.MONTH


class NewContract(Told):
    """The whole contract."""

    name: Annotated[Text, Field(min_length=1, max_length=160, examples=["Kestotilaus"])]
    number: Annotated[Text, Field(max_length=60)] = ""
    begins_on: date
    ends_on: date | None = None
    notice_days: Annotated[int, Field(strict=True, ge=0, le=3650)] = 30
    with_vat: Flag = True
    lines: list[ContractLineTold] = Field(min_length=1, max_length=200)


def _agreed(body: NewContract) -> Agreed:
    rows = [
        Row(what=each.what, price=each.price, quantity=each.quantity, unit=each.unit, vat=each.vat, per=each.per)
        for each in body.lines
    ]
    return Agreed(
        name=body.name, number=body.number, begins_on=body.begins_on, ends_on=body.ends_on,
        notice_days=body.notice_days, with_vat=body.with_vat, rows=rows,
    )  # fmt: skip


@noun.act("/customers/{int:customer_id}/contracts", ContractShape, status=201)
def make_contract(request: ApiRequest, customer_id: Number, body: NewContract) -> ContractShape:
    """Write down a contract of a customer."""
    customer = customer_for(request.member, customer_id)
    if not may_see_contracts(request.member, customer):
        raise NotFound
    made = write_contract(actor=request.member, customer=customer, agreed=_agreed(body))
    request.made_at = f"/api/v1/contracts/{made.pk}"
    return _shape(made)


@noun.act("/contracts/{int:contract_id}/writing", ContractShape)
def rewrite_contract(request: ApiRequest, contract_id: Number, body: NewContract) -> ContractShape:
    """Write a contract anew."""
    found = contract_for(request.member, contract_id)
    write_contract(actor=request.member, customer=found.customer, agreed=_agreed(body), contract=found)
    return _shape(contract_for(request.member, contract_id))


class ContractEnding(Told):
    """Its last day."""

    on: date


@noun.act("/contracts/{int:contract_id}/ending", ContractShape)
def end_a_contract(request: ApiRequest, contract_id: Number, body: ContractEnding) -> ContractShape:
    """End a contract on a day."""
    found = contract_for(request.member, contract_id)
    end_contract(actor=request.member, contract=found, on=body.on)
    return _shape(contract_for(request.member, contract_id))
