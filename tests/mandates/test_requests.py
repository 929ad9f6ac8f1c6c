"""Asking for more: whom it goes to, what the answer does, and what happens when nobody answers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils.translation import override

from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.models import Case, Message
from kohtaamo.mandates.commands.answer import answer_request
from kohtaamo.mandates.commands.ask import ask, withdraw
from kohtaamo.mandates.commands.clock import PASS_ON_AFTER, look_after_requests, reckon
from kohtaamo.mandates.commands.kind import Manner, add_kind, change_kind
from kohtaamo.mandates.errors import (
    AlreadyAnswered,
    AlreadyAsked,
    AmountMissing,
    MoreThanAsked,
    NameMissing,
    OwnRequest,
)
from kohtaamo.mandates.models import Asking, Decision, Kind, Request
from kohtaamo.mandates.queries.applying import remaining
from kohtaamo.mandates.queries.granting import who_may_answer
from kohtaamo.mandates.queries.seeing import request_for, waiting_requests
from kohtaamo.platform.errors import NotAllowed, NotFound
from kohtaamo.platform.jobs.loop import JobLoop
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.staff.choices import Presence
from kohtaamo.staff.models import Member, Membership, Role
from tests.mandates.conftest import Decides, Grants

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(owner: Member, lead: Member, case: Case, refund: Kind) -> Request:
    """The owner asks to refund 120 euros, with words to the customer."""
    return ask(actor=owner, case=case, kind=refund, amount=12_000, why="Toinen kerta", words="Hyvitämme 120 €.")


def here(member: Member, presence: str = Presence.HERE) -> Member:
    Member.objects.filter(pk=member.pk).update(presence=presence, seen_at=now())
    return member


def age(request: Request, by: timedelta) -> None:
    Request.objects.filter(pk=request.pk).update(passed_on_at=now() - by)


def test_the_lead_of_the_team_is_asked_first(case: Case, owner: Member, lead: Member, administrator: Member) -> None:
    Membership.objects.filter(member=lead).update(is_lead=True)
    assert who_may_answer(case, owner) == [lead, administrator]


def test_someone_present_stands_in_for_a_lead_who_is_away(
    case: Case, owner: Member, lead: Member, administrator: Member
) -> None:
    Membership.objects.filter(member=lead).update(is_lead=True)
    here(lead, Presence.AWAY)
    here(administrator)
    assert who_may_answer(case, owner) == [administrator, lead]


def test_nobody_without_the_right_or_who_cannot_see_the_case_is_asked(
    case: Case, owner: Member, colleague: Member, outsider: Member
) -> None:
    blind = Role.objects.create(name="Blind granter", rights=["mandates.grant"])
    Member.objects.filter(pk=outsider.pk).update(role=blind)
    assert who_may_answer(case, owner) == []


def test_the_one_asked_gets_a_mail_with_a_link_and_nothing_of_the_customer(asked: Request, lead: Member) -> None:
    JobLoop().drain()
    (sent,) = mail.outbox
    assert (sent.to, f"/requests/{asked.pk}/" in sent.body) == ([lead.email], True)
    assert [word for word in ("Eeva", "120", "Sänky") if word in sent.body + sent.subject] == []


def test_a_grant_decides_in_the_askers_name_and_tells_the_customer(asked: Request, owner: Member, lead: Member) -> None:
    done = answer_request(actor=lead, request=asked, grant=True, word="Totta kai")
    made = Decision.objects.get()
    assert (done.state, done.answer_word, made.member, made.granted_by, made.amount) == (
        "granted",
        "Totta kai",
        owner,
        lead,
        12_000,
    )
    assert made.message is not None and (made.message.text, made.message.member) == ("Hyvitämme 120 €.", owner)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Hyvitämme 120 €.", "Hyvitämme 40\u00a0€."),
        ("Saat 120,00 euroa takaisin, siis 120€!", "Saat 40\u00a0€ takaisin, siis 40\u00a0€!"),
        ("Tilaus 9120 € maksoi 1 120 €, hyvitys 120 EUR.", "Tilaus 9120 € maksoi 1 120 €, hyvitys 40\u00a0€."),
    ],
)
def test_a_part_is_granted_and_the_letter_tells_that_part(
    case: Case, owner: Member, lead: Member, refund: Kind, words: str, told: str
) -> None:
    asked = ask(actor=owner, case=case, kind=refund, amount=12_000, why="Toinen kerta", words=words)
    done = answer_request(actor=lead, request=asked, grant=True, amount=4_000)
    made = Decision.objects.get()
    assert made.message is not None
    assert (done.state, done.granted, made.amount, made.message.text) == ("granted", 4_000, 4_000, told)
    assert Entry.objects.get(kind="request.answered").data["in_part"] is True


def test_words_that_do_not_name_the_amount_give_way_to_the_kinds_letter(
    case: Case, owner: Member, lead: Member, refund: Kind
) -> None:
    words = "Maksamme kaiken takaisin."
    asked = ask(actor=owner, case=case, kind=refund, amount=12_000, why="Toinen kerta", words=words)
    answer_request(actor=lead, request=asked, grant=True, amount=4_000)
    letter = Decision.objects.get().message
    assert letter is not None
    assert ("kaiken" in letter.text, "40\u00a0€" in letter.text, letter.text.endswith("Noora")) == (False, True, True)


def test_the_whole_is_granted_as_it_was_asked_and_more_or_nothing_is_not(asked: Request, lead: Member) -> None:
    for wrong, problem in ((12_001, MoreThanAsked), (0, AmountMissing)):
        with pytest.raises(problem):
            answer_request(actor=lead, request=asked, grant=True, amount=wrong)
    done = answer_request(actor=lead, request=asked, grant=True, amount=12_000)
    assert (done.is_granted_in_part, Decision.objects.get().amount) == (False, 12_000)


def test_days_are_granted_in_part_in_the_customers_words(
    case: Case, owner: Member, lead: Member, kinds: dict[str, Kind]
) -> None:
    more_time = kinds["extra_time"]
    asked = ask(actor=owner, case=case, kind=more_time, amount=14, why="Loma", words="Saat 14 päivää lisäaikaa.")
    answer_request(actor=lead, request=asked, grant=True, amount=1)
    letter = Decision.objects.get().message
    assert letter is not None and letter.text == "Saat 1\u00a0päivä lisäaikaa."


def test_a_no_decides_nothing_and_tells_the_customer_nothing(asked: Request, lead: Member) -> None:
    assert answer_request(actor=lead, request=asked, grant=False).state == "declined"
    assert (Decision.objects.count(), Message.objects.filter(author=Author.US).count()) == (0, 0)


def test_a_request_is_answered_once_and_never_by_the_asker_or_one_without_the_right(
    asked: Request, owner: Member, lead: Member, colleague: Member, administrator: Member
) -> None:
    with pytest.raises(NotAllowed):
        answer_request(actor=colleague, request=asked, grant=True)
    Member.objects.filter(pk=owner.pk).update(role=lead.role)
    with pytest.raises(OwnRequest):
        answer_request(actor=Member.objects.get(pk=owner.pk), request=asked, grant=True)
    answer_request(actor=lead, request=asked, grant=True)
    with pytest.raises(AlreadyAnswered):
        answer_request(actor=administrator, request=asked, grant=False)


def test_one_who_may_grant_but_not_see_the_case_finds_nothing(asked: Request, outsider: Member) -> None:
    blind = Role.objects.create(name="Blind granter", rights=["mandates.grant", "decisions.make"])
    Member.objects.filter(pk=outsider.pk).update(role=blind)
    outsider = Member.objects.get(pk=outsider.pk)
    with pytest.raises(NotFound):
        answer_request(actor=outsider, request=asked, grant=True)
    with pytest.raises(NotFound):
        request_for(outsider, asked.pk)
    assert list(waiting_requests(outsider)) == []


def test_a_granted_request_is_the_granters_and_does_not_use_the_askers_own_limit(
    grants: Grants, owner: Member, lead: Member, case: Case, refund: Kind
) -> None:
    grants(owner, 60, per_customer=200, per_person=100)
    asked = ask(actor=owner, case=case, kind=refund, amount=12_000, why="x")
    answer_request(actor=lead, request=asked, grant=True)
    (room,) = remaining(owner, case)
    assert (room.used.encounter, room.used.customer, room.used.person) == (12_000, 12_000, 0)


def test_asking_twice_for_the_same_is_told_and_a_double_click_asks_once(
    owner: Member, case: Case, refund: Kind, lead: Member
) -> None:
    first, again = (ask(actor=owner, case=case, kind=refund, amount=9000, why="x", once="a") for _ in range(2))
    assert first.pk == again.pk
    with pytest.raises(AlreadyAsked):
        ask(actor=owner, case=case, kind=refund, amount=100, why="x")


def test_a_withdrawn_request_cannot_be_granted(asked: Request, owner: Member, lead: Member, colleague: Member) -> None:
    with pytest.raises(NotAllowed):
        withdraw(actor=colleague, request=asked)
    assert withdraw(actor=owner, request=asked).state == "withdrawn"
    with pytest.raises(AlreadyAnswered):
        answer_request(actor=lead, request=asked, grant=True)


def test_an_unanswered_request_is_passed_on_to_each_in_turn_and_stays_with_the_last(
    asked: Request, lead: Member, administrator: Member
) -> None:
    assert (look_after_requests(), Request.objects.get().asked_of) == (0, lead)
    age(asked, PASS_ON_AFTER)
    assert (look_after_requests(), Request.objects.get().asked_of) == (1, administrator)
    age(asked, PASS_ON_AFTER)
    assert (look_after_requests(), Request.objects.get().asked_of) == (0, administrator)
    assert [asking.member for asking in Asking.objects.all()] == [lead, administrator]


def test_a_request_of_one_who_left_is_passed_on_at_once(asked: Request, lead: Member, administrator: Member) -> None:
    Member.objects.filter(pk=lead.pk).update(is_active=False)
    assert (look_after_requests(), Request.objects.get().asked_of) == (1, administrator)


def by_default(kind: Kind, admin: Member, answer: str, most: int | None = None) -> Kind:
    return change_kind(
        actor=admin, kind=kind, manner=Manner(default_answer=answer, default_minutes=10, default_most=most)
    )


@pytest.mark.parametrize(("answer", "decisions"), [("grant", 1), ("decline", 0)])
def test_the_default_answer_stands_after_its_time(
    owner: Member, administrator: Member, case: Case, refund: Kind, answer: str, decisions: int
) -> None:
    by_default(refund, administrator, answer)
    asked = ask(actor=owner, case=case, kind=refund, amount=9000, why="x")
    assert look_after_requests() == 0
    Request.objects.filter(pk=asked.pk).update(default_at=now())
    assert look_after_requests() == 1
    assert (Request.objects.get().state, Decision.objects.count()) == ("defaulted", decisions)


def test_more_than_is_granted_by_default_waits_for_a_person(
    owner: Member, administrator: Member, case: Case, refund: Kind
) -> None:
    by_default(refund, administrator, "grant", most=5000)
    assert ask(actor=owner, case=case, kind=refund, amount=5001, why="x").default_at is None


def test_a_default_yes_that_cannot_be_carried_out_becomes_a_no_in_the_open(
    owner: Member, administrator: Member, case: Case, refund: Kind
) -> None:
    by_default(refund, administrator, "grant")
    ask(actor=owner, case=case, kind=refund, amount=9000, why="x", words="Hyvitämme 90 €.")
    Member.objects.filter(pk=owner.pk).update(is_active=False)
    Request.objects.update(default_at=now())
    look_after_requests()
    found = Request.objects.get()
    assert (found.state, found.default_answer, Decision.objects.count()) == ("defaulted", "decline", 0)


def test_the_waits_and_what_helped_are_reckoned_onto_the_kind(
    asked: Request, decides: Decides, grants: Grants, owner: Member, lead: Member, refund: Kind
) -> None:
    answer_request(actor=lead, request=asked, grant=False)
    Request.objects.update(asked_at=now() - timedelta(seconds=240), answered_at=now())
    grants(owner)
    Case.objects.filter(pk=decides(10).case_id).update(state="settled", waiting_since=None, settled_at=now())
    assert (reckon(), reckon()) == (1, 0)
    refund.refresh_from_db()
    assert (refund.helped, refund.concluded, refund.answer_seconds) == (1, 1, 240)


def test_the_journal_tells_whose_screens_change_and_never_the_amount(
    asked: Request, lead: Member, owner: Member
) -> None:
    answer_request(actor=lead, request=asked, grant=True)
    made, answered = Entry.objects.get(kind="request.made"), Entry.objects.get(kind="request.answered")
    assert (made.data["member"], answered.data["member"]) == (lead.pk, owner.pk)
    assert [entry for entry in Entry.objects.filter(case_id=asked.case_id) if "12000" in str(entry.data)] == []


def test_a_kind_of_ones_own_has_a_name_in_each_language_and_is_told_by_it(administrator: Member, case: Case) -> None:
    names = {"fi": "Kahvit", "sv": "Kaffe", "en": "Coffee"}
    with pytest.raises(NameMissing):
        add_kind(actor=administrator, unit="none", manner=Manner(names={"fi": "Kahvit"}))
    kind = add_kind(actor=administrator, unit="none", manner=Manner(names=names))
    with override("sv"):
        assert str(kind) == "Kaffe"
    with pytest.raises(NotAllowed):
        add_kind(
            actor=Member.objects.create_user("x@tupa.example", name="X", role=Role.objects.get(name="expert")),
            unit="none",
            manner=Manner(names=names),
        )
