"""Taking mails in: nothing lost, nothing twice, nobody in another's case."""

from __future__ import annotations

import pytest
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.channels.mail.conftest import TakesIn, make_mail

from kohtaamo.channels.mail.commands.intake import (
    mark_unwanted,
    read_again,
    read_left_behind,
    remove_unwanted,
    take_in_anyway,
)
from kohtaamo.channels.mail.commands.take_in import take_in
from kohtaamo.channels.mail.models import Intake, Mailbox
from kohtaamo.customers.models import Customer
from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.models import Case, Message
from kohtaamo.platform.errors import Conflict, Invalid, NotAllowed
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.storage.keep import fetch
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Touchpoint

pytestmark = pytest.mark.django_db
STRANGER = "Ville Vieras <ville@muualla.example>"


def outcome(intake: Intake) -> str:
    intake.refresh_from_db()
    return intake.outcome


def test_a_mail_becomes_a_case_that_waits_for_us(takes_in: TakesIn, touchpoint: Touchpoint) -> None:
    intake = takes_in("Sänky ei tullut.")
    case = Case.objects.get()
    assert (outcome(intake), intake.message.text.strip(), case.state, case.touchpoint) == (
        "stored", "Sänky ei tullut.", CaseState.WAITING_US, touchpoint,
    )  # fmt: skip
    assert case.customer.name == "Eeva Mattila"


def test_the_raw_bytes_are_kept(takes_in: TakesIn) -> None:
    raw = make_mail("Sanat")
    assert fetch(takes_in(raw=raw).raw_id) == raw


def test_the_same_bytes_again_are_a_duplicate_and_still_counted(takes_in: TakesIn) -> None:
    first, second = takes_in("a"), takes_in("a")
    assert (outcome(first), outcome(second), second.original, Message.objects.count()) == (
        "stored",
        "duplicate",
        first,
        1,
    )


def test_the_same_id_with_other_words_is_its_own_message(takes_in: TakesIn) -> None:
    takes_in("Yksi asia")
    intake = takes_in("Aivan toinen asia")
    assert (outcome(intake), Message.objects.count()) == ("stored", 2)


def test_the_same_mail_by_two_ways_is_one_message(takes_in: TakesIn) -> None:
    first = takes_in("a", Received="from one")
    second = takes_in("a", Received="from another", X_Spam_Score="0.1")
    assert (outcome(second), second.message, second.original, Message.objects.count()) == (
        "stored", first.message, first, 1,
    )  # fmt: skip


def test_two_mails_without_an_id_are_two_messages(takes_in: TakesIn) -> None:
    takes_in("Yksi", Message_ID="")
    takes_in("Kaksi", Message_ID="", From=STRANGER)
    assert (Message.objects.count(), Case.objects.count()) == (2, 2)


def test_waiting_is_counted_from_when_it_came_whatever_the_senders_clock_says(takes_in: TakesIn) -> None:
    intake = takes_in("a", Date="Fri, 20 Nov 1998 10:00:00 +0200")
    assert Case.objects.get().waiting_since == intake.came_at


def test_history_is_taken_in_silently_at_the_time_it_was_written(mailbox: Mailbox) -> None:
    take_in(raw=make_mail("Vanha asia"), source="imap", mailbox=mailbox, is_history=True)
    case = Case.objects.get()
    assert (case.state, case.opened_at.isoformat()) == (CaseState.SETTLED, "2026-11-20T08:00:00+00:00")
    assert case.encounters.get().is_history


def test_a_reply_by_reference_continues_the_case(takes_in: TakesIn, case: Case) -> None:
    Message.objects.create(
        case=case,
        encounter=case.encounters.get(),
        author="us",
        text="Selvitämme.",
        at=case.opened_at,
        header_id="our@id",
    )
    takes_in("Kiitos!", In_Reply_To="<our@id>", Message_ID="<m2@posti.example>")
    assert Case.objects.get() == case


def test_a_reply_to_the_cases_own_address_continues_it_without_any_reference(takes_in: TakesIn, case: Case) -> None:
    takes_in("Kiitos!", To=f"palvelu+{case.key}@tupa.example", Subject="aivan muu")
    assert Case.objects.get() == case


@pytest.mark.parametrize("way", ["key", "reference"])
def test_a_stranger_with_the_key_or_the_references_never_lands_in_anothers_case(
    takes_in: TakesIn, case: Case, way: str
) -> None:
    Message.objects.filter(case=case).update(header_id="first@id")
    headers = {"To": f"palvelu+{case.key}@tupa.example"} if way == "key" else {"References": "<first@id>"}
    intake = takes_in("Kertokaa osoite.", From=STRANGER, **headers)
    assert intake.message.case != case
    assert (intake.message.case.related, case.messages.count()) == (case, 1)


def test_a_forged_sender_opens_a_case_of_its_own(takes_in: TakesIn, case: Case) -> None:
    intake = takes_in(
        "Vaihtakaa osoite.", To=f"palvelu+{case.key}@tupa.example",
        Authentication_Results="mx.tupa.example; spf=fail; dmarc=fail header.from=posti.example",
    )  # fmt: skip
    assert (intake.message.case == case, intake.message.is_unconfirmed) == (False, True)


def test_one_copied_in_may_answer_into_the_case(takes_in: TakesIn) -> None:
    first = takes_in("Puoliso lukee tätä myös.", Cc="Ville Vieras <ville@muualla.example>")
    second = takes_in("Ehdin vasta nyt.", From=STRANGER, References="<m1@posti.example>", Message_ID="<v@m>")
    assert second.message.case == first.message.case


def test_a_mail_to_thousands_is_taken_in_and_makes_none_of_them_part_of_the_case(takes_in: TakesIn) -> None:
    crowd = ", ".join(f"n{number}@joukko.example" for number in range(3000))
    intake = takes_in("Kaikille", To=f"palvelu@tupa.example, {crowd}")
    assert (outcome(intake), intake.message.case.participants.count()) == ("stored", 0)


@pytest.mark.parametrize("sender", ["", "ei mitään", "<>", "@", "undisclosed-recipients:;"])
def test_a_mail_that_does_not_tell_who_writes_is_stored_and_seen(takes_in: TakesIn, case: Case, sender: str) -> None:
    raw = make_mail("Kuka minä olen?", From="", Message_ID="<x@y>", To=f"palvelu+{case.key}@tupa.example")
    raw = (f"From: {sender}\n".encode() if sender else b"") + raw
    intake = takes_in(raw=raw)
    assert (outcome(intake), intake.sender.startswith("unknown-sender-"), intake.message.case == case) == (
        "stored", True, False,
    )  # fmt: skip


def test_a_form_that_sends_in_our_own_name_is_from_whom_it_names_in_reply_to(takes_in: TakesIn) -> None:
    intake = takes_in("Lomakkeelta", From="palvelu@tupa.example", Reply_To=STRANGER)
    assert intake.message.sender_address == "ville@muualla.example"


def test_nul_bytes_and_broken_characters_do_no_harm(takes_in: TakesIn) -> None:
    raw = make_mail("x", Subject="s").replace(b"\nx\n", b"\nyksi\x00kaksi \xed\xa0\x80\n")
    assert outcome(takes_in(raw=raw)) == "stored"


def test_an_empty_mail_is_refused_with_a_reason(takes_in: TakesIn) -> None:
    intake = takes_in(raw=b"\r\n\0 \n")
    assert (outcome(intake), bool(intake.reason)) == ("rejected", True)


def test_a_mail_too_large_is_refused_and_can_be_taken_in_by_hand(takes_in: TakesIn, administrator: Member) -> None:
    with override_settings(KOHTAAMO={**_options(), "MAX_MAIL_MB": 1}):
        intake = takes_in("a" * 10 + "\n" + "sana " * 250_000)
    assert (outcome(intake), bool(intake.reason), intake.is_whole) == ("rejected", True, True)
    take_in_anyway(actor=administrator, intake=intake)
    assert (outcome(intake), intake.message.text.startswith("aaaaaaaaaa")) == ("stored", True)


def test_of_a_mail_far_too_large_the_head_is_kept(takes_in: TakesIn, administrator: Member) -> None:
    with override_settings(KOHTAAMO={**_options(), "MAX_MAIL_MB": 1}):
        intake = takes_in("sana " * 500_000)
    assert (outcome(intake), intake.is_whole, b"m1@posti.example" in fetch(intake.raw_id)) == ("rejected", False, True)
    with pytest.raises(Invalid):
        take_in_anyway(actor=administrator, intake=intake)


def _options() -> dict[str, object]:
    from django.conf import settings as options

    return options.KOHTAAMO


@pytest.mark.parametrize("mark", [{"X_Spam_Flag": "YES"}, {"X_Spam_Status": "Yes, score=9.1"}])
def test_marked_spam_is_kept_apart_and_can_be_undone(
    takes_in: TakesIn, administrator: Member, mark: dict[str, str]
) -> None:
    intake = takes_in("Osta heti", **mark)
    assert (outcome(intake), intake.message) == ("spam", None)
    take_in_anyway(actor=administrator, intake=intake)
    assert (outcome(intake), Message.objects.get().text.strip()) == ("stored", "Osta heti")
    with pytest.raises(Conflict):
        take_in_anyway(actor=administrator, intake=intake)


def test_an_unwanted_sender_is_kept_apart_until_wanted_again(takes_in: TakesIn, administrator: Member) -> None:
    sender = mark_unwanted(actor=administrator, pattern="posti.example")
    assert outcome(takes_in("yksi", Message_ID="<1@x>")) == "spam"
    remove_unwanted(actor=administrator, sender=sender)
    assert outcome(takes_in("kaksi", Message_ID="<2@x>")) == "stored"


def test_a_blocked_customers_mail_is_kept_apart(takes_in: TakesIn, customer: Customer) -> None:
    Customer.objects.update(is_blocked=True)
    assert outcome(takes_in()) == "spam"


def test_only_who_may_mend_things_takes_in_anyway(takes_in: TakesIn, owner: Member) -> None:
    with pytest.raises(NotAllowed):
        take_in_anyway(actor=owner, intake=takes_in(X_Spam_Flag="YES"))


def test_our_own_mail_coming_back_is_cut(takes_in: TakesIn) -> None:
    intake = takes_in("kaiku", X_Kohtaamo_Loop="127.0.0.1")
    assert (outcome(intake), Message.objects.count()) == ("auto_reply", 0)


def test_an_automatic_answer_without_a_case_opens_none(takes_in: TakesIn) -> None:
    intake = takes_in("Olen lomalla", Auto_Submitted="auto-replied")
    assert (outcome(intake), Case.objects.count(), bool(intake.reason)) == ("auto_reply", 0, True)


def test_an_automatic_answer_joins_its_senders_own_case_and_does_not_make_it_wait(
    takes_in: TakesIn, case: Case
) -> None:
    Case.objects.update(state=CaseState.WAITING_CUSTOMER, waiting_since=None)
    intake = takes_in("Olen lomalla", Auto_Submitted="auto-replied", To=f"palvelu+{case.key}@tupa.example")
    case.refresh_from_db()
    assert (outcome(intake), intake.message.is_automatic, case.state) == (
        "auto_reply",
        True,
        CaseState.WAITING_CUSTOMER,
    )


def test_a_failure_while_placing_leaves_the_mail_visible_and_nothing_else(
    takes_in: TakesIn, administrator: Member, touchpoint: Touchpoint
) -> None:
    Touchpoint.objects.update(language="x")
    Mailbox.objects.update(touchpoint=touchpoint)
    with override_settings(KOHTAAMO_SUBSCRIPTIONS="tests.channels.mail.failing_subscriptions"):
        _forget_listeners()
        intake = takes_in()
    _forget_listeners()
    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert (outcome(intake), Case.objects.count(), kinds) == ("failed", 0, {"mail.failed"})
    read_again(actor=administrator, intake=intake)
    assert (outcome(intake), Case.objects.count()) == ("stored", 1)


def _forget_listeners() -> None:
    from kohtaamo.platform.events import _listeners

    _listeners.cache_clear()


def test_a_mail_left_by_a_crash_is_read_later(takes_in: TakesIn) -> None:
    intake = takes_in("Kesken jäi")
    Message.objects.get().intakes.clear()
    Intake.objects.update(outcome="kept", came_at="2026-11-20T08:00:00Z")
    read_left_behind()
    assert outcome(intake) == "stored"


def test_a_mail_that_brings_the_process_down_again_and_again_is_left_for_a_person(takes_in: TakesIn) -> None:
    intake = takes_in("Paha")
    Intake.objects.update(outcome="kept", tries=3, came_at="2026-11-20T08:00:00Z")
    read_left_behind()
    assert (outcome(intake), intake.reason != "") == ("failed", True)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raws=st.lists(st.binary(max_size=300), max_size=4))
def test_whatever_comes_is_on_the_books(mailbox: Mailbox, raws: list[bytes]) -> None:
    before = Intake.objects.count()
    taken = [take_in(raw=raw, source="imap", mailbox=mailbox) for raw in raws]
    assert Intake.objects.count() - before == len(raws)
    assert {intake.outcome for intake in taken} <= {
        "stored",
        "duplicate",
        "auto_reply",
        "bounce",
        "complaint",
        "spam",
        "rejected",
    }


@pytest.mark.parametrize(
    ("reply_to", "kept"),
    [
        ("Tilaukset <tilaukset@toinen.example>", "tilaukset@toinen.example"),
        ("eeva.mattila@POSTI.example", None),
        ("palvelu+abc@tupa.example, tilaukset@toinen.example", "tilaukset@toinen.example"),
        ("ei osoite", None),
        ("", None),
    ],
)
def test_where_the_mail_asks_for_answers_is_kept_and_the_writer_is_who_wrote(
    takes_in: TakesIn, reply_to: str, kept: str | None
) -> None:
    message = takes_in("Hei", Reply_To=reply_to).message
    assert (message.reply_to, message.sender_address) == (kept, "eeva.mattila@posti.example")
