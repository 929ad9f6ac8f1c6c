"""Many cases changed at once: each by itself, stopped, gone on with after a kill, put back where nobody changed since."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.commands.take import let_go, take
from kohtaamo.encounters.models import Case, Encounter
from kohtaamo.platform.errors import Invalid, NotAllowed, NotFound
from kohtaamo.platform.jobs.loop import JobLoop
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member, Team
from kohtaamo.work.bulk_telling import bulk_for, left_be, progress_of
from kohtaamo.work.choices import Act, BulkState, ItemState
from kohtaamo.work.commands import bulk as commands
from kohtaamo.work.commands.bulk import begin_bulk, go_on, stop_bulk, undo_bulk, work_on
from kohtaamo.work.commands.join import join_cases
from kohtaamo.work.commands.tag import name_tag, put_tag
from kohtaamo.work.errors import NobodyChosen, TooManyCases
from kohtaamo.work.jobs import look_after
from kohtaamo.work.models import Bulk, Tagging
from kohtaamo.work.narrowing import wanted
from tests.conftest import Says

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(says: Says) -> list[Case]:
    return [says(f"Asia {n}", sender=f"a{n}@posti.example").case for n in range(7)]


def settle_all(actor: Member, cases: list[Case]) -> Bulk:
    bulk = begin_bulk(actor=actor, act=Act.SETTLE, what={}, cases=[case.pk for case in cases])
    JobLoop().drain()
    bulk.refresh_from_db()
    return bulk


def counts(bulk: Bulk) -> dict[str, int]:
    return progress_of(Bulk.objects.get(pk=bulk.pk)).by_state


def test_each_case_is_changed_by_its_own_command(many: list[Case], owner: Member) -> None:
    bulk = settle_all(owner, many)
    assert (bulk.state, bulk.total, counts(bulk)) == (BulkState.DONE, 7, {ItemState.DONE: 7})
    assert set(Case.objects.values_list("state", flat=True)) == {CaseState.SETTLED}
    assert Entry.objects.filter(kind="case.settled").count() == 7
    assert list(Entry.objects.filter(kind__startswith="bulk.").values_list("kind", flat=True)) == [
        "bulk.begun",
        "bulk.done",
    ]


def test_settled_cases_are_put_back_as_they_were(many: list[Case], owner: Member) -> None:
    before = list(Case.objects.order_by("pk").values("state", "waiting_since", "settled_at", "fast_lane_at"))
    meetings = list(Encounter.objects.order_by("pk").values("state", "ended_at", "outcome"))
    bulk = settle_all(owner, many)
    undo_bulk(actor=owner, bulk=bulk)
    undo_bulk(actor=owner, bulk=bulk)
    JobLoop().drain()
    assert counts(bulk) == {ItemState.UNDONE: 7}
    assert list(Case.objects.order_by("pk").values("state", "waiting_since", "settled_at", "fast_lane_at")) == before
    assert list(Encounter.objects.order_by("pk").values("state", "ended_at", "outcome")) == meetings


def test_what_somebody_changed_since_is_left_be(many: list[Case], owner: Member, colleague: Member, says: Says) -> None:
    bulk = settle_all(owner, many)
    says("Vielä yksi", sender="a0@posti.example", key=many[0].key)
    undo_bulk(actor=owner, bulk=bulk)
    JobLoop().drain()
    assert counts(bulk) == {ItemState.UNDONE: 6, ItemState.KEPT: 1}
    assert [item.case for item in left_be(owner, bulk)] == [many[0]]


def test_cases_given_away_come_back_though_they_left_the_givers_sight(
    many: list[Case], owner: Member, outsider: Member, other_team: Team
) -> None:
    bulk = begin_bulk(
        actor=owner, act=Act.ASSIGN, what={"team": other_team.pk, "owner": None}, cases=[case.pk for case in many]
    )
    JobLoop().drain()
    assert set(Case.objects.values_list("team_id", flat=True)) == {other_team.pk}
    take(actor=outsider, case=many[2])
    undo_bulk(actor=owner, bulk=bulk)
    JobLoop().drain()
    assert counts(bulk) == {ItemState.UNDONE: 6, ItemState.KEPT: 1}
    assert left_be(owner, bulk) == []


def test_tags_are_put_on_where_they_were_not(many: list[Case], lead: Member) -> None:
    tag = name_tag(actor=lead, name="myöhässä")
    put_tag(actor=lead, case=many[0], name="myöhässä")
    bulk = begin_bulk(actor=lead, act=Act.TAG, what={"tag": tag.pk}, asked=wanted({"state": "all"}))
    JobLoop().drain()
    assert counts(bulk) == {ItemState.DONE: 6, ItemState.SAME: 1}
    undo_bulk(actor=lead, bulk=bulk)
    JobLoop().drain()
    assert list(Tagging.objects.values_list("case_id", flat=True)) == [many[0].pk]


def test_one_that_was_killed_goes_on_where_it_was(
    many: list[Case], owner: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "PIECE", 3)
    bulk = begin_bulk(actor=owner, act=Act.SETTLE, what={}, cases=[case.pk for case in many])
    assert work_on(bulk.pk, bulk.run)
    assert counts(bulk) == {ItemState.DONE: 3, ItemState.WAITING: 4}
    assert not work_on(bulk.pk, bulk.run + 1)
    Bulk.objects.update(beat_at=now() - timedelta(minutes=5))
    look_after()
    JobLoop().drain()
    assert counts(bulk) == {ItemState.DONE: 7}


def test_one_is_stopped_and_gone_on_with(many: list[Case], owner: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "PIECE", 3)
    bulk = begin_bulk(actor=owner, act=Act.SETTLE, what={}, cases=[case.pk for case in many])
    work_on(bulk.pk, bulk.run)
    bulk = stop_bulk(actor=owner, bulk=bulk)
    JobLoop().drain()
    assert counts(bulk) == {ItemState.DONE: 3, ItemState.WAITING: 4}
    go_on(actor=owner, bulk=bulk)
    JobLoop().drain()
    assert counts(bulk) == {ItemState.DONE: 7}


def test_a_case_that_cannot_be_changed_is_told_and_the_rest_are_changed(
    many: list[Case], owner: Member, other_team: Team
) -> None:
    bulk = begin_bulk(actor=owner, act=Act.SETTLE, what={}, cases=[case.pk for case in many])
    Case.objects.filter(pk=many[1].pk).update(team=other_team)
    join_cases(actor=owner, winner=many[3], loser=many[2], confirmed=True)
    JobLoop().drain()
    assert counts(bulk) == {ItemState.DONE: 5, ItemState.REFUSED: 2}
    assert [item.case for item in left_be(owner, bulk)] == [many[2]]


def test_only_what_the_actor_sees_is_chosen(many: list[Case], outsider: Member, owner: Member) -> None:
    ids = [case.pk for case in many]
    with pytest.raises(NobodyChosen):
        begin_bulk(actor=outsider, act=Act.SETTLE, what={}, cases=ids)
    with pytest.raises(NobodyChosen):
        begin_bulk(actor=outsider, act=Act.SETTLE, what={}, asked=wanted({"state": "all"}))
    with pytest.raises(Invalid):
        begin_bulk(actor=owner, act="muu", what={}, cases=ids)
    bulk = begin_bulk(actor=owner, act=Act.SETTLE, what={}, cases=ids)
    for act in (stop_bulk, undo_bulk, go_on):
        with pytest.raises(NotFound):
            act(actor=outsider, bulk=bulk)
    with pytest.raises(NotFound):
        bulk_for(outsider, bulk.pk)


def test_one_without_the_right_to_give_gives_not_many_either(many: list[Case], owner: Member, team: Team) -> None:
    owner.role.rights = ["cases.answer"]
    with pytest.raises(NotAllowed):
        begin_bulk(actor=owner, act=Act.ASSIGN, what={"team": team.pk}, cases=[many[0].pk])


def test_too_many_are_refused_and_nothing_begins(
    many: list[Case], owner: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "MOST", 3)
    with pytest.raises(TooManyCases):
        begin_bulk(actor=owner, act=Act.SETTLE, what={}, asked=wanted({}))
    assert not Bulk.objects.exists()


def test_a_double_click_begins_once(many: list[Case], owner: Member) -> None:
    made = [begin_bulk(actor=owner, act=Act.SETTLE, what={}, cases=[many[0].pk], once="x") for _ in range(2)]
    assert made[0] == made[1]


def test_taking_and_letting_go_since_counts_as_unchanged(many: list[Case], owner: Member, team: Team) -> None:
    bulk = begin_bulk(actor=owner, act=Act.ASSIGN, what={"team": team.pk, "owner": owner.pk}, cases=[many[0].pk])
    JobLoop().drain()
    let_go(actor=owner, case=many[0])
    undo_bulk(actor=owner, bulk=bulk)
    JobLoop().drain()
    assert counts(bulk) == {ItemState.KEPT: 1}


def test_the_queue_begins_one_and_its_page_follows_it(
    as_owner: Client, as_outsider: Client, many: list[Case], team: Team, lead: Member
) -> None:
    name_tag(actor=lead, name="sana")
    assert 'form="bulk"' in as_owner.get("/cases/").content.decode()
    sent = as_owner.post("/bulk/?state=us", {"which": "all", "act": "tag", "tag": "Sana", "once": "1"})
    address = sent["Location"]
    page = as_owner.get(address)
    assert "every 1s" in page.content.decode()
    assert as_outsider.get(address).status_code == 404
    JobLoop().drain()
    assert "every 1s" not in as_owner.get(f"{address}progress/").content.decode()
    assert as_owner.post(f"{address}undoing/").status_code == 302
    JobLoop().drain()
    assert as_owner.get(address).context["progress"].put_back == 7
    refused = [{"which": "chosen", "act": "settle"}, {"which": "all", "act": "assign"}, {"which": "all", "act": "tag"},
               {"which": "all", "act": "untag", "tag": "olematon"}]  # fmt: skip
    for asked in refused:
        assert as_owner.post("/bulk/", asked)["Location"] == "/cases/?state=us"
    chosen = {"which": "chosen", "act": "assign", "to": str(team.pk), "case": [many[0].pk, "x"]}
    assert as_owner.post("/bulk/", chosen)["Location"] != "/cases/?state=us"
    assert len(as_owner.get("/bulk/").context["bulks"]) == 2
