"""The clock of the machine jumps forward a day or back an hour: nothing is lost, sent twice or held for ever.

Every stored moment is moved the other way, which is what a jump of the clock is to the rows.
"""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.apps import apps
from django.db.models import DateTimeField, F
from django.test import Client
from django_tasks_db.models import DBTaskResult

from kohtaamo.channels.mail.fetching.lease import hold
from kohtaamo.channels.mail.jobs import enqueue_forgotten
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.config.background import readers
from kohtaamo.encounters.commands.reply import reply, take_back
from kohtaamo.encounters.models import Case, Delivery, Message
from kohtaamo.platform.jobs.loop import JobLoop, Signs, take_over
from kohtaamo.platform.jobs.models import Worker
from kohtaamo.platform.journal.models import Cursor
from kohtaamo.platform.journal.readers import catch_up
from kohtaamo.platform.time import now
from kohtaamo.promises.commands.follow import note_overdue
from kohtaamo.promises.models import Promise
from kohtaamo.serving.commands.snooze import snooze, wake_due
from kohtaamo.staff.models import Member
from tests.channels.mail.conftest import Receiver, outgoing, receiver  # noqa: F401 - fixtures
from tests.conftest import Says

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def clock_jumps(by: timedelta) -> None:
    for model in apps.get_models():
        names = [f.attname for f in model._meta.local_concrete_fields if isinstance(f, DateTimeField)]
        if names and model._meta.managed:
            model._base_manager.update(**{name: F(name) - by for name in names})


def state(case: Case) -> str:
    return Case.objects.get(pk=case.pk).state


@pytest.mark.parametrize("by", [DAY, -HOUR])
def test_who_is_signed_in_stays_signed_in_and_reads_on(as_owner: Client, case: Case, by: timedelta) -> None:
    assert as_owner.get("/").status_code == 200
    clock_jumps(by)
    pages = [as_owner.get(page).status_code for page in ("/", "/cases/", f"/cases/{case.pk}/", "/promises/")]
    assert pages == [200] * 4


def test_forward_a_waiting_answer_leaves_and_back_again_it_is_not_sent_twice(
    case: Case,
    owner: Member,
    outgoing: Mailbox,  # noqa: F811
    receiver: Receiver,  # noqa: F811
) -> None:
    reply(actor=owner, case=case, text="Tulee tiistaina.")
    clock_jumps(DAY)
    JobLoop().drain()
    clock_jumps(-DAY)
    enqueue_forgotten()
    JobLoop().drain()
    assert (len(receiver.mails), Delivery.objects.get().state) == (1, "sent")


def test_back_an_answer_can_be_undone_for_longer_and_then_leaves(
    case: Case,
    owner: Member,
    outgoing: Mailbox,  # noqa: F811
    receiver: Receiver,  # noqa: F811
    says: Says,
) -> None:
    first = reply(actor=owner, case=case, text="Tulee tiistaina.")
    second = reply(actor=owner, case=says(sender="toinen@posti.example").case, text="Tulee torstaina.")
    clock_jumps(-HOUR)
    assert JobLoop().drain() == 0
    take_back(actor=owner, message=Message.objects.get(pk=first.pk))
    clock_jumps(HOUR + timedelta(minutes=5))
    JobLoop().drain()
    assert [mail.recipients for mail in receiver.mails] == [["toinen@posti.example"]]
    assert second.deliveries.get().state == "sent"


def test_a_promise_is_late_only_as_long_as_the_clock_says_so_and_can_still_be_kept(case: Case) -> None:
    promise = Promise.objects.get(case=case)
    clock_jumps(DAY)
    note_overdue()
    clock_jumps(-DAY)
    promise.refresh_from_db()
    assert promise.state == "open"
    assert promise.due_at > now()


def test_a_sleeping_case_is_woken_in_the_end_whichever_way_it_jumps(case: Case, owner: Member) -> None:
    snooze(actor=owner, case=case, until=now() + timedelta(hours=2))
    clock_jumps(-HOUR)
    assert (wake_due(), state(case)) == (0, "customer")
    clock_jumps(DAY)
    assert (wake_due(), state(case)) == (1, "us")


def test_what_was_held_before_the_clock_was_set_back_is_not_held_for_ever(case: Case, mailbox: Mailbox) -> None:
    reader = next(reader for reader in readers() if reader.name == "search")
    Cursor.objects.create(reader=reader.name, last_id=0, claimed_until=now() + timedelta(minutes=2))
    assert hold(mailbox.pk, "one that died")
    clock_jumps(-HOUR)
    assert hold(mailbox.pk)
    assert catch_up(reader) > 0


def in_hand(worker: str) -> DBTaskResult:
    job = DBTaskResult.objects.create(
        status="RUNNING", args_kwargs={"args": [], "kwargs": {}}, task_path="kohtaamo.staff.jobs.send_invitation",
        backend_name="default", worker_ids=[worker],
    )  # fmt: skip
    Worker.objects.create(name=worker, seen_at=now())
    return job


@pytest.mark.parametrize("by", [DAY, -HOUR])
def test_a_worker_that_lives_keeps_its_job_when_the_clock_jumps(by: timedelta) -> None:
    in_hand("living")
    signs = Signs()
    assert take_over(signs) == 0
    clock_jumps(by)
    Worker.objects.update(seen_at=now())
    assert take_over(signs) == 0


def test_a_dead_workers_job_is_taken_over_though_its_last_sign_lies_in_the_future() -> None:
    job = in_hand("dead")
    clock_jumps(-HOUR)
    signs = Signs(silent=0.05)
    assert take_over(signs) == 0
    time.sleep(0.06)
    assert take_over(signs) == 1
    assert DBTaskResult.objects.get(pk=job.pk).status == "READY"


def test_a_job_whose_end_could_not_be_written_is_done_again_by_the_same_worker() -> None:
    worker = JobLoop()
    job = in_hand(worker.name)
    worker._was_cut_off = True
    worker._say_alive()
    assert DBTaskResult.objects.get(pk=job.pk).status == "READY"
