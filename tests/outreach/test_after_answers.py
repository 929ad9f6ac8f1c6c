"""Many mails do not stand in the way of one: answers go first, and a notice takes one connection for many."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from pytest_django import Settings

from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.channels.mail.sending import hand_over, kept_connections
from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.models import Case
from kohtaamo.outreach.commands.send import send
from kohtaamo.outreach.commands.tell import beat
from kohtaamo.platform.jobs.loop import JobLoop
from kohtaamo.staff.models import Member
from tests.channels.mail.conftest import Receiver, free_port
from tests.outreach.conftest import Writes

pytestmark = pytest.mark.django_db
Waiters = Callable[..., list[Case]]


def test_an_answer_written_after_a_notice_leaves_before_its_mails(
    waiters: Waiters, writes: Writes, lead: Member, receiver: Receiver, settings: Settings
) -> None:
    settings.KOHTAAMO = {**settings.KOHTAAMO, "UNDO_SECONDS": 0}
    *waiting, other = waiters(31)
    notice = send(actor=lead, notice=writes(waiting), people=30)
    beat(notice.pk, notice.run)
    reply(actor=lead, case=other, text="Vastaus juuri sinulle.")
    assert JobLoop().step()
    assert [mail.recipients for mail in receiver.mails] == [["asiakas30@posti.example"]]


@dataclass
class Counting:
    """A mail server that counts its connections, and hangs up after ``patience`` mails on one."""

    patience: int = 1000
    connections: set[int] = field(default_factory=set)
    mails: int = 0

    async def handle_DATA(self, server: Any, session: Any, _envelope: Any) -> str:
        self.connections.add(id(session))
        self.mails += 1
        if self.mails % self.patience == 0:
            server.transport.close()
        return "250 2.0.0 OK"


@pytest.fixture
def counting(outgoing: Mailbox) -> Iterator[Counting]:
    found = Counting()
    controller = Controller(found, hostname="127.0.0.1", port=free_port())
    controller.start()
    outgoing.smtp_port = controller.port
    yield found
    controller.stop()


def hand_over_many(mailbox: Mailbox, count: int) -> list[str]:
    mail = b"Subject: x\r\n\r\nx\r\n"
    return [
        hand_over(mailbox, mail, sender=mailbox.address, recipients=[f"a{n}@b.example"], leaving=list).answer
        for n in range(count)
    ]


def test_many_mails_go_over_one_connection_and_each_alone_over_its_own(outgoing: Mailbox, counting: Counting) -> None:
    with kept_connections():
        hand_over_many(outgoing, 5)
    assert (counting.mails, len(counting.connections)) == (5, 1)


def test_a_server_that_hangs_up_is_connected_to_again(outgoing: Mailbox, counting: Counting) -> None:
    counting.patience = 2
    with kept_connections():
        answers = hand_over_many(outgoing, 6)
    assert counting.mails == 6
    assert sum(answer.startswith("250") for answer in answers) >= 3
