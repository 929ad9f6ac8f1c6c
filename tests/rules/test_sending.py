"""What a rule sends at once keeps the guards of acknowledgements."""

from __future__ import annotations

import pytest

from kohtaamo.channels.mail.commands.take_in import take_in
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.models import Message
from kohtaamo.rules.models import Firing
from kohtaamo.serving.commands.answers import Wording, save_answer
from kohtaamo.staff.models import Member
from tests.rules.conftest import Writes, look

pytestmark = pytest.mark.django_db
MAIL = (
    "From: Eeva Mattila <eeva.mattila@posti.example>\r\nTo: palvelu@tupa.example\r\nSubject: Lamppu on rikki\r\n"
    "Message-ID: <{id}@posti.example>\r\nDate: Sun, 22 Nov 2026 10:00:00 +0200\r\n{more}\r\nHei, lamppu on rikki {id}.\r\n"
)


def comes(name: str, mailbox: Mailbox, more: str = "") -> None:
    take_in(raw=MAIL.format(id=name, more=more).encode(), source="fetch", mailbox=mailbox)


@pytest.fixture
def sends(rule: Writes, lead: Member, mailbox: Mailbox) -> None:
    mailbox.acknowledges = False
    mailbox.save()
    answer = save_answer(
        actor=lead, wording=Wording(name="Kuva", code="kuva", texts={"fi": "Lähetä kuva, {customer.first_name}."}),
        limit=0,
    )  # fmt: skip
    rule("wrote", [{"do": "send", "value": str(answer.pk), "extra": ""}])


def sent() -> list[str]:
    return list(Message.objects.filter(author=Author.SYSTEM).values_list("text", flat=True))


def test_a_customer_is_answered_at_once_and_only_once_a_day_in_a_case(sends: None, mailbox: Mailbox) -> None:
    comes("a1", mailbox)
    look()
    assert sent() == ["Lähetä kuva, Eeva."]
    comes("a2", mailbox, "References: <a1@posti.example>\r\nIn-Reply-To: <a1@posti.example>\r\n")
    look()
    assert len(sent()) == len(set(Message.objects.filter(author=Author.SYSTEM).values_list("case", flat=True)))


@pytest.mark.parametrize(
    "mark", ["Auto-Submitted: auto-replied\r\n", "Precedence: bulk\r\n", "List-Id: <a.posti.example>\r\n"]
)
def test_a_machine_or_a_list_is_never_answered(sends: None, mailbox: Mailbox, mark: str) -> None:
    comes("b1", mailbox, mark)
    look()
    assert sent() == []
    assert not Firing.objects.filter(state="done").exists()
