"""A whole queue is late: it is one line and one notice, not hundreds of recoveries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from kohtaamo.encounters.models import Case
from kohtaamo.outreach.commands.cause import close_cause
from kohtaamo.outreach.commands.gather_late import gather_late
from kohtaamo.outreach.models import Cause, CauseCase
from kohtaamo.platform.errors import NotAllowed, NotFound
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import Failing, Source
from kohtaamo.promises.commands.follow import note_overdue
from kohtaamo.promises.commands.late_queues import count_late_queues
from kohtaamo.promises.late_queues import MANY, late_queues
from kohtaamo.promises.models import LateQueue, Promise, Recovery
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Touchpoint
from tests.conftest import Says
from tests.promises.making import promised

pytestmark = pytest.mark.django_db

AN_HOUR_AGO = timedelta(hours=-1)


def late_answers(says: Says, count: int, start: int = 0) -> list[Case]:
    """So many customers whose answer is an hour late."""
    cases = [
        says("Missä sänky on?", sender=f"asiakas{number}@posti.example", subject=f"Asia {number}").case
        for number in range(start, start + count)
    ]
    Promise.objects.filter(case__in=cases).update(
        due_at=now() + AN_HOUR_AGO, first_due_at=now() + AN_HOUR_AGO, made_at=now() - timedelta(days=1)
    )
    return cases


def test_a_few_late_answers_are_put_right_one_by_one(says: Says) -> None:
    late_answers(says, MANY - 1)
    assert (note_overdue(), count_late_queues()) == (MANY - 1, 0)
    assert (Recovery.objects.count(), LateQueue.objects.count()) == (MANY - 1, 0)


def test_a_late_queue_is_one_line_and_opens_no_recoveries(says: Says, lead: Member, outsider: Member) -> None:
    cases = late_answers(says, MANY + 5)
    assert note_overdue() == MANY + 5
    assert count_late_queues() == 1
    assert Recovery.objects.count() == 0
    assert Entry.objects.filter(kind="promise.overdue").count() == MANY + 5
    (queue,) = late_queues(lead)
    assert (queue.touchpoint, queue.count) == (cases[0].touchpoint, MANY + 5)
    assert late_queues(outsider) == []


def test_in_a_late_queue_a_persons_promise_and_a_second_failure_are_still_put_right(says: Says, owner: Member) -> None:
    cases = late_answers(says, MANY + 1)
    before = now() - timedelta(days=2)
    earlier = Recovery.objects.create(
        case=cases[0],
        customer=cases[0].customer,
        failing=Failing.FEELING,
        opened_at=before,
        settled_at=before,
        state="made",
    )
    given = promised(cases[1], owner, due=AN_HOUR_AGO)
    note_overdue()
    opened = Recovery.objects.exclude(pk=earlier.pk).order_by("case_id")
    assert [(row.case, row.is_second) for row in opened] == [(cases[0], True), (cases[1], False)]
    assert opened[1].promise == given


def test_the_line_follows_the_queue_and_goes_when_it_is_in_time_again(says: Says, lead: Member) -> None:
    cases = late_answers(says, MANY + 1)
    count_late_queues()
    assert count_late_queues() == 0
    Promise.objects.filter(case=cases[0]).update(state="withdrawn")
    assert (count_late_queues(), late_queues(lead)[0].count) == (1, MANY)
    Promise.objects.filter(case=cases[1]).update(state="withdrawn")
    assert (count_late_queues(), late_queues(lead)) == (1, [])
    assert list(Entry.objects.filter(kind__startswith="queue.").order_by("id").values_list("kind", flat=True)) == [
        "queue.late",
        "queue.in_time",
    ]


def test_all_who_wait_are_gathered_once_and_those_late_since_come_along(
    says: Says, lead: Member, owner: Member, touchpoint: Touchpoint
) -> None:
    late_answers(says, MANY)
    says("Tämä ei ole vielä myöhässä.", sender="uusi@posti.example")
    cause = gather_late(actor=lead, touchpoint=touchpoint)
    assert CauseCase.objects.filter(cause=cause).count() == MANY
    late_answers(says, 1, start=MANY)
    assert gather_late(actor=lead, touchpoint=touchpoint) == cause
    assert CauseCase.objects.filter(cause=cause).count() == MANY + 1
    close_cause(actor=lead, cause=cause)
    assert gather_late(actor=lead, touchpoint=touchpoint) != cause
    with pytest.raises(NotAllowed):
        gather_late(actor=owner, touchpoint=touchpoint)


def test_nobody_is_gathered_where_nothing_is_late_or_nothing_is_seen(
    says: Says, lead: Member, outsider: Member, touchpoint: Touchpoint
) -> None:
    with pytest.raises(NotFound):
        gather_late(actor=lead, touchpoint=touchpoint)
    late_answers(says, 1)
    outsider.role.rights = [*outsider.role.rights, "notices.send"]
    with pytest.raises(NotFound):
        gather_late(actor=outsider, touchpoint=touchpoint)
    assert Cause.objects.count() == 0


def test_today_tells_of_the_queue_and_one_press_leads_to_the_notice(
    says: Says, as_lead: Client, as_owner: Client, as_outsider: Client, touchpoint: Touchpoint
) -> None:
    late_answers(says, MANY + 2)
    count_late_queues()
    for address in ("/", "/promises/", "/recoveries/"):
        assert "12 vastausta on myöhässä: Verkkokaupan posti" in as_lead.get(address).content.decode(), address
    assert f"/touchpoints/{touchpoint.pk}/late-answers/" not in as_owner.get("/").content.decode()
    assert "vastausta on myöhässä" not in as_outsider.get("/").content.decode()
    pressed = as_lead.post(f"/touchpoints/{touchpoint.pk}/late-answers/")
    assert (pressed.status_code, pressed["Location"]) == (303, f"/causes/{Cause.objects.get().pk}/")
    assert Cause.objects.get().title == "Vastaukset ovat myöhässä: Verkkokaupan posti"


def test_answers_promised_by_the_touchpoint_are_what_is_counted(says: Says, case: Case, owner: Member) -> None:
    for _number in range(MANY + 1):
        promised(case, owner, due=AN_HOUR_AGO)
    assert (count_late_queues(), Promise.objects.filter(source=Source.ANSWER_TIME).count()) == (0, 1)
