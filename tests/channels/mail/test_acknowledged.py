"""How often one mailbox is acknowledged is looked up by an index, on either database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from tests.channels.mail.conftest import TakesIn

from kohtaamo.channels.mail.commands.acknowledge import (
    A_DAY,
    TO_ONE_SENDER,
    acknowledged_since,
    forget_acknowledged,
)
from kohtaamo.channels.mail.models import Acknowledged, Mailbox
from kohtaamo.encounters.models import Message
from kohtaamo.platform.time import now

pytestmark = pytest.mark.django_db


def acknowledgements() -> int:
    return Message.objects.filter(author="system").count()


@pytest.fixture
def answering(takes_in: TakesIn, mailbox: Mailbox) -> TakesIn:
    mailbox.acknowledges = True
    mailbox.save()
    return takes_in


def test_the_limit_is_looked_up_by_its_index() -> None:
    mails = [Acknowledged(mailbox=f"a{number}@posti.example", at=now()) for number in range(500)]
    Acknowledged.objects.bulk_create(mails)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "ANALYZE mail_acknowledged")
    assert "acknowledged_mailbox" in acknowledged_since("a7@posti.example", now() - A_DAY).explain()


def test_a_storm_from_one_mailbox_with_ever_new_pluses_is_acknowledged_a_few_times(answering: TakesIn) -> None:
    for number in range(TO_ONE_SENDER + 3):
        answering(str(number), From=f"Eeva+{number}@Posti.example", Message_ID=f"<{number}@posti.example>")
    assert acknowledgements() == TO_ONE_SENDER


def test_what_no_limit_asks_about_is_let_go(db: None) -> None:
    for hours in (60, 30, 1):
        Acknowledged.objects.create(mailbox="a@posti.example", at=now() - timedelta(hours=hours))
    forget_acknowledged()
    assert Acknowledged.objects.count() == 1


def test_the_next_day_it_is_acknowledged_again(answering: TakesIn) -> None:
    for number in range(TO_ONE_SENDER + 1):
        answering(str(number), From=f"eeva+{number}@posti.example", Message_ID=f"<{number}@posti.example>")
    Acknowledged.objects.update(at=now() - A_DAY - timedelta(minutes=1))
    answering("Uusi", From="eeva+uusi@posti.example", Message_ID="<uusi@posti.example>")
    assert acknowledgements() == TO_ONE_SENDER + 1
