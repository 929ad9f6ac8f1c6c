"""What somebody decided after a rule acted is theirs, also when it is again as the rule left it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import kohtaamo
from kohtaamo.encounters.choices import Outcome
from kohtaamo.encounters.commands.end import end
from kohtaamo.encounters.commands.fast_lane import leave_fast_lane, open_fast_lane
from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.commands.set_matter import set_matter
from kohtaamo.encounters.commands.take import assign, let_go, take
from kohtaamo.encounters.models import Case
from kohtaamo.outreach.commands.cause import open_cause
from kohtaamo.outreach.commands.join import join, part
from kohtaamo.platform.time import now
from kohtaamo.promises.commands.move import give
from kohtaamo.promises.models import Promise
from kohtaamo.rules.choices import FiringState
from kohtaamo.rules.commands.fire import try_again
from kohtaamo.rules.commands.undo import undo_firing
from kohtaamo.rules.commands.undo_many import begin_undoing
from kohtaamo.rules.errors import NothingToUndo
from kohtaamo.rules.models import Firing
from kohtaamo.rules.touching import HANDS
from kohtaamo.rules.traces import SUBJECTS
from kohtaamo.rules.undoing import came, outlooks
from kohtaamo.serving.commands.snooze import wake
from kohtaamo.serving.models import Snooze
from kohtaamo.staff.models import Member, Team
from kohtaamo.touchpoints.models import Matter
from kohtaamo.work.commands.checklist import Listing, tick, write_checklist
from kohtaamo.work.commands.fields import Shape, fill_in, shape_field
from kohtaamo.work.commands.join import join_cases, part_cases
from kohtaamo.work.commands.tag import put_tag, take_tag_off
from kohtaamo.work.models import CaseStep, Tag
from tests.conftest import Says
from tests.rules.conftest import Writes, acts, do, tags

pytestmark = pytest.mark.django_db


def how(firing: Firing) -> list[tuple[str, str]]:
    """What is said before it is undone."""
    return [(look.how, str(look.why)) for _row, look in outlooks(Firing.objects.get(pk=firing.pk))]


LEFT = [("kept", "changed")]


def test_an_owner_a_person_took_away_and_gave_back_stays(
    rule: Writes, case: Case, lead: Member, owner: Member, colleague: Member, team: Team
) -> None:
    fired = acts(rule("wrote", [do("person", colleague.pk)]), case)
    assert how(fired) == [("back", "")]
    assign(actor=lead, case=case, team=team, owner=owner)
    assign(actor=lead, case=case, team=team, owner=colleague)
    assert how(fired) == LEFT
    with pytest.raises(NothingToUndo):
        undo_firing(actor=lead, firing=fired)
    case.refresh_from_db()
    assert case.owner == colleague


def _person_and_back(case: Case, lead: Member, **cast: Any) -> None:
    let_go(actor=lead, case=case)
    take(actor=cast["colleague"], case=case)


def _matter_and_back(case: Case, lead: Member, **cast: Any) -> None:
    set_matter(actor=lead, case=case, matter=None)
    set_matter(actor=lead, case=case, matter=cast["matter"])


def _tag_and_back(case: Case, lead: Member, **cast: Any) -> None:
    put_tag(actor=lead, case=case, name="vanha")
    take_tag_off(actor=lead, case=case, tag=Tag.objects.get(key="vanha"))


def _lane_and_back(case: Case, lead: Member, **cast: Any) -> None:
    open_fast_lane(actor=lead, case=case)
    leave_fast_lane(actor=lead, case=case)


def _filled_and_back(case: Case, lead: Member, **cast: Any) -> None:
    fill_in(actor=lead, thing=case, written={cast["field"]: ["A-3"]})
    fill_in(actor=lead, thing=case, written={cast["field"]: ["A-2"]})


def _customers_and_back(case: Case, lead: Member, **cast: Any) -> None:
    fill_in(actor=lead, thing=case.customer, written={cast["theirs"]: ["A-3"]})
    fill_in(actor=lead, thing=case.customer, written={cast["theirs"]: ["A-2"]})


def _parted_and_joined(case: Case, lead: Member, **cast: Any) -> None:
    part(actor=lead, cause=cast["cause"], case=case)
    join(actor=lead, cause=cast["cause"], cases=[case.pk])


@pytest.mark.parametrize(
    ("act", "meanwhile"),
    [
        ("person", _person_and_back), ("matter", _matter_and_back), ("untag", _tag_and_back), ("settle", _lane_and_back),
        ("field", _filled_and_back), ("theirs", _customers_and_back), ("cause", _parted_and_joined),
    ],
)  # fmt: skip
def test_whatever_was_changed_and_changed_back_stays(
    act: str, meanwhile: Callable[..., None], rule: Writes, case: Case, lead: Member, colleague: Member
) -> None:
    matter, cause = Matter.objects.create(name_fi="Toimitus"), open_cause(actor=lead, title="Myrsky")
    field = shape_field(actor=lead, shape=Shape(target="case", kind="text", name_fi="Tilaus")).pk
    theirs = shape_field(actor=lead, shape=Shape(target="customer", kind="text", name_fi="Etu")).pk
    put_tag(actor=lead, case=case, name="vanha")
    open_fast_lane(actor=lead, case=case, owner=colleague if act != "person" else lead)
    fill_in(actor=lead, thing=case, written={field: ["A-1"]})
    fill_in(actor=lead, thing=case.customer, written={theirs: ["A-1"]})
    told = {
        "person": do("person", colleague.pk), "matter": do("matter", matter.pk), "untag": do("untag", extra="vanha"),
        "settle": do("settle"), "field": do("field", field, "A-2"), "theirs": do("field", theirs, "A-2"), "cause": do("cause", cause.pk),
    }  # fmt: skip
    fired = acts(rule("wrote", [told[act]]), case)
    assert how(fired) == [("back", "")]
    cast = {"colleague": colleague, "matter": matter, "cause": cause, "field": field, "theirs": theirs}
    meanwhile(case, lead, **cast)
    assert how(fired) == ([("part", "changed")] if act == "settle" else LEFT)


def test_what_others_did_to_something_else_does_not_hinder(
    rule: Writes, case: Case, lead: Member, colleague: Member
) -> None:
    one, two = (shape_field(actor=lead, shape=Shape(target="case", kind="text", name_fi=n)).pk for n in ("A", "B"))
    chosen = [do("person", colleague.pk), do("tag", extra="uusi"), do("field", one, "1")]
    fired = acts(rule("wrote", chosen), case)
    put_tag(actor=lead, case=case, name="muu")
    fill_in(actor=lead, thing=case, written={two: ["2"]})
    set_matter(actor=lead, case=case, matter=Matter.objects.create(name_fi="Toimitus"))
    reply(actor=colleague, case=case, text="Hei")
    undone = undo_firing(actor=lead, firing=fired)
    assert ([one.how for one in came(undone)], tags(case)) == (["back"] * 3, ["muu"])


def test_what_was_done_before_it_acted_does_not_hinder(
    rule: Writes, case: Case, lead: Member, colleague: Member
) -> None:
    take(actor=lead, case=case)
    let_go(actor=lead, case=case)
    assert how(acts(rule("wrote", [do("person", colleague.pk)]), case)) == [("back", "")]


def test_a_step_ticked_and_opened_again_stays_and_the_others_go(rule: Writes, case: Case, lead: Member) -> None:
    checks = write_checklist(actor=lead, listing=Listing(name_fi="Rikki", steps=[{"fi": "Kuva"}, {"fi": "Soita"}]))
    fired = acts(rule("wrote", [do("steps", checks.pk)]), case)
    step = f"c{CaseStep.objects.get(text='Kuva').pk}"
    tick(actor=lead, case=case, name=step)
    tick(actor=lead, case=case, name=step, done=False)
    assert how(fired) == [("part", "changed")]
    undo_firing(actor=lead, firing=fired)
    assert CaseStep.objects.get(case=case).text == "Kuva"


def test_a_promise_somebody_took_on_stays(rule: Writes, case: Case, lead: Member, colleague: Member) -> None:
    fired = acts(rule("wrote", [do("promise", extra="4")]), case)
    give(actor=lead, promise=Promise.objects.get(what="Palaamme asiaan"), owner=colleague)
    assert how(fired) == LEFT


def test_a_case_woken_and_answered_waits_as_it_does_after_the_answer(
    rule: Writes, case: Case, lead: Member, owner: Member
) -> None:
    """The rule left it waiting for the customer, and so did the answer."""
    fired = acts(rule("wrote", [do("sleep", extra="2")]), case)
    reply(actor=owner, case=case, text="Hei")
    assert how(fired) == [("part", "changed")]
    undo_firing(actor=lead, firing=fired)
    case.refresh_from_db()
    assert (case.state, Snooze.objects.filter(case=case, woken_at=None).count()) == ("customer", 0)


def test_a_later_rule_counts_until_it_is_undone(
    rule: Writes, case: Case, lead: Member, owner: Member, colleague: Member
) -> None:
    """Also where it was again as the first left it."""
    first = acts(rule("wrote", [do("person", colleague.pk)]), case)
    away = acts(rule("wrote", [do("person", owner.pk)]), case, "e2")
    back = acts(rule("wrote", [do("person", colleague.pk)]), case, "e3")
    assert how(first) == LEFT
    undo_firing(actor=lead, firing=back)
    assert how(first) == LEFT
    undo_firing(actor=lead, firing=away)
    assert how(first) == [("back", "")]
    undo_firing(actor=lead, firing=first)
    case.refresh_from_db()
    assert case.owner is None


def test_a_tag_a_later_rule_took_off_is_put_back_as_the_first_left_it(rule: Writes, case: Case, lead: Member) -> None:
    first = acts(rule("wrote", [do("tag", extra="uusi")]), case)
    later = acts(rule("wrote", [do("untag", extra="uusi")]), case, "e2")
    undo_firing(actor=lead, firing=later)
    assert (tags(case), how(first)) == (["uusi"], [("back", "")])
    undo_firing(actor=lead, firing=first)
    assert tags(case) == []


def test_the_same_rule_later_counts_and_both_are_undone_together(
    rule: Writes, case: Case, lead: Member, team: Team, other_team: Team
) -> None:
    give = rule("wrote", [do("team", other_team.pk)])
    first = acts(give, case)
    undo_firing(actor=lead, firing=acts(rule("wrote", [do("team", team.pk)]), case, "e2"))
    rounds = rule("wrote", [do("team", team.pk), do("team", other_team.pk)])
    acts(rounds, case, "e3")
    assert how(first) == LEFT
    begin_undoing(actor=lead, rule=rounds, since=now() - timedelta(hours=1))
    assert how(first) == [("back", "")]


def test_what_a_later_undoing_had_to_leave_still_counts(
    rule: Writes, case: Case, lead: Member, owner: Member, colleague: Member, team: Team
) -> None:
    first = acts(rule("wrote", [do("person", colleague.pk)]), case)
    later = acts(rule("wrote", [do("tag", extra="uusi"), do("person", owner.pk)]), case, "e2")
    assign(actor=lead, case=case, team=team, owner=colleague)
    undone = undo_firing(actor=lead, firing=later)
    assert ([one.how for one in came(undone)], how(first)) == (["back", "kept"], LEFT)


def test_what_was_done_in_a_second_try_is_judged_from_then(
    rule: Writes, case: Case, lead: Member, team: Team, other_team: Team, colleague: Member
) -> None:
    matter = Matter.objects.create(name_fi="Toimitus")
    made = rule("wrote", [do("person", colleague.pk), do("matter", matter.pk)])
    Matter.objects.update(is_active=False)
    fired = acts(made, case)
    assert fired.state == FiringState.FAILED
    assign(actor=lead, case=case, team=other_team)
    assign(actor=lead, case=case, team=team, owner=colleague)
    other = Matter.objects.create(name_fi="Muu")
    set_matter(actor=lead, case=case, matter=other)
    Matter.objects.update(is_active=True)
    again = try_again(actor=lead, firing=fired)
    assert how(again) == [("kept", "changed"), ("back", "")]
    undo_firing(actor=lead, firing=again)
    case.refresh_from_db()
    assert (case.matter, case.owner) == (other, colleague)


def test_a_case_joined_and_parted_again_is_as_it_was_left(
    rule: Writes, case: Case, says: Says, lead: Member, colleague: Member
) -> None:
    fired = acts(rule("wrote", [do("person", colleague.pk), do("tag", extra="uusi")]), case)
    joining = join_cases(actor=lead, winner=says("Toinen asia", subject="Toinen").case, loser=case)
    assert how(fired) == [("kept", "joined")] * 2
    part_cases(actor=lead, joining=joining)
    assert how(fired) == [("back", "")] * 2


def test_a_wake_by_a_person_is_theirs(rule: Writes, case: Case, lead: Member) -> None:
    fired = acts(rule("wrote", [do("sleep", extra="2")]), case)
    wake(actor=lead, case=case)
    assert how(fired) == LEFT


def test_an_end_by_a_person_is_theirs(rule: Writes, case: Case, lead: Member) -> None:
    fired = acts(rule("wrote", [do("sleep", extra="2"), do("matter", Matter.objects.create(name_fi="A").pk)]), case)
    end(actor=lead, case=case, outcome=Outcome.PROMISED)
    assert how(fired) == [("part", "changed"), ("back", "")]


def test_the_journal_is_asked_once_and_by_the_case(rule: Writes, case: Case, lead: Member, colleague: Member) -> None:
    chosen = [do("person", colleague.pk), do("tag", extra="uusi"), do("fast_lane"), do("settle")]
    fired = acts(rule("wrote", chosen), case)
    for round_ in range(3):
        put_tag(actor=lead, case=case, name=f"muu{round_}")
    with CaptureQueriesContext(connection) as asked:
        how(fired)
    journal = [each["sql"] for each in asked if "journal_entry" in each["sql"]]
    assert (len(journal), "journal_case" in _plan(journal[0])) == (1, True)


def test_every_thing_a_rule_touches_has_entries_that_are_written() -> None:
    sources = "".join(
        path.read_text("utf-8") for path in Path(kohtaamo.__file__).parent.rglob("*.py") if path.name != "touching.py"
    )
    kinds = {kind for hands in HANDS.values() for kind in hands.kinds}
    assert (HANDS.keys(), sorted(kind for kind in kinds if f'"{kind}"' not in sources)) == (SUBJECTS.keys(), [])


def _plan(sql: str) -> str:
    is_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if is_postgresql:
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(("EXPLAIN " if is_postgresql else "EXPLAIN QUERY PLAN ") + sql)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())
