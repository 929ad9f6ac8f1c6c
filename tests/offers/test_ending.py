"""Before a contract ends: told in time, called by the one they know, and ended as promised."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from kohtaamo.encounters.commands.own_page import own_page_of
from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.models import Case, Message
from kohtaamo.offers.commands.accept import accept
from kohtaamo.offers.commands.contract import Agreed, Row, end_contract, write_contract
from kohtaamo.offers.commands.draft import begin
from kohtaamo.offers.commands.ending import tell_of_endings
from kohtaamo.offers.commands.give import give
from kohtaamo.offers.knowing import known_to
from kohtaamo.offers.models import Contract, Template
from kohtaamo.offers.rules import today
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import PromiseState
from kohtaamo.promises.commands.call_about import promise_call
from kohtaamo.promises.commands.keep import keep, withdraw
from kohtaamo.promises.errors import CallPromised, CallTooLate, NotTheirs
from kohtaamo.promises.models import ContractPromise, Promise
from kohtaamo.promises.renewing import to_be_called
from kohtaamo.staff.models import Member
from tests.offers.conftest import let_leave

pytestmark = pytest.mark.django_db
Ends = Callable[..., Contract]


@pytest.fixture
def ends(owner: Member, case: Case) -> Ends:
    """``ends(25)``: a magazine the owner sold to Eeva, whose last day is in so many days."""

    def write(days: int | None, *, by: Member | None = None, notice: int = 30) -> Contract:
        last = today() + timedelta(days=days) if days is not None else None
        agreed = Agreed(
            name="Lehtitilaus", begins_on=today() - timedelta(days=300), ends_on=last, notice_days=notice,
            rows=[Row(what="Lehti kotiin", price=1490, vat=135)],
        )  # fmt: skip
        return write_contract(actor=by or owner, customer=case.customer, agreed=agreed)

    return write


@pytest.mark.parametrize(("days", "notice", "told"), [(44, 30, 1), (45, 30, 0), (60, 60, 1), (20, 0, 1), (None, 30, 0)])
def test_it_is_told_two_weeks_before_the_notice_begins_to_run(ends: Ends, days: int, notice: int, told: int) -> None:
    ends(days, notice=notice)
    assert (tell_of_endings(), tell_of_endings()) == (told, 0)
    assert Entry.objects.filter(kind="contract.ends_soon").count() == told


def test_its_seller_is_told_first_then_who_has_answered_most(
    ends: Ends, owner: Member, colleague: Member, case: Case, outsider: Member
) -> None:
    contract = ends(20)
    for _each in range(2):
        reply(actor=colleague, case=case, text="Hei Eeva, kaikki hyvin.")
    assert [(one.member, one.sold, one.answers) for one in known_to(contract)] == [
        (owner, True, 0),
        (colleague, False, 2),
    ]
    tell_of_endings()
    assert (list(to_be_called(owner)), list(to_be_called(colleague))) == ([contract], [])


def test_when_its_seller_has_left_the_next_who_knows_them_is_told(
    ends: Ends, owner: Member, colleague: Member, case: Case
) -> None:
    contract = ends(20)
    reply(actor=colleague, case=case, text="Hei Eeva, kaikki hyvin.")
    Member.objects.filter(pk=owner.pk).update(is_active=False)
    tell_of_endings()
    assert list(to_be_called(colleague)) == [contract]


def test_one_whom_nobody_knows_is_seen_by_those_who_see_everything(ends: Ends, outsider: Member, lead: Member) -> None:
    contract = ends(20, by=outsider)  # who sees no case of theirs
    tell_of_endings()
    assert (list(to_be_called(lead)), list(to_be_called(outsider))) == ([contract], [])


def test_an_ended_contract_and_another_last_day_are_told_rightly(ends: Ends, owner: Member, case: Case) -> None:
    ended = ends(20)
    end_contract(actor=owner, contract=ended, on=today())
    assert tell_of_endings() == 0
    moved = ends(20)
    tell_of_endings()
    agreed = Agreed(name="Lehtitilaus", begins_on=moved.begins_on, ends_on=today() + timedelta(days=300),
                    rows=[Row(what="Lehti kotiin", price=1490)])  # fmt: skip
    write_contract(actor=owner, customer=case.customer, agreed=agreed, contract=moved)
    assert list(to_be_called(owner)) == []


def test_a_call_is_promised_and_the_customer_told_in_one_step(
    ends: Ends, owner: Member, colleague: Member, case: Case
) -> None:
    contract, by = ends(20), now() + timedelta(days=5)
    tell_of_endings()
    promise = promise_call(actor=colleague, contract=contract, caller=owner, by=by, text="Hei Eeva, Noora soittaa.")
    assert (promise.owner, promise.form, promise.source, promise.due_at) == (owner, "call", "contract", by)
    assert promise.message == Message.objects.get(author="us")
    assert list(to_be_called(owner)) == []


def test_a_call_is_promised_once_and_again_after_it_was_withdrawn(ends: Ends, owner: Member) -> None:
    contract, by = ends(20), now() + timedelta(days=5)
    promise = promise_call(actor=owner, contract=contract, caller=owner, by=by)
    with pytest.raises(CallPromised):
        promise_call(actor=owner, contract=contract, caller=owner, by=by)
    withdraw(actor=owner, promise=promise, reason="Asiakas soitti itse")
    promise_call(actor=owner, contract=contract, caller=owner, by=by)


def test_a_call_after_the_end_and_by_a_stranger_are_refused(ends: Ends, owner: Member, outsider: Member) -> None:
    contract = ends(20)
    with pytest.raises(CallTooLate):
        promise_call(actor=owner, contract=contract, caller=owner, by=now() + timedelta(days=30))
    with pytest.raises(NotTheirs):
        promise_call(actor=owner, contract=contract, caller=outsider, by=now() + timedelta(days=3))
    with pytest.raises(NotFound):
        promise_call(actor=outsider, contract=contract, caller=outsider, by=now() + timedelta(days=3))
    assert Promise.objects.filter(source="contract").count() == 0


def test_accepted_the_former_ends_as_promised_with_its_evidence(
    ends: Ends, owner: Member, case: Case, template: Template
) -> None:
    former = ends(25)
    offer = begin(actor=owner, case=case, template=template, contract=former)
    offer = give(actor=owner, offer=offer)
    let_leave(offer)
    accept(page=own_page_of(case, case.customer), offer=offer, version=1, name="Eeva Mattila", agreed=True)
    [promised] = ContractPromise.objects.filter(contract=former)
    assert (promised.about, promised.promise.state, promised.promise.owner) == ("ending", PromiseState.OPEN, owner)
    keep(actor=owner, promise=promised.promise, evidence="Vahvistus P-881")
    promised.promise.refresh_from_db()
    former.refresh_from_db()
    assert (promised.promise.evidence, former.ended_at is not None) == ("Vahvistus P-881", True)


def test_the_contracts_page_promises_the_call_and_shows_it(ends: Ends, as_owner: Client, owner: Member) -> None:
    contract = ends(20)
    tell_of_endings()
    assert f"/contracts/{contract.pk}/" in as_owner.get("/").content.decode()
    page = as_owner.get(f"/contracts/{contract.pk}/")
    form = page.context["call_form"]
    assert "{caller} calls you by {when}" in form.initial["letter"] or "{caller} soittaa" in form.initial["letter"]
    day = today() + timedelta(days=3)
    told = {
        "caller": str(owner.pk),
        "day": day.isoformat(),
        "clock": "16:00",
        "letter": "Hei, {caller} soittaa {when}.",
    }
    assert as_owner.post(f"/contracts/{contract.pk}/call/", told).status_code == 303
    letter = Message.objects.get(author="us").text
    assert letter.startswith(f"Hei, {owner.first_name} soittaa ")
    assert "{" not in letter
    page = as_owner.get(f"/contracts/{contract.pk}/")
    assert "call_form" not in page.context
    assert f"/promises/{Promise.objects.get(source='contract').pk}/keeping/" in page.content.decode()
    assert as_owner.post(f"/contracts/{contract.pk}/call/", told).status_code == 422


def test_a_mistake_in_the_call_is_said_and_what_was_typed_stays(ends: Ends, as_owner: Client, owner: Member) -> None:
    contract = ends(20)
    page = as_owner.post(f"/contracts/{contract.pk}/call/", {"caller": str(owner.pk), "day": "", "clock": "16:00", "letter": "Omat sanani"})  # fmt: skip
    assert (page.status_code, "Omat sanani" in page.content.decode()) == (422, True)


def test_an_outsider_neither_sees_nor_calls(ends: Ends, as_outsider: Client) -> None:
    contract = ends(20)
    tell_of_endings()
    assert as_outsider.get(f"/contracts/{contract.pk}/").status_code == 404
    assert as_outsider.post(f"/contracts/{contract.pk}/call/", {}).status_code == 404
    assert "Lehtitilaus" not in as_outsider.get("/").content.decode()
