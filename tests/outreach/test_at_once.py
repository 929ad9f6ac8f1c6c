"""Real processes at once: two who send, two runs of one notice, a merge in between. Nobody is told twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from kohtaamo.encounters.models import Case, Message
from kohtaamo.outreach.commands.join import join
from kohtaamo.outreach.commands.late import tell_late
from kohtaamo.outreach.commands.prepare import prepare
from kohtaamo.outreach.commands.send import send
from kohtaamo.outreach.commands.tell import beat
from kohtaamo.outreach.models import Notice, NoticeTo
from kohtaamo.platform.errors import Conflict
from kohtaamo.promises.models import Promise
from kohtaamo.staff.models import Member
from tests.conftest import Says
from tests.outreach.conftest import Writes, work

pytestmark = pytest.mark.django_db(transaction=True)
Waiters = Callable[..., list[Case]]


def at_once(acts: Sequence[Callable[[], object]]) -> list[object]:
    """What each gave, or how it was refused."""

    def run(act: Callable[[], object]) -> object:
        try:
            return act()
        except Conflict as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_of_two_senders_at_once_one_sends(
    waiters: Waiters, writes: Writes, lead: Member, administrator: Member
) -> None:
    cases = waiters(3)
    first, second = writes(cases), writes(cases)
    for notice in (first, second):
        prepare(actor=lead, notice=notice)
    at_once(
        [lambda: send(actor=lead, notice=first, people=3), lambda: send(actor=administrator, notice=second, people=3)]
    )
    assert sorted(Notice.objects.values_list("state", flat=True)) == ["draft", "sending"]


def test_two_runs_of_one_notice_write_to_each_person_once(waiters: Waiters, writes: Writes, lead: Member) -> None:
    notice = send(actor=lead, notice=writes(waiters(60)), people=60)
    at_once([lambda: beat(notice.pk, notice.run)] * 3)
    told = Counter(Message.objects.filter(author="us").values_list("case_id", flat=True))
    assert (len(told), set(told.values())) == (60, {1})
    assert Promise.objects.filter(source="text").count() == 60
    assert NoticeTo.objects.filter(state="sent").count() == 60


def test_a_customer_who_writes_twice_at_once_is_told_once(
    waiters: Waiters, writes: Writes, says: Says, lead: Member
) -> None:
    notice = writes(waiters(1))
    send(actor=lead, notice=notice, people=1)
    work()
    (late,) = waiters(1, start=5)
    join(actor=lead, cause=notice.cause, cases=[late.pk])
    asked = [says("Entä nyt?", sender="asiakas5@posti.example", case=late).pk for _ in range(3)]
    at_once([lambda pk=pk: tell_late(pk) for pk in asked])  # type: ignore[misc]
    assert Message.objects.filter(author="us", case=late).count() == 1
