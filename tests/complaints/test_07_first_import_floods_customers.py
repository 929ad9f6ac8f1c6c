"""Users of other desks: the first import of an old mailbox sent thousands of mails to customers in a day."""

from __future__ import annotations

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from kohtaamo.channels.mail.bulk import take_in_all
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.encounters.models import Case, Delivery, Message
from kohtaamo.outreach.jobs import look_after
from kohtaamo.platform.jobs.loop import JobLoop
from kohtaamo.promises.commands.follow import note_overdue
from kohtaamo.promises.models import Promise, Recovery
from kohtaamo.serving.jobs import send_digests
from kohtaamo.serving.models import Notification
from kohtaamo.staff.models import Member
from tests.channels.mail.conftest import Receiver, make_mail
from tests.complaints.conftest import read_journal

pytestmark = pytest.mark.django_db


def test_a_past_of_many_mails_tells_nobody_anything(
    outgoing: Mailbox, receiver: Receiver, owner: Member, lead: Member
) -> None:
    assert outgoing.acknowledges
    past = [
        (f"{n}.eml", make_mail(f"Asia {n}", Message_ID=f"<{n}@x>", From=f"A{n} <a{n}@posti.example>"))
        for n in range(40)
    ]
    list(take_in_all(iter(past), mailbox=outgoing, is_history=True))
    for clock in (note_overdue, look_after, send_digests):
        clock()
    read_journal()
    JobLoop().drain()
    assert (Case.objects.count(), Message.objects.filter(author="customer").count()) == (40, 40)
    silent = (receiver.mails, mail.outbox, Delivery.objects.count(), Notification.objects.count())
    assert silent == ([], [], 0, 0)
    assert (Promise.objects.count(), Recovery.objects.count(), DBTaskResult.objects.count()) == (0, 0, 0)
    assert set(Case.objects.values_list("state", flat=True)) == {"settled"}
