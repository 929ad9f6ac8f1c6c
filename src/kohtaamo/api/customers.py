"""Customers: who they are, how they are reached, how they like to be met."""

from __future__ import annotations

from datetime import datetime, time
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.pages import After, Limit, part, place_in
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Flag, Id, Language, Moment, Number, Page, Shape, Text, Told, Whole
from kohtaamo.api.frame.versions import match
from kohtaamo.customers.choices import IdentityKind, Kind, Way
from kohtaamo.customers.commands.edit import Details, block, edit, meet
from kohtaamo.customers.commands.identity import add_identity, remove_identity, verify_identity
from kohtaamo.customers.commands.preference import Suits, set_contact_times
from kohtaamo.customers.holding import hold
from kohtaamo.customers.models import ContactTime, Customer, Identity
from kohtaamo.customers.queries import customer_for, newest_customers
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Family, Right
from kohtaamo.staff.rules import require
from kohtaamo.work.searching import find_customers

noun = Noun("customers", family=Family.CUSTOMERS, about="People and organisations we meet.")


def _clock(given: Any) -> Any:
    if isinstance(given, time):
        return given
    if not isinstance(given, str):
        raise ValueError("moment")  # noqa: TRY004 - what the shapes understand
    try:
        return datetime.strptime(given, "%H:%M").time()
    except ValueError as problem:
        raise ValueError("moment") from problem


Clock = Annotated[
    time, BeforeValidator(_clock), PlainSerializer(lambda at: at.strftime("%H:%M"), return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$", "examples": ["08:30"]}),
]  # fmt: skip
Sought = Annotated[Text, Field(max_length=200, description="A name, an address or a number; the best first.")]
Name = Annotated[Text, Field(min_length=1, max_length=200, examples=["Eeva Mattila"])]
Reach = Annotated[Text, Field(min_length=1, max_length=320, examples=["eeva.mattila@posti.example"])]


class IdentityShape(Shape):
    """An address, number or outside id of a customer."""

    id: Id
    kind: IdentityKind
    value: str = Field(description="The normal form: lower case, E.164.")
    shown: str
    verified_at: Moment | None
    failed_at: Moment | None = Field(description="When sending there last failed for good.")


class ContactTimeShape(Shape):
    """A time of the week that suits."""

    weekday: int | None = Field(description="0 is Monday; null is any day.")
    starts: Clock
    ends: Clock


class CustomerShape(Shape):
    """A customer."""

    id: Id
    kind: Kind
    name: str
    language: str = Field(description="fi, sv, en, or empty when it is not known.")
    organisation_id: Id | None
    way: Way = Field(description="How they like to be reached; empty is any way.")
    wishes: str
    is_blocked: bool
    created_at: Moment
    identities: list[IdentityShape]


class CustomerWhole(CustomerShape):
    """A customer with everything that belongs to them."""

    contact_times: list[ContactTimeShape]


class CustomerPage(Page[CustomerShape]):
    """Customers, the newest first."""


class NewIdentity(Told):
    """An address or number to add."""

    kind: IdentityKind
    text: Reach


class NewCustomer(Told):
    """A customer to write down."""

    name: Name
    kind: Kind = Kind.PERSON
    language: Language | None = None
    organisation_id: Id | None = None
    way: Way = Way.ANY
    wishes: Annotated[Text, Field(max_length=4000)] = ""
    identities: Annotated[list[NewIdentity], Field(max_length=20)] = Field(default_factory=list)


class CustomerChange(Told):
    """What changes of a customer; what is left out stays."""

    name: Name | None = None
    kind: Kind | None = None
    language: Language | None = None
    organisation_id: Id | None = None
    way: Way | None = None
    wishes: Annotated[Text, Field(max_length=4000)] | None = None
    is_blocked: Flag | None = None


def identity_shape(identity: Identity) -> IdentityShape:
    return IdentityShape(
        id=identity.pk, kind=IdentityKind(identity.kind), value=identity.value, shown=identity.shown,
        verified_at=identity.verified_at, failed_at=identity.failed_at,
    )  # fmt: skip


def _known(customer: Customer) -> dict[str, Any]:
    return {
        "id": customer.pk, "kind": Kind(customer.kind), "name": customer.name, "language": customer.language,
        "organisation_id": customer.organisation_id, "way": Way(customer.way), "wishes": customer.wishes,
        "is_blocked": customer.is_blocked, "created_at": customer.created_at,
        "identities": [identity_shape(each) for each in customer.identities.all()],
    }  # fmt: skip


def customer_shape(customer: Customer) -> CustomerShape:
    """A customer fetched with their identities."""
    return CustomerShape(**_known(customer))


def customer_whole(request: ApiRequest, customer_id: int) -> CustomerWhole:
    customer = customer_for(request.member, customer_id)
    times = [_time(each) for each in customer.contact_times.all()]
    return CustomerWhole(**_known(customer), contact_times=times)


def _time(row: ContactTime) -> ContactTimeShape:
    return ContactTimeShape(weekday=row.weekday, starts=row.starts, ends=row.ends)


@noun.read("/customers", CustomerPage)
def list_customers(
    request: ApiRequest,
    q: Sought = "",
    limit: Limit = 50,
    after: After = "",
) -> CustomerPage:
    """List customers.

    The newest first, in parts. With `q` those who are found by it, at most 200 and in one part.
    """
    if q.strip():
        found = find_customers(request.member, q.strip(), most=limit)[:limit]
        return CustomerPage(items=[customer_shape(each) for each in found], next=None)
    place = place_in(request, after)
    rows = newest_customers(request.member, before=(place[0], place[2]) if place else None, most=limit + 1)
    shown, more = part(request, rows, limit, lambda each: (each.created_at, 0, each.pk))
    return CustomerPage(items=[customer_shape(each) for each in shown], next=more)


CUSTOMER_LINKS: dict[str, Any] = {
    "get": {"operationId": "get_customer", "parameters": {"customer_id": "$response.body#/id"}},
    "path": {"operationId": "list_customer_steps", "parameters": {"customer_id": "$response.body#/id"}},
    "identity": {"operationId": "add_customer_identity", "parameters": {"customer_id": "$response.body#/id"}},
}


@noun.act("/customers", CustomerWhole, status=201, links=CUSTOMER_LINKS)
def meet_customer(request: ApiRequest, body: NewCustomer) -> CustomerWhole:
    """Write a customer down.

    409 `identity_taken` when an address or number belongs to another customer.
    """
    details = Details(
        name=body.name, kind=body.kind, language=body.language or "", way=body.way, wishes=body.wishes,
        organisation=customer_for(request.member, body.organisation_id) if body.organisation_id else None,
    )  # fmt: skip
    given = [(each.kind, each.text) for each in body.identities]
    made = meet(actor=request.member, details=details, identities=given)
    request.made_at = f"/api/v1/customers/{made.pk}"
    return customer_whole(request, made.pk)


@noun.read("/customers/{int:customer_id}", CustomerWhole)
def get_customer(request: ApiRequest, customer_id: Number) -> CustomerWhole:
    """Get a customer.

    The number of one who was joined to another answers with that other.
    """
    return customer_whole(request, customer_id)


@noun.change("/customers/{int:customer_id}", CustomerWhole)
def change_customer(request: ApiRequest, customer_id: Number, body: CustomerChange) -> CustomerWhole:
    """Change a customer.

    `organisation_id` null takes them out of their organisation; `language` null makes it unknown.
    """
    require(request.member, Right.EDIT_CUSTOMERS)
    with unit_of_work():
        customer = hold(customer_for(request.member, customer_id))
        match(request, customer_whole(request, customer_id))
        edit(actor=request.member, customer=customer, details=_changed(request, customer, body))
        if body.is_blocked is not None:
            block(actor=request.member, customer=customer, is_blocked=body.is_blocked)
    return customer_whole(request, customer_id)


def _changed(request: ApiRequest, customer: Customer, body: CustomerChange) -> Details:
    language = customer.language if "language" not in body.given else body.language or ""
    belongs = customer.organisation_id if "organisation_id" not in body.given else body.organisation_id
    return Details(
        name=customer.name if body.name is None else body.name, kind=body.kind or customer.kind, language=language,
        organisation=customer_for(request.member, belongs) if belongs else None,
        way=customer.way if body.way is None else body.way,
        wishes=customer.wishes if body.wishes is None else body.wishes,
    )  # fmt: skip


@noun.act("/customers/{int:customer_id}/identities", IdentityShape, status=201)
def add_customer_identity(request: ApiRequest, customer_id: Number, body: NewIdentity) -> IdentityShape:
    """Add an address or number.

    One they already have is answered as it is. 409 `identity_taken` when it is another customer's.
    """
    customer = customer_for(request.member, customer_id)
    added = add_identity(actor=request.member, customer=customer, kind=body.kind, text=body.text)
    request.made_at = f"/api/v1/customers/{customer.pk}"
    return identity_shape(added)


class Verification(Told):
    """Whether the address is surely theirs."""

    is_verified: Flag


@noun.put("/customers/{int:customer_id}/identities/{int:identity_id}/verification", IdentityShape)
def verify_customer_identity(
    request: ApiRequest, customer_id: Number, identity_id: Number, body: Verification
) -> IdentityShape:
    """Say whether an address is surely theirs."""
    customer = customer_for(request.member, customer_id)
    return identity_shape(
        verify_identity(actor=request.member, customer=customer, identity_id=identity_id, is_verified=body.is_verified)
    )


@noun.remove("/customers/{int:customer_id}/identities/{int:identity_id}")
def remove_customer_identity(request: ApiRequest, customer_id: Number, identity_id: Number) -> None:
    """Remove an address that is not theirs any more."""
    customer = customer_for(request.member, customer_id)
    remove_identity(actor=request.member, customer=customer, identity_id=identity_id)


class ToldTime(Told):
    """A time of the week that suits."""

    weekday: Annotated[Whole, Field(ge=0, le=6)] | None = None
    starts: Clock
    ends: Clock


class ToldTimes(Told):
    """All the times that suit; those not among them no longer do."""

    times: Annotated[list[ToldTime], Field(max_length=40)]


class TimesShape(Shape):
    """All the times that suit."""

    times: list[ContactTimeShape]


@noun.put("/customers/{int:customer_id}/contact-times", TimesShape)
def set_customer_times(request: ApiRequest, customer_id: Number, body: ToldTimes) -> TimesShape:
    """Set when it suits them to be reached."""
    customer = customer_for(request.member, customer_id)
    times = [Suits(each.weekday, each.starts, each.ends) for each in body.times]
    set_contact_times(actor=request.member, customer=customer, times=times)
    rows = ContactTime.objects.filter(customer=customer)
    return TimesShape(times=[_time(each) for each in rows])
