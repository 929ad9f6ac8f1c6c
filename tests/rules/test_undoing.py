"""What a rule did is taken back: where nobody changed it since, once, and without setting any rule off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.forms.models import model_to_dict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kohtaamo.encounters.choices import Author, DeliveryState
from kohtaamo.encounters.commands.take import assign, take
from kohtaamo.encounters.models import Case, Delivery, Draft, Encounter, Message
from kohtaamo.outreach.commands.cause import open_cause
from kohtaamo.outreach.models import CauseCase
from kohtaamo.platform.errors import Invalid, NotAllowed, NotFound
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.models import Promise
from kohtaamo.rules.choices import FiringState
from kohtaamo.rules.commands.fire import try_again
from kohtaamo.rules.commands.undo import undo_firing
from kohtaamo.rules.commands.undo_many import begin_undoing, undo_on
from kohtaamo.rules.errors import AlreadyActed, AlreadyUndone, NothingToUndo
from kohtaamo.rules.models import Firing, Undoing
from kohtaamo.rules.undoing import ahead, came, counts_of, outlooks
from kohtaamo.serving.models import Snooze
from kohtaamo.staff.models import Member, Team
from kohtaamo.touchpoints.models import Matter
from kohtaamo.work.commands.checklist import Listing, tick, write_checklist
from kohtaamo.work.commands.fields import Shape, fill_in, shape_field
from kohtaamo.work.commands.tag import put_tag, take_tag_off
from kohtaamo.work.models import CaseStep, FieldValue, Tag
from tests.conftest import Says
from tests.rules.conftest import Writes, acts, do, look, tags

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def whole(case: Case) -> dict[str, Any]:
    """All of a case that a rule may touch, without the moment of its last change."""
    fields = model_to_dict(Case.objects.get(pk=case.pk))
    fields.pop("changed_at", None)
    return {
        "case": fields, "tags": tags(case), "uses": sorted(Tag.objects.filter(uses__gt=0).values_list("name", "uses")),
        "fields": sorted(FieldValue.objects.values_list("field", "case", "customer", "text", "number", "set_at")),
        "steps": sorted(CaseStep.objects.filter(case=case).values_list("text", "done_at")),
        "asleep": list(Snooze.objects.filter(case=case, woken_at=None).values("until", "word", "by", "at")),
        "drafts": list(Draft.objects.filter(case=case).values("member", "text")),
        "promises": list(Promise.objects.filter(case=case, state="open").order_by("pk").values("what", "due_at")),
        "causes": list(CauseCase.objects.filter(case=case, left_at=None).values("cause")),
        "meetings": list(Encounter.objects.filter(case=case).order_by("pk").values("state", "outcome", "ended_at")),
    }  # fmt: skip


@pytest.fixture
def every_act(lead: Member, other_team: Team, colleague: Member, owner: Member) -> list[dict[str, str]]:
    matter = Matter.objects.create(name_fi="Toimitus")
    checks = write_checklist(
        actor=lead, listing=Listing(name_fi="Rikki", steps=[{"fi": "Pyydä kuva"}, {"fi": "Soita"}])
    )
    cause = open_cause(actor=lead, title="Myrsky")
    one = shape_field(actor=lead, shape=Shape(target="case", kind="text", name_fi="Tilaus"))
    theirs = shape_field(actor=lead, shape=Shape(target="customer", kind="number", name_fi="Etu"))
    return [
        do("tag", extra="uusi"), do("untag", extra="vanha"), do("tag", extra="vanha"), do("matter", matter.pk),
        do("team", other_team.pk), do("person", owner.pk), do("person", colleague.pk), do("fast_lane"),
        do("steps", checks.pk), do("field", one.pk, "A-1"), do("field", theirs.pk, "7"), do("sleep", extra="2"),
        do("sleep", extra="5"), do("promise", extra="4"), do("cause", cause.pk), do("settle"),
    ]  # fmt: skip


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(chosen=st.lists(st.integers(0, 15), min_size=1, max_size=7), has_owner=st.booleans())
def test_what_is_undone_untouched_is_as_it_was_before(
    chosen: Sequence[int], has_owner: bool, every_act: list[dict[str, str]], rule: Writes, case: Case, lead: Member,
    owner: Member,
) -> None:  # fmt: skip
    """Whatever a rule did, in whatever order."""
    if has_owner and Case.objects.get(pk=case.pk).owner_id is None:
        take(actor=owner, case=case)
    put_tag(actor=lead, case=case, name="vanha")
    made = rule("wrote", [every_act[n] for n in chosen])
    before = whole(case)
    fired = acts(made, case)
    if whole(case) == before:
        with pytest.raises(NothingToUndo):
            undo_firing(actor=lead, firing=fired)
        return
    seen = [sight.how for _row, sight in outlooks(fired)]
    undone = undo_firing(actor=lead, firing=fired)
    now_is = whole(case)
    assert {name: (told, before[name]) for name, told in now_is.items() if told != before[name]} == {}
    assert undone.state == FiringState.UNDONE
    assert [one.how for one in came(undone)] == seen == ["back"] * len(seen)


def test_the_undoing_stands_in_the_journal_as_the_persons_and_moves_no_rule(
    rule: Writes, says: Says, lead: Member
) -> None:
    rule("wrote", [do("untag", extra="uusi"), do("settle")], name="Ratkaisee")
    again = rule("reopened", [do("tag", extra="taas")])
    case = says("Vielä yksi asia").case
    look()
    undo_firing(actor=lead, firing=Firing.objects.get())
    opened = Entry.objects.get(kind="case.reopened")
    assert (opened.actor, opened.data["rule_name"]) == (lead.journal_name, "Ratkaisee")
    assert Entry.objects.filter(kind="rule.undone", actor=lead.journal_name, case_id=case.pk).count() == 1
    look(3)
    assert (Firing.objects.filter(rule=again).count(), Firing.objects.count()) == (0, 1)


def test_it_is_undone_once_and_not_tried_again(rule: Writes, case: Case, lead: Member, administrator: Member) -> None:
    fired = acts(rule("wrote", [do("tag", extra="uusi")]), case)
    undo_firing(actor=lead, firing=fired)
    written = Entry.objects.count()
    with pytest.raises(AlreadyUndone):
        undo_firing(actor=lead, firing=fired)
    with pytest.raises(AlreadyActed):
        try_again(actor=lead, firing=fired)
    assert (tags(case), Entry.objects.count()) == ([], written)


def test_what_somebody_changed_since_is_left_and_the_rest_put_back(
    rule: Writes, case: Case, lead: Member, other_team: Team, team: Team
) -> None:
    fired = acts(rule("wrote", [do("tag", extra="uusi"), do("team", other_team.pk), do("note", extra="Hei")]), case)
    assign(actor=lead, case=case, team=team, owner=lead)
    undone = undo_firing(actor=lead, firing=fired)
    assert [(one.how, one.why) for one in came(undone)] == [("back", ""), ("kept", "changed"), ("kept", "noted")]
    case.refresh_from_db()
    assert (case.team, case.owner, tags(case)) == (team, lead, [])
    assert Message.objects.filter(case=case, author=Author.NOTE).count() == 1
    assert Entry.objects.get(kind="rule.undone").data["left"] == ["team", "note"]


def test_a_tag_a_person_took_off_and_put_on_again_is_theirs(rule: Writes, case: Case, lead: Member) -> None:
    fired = acts(rule("wrote", [do("tag", extra="uusi")]), case)
    take_tag_off(actor=lead, case=case, tag=Tag.objects.get())
    put_tag(actor=lead, case=case, name="uusi")
    with pytest.raises(NothingToUndo):
        undo_firing(actor=lead, firing=fired)
    fired.refresh_from_db()
    assert (tags(case), fired.state) == (["uusi"], FiringState.DONE)


def test_a_step_that_was_ticked_stays_and_the_others_go(rule: Writes, case: Case, lead: Member) -> None:
    checks = write_checklist(actor=lead, listing=Listing(name_fi="Rikki", steps=[{"fi": "Kuva"}, {"fi": "Soita"}]))
    fired = acts(rule("wrote", [do("steps", checks.pk)]), case)
    tick(actor=lead, case=case, name=f"c{CaseStep.objects.get(text='Kuva').pk}")
    undone = undo_firing(actor=lead, firing=fired)
    assert [(one.how, one.why) for one in came(undone)] == [("part", "changed")]
    assert CaseStep.objects.get(case=case).text == "Kuva"


def test_a_field_filled_in_since_stays(rule: Writes, case: Case, lead: Member) -> None:
    field = shape_field(actor=lead, shape=Shape(target="case", kind="text", name_fi="Tilaus"))
    fired = acts(rule("wrote", [do("field", field.pk, "A-1")]), case)
    fill_in(actor=lead, thing=case, written={field.pk: ["A-2"]})
    with pytest.raises(NothingToUndo):
        undo_firing(actor=lead, firing=fired)
    assert FieldValue.objects.get().text == "A-2"


def test_a_team_that_is_no_more_is_not_given_back_to(
    rule: Writes, case: Case, lead: Member, other_team: Team, team: Team
) -> None:
    fired = acts(rule("wrote", [do("tag", extra="uusi"), do("team", other_team.pk)]), case)
    Team.objects.filter(pk=team.pk).update(is_active=False)
    assert [one.why for one in came(undo_firing(actor=lead, firing=fired))] == ["", "gone"]
    case.refresh_from_db()
    assert case.team == other_team


def test_what_was_done_before_traces_were_kept_is_said_to_stay(rule: Writes, case: Case, lead: Member) -> None:
    made = rule("wrote", [do("tag", extra="uusi")])
    old = Firing.objects.create(rule=made, case=case, occasion="e1", at=now(), state="done", acts=made.acts)
    assert [(sight.how, sight.why) for _row, sight in outlooks(old)] == [("kept", "old")]
    with pytest.raises(NothingToUndo):
        undo_firing(actor=lead, firing=old)


@pytest.mark.parametrize("state", [DeliveryState.WAITING, DeliveryState.SENT])
def test_a_mail_that_left_stays_sent_and_one_that_waits_is_taken_back(
    rule: Writes, case: Case, lead: Member, state: str
) -> None:
    made = rule("wrote", [do("tag", extra="a")])
    said = Message.objects.create(
        case=case, encounter=Encounter.objects.filter(case=case).latest("pk"), author=Author.SYSTEM, text="Kiitos",
        at=now(), once="rule.1", is_automatic=True,
    )  # fmt: skip
    Delivery.objects.create(message=said, address="eeva@posti.example", not_before=now(), state=state)
    trace = {"on": case.pk, "was": {"sent": {}}, "is": {"sent": {str(said.pk): "waits"}}}
    fired = Firing.objects.create(
        rule=made, case=case, occasion="e1", at=now(), state="done", acts=[{**do("send", 1), **trace}]
    )
    if state == DeliveryState.SENT:
        assert [(sight.how, sight.why) for _row, sight in outlooks(fired)] == [("kept", "sent")]
        with pytest.raises(NothingToUndo):
            undo_firing(actor=lead, firing=fired)
    else:
        undo_firing(actor=lead, firing=fired)
    assert Delivery.objects.get(message=said).state == (state if state == "sent" else DeliveryState.TAKEN_BACK)


def test_it_takes_the_right_to_shape_the_work_and_the_case_in_sight(
    rule: Writes, case: Case, owner: Member, lead: Member, other_team: Team
) -> None:
    fired = acts(rule("wrote", [do("tag", extra="uusi")]), case)
    with pytest.raises(NotAllowed):
        undo_firing(actor=owner, firing=fired)
    lead.role.rights = [right for right in lead.role.rights if right != "cases.see_all"]
    lead.role.save()
    Case.objects.update(team=other_team)
    with pytest.raises(NotFound):
        undo_firing(actor=Member.objects.get(pk=lead.pk), firing=fired)
    assert tags(case) == ["uusi"]


def test_all_a_rule_did_since_a_moment_is_undone_piece_by_piece(
    rule: Writes, says: Says, lead: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kohtaamo.rules.commands.undo_many.AT_ONCE", 2)
    made = rule("wrote", [do("tag", extra="uusi"), do("note", extra="Hei")])
    cases = [says(sender=f"a{n}@posti.example").case for n in range(5)]
    look()
    Firing.objects.filter(case=cases[0]).update(at=now() - 2 * HOUR)
    take_tag_off(actor=lead, case=cases[4], tag=Tag.objects.get())
    seen = ahead(lead, made, now() - HOUR)
    assert (seen.firings, seen.cases, [(row["do"], n, why) for row, n, why in seen.acts]) == (
        4, 4, [("tag", 4, ""), ("note", 4, "noted")],
    )  # fmt: skip
    begun = begin_undoing(actor=lead, rule=made, since=now() - HOUR, switch_off=True)
    assert (begun.total, begun.looked, begun.ended_at) == (4, 2, None)
    assert begin_undoing(actor=lead, rule=made, since=now() - HOUR) == begun
    while undo_on(begun.pk):
        pass
    assert [tags(case) for case in cases] == [["uusi"], [], [], [], []]
    assert counts_of(begun) == {"back": 3, "left": 1}
    made.refresh_from_db()
    begun.refresh_from_db()
    assert (made.is_on, begun.looked, begun.ended_at is not None, undo_on(begun.pk)) == (False, 4, True, False)


def test_a_rule_that_acted_twice_on_a_case_is_undone_back_to_the_first(
    rule: Writes, case: Case, lead: Member, other_team: Team, owner: Member
) -> None:
    give, back = rule("wrote", [do("team", other_team.pk)]), case.team
    acts(give, case)
    with unit_of_work():
        Case.objects.filter(pk=case.pk).update(team=back)
    acts(give, case, "e2")
    first = Firing.objects.get(occasion="e1")
    begin_undoing(actor=lead, rule=give, since=now() - HOUR)
    case.refresh_from_db()
    first.refresh_from_db()
    assert (case.team, first.state) == (back, FiringState.DONE)


def test_there_must_be_something_to_undo_and_a_moment_that_has_passed(rule: Writes, lead: Member) -> None:
    made = rule("wrote", [do("tag", extra="uusi")])
    with pytest.raises(NothingToUndo):
        begin_undoing(actor=lead, rule=made, since=now() - HOUR)
    with pytest.raises(Invalid):
        begin_undoing(actor=lead, rule=made, since=now() + HOUR)
    assert Undoing.objects.count() == 0
