"""Offers in the demonstration: templates, what some customers have at present, and offers in every state."""

from __future__ import annotations

from datetime import timedelta

from kohtaamo.demo.cast.organisation import Organisation
from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.commands.own_page import own_page_of
from kohtaamo.encounters.commands.reply import address_of
from kohtaamo.encounters.models import Case, Delivery, Message
from kohtaamo.mandates.commands.mandate import Limits, grant
from kohtaamo.mandates.models import Kind
from kohtaamo.offers.commands import contract as contracts
from kohtaamo.offers.commands.accept import accept
from kohtaamo.offers.commands.draft import Row, Written, begin, write
from kohtaamo.offers.commands.ending import tell_of_endings
from kohtaamo.offers.commands.give import give
from kohtaamo.offers.commands.settle import decline, look_after_offers
from kohtaamo.offers.commands.template import Pattern, write_template
from kohtaamo.offers.commands.template import Row as Usual
from kohtaamo.offers.models import Offer, Template, Version
from kohtaamo.offers.queries import draft_of
from kohtaamo.offers.rules import end_of, today
from kohtaamo.platform.time import now
from kohtaamo.staff.choices import RoleName
from kohtaamo.staff.models import Role

SELLER = "noora"
CARE = Pattern(
    name="Kotihuolto", title={"fi": "Kalusteiden kotihuolto", "sv": "Möbelvård hemma", "en": "Furniture care at home"},
    rows=[
        Usual(what={"fi": "Vuosihuolto kotona", "sv": "Årlig vård hemma", "en": "Yearly care at home"}, price=1290, per="month"),
        Usual(what={"fi": "Tahranpoisto tarvittaessa", "sv": "Fläckborttagning vid behov", "en": "Stain removal when needed"}, price=490, per="month"),
        Usual(what={"fi": "Aloituskäynti", "sv": "Första besöket", "en": "First visit"}, price=3900),
    ],
    terms={
        "fi": "Jatkuu toistaiseksi, irtisanomisaika 30 päivää. Käynti sovitaan vähintään viikkoa ennen.",
        "sv": "Fortsätter tills vidare, uppsägningstid 30 dagar. Besöket avtalas minst en vecka före.",
        "en": "Runs until further notice, notice 30 days. The visit is agreed at least a week before.",
    },
    duty={"fi": "Sovimme aloituskäynnin", "sv": "Vi avtalar om första besöket", "en": "We agree on the first visit"},
    duty_days=3, valid_days=14,
)  # fmt: skip
TABLE = Pattern(
    name="Mittatilauspöytä", title={"fi": "Mittatilauspöytä", "sv": "Bord på mått", "en": "A table made to measure"},
    rows=[
        Usual(what={"fi": "Pöytä, massiivitammea, 220 × 95 cm", "sv": "Bord, massiv ek, 220 × 95 cm", "en": "Table, solid oak, 220 × 95 cm"}, price=189_000),
        Usual(what={"fi": "Kotiinkuljetus ja kokoaminen", "sv": "Hemleverans och montering", "en": "Delivery and assembly"}, price=12_900),
    ],
    terms={"fi": "Valmistusaika kuusi viikkoa tilauksesta. Mittatilaustyöllä ei ole palautusoikeutta."},
    duty={"fi": "Pöytä kotona koottuna", "sv": "Bordet hemma och monterat", "en": "The table at home, assembled"},
    duty_days=45, valid_days=30,
)  # fmt: skip
RENEWAL = Pattern(
    name="Uusi huoltosopimus puhelun jälkeen", title={"fi": "Kotihuollon jatko", "sv": "Fortsatt möbelvård", "en": "Care goes on"},
    rows=list(CARE.rows[:2]), terms=CARE.terms, valid_days=10, is_written=True,
)  # fmt: skip


def offer_things(home: Organisation) -> None:
    """Templates, mandates for leaving them, contracts, and an offer in each state."""
    leila, noora = home.members["leila"], home.members[SELLER]
    care, table, renewal = (write_template(actor=leila, pattern=each) for each in (CARE, TABLE, RENEWAL))
    front = Role.objects.get(name=RoleName.FRONT_LINE)
    for code, most in (("discount", 10_000), ("extra_time", 14)):
        kind = Kind.objects.get(code=code)
        grant(actor=home.members["katri"], kind=kind, to=front, limits=Limits(most, most * 2, most * 10))
    waiting = Case.objects.filter(team__in=noora.teams.all(), state=CaseState.WAITING_CUSTOMER, language="fi")
    cases = [case for case in waiting.select_related("customer").order_by("-pk")[:30] if address_of(case)]
    plans = (_accepted, _declined, _lapsing, _given, _drafted, _lapsed)
    for place, (plan, case) in enumerate(zip(plans, _of_each_customer(cases), strict=False)):
        _contract(home, case, ends_in=25 if place % 2 else None)
        plan(home, case, (care, table, renewal)[place % 3])
    look_after_offers()
    tell_of_endings()


def _of_each_customer(cases: list[Case]) -> list[Case]:
    return list({case.customer_id: case for case in cases}.values())


def _contract(home: Organisation, case: Case, *, ends_in: int | None) -> None:
    agreed = contracts.Agreed(
        name="Vanha huoltosopimus", number=f"H-{1000 + case.pk}", begins_on=today() - timedelta(days=340),
        ends_on=today() + timedelta(days=ends_in) if ends_in else None,
        rows=[
            contracts.Row(what="Vuosihuolto kotona", price=1490),
            contracts.Row(what="Vahaus", price=350),
        ],
    )  # fmt: skip
    contracts.write_contract(actor=home.members[SELLER], customer=case.customer, agreed=agreed)


def _drafted(home: Organisation, case: Case, template: Template) -> Offer:
    """One euro and a half a month below the list."""
    noora = home.members[SELLER]
    offer = begin(actor=noora, case=case, template=template)
    version = draft_of(offer)
    if version is None:
        return offer
    rows = [
        Row(
            what=line.what, price=line.price - 150 if place == 0 else line.price, quantity=line.quantity, unit=line.unit,
            vat=line.vat, per=line.per, source=line.source_id,
        )
        for place, line in enumerate(version.lines.all())
    ]  # fmt: skip
    written = Written(
        title=version.title, valid_to=version.valid_to, rows=rows, contract=version.contract,
        ends_former_on=version.ends_former_on, is_written=offer.is_written,
    )  # fmt: skip
    write(actor=noora, offer=offer, written=written)
    return offer


def _given(home: Organisation, case: Case, template: Template) -> Offer:
    """Given, and its mail has left."""
    offer = give(actor=home.members[SELLER], offer=_drafted(home, case, template))
    _let_leave(offer.current.message if offer.current else None)
    return offer


def _let_leave(message: Message | None) -> None:
    Delivery.objects.filter(message=message).update(state="sent", settled_at=now())


def _accepted(home: Organisation, case: Case, template: Template) -> None:
    offer = _given(home, case, template)
    page = own_page_of(case, case.customer)
    made = accept(page=page, offer=offer, version=1, name=case.customer.name, agreed=True)
    _let_leave(made.confirmation)


def _declined(home: Organisation, case: Case, template: Template) -> None:
    offer = _given(home, case, template)
    decline(page=own_page_of(case, case.customer), offer=offer, word="Kiitos, mutta odotamme vielä kevääseen.")


def _lapsing(home: Organisation, case: Case, template: Template) -> None:
    """Given eight days ago, valid through tomorrow."""
    _until(_given(home, case, template), days_ago=8, left=1)


def _lapsed(home: Organisation, case: Case, template: Template) -> None:
    _until(_given(home, case, template), days_ago=15, left=-1)


def _until(offer: Offer, *, days_ago: int, left: int) -> None:
    last, given = today() + timedelta(days=left), now() - timedelta(days=days_ago)
    Version.objects.filter(offer=offer).update(given_at=given, valid_to=last)
    Offer.objects.filter(pk=offer.pk).update(made_at=given, valid_until=end_of(last))
