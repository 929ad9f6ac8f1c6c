"""Who asks later is told at once, as the others were: once, never a machine, and a person still answers them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from kohtaamo.config.background import readers
from kohtaamo.customers.commands.merge import merge, unmerge
from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.commands.set_matter import set_matter
from kohtaamo.encounters.models import Case, Message
from kohtaamo.outreach.commands.cause import close_cause, set_rule
from kohtaamo.outreach.commands.join import join, part
from kohtaamo.outreach.commands.send import pause, send
from kohtaamo.outreach.likeness import alike
from kohtaamo.outreach.models import Cause, CauseCase, Notice, NoticeTo
from kohtaamo.outreach.queries import work_list
from kohtaamo.outreach.rules import holds
from kohtaamo.platform.journal.readers import catch_up
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Matter
from tests.channels.mail.conftest import Receiver
from tests.conftest import Says
from tests.outreach.conftest import Writes, work

pytestmark = pytest.mark.django_db
Waiters = Callable[..., list[Case]]
Sends = Callable[[Notice], Notice]
ASKS = "Onko päiväkotipaikoista päätetty? Odotamme päätöstä."


@pytest.fixture
def ruled(waiters: Waiters, writes: Writes, sends: Sends, lead: Member) -> Notice:
    """A notice that has been sent, of a matter whose rule is a word."""
    notice = sends(writes(waiters(1)))
    set_rule(actor=lead, cause=notice.cause, words="päiväkotipaikka")
    return notice


def recipients(receiver: Receiver) -> list[str]:
    return [address for mail in receiver.mails for address in mail.recipients]


def test_a_new_customer_who_asks_the_same_is_told_at_once_and_still_waits(
    ruled: Notice, says: Says, receiver: Receiver
) -> None:
    case = says(ASKS, sender="uusi@posti.example").case
    work()
    case.refresh_from_db()
    assert recipients(receiver) == ["asiakas0@posti.example", "uusi@posti.example"]
    assert (case.state, case.causes.get().how) == (CaseState.WAITING_US, "rule")


def test_one_who_was_told_is_not_told_again_when_they_write(ruled: Notice, says: Says, receiver: Receiver) -> None:
    says(ASKS, sender="asiakas0@posti.example")
    says("Toinen asia, sama päiväkotipaikka.", sender="asiakas0@posti.example", subject="Muu")
    work()
    assert recipients(receiver) == ["asiakas0@posti.example"]


def test_one_who_asks_something_else_is_told_nothing(ruled: Notice, says: Says, receiver: Receiver) -> None:
    says("Sänky on rikki.", sender="uusi@posti.example")
    work()
    assert recipients(receiver) == ["asiakas0@posti.example"]


def test_a_machine_is_never_told(ruled: Notice, says: Says, receiver: Receiver) -> None:
    says(ASKS, sender="robotti@posti.example", is_automatic=True)
    says(ASKS, sender="vanha@posti.example", is_history=True)
    work()
    assert recipients(receiver) == ["asiakas0@posti.example"]


def test_one_taken_out_of_the_matter_is_told_nothing(
    ruled: Notice, says: Says, receiver: Receiver, lead: Member
) -> None:
    said = says("Muuta asiaa.", sender="uusi@posti.example", subject="Asia")
    work()
    case = said.case
    join(actor=lead, cause=ruled.cause, cases=[case.pk])
    part(actor=lead, cause=ruled.cause, case=case)
    says(ASKS, sender="uusi@posti.example", case=case)
    work()
    assert recipients(receiver) == ["asiakas0@posti.example"]


def test_old_news_is_not_told(ruled: Notice, says: Says, receiver: Receiver) -> None:
    Notice.objects.filter(pk=ruled.pk).update(new_due_at=now() - timedelta(hours=1))
    says(ASKS, sender="uusi@posti.example")
    work()
    assert recipients(receiver) == ["asiakas0@posti.example"]


def test_after_the_matter_is_closed_nobody_is_told(ruled: Notice, says: Says, receiver: Receiver, lead: Member) -> None:
    close_cause(actor=lead, cause=ruled.cause)
    says(ASKS, sender="uusi@posti.example")
    work()
    assert recipients(receiver) == ["asiakas0@posti.example"]


def test_one_who_asks_while_the_notice_is_held_is_told_with_the_others(
    waiters: Waiters, writes: Writes, says: Says, lead: Member, receiver: Receiver
) -> None:
    notice = writes(waiters(1))
    set_rule(actor=lead, cause=notice.cause, words="päiväkotipaikka")
    pause(actor=lead, notice=send(actor=lead, notice=notice, people=1))
    says(ASKS, sender="uusi@posti.example")
    work()
    assert (recipients(receiver), notice.to.count()) == ([], 2)


def test_a_joined_customer_who_was_never_told_is_told_when_they_ask(
    waiters: Waiters, writes: Writes, sends: Sends, says: Says, lead: Member, receiver: Receiver
) -> None:
    notice = sends(writes(waiters(1)))
    (late,) = waiters(1, start=3)
    join(actor=lead, cause=notice.cause, cases=[late.pk])
    says("Mitä kuuluu?", sender="asiakas3@posti.example", case=late)
    work()
    assert recipients(receiver) == ["asiakas0@posti.example", "asiakas3@posti.example"]


def test_two_who_are_one_are_told_once(
    waiters: Waiters, writes: Writes, sends: Sends, lead: Member, receiver: Receiver
) -> None:
    first, second = waiters(2)
    notice = writes([first, second])
    joined = merge(actor=lead, winner=first.customer, loser=second.customer)
    assert sorted(notice.to.values_list("state", flat=True)) == ["left_out", "waiting"]
    sends(notice)
    assert len(receiver.mails) == 1
    unmerge(actor=lead, merge=joined)
    assert sorted(notice.to.values_list("customer_id", flat=True)) == sorted([first.customer_id, second.customer_id])


def test_rows_of_one_who_lives_on_as_another_go_along_and_back(waiters: Waiters, writes: Writes, lead: Member) -> None:
    first, second = waiters(2)
    notice = writes([second])
    joined = merge(actor=lead, winner=first.customer, loser=second.customer)
    assert NoticeTo.objects.get(notice=notice).customer_id == first.customer_id
    unmerge(actor=lead, merge=joined)
    assert NoticeTo.objects.get(notice=notice).customer_id == second.customer_id


@pytest.mark.parametrize(
    ("words", "text", "is_held"),
    [
        ("päivähoitopäätös", "Odotan päivähoitopäätöksiä", True), ("beslut dagvård", "Besluten om dagvården dröjer", True),
        ("late delivery", "The deliveries were late", True), ("sänky lamppu", "Sänky tuli", False), ("", "mitä vain", True),
    ],
)  # fmt: skip
def test_a_rule_finds_its_words_in_any_form(words: str, text: str, is_held: bool) -> None:
    assert holds(words, text) is is_held


def test_cases_alike_are_suggested_and_others_are_not(
    waiters: Waiters, writes: Writes, says: Says, lead: Member, outsider: Member
) -> None:
    joined, *others = waiters(3)
    says("Sänky on rikki.", sender="sanky@posti.example", subject="Sänky")
    for each in readers():
        catch_up(each)
    notice = writes([joined])
    assert sorted(one.case.pk for one in alike(lead, notice.cause)) == [case.pk for case in others]
    assert alike(outsider, notice.cause) == []


def test_one_whose_language_the_notice_lacks_is_told_by_a_person(
    ruled: Notice, says: Says, receiver: Receiver, lead: Member
) -> None:
    ruled.texts.filter(language="sv").delete()
    says("Hej, hur är det med dagvårdsplatsen? päiväkotipaikka", sender="ny@posti.example", language="sv")
    work()
    assert recipients(receiver) == ["asiakas0@posti.example"]
    assert [row.case.language for row in work_list(lead)] == ["sv"]


def test_a_stranger_who_answers_into_anothers_matter_is_told_nothing(
    ruled: Notice, says: Says, receiver: Receiver
) -> None:
    theirs = Message.objects.get(author="us")
    said = says(ASKS, sender="vieras@posti.example", references=(theirs.header_id,))
    work()
    assert said.case.related_id == theirs.case_id
    assert recipients(receiver) == ["asiakas0@posti.example"]


def test_the_words_of_our_own_notice_quoted_back_join_nothing(ruled: Notice, says: Says, receiver: Receiver) -> None:
    says(f"Kiitos.\n\n> {ASKS}", sender="uusi@posti.example", new_text="Kiitos.", subject="Vs: asia")
    work()
    assert recipients(receiver) == ["asiakas0@posti.example"]


def test_a_case_whose_kind_of_matter_the_rule_means_joins_when_the_kind_is_said(
    waiters: Waiters, says: Says, cause: Cause, lead: Member, owner: Member
) -> None:
    daycare = Matter.objects.create(name_fi="Päivähoito", name_sv="Dagvård", name_en="Daycare")
    set_rule(actor=lead, cause=cause, matter=daycare)
    early, later = waiters(1)[0], says("Missä päätös viipyy?", "uusi@posti.example").case
    set_matter(actor=owner, case=early, matter=daycare)
    set_matter(actor=owner, case=later, matter=daycare)
    other = says("Sänky ei tullut.", "muu@posti.example").case
    work()
    joined = CauseCase.objects.filter(cause=cause).order_by("case_id").values_list("case_id", "how")
    assert list(joined) == [(early.pk, "rule"), (later.pk, "rule")]
    assert other.pk not in {case for case, _how in joined}
