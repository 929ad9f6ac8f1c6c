"""What waits without a job is put in line while everyone else writes as well."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from kohtaamo.channels.mail.jobs import AT_A_TIME, enqueue_forgotten
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.models import Case, Delivery, Message
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member


@pytest.mark.django_db(transaction=True)
def test_others_who_write_meanwhile_disturb_nothing(owner: Member, case: Case, outgoing: Mailbox) -> None:
    message = reply(actor=owner, case=case, text="Sänky tulee tiistaina.")
    Delivery.objects.update(not_before=now() - timedelta(hours=1))
    _many_like(message, Delivery.objects.get())
    DBTaskResult.objects.all().delete()

    def somebody_writes_first(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith("INSERT"):
            other = threading.Thread(target=_write, args=(owner.pk,))
            other.start()
            other.join()
        return execute(sql, *rest)

    with connection.execute_wrapper(somebody_writes_first):
        put = enqueue_forgotten()
    assert (put, DBTaskResult.objects.count()) == (AT_A_TIME, AT_A_TIME)
    assert enqueue_forgotten() == 11


def _many_like(message: Message, delivery: Delivery) -> None:
    """As many again as are put in line at a time, and ten more."""
    for _each in range(AT_A_TIME + 10):
        message.pk, message.message_id = None, ""
        message.save(force_insert=True)
        delivery.pk, delivery.message = None, message
        delivery.save(force_insert=True)


def _write(member: int) -> None:
    Member.objects.filter(pk=member).update(seen_at=now())
    connection.close()
