"""Clocks: what starts, stops and ends them, in open hours, over holidays and the change of the clocks."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from kohtaamo.encounters.choices import DeliveryState
from kohtaamo.encounters.commands.end import end, reopen
from kohtaamo.encounters.commands.reply import reply, take_back
from kohtaamo.encounters.commands.set_matter import set_matter
from kohtaamo.encounters.models import Case, Delivery
from kohtaamo.platform.errors import Invalid, NotAllowed
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.serving.commands.snooze import snooze, wake
from kohtaamo.serving.commands.tell import read as tell
from kohtaamo.serving.models import Notification
from kohtaamo.serving.wording import sentence
from kohtaamo.staff.models import Member, Membership
from kohtaamo.targets.choices import Aim
from kohtaamo.targets.commands.aim import Aimed, note_due, reckon_all, set_target
from kohtaamo.targets.models import Clock, Target
from kohtaamo.targets.queries import aims_for, kept, marks
from kohtaamo.touchpoints.models import Hours, Matter, OpenPeriod, Touchpoint
from tests.conftest import Says

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def aimed(lead: Member, mailbox: object) -> Target:
    """Everything is answered in four hours, next in two, settled in ten."""
    made = set_target(actor=lead, aimed=Aimed(first=240, next=120, settle=600))
    assert made is not None
    return made


def clock(case: Case, aim: str = Aim.FIRST) -> Clock:
    return Clock.objects.filter(case=case, aim=aim).latest("pk")


def test_a_new_case_is_to_be_answered_and_settled_from_when_it_came(aimed: Target, says: Says) -> None:
    case = says(at=now() - HOUR).case
    first, settle = clock(case), clock(case, Aim.SETTLE)
    assert first.due_at == case.opened_at + 4 * HOUR
    assert first.warn_at == case.opened_at + 3 * HOUR
    assert settle.due_at == case.opened_at + 10 * HOUR
    assert Clock.objects.count() == 2


def test_without_targets_no_clock_runs(says: Says) -> None:
    says()
    assert Clock.objects.count() == 0


def test_machines_and_history_start_no_clock(aimed: Target, says: Says) -> None:
    says(is_automatic=True)
    says(is_history=True, sender="b@posti.example")
    assert Clock.objects.count() == 0


def test_an_answer_ends_it_and_the_rest_stands_still_while_the_customer_is_waited_for(
    aimed: Target, says: Says, owner: Member
) -> None:
    case = says(at=now() - HOUR).case
    reply(actor=owner, case=case, text="Tulossa on.")
    first, settle = clock(case), clock(case, Aim.SETTLE)
    assert (first.in_time, first.ended_at is not None) == (True, True)
    assert (settle.due_at, settle.running_since, settle.ended_at) == (None, None, None)
    assert settle.spent == pytest.approx(3600, abs=5)
    says("Entä milloin?", case=case)
    following, settle = clock(case, Aim.NEXT), clock(case, Aim.SETTLE)
    assert following.due_at is not None
    assert settle.due_at is not None
    assert abs(settle.due_at - (now() + 9 * HOUR)) < timedelta(seconds=10)


def test_an_answer_taken_back_lets_it_run_on(aimed: Target, says: Says, owner: Member) -> None:
    case = says(at=now() - HOUR).case
    due = clock(case).due_at
    sent = reply(actor=owner, case=case, text="Tulossa on.")
    take_back(actor=owner, message=sent)
    first = clock(case)
    assert (first.ended_at, first.in_time) == (None, None)
    assert first.due_at is not None
    assert due is not None
    assert abs(first.due_at - due) < timedelta(seconds=10)


def test_an_answer_that_leaves_later_ends_it_when_it_has_left(aimed: Target, says: Says, owner: Member) -> None:
    case = says().case
    reply(actor=owner, case=case, text="Huomenna.", leave_at=now() + HOUR)
    assert clock(case).ended_at is None
    assert Delivery.objects.filter(state=DeliveryState.WAITING).exists()


def test_sleep_stops_it_and_waking_lets_it_go_on(aimed: Target, says: Says, owner: Member) -> None:
    case = says(at=now() - HOUR).case
    snooze(actor=owner, case=case, until=now() + 5 * HOUR)
    assert (clock(case).due_at, clock(case).ended_at) == (None, None)
    wake(actor=owner, case=case)
    due = clock(case).due_at
    assert due is not None
    assert abs(due - (now() + 3 * HOUR)) < timedelta(seconds=10)


def test_settling_ends_all_and_opening_again_goes_on_with_the_same_time(
    aimed: Target, says: Says, owner: Member
) -> None:
    case = says(at=now() - HOUR).case
    end(actor=owner, case=case, outcome="solved")
    assert set(Clock.objects.values_list("in_time", flat=True)) == {True}
    reopen(actor=owner, case=case)
    settle = clock(case, Aim.SETTLE)
    assert (settle.ended_at, settle.spent > 3500, settle.due_at is not None) == (None, True, True)
    assert Clock.objects.filter(case=case, aim=Aim.SETTLE).count() == 1


def test_the_most_specific_target_holds_for_each_aim(lead: Member, touchpoint: Touchpoint) -> None:
    matter = Matter.objects.create(name_fi="Turvallisuus")
    set_target(actor=lead, aimed=Aimed(first=600, settle=6000))
    set_target(actor=lead, aimed=Aimed(touchpoint=touchpoint, first=240))
    set_target(actor=lead, aimed=Aimed(matter=matter, first=60, warn=50))
    set_target(actor=lead, aimed=Aimed(touchpoint=touchpoint, matter=matter, next=30))
    found = list(Target.objects.all())
    assert aims_for(found, 999, None) == {"first": (600, 75), "settle": (6000, 75)}
    assert aims_for(found, touchpoint.pk, None)["first"] == (240, 75)
    assert aims_for(found, touchpoint.pk, matter.pk) == {"first": (60, 50), "next": (30, 75), "settle": (6000, 75)}


def test_choosing_the_kind_aims_again(aimed: Target, says: Says, owner: Member, lead: Member) -> None:
    matter = Matter.objects.create(name_fi="Turvallisuus")
    set_target(actor=lead, aimed=Aimed(matter=matter, first=60))
    case = says(at=now() - HOUR / 2).case
    set_matter(actor=owner, case=case, matter=matter)
    assert clock(case).due_at == case.opened_at + HOUR


def test_near_and_missed_are_told_once_each_and_shown(aimed: Target, says: Says, owner: Member, lead: Member) -> None:
    Membership.objects.filter(member=lead).update(is_lead=True)
    case = says(at=now() - 3.5 * HOUR).case
    case.owner = owner
    case.save()
    assert marks([case])[case.pk].stands == "risk"
    assert (note_due(), note_due()) == (1, 0)
    Clock.objects.update(due_at=now() - HOUR)
    assert note_due() == 2
    assert note_due() == 0
    kinds = list(Entry.objects.filter(kind__startswith="target.n").values_list("kind", flat=True))
    assert kinds == ["target.near"]
    tell(list(Entry.objects.filter(kind__startswith="target.")))
    told = set(Notification.objects.filter(kind="target").values_list("member__name", flat=True))
    assert told == {owner.name, lead.name}
    assert "Eeva Mattila" in sentence(Notification.objects.latest("pk"))
    assert marks([case])[case.pk].stands == "late"


def test_what_is_open_and_late_counts_as_missed_and_what_still_runs_in_time_not_at_all(
    aimed: Target, says: Says, owner: Member, touchpoint: Touchpoint
) -> None:
    good = says(at=now() - HOUR).case
    reply(actor=owner, case=good, text="Selvä.")
    says(at=now() - 5 * HOUR, sender="b@posti.example")
    says(at=now() - HOUR, sender="c@posti.example")
    (first,) = [one for one in kept(touchpoint, since=now() - 24 * HOUR) if one.aim == Aim.FIRST]
    assert (first.counted, first.in_time) == (2, 1)


def test_time_is_open_time_over_the_weekend_a_holiday_and_the_change_of_the_clocks(
    aimed: Target, says: Says, touchpoint: Touchpoint
) -> None:
    hours = Hours.objects.create(name="Arkisin", zone="Europe/Helsinki")
    OpenPeriod.objects.bulk_create(
        OpenPeriod(hours=hours, weekday=day, opens=time(9), closes=time(12)) for day in range(5)
    )
    Touchpoint.objects.update(hours=hours)
    # Friday 27 March 2026 at 11 in Helsinki; the clocks go forward on Sunday; four hours: one today, three on Monday
    case = says(touchpoint=Touchpoint.objects.get(), at=datetime(2026, 3, 27, 9, 0, tzinfo=UTC)).case
    assert clock(case).due_at == datetime(2026, 3, 30, 9, 0, tzinfo=UTC)  # 12 o'clock in summer time
    # Thursday 2 April 2026 at 11: Good Friday and Easter Monday are closed
    other = says(
        touchpoint=Touchpoint.objects.get(), at=datetime(2026, 4, 2, 8, 0, tzinfo=UTC), sender="b@posti.example"
    ).case
    assert clock(other).due_at == datetime(2026, 4, 7, 9, 0, tzinfo=UTC)


def test_a_changed_target_is_reckoned_anew_for_what_runs(aimed: Target, says: Says, lead: Member) -> None:
    case = says(at=now() - HOUR).case
    set_target(actor=lead, aimed=Aimed(first=600, settle=600))
    assert reckon_all() == 2
    assert clock(case).due_at == case.opened_at + 10 * HOUR
    set_target(actor=lead, aimed=Aimed())
    assert (reckon_all(), Clock.objects.count()) == (0, 0)


def test_who_may_not_manage_touchpoints_sets_no_target(owner: Member, lead: Member) -> None:
    with pytest.raises(NotAllowed):
        set_target(actor=owner, aimed=Aimed(first=60))
    with pytest.raises(Invalid):
        set_target(actor=lead, aimed=Aimed(first=0))
    with pytest.raises(Invalid):
        set_target(actor=lead, aimed=Aimed(first=60, warn=100))
