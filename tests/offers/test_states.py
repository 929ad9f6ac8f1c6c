"""Whatever is done to an offer in whatever order, and at once, it is in one state and has one outcome."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from kohtaamo.encounters.commands.own_page import own_page_of
from kohtaamo.encounters.commands.reply import take_back
from kohtaamo.encounters.models import Case, Delivery, OwnPage
from kohtaamo.mandates.models import Decision, Kind
from kohtaamo.offers.commands.accept import accept, note_acceptance
from kohtaamo.offers.commands.draft import begin, drop, revise
from kohtaamo.offers.commands.give import give
from kohtaamo.offers.commands.settle import decline, look_after_offers, note_declined, withdraw
from kohtaamo.offers.models import Acceptance, Offer, Template, Version
from kohtaamo.offers.queries import draft_of
from kohtaamo.platform.errors import KohtaamoError
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member
from tests.mandates.test_limits_hold import together
from tests.offers.conftest import Gives, Grants, rewrite

MOST = 5000
ENDS = {"accepted", "declined", "lapsed"}


class Offering(RuleBasedStateMachine):
    """One offer and everything that can happen to it, in any order."""

    case: Case
    owner: Member
    page: OwnPage
    template: Template

    @initialize()
    def begin(self) -> None:
        Acceptance.objects.all().delete()
        Offer.objects.update(current=None, state="draft", settled_at=None)
        Version.objects.all().delete()
        Offer.objects.all().delete()
        Decision.objects.update(amount_now=0)
        self.offer = begin(actor=self.owner, case=self.case, template=self.template)
        self.ended = ""

    def _try(self, act: Callable[[], object]) -> None:
        with suppress(KohtaamoError):
            act()
        self.offer.refresh_from_db()

    @rule(price=st.integers(900, 1290))
    def write(self, price: int) -> None:
        if draft_of(self.offer) is not None:
            self._try(lambda: rewrite(self.offer, self.owner, price))

    @rule()
    def give(self) -> None:
        self._try(lambda: give(actor=self.owner, offer=self.offer))

    @rule()
    def leave(self) -> None:
        Delivery.objects.filter(state="waiting").update(state="sent")

    @rule()
    def take_back(self) -> None:
        if self.offer.current is not None and self.offer.current.message is not None:
            message = self.offer.current.message
            self._try(lambda: take_back(actor=self.owner, message=message))

    @rule()
    def revise(self) -> None:
        self._try(lambda: revise(actor=self.owner, offer=self.offer))

    @rule()
    def drop(self) -> None:
        self._try(lambda: drop(actor=self.owner, offer=self.offer))

    @rule(number=st.integers(1, 3))
    def accept(self, number: int) -> None:
        self._try(lambda: accept(page=self.page, offer=self.offer, version=number, name="E", agreed=True))

    @rule()
    def note_acceptance(self) -> None:
        self._try(lambda: note_acceptance(actor=self.owner, offer=self.offer, how="person", word="x"))

    @rule(by_customer=st.booleans())
    def decline(self, by_customer: bool) -> None:
        if by_customer:
            self._try(lambda: decline(page=self.page, offer=self.offer))
        else:
            self._try(lambda: note_declined(actor=self.owner, offer=self.offer, word="x"))

    @rule(letter=st.sampled_from(["", "Perumme."]))
    def withdraw(self, letter: str) -> None:
        self._try(lambda: withdraw(actor=self.owner, offer=self.offer, word="x", letter=letter))

    @rule()
    def time_passes(self) -> None:
        Offer.objects.filter(state="given").update(valid_until=now() - timedelta(seconds=1))
        look_after_offers()
        self.offer.refresh_from_db()

    @invariant()
    def it_is_in_one_state_that_fits_all_else(self) -> None:
        if not hasattr(self, "offer"):
            return
        offer = self.offer
        if self.ended:
            assert offer.state == self.ended
        self.ended = offer.state if offer.state in ENDS else ""
        assert Acceptance.objects.filter(offer=offer).exists() == (offer.state == "accepted")
        given = sum(Decision.objects.values_list("amount_now", flat=True))
        assert given <= MOST
        if offer.state in {"declined", "lapsed"}:
            assert given == 0
        if offer.state == "given":
            assert offer.current is not None and offer.current.given_at is not None


@pytest.mark.django_db
def test_no_order_of_acts_leaves_an_offer_in_two_minds(
    case: Case, owner: Member, template: Template, grants: Grants, discount: Kind
) -> None:
    grants(discount, MOST // 100)

    class Here(Offering):
        pass

    Here.case, Here.owner, Here.template = case, owner, template
    Here.page = own_page_of(case, case.customer)
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Here,
        settings=settings(
            max_examples=6, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


@pytest.mark.django_db(transaction=True)
def test_accepted_and_withdrawn_at_once_it_has_one_outcome(gives: Gives, owner: Member, page: OwnPage) -> None:
    offer = gives()
    told = together(
        lambda: accept(page=page, offer=offer, version=1, name="Eeva", agreed=True),
        lambda: withdraw(actor=owner, offer=offer, word="x", letter="Perumme tarjouksen."),
    )
    offer.refresh_from_db()
    assert told == ["done", "offer_not_given"]
    assert Acceptance.objects.count() == (offer.state == "accepted")
    assert Entry.objects.filter(kind__in=["offer.accepted", "offer.withdrawn"]).count() == 1


@pytest.mark.django_db(transaction=True)
def test_accepted_by_many_clicks_and_a_colleagues_note_at_once_it_is_accepted_once(
    gives: Gives, owner: Member, page: OwnPage
) -> None:
    offer = gives()
    click = lambda: accept(page=page, offer=offer, version=1, name="Eeva", agreed=True)  # noqa: E731
    told = together(click, click, click, lambda: note_acceptance(actor=owner, offer=offer, how="person", word="x"))
    assert (told.count("done") >= 3, Acceptance.objects.count()) == (True, 1)


@pytest.mark.django_db(transaction=True)
def test_offers_given_at_once_never_pass_the_mandate_together(
    grants: Grants, discount: Kind, owner: Member, case: Case, template: Template
) -> None:
    grants(discount, 60)
    offers = [begin(actor=owner, case=case, template=template) for _ in range(3)]
    for offer in offers:
        rewrite(offer, owner, 1000)  # 34,80 € in a year
    told = together(*[lambda offer=offer: give(actor=owner, offer=offer) for offer in offers])
    assert told == ["done", "offer_over_mandate", "offer_over_mandate"]
    assert sum(Decision.objects.values_list("amount_now", flat=True)) == 3480
