"""Rules that time moves, each once for each occasion; and what a trial of them finds."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.models import Case, Message
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import default_zone, now
from kohtaamo.promises.commands.make import Terms, make
from kohtaamo.rules.commands.trial import begin_trial, try_on
from kohtaamo.rules.jobs import tick
from kohtaamo.rules.models import Firing, Rule, Trial, TrialFind
from kohtaamo.serving.commands.snooze import snooze
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Hours, OpenPeriod, Touchpoint
from kohtaamo.work.models import Tagging
from tests.conftest import Says
from tests.rules.conftest import Row, Writes

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
TAG = [{"do": "tag", "value": "", "extra": "huomio"}]


def on_since(rule: Rule, ago: timedelta) -> Rule:
    Rule.objects.filter(pk=rule.pk).update(on_at=now() - ago)
    return rule


def test_who_has_waited_so_many_open_hours_is_met_once(rule: Writes, says: Says) -> None:
    on_since(rule({"kind": "waited", "number": "4"}, TAG), 6 * HOUR)
    long, short = says(at=now() - 5 * HOUR).case, says(at=now() - HOUR, sender="b@posti.example").case
    assert (tick(), tick()) == (1, 0)
    assert list(Tagging.objects.values_list("case", flat=True)) == [long.pk]
    assert short.pk != long.pk


def test_a_wait_in_closed_hours_is_no_wait(rule: Writes, says: Says) -> None:
    closed = Hours.objects.create(name="Ei tänään")
    far = (now().astimezone(default_zone()).weekday() + 3) % 7
    OpenPeriod.objects.create(hours=closed, weekday=far, opens=time(9), closes=time(10))
    Touchpoint.objects.update(hours=closed)
    on_since(rule({"kind": "waited", "number": "1"}, TAG), 9 * HOUR)
    says(at=now() - 8 * HOUR, touchpoint=Touchpoint.objects.get())
    assert tick() == 0


def test_a_new_rule_does_not_fall_upon_those_who_already_waited(rule: Writes, says: Says) -> None:
    says(at=now() - 5 * HOUR)
    rule({"kind": "waited", "number": "4"}, TAG)
    assert tick() == 0


def test_a_silent_customer_is_noticed_but_not_in_a_case_that_sleeps(
    rule: Writes, says: Says, owner: Member, mailbox: object
) -> None:
    on_since(rule({"kind": "silent", "number": "3"}, TAG), timedelta(days=2))
    silent, asleep, spoke = (says(sender=f"{name}@posti.example").case for name in "abc")
    for case in (silent, asleep, spoke):
        Case.objects.filter(pk=case.pk).update(opened_at=now() - timedelta(days=9))
        reply(actor=owner, case=case, text="Sopiiko tiistai?")
    Message.objects.filter(author="us").update(at=now() - timedelta(days=4))
    says("Sopii.", case=spoke)
    snooze(actor=owner, case=asleep, until=now() + timedelta(days=5))
    assert (tick(), tick()) == (1, 0)
    assert Tagging.objects.get().case_id == silent.pk


def test_a_promise_soon_due_is_told_of(rule: Writes, case: Case, owner: Member) -> None:
    on_since(rule({"kind": "due", "number": "3"}, TAG), 5 * HOUR)
    make(actor=owner, case=case, terms=Terms(what="Soitamme", due_at=now() + HOUR))
    make(actor=owner, case=case, terms=Terms(what="Soitamme", due_at=now() + 9 * HOUR))
    assert (tick(), tick()) == (1, 0)


def test_by_the_clock_each_open_case_once_a_day(rule: Writes, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    when: Row = {"kind": "clock", "clock": "00:00", "days": list("0123456")}
    made = on_since(rule(when, TAG), timedelta(days=2))
    assert tick() == (1 if datetime.now(default_zone()).time() >= time(0) else 0)
    assert tick() == 0
    made.refresh_from_db()
    assert made.clocked_on == datetime.now(default_zone()).date()


def test_conditions_hold_for_time_too(rule: Writes, says: Says, touchpoint: Touchpoint) -> None:
    asked = [{"what": "touchpoint", "how": "not", "values": [str(touchpoint.pk)], "extra": ""}]
    on_since(rule({"kind": "waited", "number": "4"}, TAG, asked), 6 * HOUR)
    says(at=now() - 5 * HOUR)
    assert tick() == 0


def test_a_trial_by_time_finds_what_waited_and_does_nothing(rule: Writes, says: Says, lead: Member) -> None:
    made = rule({"kind": "waited", "number": "4"}, TAG)
    long = says(at=now() - 5 * HOUR).case
    says(at=now() - HOUR, sender="b@posti.example")
    trial = begin_trial(actor=lead, rule=made, days=7)
    assert (trial.found, TrialFind.objects.get().case_id) == (1, long.pk)
    assert (Firing.objects.count(), Tagging.objects.count()) == (0, 0)


def test_a_long_gap_in_the_journal_does_not_put_a_trial_off(rule: Writes, says: Says, lead: Member) -> None:
    made = rule("wrote", TAG)
    says()
    for entry in Entry.objects.order_by("-pk"):
        Entry.objects.filter(pk=entry.pk).update(id=entry.pk + 70_000)
    trial = begin_trial(actor=lead, rule=made, days=7)
    assert (trial.found, trial.ended_at is not None) == (1, True)


def test_a_long_trial_goes_on_in_pieces_and_a_piece_seen_twice_finds_the_same(
    rule: Writes, says: Says, lead: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = rule("wrote", TAG)
    for n in range(4):
        says(f"Viesti {n} tilauksesta", sender=f"a{n}@posti.example")
    monkeypatch.setattr("kohtaamo.rules.commands.trial.PIECE", 3)
    trial = begin_trial(actor=lead, rule=made, days=7)
    assert trial.ended_at is None
    while try_on(trial.pk):
        pass
    trial.refresh_from_db()
    assert (trial.ended_at is not None, trial.found, trial.looked, trial.percent) == (True, 4, 4, 100)
    assert not try_on(trial.pk)
    assert Trial.objects.count() == 1


def test_a_trial_shows_only_cases_in_sight(rule: Writes, says: Says, lead: Member, other_team: object) -> None:
    made = rule("wrote", TAG)
    says()
    Touchpoint.objects.update(team=other_team)
    says(sender="b@posti.example", touchpoint=Touchpoint.objects.get())
    lead.role.rights = [right for right in lead.role.rights if right != "cases.see_all"]
    lead.role.save()
    assert begin_trial(actor=Member.objects.get(pk=lead.pk), rule=made, days=7).found == 1
