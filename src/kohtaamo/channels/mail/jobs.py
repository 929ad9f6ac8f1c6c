"""The mail room's jobs: sending when the time comes, and once a minute a look at what was left behind."""

from __future__ import annotations

import json
import logging
from datetime import timedelta

from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kohtaamo.channels.mail.choices import Stage
from kohtaamo.channels.mail.commands.acknowledge import forget_acknowledged
from kohtaamo.channels.mail.commands.intake import read_left_behind
from kohtaamo.channels.mail.commands.send import due_at, mailbox_for, send
from kohtaamo.channels.mail.sending import kept_connections
from kohtaamo.encounters.choices import DeliveryState
from kohtaamo.encounters.events import Leaving, LeavingTogether
from kohtaamo.encounters.models import Message
from kohtaamo.platform.jobs.enqueue import enqueue
from kohtaamo.platform.time import now
from kohtaamo.touchpoints.choices import Channel

logger = logging.getLogger(__name__)
LATE = timedelta(minutes=2)
AT_A_TIME = 200
TOGETHER = 25  # messages in one job: an ordinary answer waits for these at most
AFTER_ANSWERS = -10  # priority of a job


@task()
def send_message(message_id: int) -> None:
    """Try to send a message, and come back when it is to be tried again."""
    again = send(message_id)
    if again is not None:
        enqueue(send_message, message_id, after=max(again, now() + timedelta(seconds=1)))


def send_later(event: Leaving) -> None:
    """A message of ours is to leave by mail: in line in the same transaction, for when it may leave."""
    if event.channel == Channel.MAIL:
        enqueue(send_message, event.message.pk, after=event.not_before)


@task(priority=AFTER_ANSWERS)
def send_messages(message_ids: list[int]) -> None:
    """Try to send messages that tell many the same, over one connection; the delayed come back one by one."""
    with kept_connections():
        for message_id in message_ids:
            again = send(message_id)
            if again is not None:
                later = send_message.using(priority=AFTER_ANSWERS)
                enqueue(later, message_id, after=max(again, now() + timedelta(seconds=1)))


def send_together_later(event: LeavingTogether) -> None:
    """Messages of ours are to leave by mail after ordinary answers: a few in each job, in the same transaction."""
    if event.channel != Channel.MAIL:
        return
    ids = [message.pk for message in event.messages]
    for start in range(0, len(ids), TOGETHER):
        enqueue(send_messages, ids[start : start + TOGETHER], after=event.not_before)


def look_after() -> None:
    """Once a minute: read what a crash left unread, and put in line what waits without a job. Safe at any time."""
    read_left_behind()
    enqueue_forgotten()
    forget_acknowledged()


def enqueue_forgotten() -> int:
    """Put messages in line that should have left and that no job stands for; returns how many."""
    in_line = _in_line()
    waiting = (
        Message.objects.filter(
            deliveries__state__in=[DeliveryState.WAITING, DeliveryState.SENDING],
            deliveries__not_before__lt=now() - LATE,
            deliveries__address__contains="@",
        )
        .order_by("id")
        .distinct()
    )
    # Read to the end first: one who writes while still reading is refused by SQLite when anyone else wrote meanwhile.
    ids = [pk for pk in waiting.values_list("pk", flat=True) if pk not in in_line]
    added = 0
    for start in range(0, len(ids), AT_A_TIME):
        part = ids[start : start + AT_A_TIME]
        for message in Message.objects.select_related("case").filter(pk__in=part).order_by("pk"):
            if _is_due(message):
                enqueue(send_message, message.pk)
                added += 1
        if added >= AT_A_TIME:
            break
    return added


def _is_due(message: Message) -> bool:
    due = due_at(message)
    mailbox = mailbox_for(message.case)
    return due is not None and due <= now() and mailbox is not None and mailbox.stage == Stage.LIVE


def _in_line() -> set[int]:
    """The messages a job stands for or works on."""
    jobs = DBTaskResult.objects.filter(
        task_path__in=[send_message.module_path, send_messages.module_path],
        status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING],
    )
    given = [args["args"][0] for args in map(_arguments, jobs.values_list("args_kwargs", flat=True)) if args["args"]]
    return {one for each in given for one in (each if isinstance(each, list) else [each])}


def _arguments(stored: object) -> dict[str, list[int | list[int]]]:
    found: dict[str, list[int | list[int]]] = json.loads(stored) if isinstance(stored, str) else stored  # type: ignore[assignment]
    return found
