"""Users of other desks: one mail to two of our addresses made two cases, or none at all."""

from __future__ import annotations

import pytest

from kohtaamo.channels.mail.choices import Stage
from kohtaamo.channels.mail.commands.take_in import take_in
from kohtaamo.channels.mail.models import Intake, Mailbox
from kohtaamo.encounters.models import Case, Message
from kohtaamo.staff.models import Team
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.touchpoints.models import Touchpoint
from tests.channels.mail.conftest import make_mail

pytestmark = pytest.mark.django_db
BOTH = "palvelu@tupa.example, laskut@tupa.example"


@pytest.fixture
def bills(mailbox: Mailbox, other_team: Team) -> Mailbox:
    """A second address, of another team."""
    Mailbox.objects.filter(pk=mailbox.pk).update(acknowledges=False)
    mailbox.refresh_from_db()
    place = Touchpoint.objects.create(name="Laskut", channel=Channel.MAIL, team=other_team, answer_minutes=60)
    return Mailbox.objects.create(touchpoint=place, address="laskut@tupa.example", stage=Stage.LIVE, acknowledges=False)


def arrives(mailbox: Mailbox, raw: bytes, by: str) -> Intake:
    """The copy that lies in one of our mailboxes, with the marks of its own way."""
    return take_in(raw=b"Received: from " + by.encode() + b"\r\n" + raw, source="imap", mailbox=mailbox)


def test_one_mail_to_two_addresses_is_one_case_and_both_copies_are_on_the_books(
    mailbox: Mailbox, bills: Mailbox
) -> None:
    raw = make_mail("Lasku on väärin.", To=BOTH)
    first, second = arrives(mailbox, raw, "a"), arrives(bills, raw, "b")
    assert (Case.objects.count(), Message.objects.count(), Intake.objects.count()) == (1, 1, 2)
    assert (second.message, second.outcome, "palvelu@tupa.example" in second.reason) == (first.message, "stored", True)


def test_whichever_copy_comes_first_the_words_are_there_once(mailbox: Mailbox, bills: Mailbox) -> None:
    raw = make_mail("Lasku on väärin.", To="palvelu@tupa.example", Cc="laskut@tupa.example")
    arrives(bills, raw, "b")
    arrives(mailbox, raw, "a")
    assert [message.text.strip() for message in Message.objects.all()] == ["Lasku on väärin."]


def test_a_blind_copy_to_one_of_our_addresses_is_not_overlooked(bills: Mailbox) -> None:
    raw = make_mail("Teille tiedoksi.", To="joku@muualla.example")
    taken = take_in(raw=raw, source="smtp", envelope_to=["laskut@tupa.example"])
    assert (taken.outcome, taken.message.case.touchpoint) == ("stored", bills.touchpoint)


def test_two_questions_of_one_person_are_not_taken_for_one_mail(mailbox: Mailbox, bills: Mailbox) -> None:
    arrives(mailbox, make_mail("Missä sänky on?", Message_ID="<1@x>"), "a")
    arrives(bills, make_mail("Mikä on viitenumero?", Message_ID="<2@x>", To="laskut@tupa.example"), "b")
    assert Message.objects.count() == 2
