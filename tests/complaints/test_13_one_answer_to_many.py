"""Users of other desks: dozens waited for the same thing, and each had to be answered by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kohtaamo.encounters.models import Case
from kohtaamo.outreach.models import Notice
from kohtaamo.outreach.queries import counts_of
from kohtaamo.staff.models import Member
from tests.channels.mail.conftest import Receiver, TakesIn
from tests.complaints.conftest import letter, words_of
from tests.outreach.conftest import Writes

pytestmark = pytest.mark.django_db
Sends = Callable[[Notice], Notice]
Waiters = Callable[..., list[Case]]
FORTY = 40


@pytest.fixture
def told(waiters: Waiters, writes: Writes, sends: Sends) -> Notice:
    return sends(writes([*waiters(FORTY - 10), *waiters(10, "sv", start=FORTY - 10)]))


def test_all_are_told_once_each_alone_in_their_language(told: Notice, receiver: Receiver, lead: Member) -> None:
    assert counts_of(lead, [told])[told.pk].delivered == FORTY
    everyone = [f"asiakas{number}@posti.example" for number in range(FORTY)]
    letters = [letter(mail.content) for mail in receiver.mails]
    assert sorted(mail.recipients for mail in receiver.mails) == sorted([one] for one in everyone)
    assert sorted(address.addr_spec for mail in letters for address in mail["To"].addresses) == sorted(everyone)
    assert sum("Beslutet" in words_of(mail) for mail in letters) == 10


def test_whoever_answers_it_is_in_their_own_case(told: Notice, receiver: Receiver, takes_in: TakesIn) -> None:
    ours = letter(receiver.mails[3].content)
    sender = receiver.mails[3].recipients[0]
    answer = takes_in("Entä jos ei käy?", From=sender, In_Reply_To=str(ours["Message-ID"]), Message_ID="<a@x>")
    case = answer.message.case
    assert (case.customer.identities.get().value, case.messages.filter(author="us").count()) == (sender, 1)
    assert case.state == "us"
