"""A template, a contract and offers that the tests of this room stand on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from kohtaamo.encounters.commands.own_page import own_page_of
from kohtaamo.encounters.commands.reply import take_back
from kohtaamo.encounters.models import Case, Delivery, OwnPage
from kohtaamo.mandates.commands.mandate import Limits, grant
from kohtaamo.mandates.models import Kind, Mandate
from kohtaamo.offers.commands import contract as contracts
from kohtaamo.offers.commands import template as templates
from kohtaamo.offers.commands.draft import Row, Written, begin, write
from kohtaamo.offers.commands.give import give
from kohtaamo.offers.models import Contract, Offer, Template
from kohtaamo.offers.queries import draft_of
from kohtaamo.offers.rules import today
from kohtaamo.staff.models import Member

EURO = 100


@pytest.fixture
def template(lead: Member) -> Template:
    """A magazine: 12,90 € a month and a start fee of 20 €."""
    pattern = templates.Pattern(
        name="Kestotilaus", title={"fi": "Kestotilaus", "sv": "Prenumeration", "en": "Subscription"},
        rows=[
            templates.Row(what={"fi": "Lehti kotiin", "sv": "Tidning hem"}, price=1290, vat=135, per="month"),
            templates.Row(what={"fi": "Aloitus"}, price=2000),
        ],
        terms={"fi": "Jatkuu kunnes irtisanot."}, duty={"fi": "Ensimmäinen numero kotona"}, duty_days=7,
    )  # fmt: skip
    return templates.write_template(actor=lead, pattern=pattern)


@pytest.fixture
def contract(owner: Member, case: Case) -> Contract:
    """What Eeva has: the same magazine, dearer, and a web edition."""
    agreed = contracts.Agreed(
        name="Vanha tilaus", begins_on=today() - timedelta(days=300),
        rows=[
            contracts.Row(what="Lehti kotiin", price=1490, vat=135),
            contracts.Row(what="Verkkolehti", price=300, vat=135),
        ],
    )  # fmt: skip
    return contracts.write_contract(actor=owner, customer=case.customer, agreed=agreed)


Drafts = Callable[..., Offer]


@pytest.fixture
def drafts(owner: Member, case: Case, template: Template) -> Drafts:
    """``drafts(price=990)``: the owner begins an offer from the template, the first line at this price."""

    def draft(price: int = 1290, *, days: int = 14, **fields: object) -> Offer:
        offer = begin(actor=owner, case=case, template=template)
        rewrite(offer, owner, price, days=days, **fields)
        return offer

    return draft


def rewrite(offer: Offer, actor: Member, price: int, *, days: int = 14, **fields: object) -> None:
    """Write the draft anew, the first line at another price."""
    version = draft_of(offer)
    assert version is not None
    rows = [
        Row(
            what=line.what, price=price if place == 0 else line.price, quantity=line.quantity, unit=line.unit,
            vat=line.vat, per=line.per, source=line.source_id,
        )
        for place, line in enumerate(version.lines.all())
    ]  # fmt: skip
    known = {"title": version.title, "valid_to": today() + timedelta(days=days), "contract": version.contract,
             "ends_former_on": version.ends_former_on, "rows": rows}  # fmt: skip
    write(actor=actor, offer=offer, written=Written(**{**known, **fields}))  # type: ignore[arg-type]


Gives = Callable[..., Offer]


@pytest.fixture
def gives(drafts: Drafts, owner: Member) -> Gives:
    """``gives()``: an offer given, its mail on its way; ``gives(left=True)``: the mail has left."""

    def do(price: int = 1290, *, left: bool = True, **fields: object) -> Offer:
        offer = give(actor=owner, offer=drafts(price, **fields))
        if left:
            let_leave(offer)
        return offer

    return do


def let_leave(offer: Offer) -> None:
    """Its mail has left."""
    offer.refresh_from_db()
    Delivery.objects.filter(message=offer.current.message).update(state="sent")  # type: ignore[union-attr]


def recall(offer: Offer, by: Member) -> None:
    """The mail with the offer is taken back."""
    offer.refresh_from_db()
    take_back(actor=by, message=offer.current.message)  # type: ignore[union-attr, arg-type]


@pytest.fixture
def page(case: Case) -> OwnPage:
    return own_page_of(case, case.customer)


@pytest.fixture
def discount(db: None) -> Kind:
    return Kind.objects.get(code="discount")


Grants = Callable[..., Mandate]


@pytest.fixture
def grants(administrator: Member, owner: Member) -> Grants:
    """``grants(discount, 60)``: the owner's role may decide so much in one meeting, in euros or days."""

    def do(kind: Kind, most: int) -> Mandate:
        scale = EURO if kind.unit == "money" else 1
        return grant(actor=administrator, kind=kind, to=owner.role, limits=Limits(most * scale))

    return do
