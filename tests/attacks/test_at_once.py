"""Two hands at the same moment, on a database that really lets both in."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections

from kohtaamo.channels.mail.commands.take_in import take_in
from kohtaamo.channels.mail.models import Intake, Mailbox
from kohtaamo.customers.choices import IdentityKind
from kohtaamo.customers.commands.merge import merge
from kohtaamo.customers.commands.recognise import recognise
from kohtaamo.customers.models import Customer, Merge
from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.commands.own_page import own_page_of
from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.commands.request_call import request_call
from kohtaamo.encounters.commands.say import say
from kohtaamo.encounters.commands.take import take
from kohtaamo.encounters.models import CallRequest, Case, Delivery, Message
from kohtaamo.platform.errors import KohtaamoError
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import Failing, HandoverState, PromiseState
from kohtaamo.promises.commands.accept import accept, decline, take_back_handover
from kohtaamo.promises.commands.follow import note_overdue
from kohtaamo.promises.commands.hand_over import Handing, hand_over
from kohtaamo.promises.commands.hook import make_hook
from kohtaamo.promises.commands.keep import break_openly, keep
from kohtaamo.promises.commands.lateness import Report, report_lateness
from kohtaamo.promises.commands.make import Terms, make
from kohtaamo.promises.commands.move import move
from kohtaamo.promises.commands.recover import Mending, recover
from kohtaamo.promises.models import Handover, Lateness, Promise, Recovery
from kohtaamo.staff.models import Member, Team

pytestmark = pytest.mark.django_db(transaction=True)
Act = Callable[[], object]


def _together(*acts: Act) -> list[str]:
    """Do all at the same moment; what each came to: ``done``, or the code of the refusal."""
    start = Barrier(len(acts))

    def do(act: Act) -> str:
        try:
            start.wait(timeout=20)
            act()
        except KohtaamoError as refused:
            return refused.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(acts)) as hands:
        return sorted(hands.map(do, acts))


def test_one_of_two_takes_the_case(case: Case, owner: Member, colleague: Member) -> None:
    told = _together(lambda: take(actor=owner, case=case), lambda: take(actor=colleague, case=case))
    assert told.count("done") == 1


def test_an_answer_sent_six_times_at_once_leaves_once(case: Case, owner: Member) -> None:
    told = _together(*[lambda: reply(actor=owner, case=case, text="Kerran", once="a")] * 6)
    assert (told, Message.objects.filter(author=Author.US).count(), Delivery.objects.count()) == (["done"] * 6, 1, 1)


def test_a_customers_message_sent_six_times_at_once_is_taken_once(case: Case, customer: Customer) -> None:
    page = own_page_of(case, customer)
    told = _together(*[lambda: say(page=page, text="Kerran", limit=1, once="a")] * 6)
    assert (told, Message.objects.filter(text="Kerran").count()) == (["done"] * 6, 1)


def test_a_call_asked_for_six_times_at_once_is_one_call(case: Case, customer: Customer) -> None:
    page = own_page_of(case, customer)
    told = _together(*[lambda: request_call(page=page, number="0401234567")] * 6)
    assert (told, CallRequest.objects.count()) == (["done"] * 6, 1)


def test_the_same_mail_at_once_by_six_ways_is_one_message_in_one_case(mailbox: Mailbox) -> None:
    """The header lines differ on each way, so that the bytes are not the same."""

    def come(way: int) -> Act:
        raw = f"Received: {way}\r\nFrom: uusi@posti.example\r\nTo: palvelu@tupa.example\r\nMessage-ID: <a@p.example>\r\nSubject: x\r\n\r\nHei\r\n"
        return lambda: take_in(raw=raw.encode(), source="smtp", envelope_to=["palvelu@tupa.example"])

    _together(*[come(way) for way in range(6)])
    assert Customer.objects.count() == 1
    assert set(Intake.objects.values_list("outcome", flat=True)) == {"stored"}
    assert (Message.objects.filter(author=Author.CUSTOMER).count(), Delivery.objects.count()) == (1, 1)


def test_the_same_bytes_at_once_are_one_message(mailbox: Mailbox) -> None:
    raw = b"From: uusi@posti.example\r\nTo: palvelu@tupa.example\r\nMessage-ID: <a@p.example>\r\nSubject: x\r\n\r\nHei\r\n"
    _together(*[lambda: take_in(raw=raw, source="smtp", envelope_to=["palvelu@tupa.example"])] * 6)
    assert (
        Message.objects.filter(author=Author.CUSTOMER).count(),
        Intake.objects.filter(outcome="failed").count(),
    ) == (1, 0)


def test_a_new_address_met_by_six_at_once_is_one_customer(db: None) -> None:
    told = _together(*[lambda: recognise(kind=IdentityKind.EMAIL, value="uusi@posti.example")] * 6)
    assert (told, Customer.objects.count()) == (["done"] * 6, 1)


def test_two_customers_joined_both_ways_at_once_are_joined_once(lead: Member, customer: Customer) -> None:
    other = recognise(kind=IdentityKind.EMAIL, value="toinen@posti.example")
    told = _together(
        lambda: merge(actor=lead, winner=customer, loser=other), lambda: merge(actor=lead, winner=other, loser=customer)
    )
    assert (told.count("done"), Merge.objects.count()) == (1, 1)


def test_a_promise_kept_and_moved_at_once_is_one_of_the_two(case: Case, owner: Member) -> None:
    made = make(actor=owner, case=case, terms=Terms(what="Soitamme", due_at=now() + timedelta(hours=2)))
    later = now() + timedelta(hours=5)
    told = _together(
        lambda: keep(actor=owner, promise=made), lambda: keep(actor=owner, promise=made),
        lambda: move(actor=owner, promise=made, due_at=later, agreed=True),
    )  # fmt: skip
    assert Promise.objects.get(pk=made.pk).state == PromiseState.KEPT
    assert told.count("done") == 1 + Promise.objects.get(pk=made.pk).moves.count()


def test_mails_and_words_on_the_own_page_at_once_are_all_kept(
    case: Case, customer: Customer, owner: Member, mailbox: Mailbox
) -> None:
    page = own_page_of(case, customer)

    def come(number: int) -> Act:
        raw = f"From: eeva.mattila@posti.example\r\nTo: palvelu+{case.key}@tupa.example\r\nMessage-ID: <{number}@p>\r\nSubject: x\r\n\r\nPosti {number}\r\n"
        return lambda: take_in(raw=raw.encode(), source="smtp", envelope_to=["palvelu@tupa.example"])

    acts = [come(number) for number in range(3)] + [
        lambda: say(page=page, text="Sivulta", limit=1),
        lambda: reply(actor=owner, case=case, text="Vastaus"),
    ]
    told = _together(*acts)
    assert (told, Message.objects.filter(case=case).exclude(author=Author.SYSTEM).count()) == (["done"] * 5, 6)


def test_a_case_handed_over_by_two_at_once_goes_to_one(
    case: Case, owner: Member, lead: Member, other_team: Team
) -> None:
    told = _together(
        lambda: hand_over(actor=owner, case=case, handing=Handing(team=other_team, asked="Sänky?")),
        lambda: hand_over(actor=lead, case=case, handing=Handing(team=other_team, asked="Sänky?")),
    )
    assert (told.count("done"), Handover.objects.count()) == (1, 1)


def test_a_hand_over_sent_six_times_at_once_is_one(case: Case, owner: Member, other_team: Team) -> None:
    handing = Handing(team=other_team, asked="Sänky?", told="Siirsin asiasi.", once="a")
    told = _together(*[lambda: hand_over(actor=owner, case=case, handing=handing)] * 6)
    assert (told, Handover.objects.count(), Message.objects.filter(author=Author.US).count()) == (["done"] * 6, 1, 1)


def test_a_hand_over_accepted_declined_and_taken_back_at_once_ends_one_way(
    case: Case, owner: Member, outsider: Member, other_team: Team
) -> None:
    made = hand_over(actor=owner, case=case, handing=Handing(team=other_team, member=outsider, asked="Sänky?"))
    told = _together(
        lambda: accept(actor=outsider, handover=made),
        lambda: decline(actor=outsider, handover=made, word="En ehdi"),
        lambda: take_back_handover(actor=owner, handover=made),
    )
    made.refresh_from_db()
    holder = outsider if made.state == HandoverState.ACCEPTED else owner
    assert (told.count("done"), Case.objects.get(pk=case.pk).owner) == (1, holder)


def test_a_recovery_put_right_by_two_at_once_is_one_apology(case: Case, owner: Member, colleague: Member) -> None:
    recovery = Recovery.objects.create(case=case, customer=case.customer, failing=Failing.FEELING, opened_at=now())
    told = _together(
        *[
            lambda who=who: recover(actor=who, recovery=recovery, mending=Mending(words="Anteeksi."))
            for who in (owner, colleague)
        ]
    )
    assert (told, Message.objects.filter(author=Author.US).count()) == (["done", "recovery_settled"], 1)


def test_a_report_of_lateness_sent_four_times_at_once_is_taken_once(case: Case, administrator: Member) -> None:
    hook, _secret = make_hook(actor=administrator, name="Kuljetus")
    report = Report(called="a", digest="x", order="1", late_until=now(), customer="eeva.mattila@posti.example")
    told = _together(*[lambda: report_lateness(hook=hook, report=report)] * 4)
    assert (told, Lateness.objects.count(), Recovery.objects.count()) == (["done"] * 4, 1, 1)


def test_a_promise_broken_as_the_clock_passes_it_has_one_recovery(case: Case, owner: Member) -> None:
    terms = Terms(what="Soitamme", due_at=now() + timedelta(hours=1))
    promise = make(actor=owner, case=case, terms=terms)
    past = now() - timedelta(minutes=1)
    Promise.objects.filter(pk=promise.pk).update(due_at=past, first_due_at=past)
    told = _together(
        lambda: break_openly(actor=owner, promise=promise, reason="Ei ehditty"), note_overdue, note_overdue
    )
    assert (told, Recovery.objects.filter(promise=promise).count()) == (["done"] * 3, 1)
