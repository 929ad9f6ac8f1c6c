"""The demonstration obeys every rule the commands obey."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import pytest_django
from django.db.models import F, Q
from django.test import Client
from tests.starting import put_back

from kohtaamo.demo.cast.organisation import SHOWN, address_of
from kohtaamo.demo.commands.clear import clear
from kohtaamo.demo.commands.load import load
from kohtaamo.demo.models import Demonstration
from kohtaamo.demo.queries import is_demonstration
from kohtaamo.encounters.choices import Author, CaseState, DeliveryState, Feeling
from kohtaamo.encounters.commands.reply import waits_again
from kohtaamo.encounters.models import CallRequest, Case, Delivery, Encounter, Message
from kohtaamo.encounters.queries import unanswered_messages
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import PromiseState, Source
from kohtaamo.promises.models import Move, Promise
from kohtaamo.staff.models import Member

ENOUGH = 80


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[Demonstration]:
    """Loaded once for all the tests here that only look, and cleared after them."""
    with django_db_blocker.unblock():
        put_back()
        mark = load(encounters=ENOUGH)
    yield mark
    with django_db_blocker.unblock():
        clear()


def noora() -> Member:
    return Member.objects.get(email=address_of("noora"))


def test_the_load_tells_as_many_encounters_as_asked_and_marks_itself_loaded(loaded: Demonstration) -> None:
    assert Encounter.objects.count() >= ENOUGH
    assert loaded.loaded_at is not None
    assert is_demonstration()


def test_what_lies_in_the_past_lies_in_the_past(loaded: Demonstration) -> None:
    at = now()
    assert not Encounter.objects.filter(Q(arrived_at__gt=at) | Q(answered_at__gt=at) | Q(ended_at__gt=at)).exists()
    assert not Message.objects.filter(at__gt=at).exists()
    assert not Entry.objects.filter(at__gt=at).exists()


def test_every_case_waits_for_us_exactly_when_it_says_so(loaded: Demonstration) -> None:
    for case in Case.objects.all():
        assert (case.state == CaseState.WAITING_US) is (case.waiting_since is not None)
        assert (case.state == CaseState.SETTLED) is (case.settled_at is not None)
        assert case.encounters.exists()


def test_a_case_settled_has_no_promise_left_open(loaded: Demonstration) -> None:
    assert not Promise.objects.filter(case__state=CaseState.SETTLED, state=PromiseState.OPEN).exists()


def test_every_promise_is_in_one_state_with_what_belongs_to_it(loaded: Demonstration) -> None:
    for promise in Promise.objects.all():
        assert promise.state in PromiseState.values
        assert (promise.state == PromiseState.KEPT) is (promise.kept_at is not None)
        assert promise.made_at <= (promise.kept_at or promise.state_at)
        assert promise.made_at < promise.first_due_at
        assert promise.what
        assert promise.team_id == promise.case.team_id


def test_a_promise_past_its_time_was_noted_as_overdue(loaded: Demonstration) -> None:
    late = Q(kept_at__gt=F("due_at") + timedelta(minutes=1)) | Q(
        state=PromiseState.OPEN, due_at__lt=now() - timedelta(minutes=1)
    )
    assert not Promise.objects.filter(late, was_overdue_at__isnull=True).exists()


def test_a_moved_promise_keeps_its_first_date(loaded: Demonstration) -> None:
    for move in Move.objects.select_related("promise"):
        assert move.promise.due_at == move.to_due_at
        assert move.promise.first_due_at == move.from_due_at
        assert move.to_due_at > move.from_due_at


def test_the_cases_speak_three_languages(loaded: Demonstration) -> None:
    assert set(Case.objects.values_list("language", flat=True)) == {"fi", "sv", "en"}


def test_no_text_is_empty_or_has_an_open_slot(loaded: Demonstration) -> None:
    for text in [*Message.objects.values_list("text", flat=True), *Case.objects.values_list("subject", flat=True)]:
        assert text.strip()
        assert "{" not in text


def test_nothing_is_left_to_be_sent(loaded: Demonstration) -> None:
    waiting = Delivery.objects.exclude(state__in=[DeliveryState.SENT, DeliveryState.FAILED])
    assert not waiting.exists()
    assert Delivery.objects.filter(state=DeliveryState.FAILED).count() == 1


def test_a_mail_of_ours_has_a_delivery_and_an_identifier_of_its_own(loaded: Demonstration) -> None:
    ours = Message.objects.filter(author=Author.US)
    assert not ours.filter(deliveries__isnull=True).exists()
    assert ours.values("header_id").distinct().count() == ours.count()


def test_the_journal_is_in_order_and_tells_of_every_case_and_message(loaded: Demonstration) -> None:
    times = list(Entry.objects.order_by("id").values_list("at", flat=True))
    assert times == sorted(times)
    opened = Entry.objects.filter(kind="case.opened").order_by("case_id").values_list("case_id", flat=True)
    assert list(opened) == list(Case.objects.order_by("id").values_list("id", flat=True))
    told = {entry.data["message"] for entry in Entry.objects.all() if "message" in entry.data}
    assert told == set(Message.objects.values_list("id", flat=True))


def test_those_who_wait_have_words_nobody_has_answered(loaded: Demonstration) -> None:
    waiting = Case.objects.filter(state=CaseState.WAITING_US).exclude(promises__was_overdue_at__isnull=False)
    heard = [case for case in waiting if not case.promises.filter(confirmation_failed_at__isnull=False).exists()]
    assert len(heard) >= 8
    for case in heard:
        oldest = unanswered_messages(case).first()
        assert oldest is not None
        assert oldest.at == case.waiting_since


def test_waiting_counted_anew_gives_the_same(loaded: Demonstration) -> None:
    case = Case.objects.get(subject="Tummanvihreä Kide-sohva")
    before = case.waiting_since
    waits_again(case)
    assert case.waiting_since == before


def test_one_who_waits_is_upset_and_has_a_broken_promise(loaded: Demonstration) -> None:
    case = Case.objects.get(state=CaseState.WAITING_US, feeling=Feeling.FURIOUS)
    assert case.customer.name == "Eeva Mattila"
    assert case.promises.filter(state=PromiseState.BROKEN).count() == 1


def test_two_ask_to_be_called(loaded: Demonstration) -> None:
    assert CallRequest.objects.filter(done_at__isnull=True).count() == 2


def test_today_of_the_leading_person_is_alive(loaded: Demonstration) -> None:
    client = Client()
    client.force_login(noora())
    page = client.get("/")
    assert page.status_code == 200
    for name in ("Eeva Mattila", "Sirpa Ojala", "Heikki Laine", "Leena Ahola"):
        assert name in page.content.decode()


def test_the_people_named_at_the_start_can_sign_in(loaded: Demonstration) -> None:
    for name in SHOWN:
        assert Member.objects.get(email=address_of(name)).check_password(loaded.password)


def test_the_answer_time_is_a_promise_without_a_maker(loaded: Demonstration) -> None:
    assert not Promise.objects.filter(source=Source.ANSWER_TIME, made_by__isnull=False).exists()
