"""Users of other desks: the customer answered our mail, and the answer opened a new conversation."""

from __future__ import annotations

import pytest

from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.models import Case, Message
from kohtaamo.staff.models import Member
from tests.channels.mail.conftest import TakesIn
from tests.complaints.conftest import Leaves, words_of

pytestmark = pytest.mark.django_db
THEIR_SYSTEM = "<4711.ticket@jarjestelma.example>"


@pytest.fixture
def plain(outgoing: Mailbox) -> Mailbox:
    """A mailbox whose server knows no plus parts: answers come to the plain address."""
    outgoing.plus_addresses = False
    outgoing.save()
    return outgoing


def quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.splitlines())


def test_another_system_answered_in_between(takes_in: TakesIn, owner: Member, plain: Mailbox, leaves: Leaves) -> None:
    first = takes_in("Missä sänky on?").message.case
    reply(actor=owner, case=first, text="Selvitämme.")
    (ours,) = leaves()
    references = f"{ours['Message-ID']} {THEIR_SYSTEM}"
    second = takes_in("Kiitos, odotan.", Message_ID="<m2@x>", In_Reply_To=THEIR_SYSTEM, References=references)
    assert second.message.case == first


def test_only_in_reply_to_is_left(takes_in: TakesIn, owner: Member, plain: Mailbox, leaves: Leaves) -> None:
    first = takes_in("Missä sänky on?").message.case
    reply(actor=owner, case=first, text="Selvitämme.")
    (ours,) = leaves()
    assert takes_in("Odotan.", Message_ID="<m2@x>", In_Reply_To=str(ours["Message-ID"])).message.case == first


def test_every_header_was_lost_and_the_address_written_to_tells(
    takes_in: TakesIn, owner: Member, outgoing: Mailbox, leaves: Leaves
) -> None:
    first = takes_in("Missä sänky on?").message.case
    reply(actor=owner, case=first, text="Selvitämme.")
    (ours,) = leaves()
    assert takes_in("Odotan.", Message_ID="<m2@x>", Subject="aivan muu", To=str(ours["Reply-To"])).message.case == first


def test_every_header_and_the_address_were_lost_and_the_quoted_mail_tells(
    takes_in: TakesIn, owner: Member, plain: Mailbox, leaves: Leaves
) -> None:
    first = takes_in("Missä sänky on?").message.case
    reply(actor=owner, case=first, text="Selvitämme.")
    (ours,) = leaves()
    words = f"Odotan.\n\nPalvelu kirjoitti:\n{quoted(words_of(ours))}"
    assert takes_in(words, Message_ID="<m2@x>").message.case == first
    assert Message.objects.filter(case=first).count() == 3


def test_a_stranger_who_got_our_mail_forwarded_is_not_let_in_by_what_it_quotes(
    takes_in: TakesIn, owner: Member, plain: Mailbox, leaves: Leaves
) -> None:
    first = takes_in("Missä sänky on?").message.case
    reply(actor=owner, case=first, text="Selvitämme.")
    (ours,) = leaves()
    stranger = "Ville Vieras <ville@muualla.example>"
    second = takes_in(f"Kuulun tähän.\n{quoted(words_of(ours))}", Message_ID="<m3@x>", From=stranger).message.case
    assert (second == first, Case.objects.get(pk=second.pk).related) == (False, first)
