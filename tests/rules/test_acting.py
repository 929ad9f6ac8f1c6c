"""Rules act on what happens: what they are asked, what they do, on whose behalf, and what is told of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from kohtaamo.encounters.commands.end import end
from kohtaamo.encounters.commands.take import take
from kohtaamo.encounters.models import Case, Draft, Message
from kohtaamo.platform.journal.models import Entry
from kohtaamo.promises.models import Promise
from kohtaamo.rules.choices import FiringState
from kohtaamo.rules.commands.fire import let_be, try_again
from kohtaamo.rules.errors import AlreadyActed
from kohtaamo.rules.models import Firing
from kohtaamo.rules.queries import today
from kohtaamo.serving.commands.answers import Wording, save_answer
from kohtaamo.serving.models import Snooze
from kohtaamo.staff.models import Member, Team
from kohtaamo.touchpoints.models import Matter, Touchpoint
from kohtaamo.work.commands.checklist import Listing, write_checklist
from kohtaamo.work.models import CaseStep, Tag, Tagging
from tests.conftest import Says
from tests.rules.conftest import Writes, look

pytestmark = pytest.mark.django_db


def asked(what: str, *values: object, extra: str = "", how: str = "is") -> dict[str, Any]:
    return {"what": what, "how": how, "values": [str(value) for value in values], "extra": extra}


def do(what: str, value: object = "", extra: str = "") -> dict[str, Any]:
    return {"do": what, "value": str(value), "extra": extra}


def tags(case: Case) -> list[str]:
    return sorted(Tagging.objects.filter(case=case).values_list("tag__name", flat=True))


def test_what_a_customer_writes_is_given_to_a_team_and_tagged(
    rule: Writes, says: Says, other_team: Team, touchpoint: Touchpoint
) -> None:
    made = rule(
        "wrote", [do("team", other_team.pk), do("tag", extra="rikkoutunut")],
        [asked("touchpoint", touchpoint.pk), asked("subject", extra="rikki, hajonnut")],
    )  # fmt: skip
    case = says(subject="Lamppu on rikki").case
    other = says(subject="Kysymys lampusta", sender="toinen@posti.example").case
    look()
    case.refresh_from_db()
    assert (case.team, tags(case), tags(other)) == (other_team, ["rikkoutunut"], [])
    firing = Firing.objects.get()
    assert (firing.rule, firing.case, firing.state, firing.why) == (made, case, FiringState.DONE, "")


def test_what_a_rule_did_stands_in_the_journal_as_the_rules_on_behalf_of_its_owner(
    rule: Writes, says: Says, lead: Member
) -> None:
    made = rule("wrote", [do("tag", extra="uusi")])
    says()
    look()
    tagged = Entry.objects.get(kind="case.tagged")
    assert (tagged.actor, tagged.data["behalf"]) == (f"rule:{made.pk}", lead.journal_name)
    assert (tagged.data["rule_name"], tagged.data["rules"]) == ("Rikkoutunut", [made.pk])
    assert Entry.objects.filter(kind="rule.acted", actor=f"rule:{made.pk}").count() == 1


def test_reading_the_journal_again_does_nothing_again(rule: Writes, says: Says) -> None:
    rule("wrote", [do("note", extra="Katsotaan")])
    says()
    look(3)
    assert (Firing.objects.count(), Message.objects.filter(author="note").count()) == (1, 1)


def test_what_happened_before_it_was_switched_on_does_not_concern_it(rule: Writes, says: Says) -> None:
    says()
    rule("wrote", [do("tag", extra="uusi")])
    look()
    assert Firing.objects.count() == 0


def test_what_a_machine_wrote_and_history_and_thanks_move_nothing(rule: Writes, says: Says) -> None:
    rule("wrote", [do("tag", extra="uusi")])
    rule("arrived", [do("tag", extra="tullut")])
    says(is_automatic=True, sender="kone@posti.example")
    says(is_history=True, sender="vanha@posti.example")
    look()
    assert Firing.objects.count() == 0


def test_all_must_hold_or_any_one_and_what_is_not(rule: Writes, says: Says) -> None:
    both = [asked("subject", extra="rikki"), asked("language", "sv")]
    rule("wrote", [do("tag", extra="molemmat")], both)
    rule("wrote", [do("tag", extra="jompikumpi")], both, joined="any")
    rule("wrote", [do("tag", extra="muu")], [asked("subject", extra="rikki", how="not")])
    case = says(subject="Tuoli on rikki").case
    look()
    assert tags(case) == ["jompikumpi"]


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (asked("text", extra="ei tullut"), True),
        (asked("text", extra="sängyn"), True),  # in another form
        (asked("text", extra="lasku"), False),
        (asked("address", extra="@posti.example"), True),
        (asked("address", extra="eeva.*@posti.example"), True),
        (asked("address", extra="@osti.example"), False),
        (asked("customer", extra="eeva"), True),
        (asked("owner", "nobody"), True),
        (asked("state", "us"), True),
        (asked("channel", "mail"), True),
        (asked("channel", "phone"), False),
        (asked("open"), True),
        (asked("open", how="not"), False),
        (asked("first"), True),
        (asked("file"), False),
        (asked("fast_lane"), False),
        (asked("feeling", 1), False),
    ],
)
def test_each_condition_is_tried_on_the_case(rule: Writes, says: Says, condition: dict[str, Any], said: bool) -> None:
    rule("wrote", [do("tag", extra="osui")], [condition])
    case = says().case
    look()
    assert (tags(case) == ["osui"]) is said


def test_each_act_is_done_by_its_own_command(rule: Writes, case: Case, lead: Member, owner: Member, says: Says) -> None:
    matter = Matter.objects.create(name_fi="Toimitus")
    checks = write_checklist(actor=lead, listing=Listing(name_fi="Rikki", steps=[{"fi": "Pyydä kuva"}]))
    take(actor=owner, case=case)
    answer = save_answer(
        actor=lead, wording=Wording(name="Kuva", code="kuva", texts={"fi": "Hei {customer.first_name}, lähetä kuva."}),
        limit=10,
    )  # fmt: skip
    rule(
        "wrote",
        [
            do("matter", matter.pk), do("steps", checks.pk), do("draft", answer.pk), do("promise", extra="4"),
            do("fast_lane"), do("note", extra="Katso @Noora Kivelä"), do("sleep", extra="2"),
        ],
    )  # fmt: skip
    says("Mistä kuva?", case=case)
    look()
    firing = Firing.objects.get()
    assert firing.failed_acts == []
    case.refresh_from_db()
    assert (case.matter, case.fast_lane_at is not None, Snooze.objects.filter(case=case).count()) == (matter, True, 1)
    assert (CaseStep.objects.get(case=case).text, Draft.objects.get(case=case, member=owner).text) == (
        "Pyydä kuva", "Hei Eeva, lähetä kuva.",
    )  # fmt: skip
    assert Promise.objects.filter(case=case, source="hand").count() == 1
    assert Entry.objects.filter(kind="note.mentioned", case_id=case.pk).count() == 1


def test_an_act_that_fails_says_why_takes_nothing_else_with_it_and_is_tried_again(
    rule: Writes, case: Case, says: Says, lead: Member
) -> None:
    matter = Matter.objects.create(name_fi="Toimitus")
    rule("wrote", [do("tag", extra="eka"), do("matter", matter.pk), do("tag", extra="toka")])
    Matter.objects.update(is_active=False)
    says("Vielä yksi asia.", case=case)
    look()
    firing = Firing.objects.get()
    assert (firing.state, tags(case)) == (FiringState.FAILED, ["eka", "toka"])
    assert [row["do"] for row in firing.failed_acts] == ["matter"]
    Matter.objects.update(is_active=True)
    assert try_again(actor=lead, firing=firing).state == FiringState.DONE
    case.refresh_from_db()
    assert (case.matter, tags(case)) == (matter, ["eka", "toka"])
    with pytest.raises(AlreadyActed):
        try_again(actor=lead, firing=firing)


def test_a_failure_is_left_be_with_a_reason(rule: Writes, case: Case, says: Says, lead: Member) -> None:
    matter = Matter.objects.create(name_fi="Toimitus")
    rule("wrote", [do("matter", matter.pk)])
    Matter.objects.update(is_active=False)
    says("Vielä yksi asia.", case=case)
    look()
    assert let_be(actor=lead, firing=Firing.objects.get(), reason="Tehty käsin").state == FiringState.LEFT


def test_a_rule_does_no_more_than_its_owner_may(rule: Writes, says: Says, lead: Member, other_team: Team) -> None:
    rule("wrote", [do("tag", extra="uusi"), do("team", other_team.pk)])
    lead.role.rights = ["cases.answer", "tags.name"]
    lead.role.save()
    case = says().case
    look()
    firing = Firing.objects.get()
    assert (tags(case), firing.state, [row["do"] for row in firing.failed_acts]) == (["uusi"], "failed", ["team"])


def test_a_rule_does_not_reach_cases_its_owner_does_not_see(
    rule: Writes, says: Says, lead: Member, other_team: Team
) -> None:
    rule("wrote", [do("tag", extra="uusi")])
    lead.role.rights = [right for right in lead.role.rights if right != "cases.see_all"]
    lead.role.save()
    Touchpoint.objects.update(team=other_team)
    says(touchpoint=Touchpoint.objects.get())
    look()
    assert (Firing.objects.count(), Tag.objects.count()) == (0, 0)


def test_a_later_rule_leaves_be_what_an_earlier_one_stopped_at(rule: Writes, says: Says) -> None:
    rule("wrote", [do("tag", extra="eka")], [asked("subject", extra="rikki")], stops=True)
    rule("wrote", [do("tag", extra="toka")])
    broken, other = says(subject="rikki").case, says(subject="muu", sender="b@posti.example").case
    look(2)
    assert (tags(broken), tags(other)) == (["eka"], ["toka"])


def test_it_works_only_between_its_days(rule: Writes, says: Says) -> None:
    rule("wrote", [do("tag", extra="huomenna")], starts_on=today() + timedelta(days=1))
    rule("wrote", [do("tag", extra="eilen")], ends_on=today() - timedelta(days=1))
    rule("wrote", [do("tag", extra="tänään")], starts_on=today(), ends_on=today())
    case = says().case
    look()
    assert tags(case) == ["tänään"]


def test_a_settled_case_is_told_of(rule: Writes, case: Case, owner: Member) -> None:
    rule("settled", [do("tag", extra="valmis")])
    end(actor=owner, case=case, outcome="solved")
    look()
    assert tags(case) == ["valmis"]
