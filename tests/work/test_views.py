"""Saved views: lists kept under a name, counted live at a bounded price, shared and put in order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kohtaamo.encounters.commands.take import take
from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import NotAllowed, NotFound
from kohtaamo.platform.time import now
from kohtaamo.promises.commands.make import Terms, make
from kohtaamo.promises.models import Promise
from kohtaamo.staff.models import Member, Team
from kohtaamo.work.commands.tag import put_tag
from kohtaamo.work.commands.view import change_view, forget_view, place_view, save_view
from kohtaamo.work.counting import Count, counts_of
from kohtaamo.work.errors import TooManyViews, ViewNameless
from kohtaamo.work.models import View
from kohtaamo.work.narrowing import cases_of, wanted
from kohtaamo.work.viewing import counted_views, view_for, views_of
from tests.conftest import Says

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(says: Says) -> list[Case]:
    return [says(sender=f"a{n}@posti.example", at=now() - timedelta(hours=n)).case for n in range(3)]


def numbers(viewer: Member, **asked: object) -> tuple[set[int], str]:
    """The cases a list holds, and what its count says."""
    narrowing = wanted({name: str(value) for name, value in asked.items()})
    return set(cases_of(viewer, narrowing).values_list("pk", flat=True)), str(counts_of(viewer, [narrowing])[0])


def test_each_part_of_the_question_narrows_the_list(three: list[Case], owner: Member, lead: Member) -> None:
    first, second, third = three
    take(actor=owner, case=first)
    tag = put_tag(actor=lead, case=second, name="sana")
    Case.objects.filter(pk=third.pk).update(language="sv")
    ids = {case.pk for case in three}
    assert numbers(owner) == (ids, "3")
    assert numbers(owner, owner=owner.pk) == ({first.pk}, "1")
    assert numbers(owner, owner="nobody") == (ids - {first.pk}, "2")
    assert numbers(owner, team="mine") == ({first.pk}, "1")
    assert numbers(owner, tag=tag.pk) == ({second.pk}, "1")
    assert numbers(owner, language="sv", state="all") == ({third.pk}, "1")
    assert numbers(owner, longer=1) == (ids - {first.pk}, "2")
    assert numbers(owner, state="settled") == (set(), "0")
    assert numbers(owner, touchpoint=first.touchpoint_id, longer=2) == ({third.pk}, "1")


def test_promises_at_risk_and_late_are_found(three: list[Case], owner: Member) -> None:
    first, second, _third = three
    Promise.objects.all().delete()
    assert numbers(owner, promise="risk") == (set(), "0")
    for case, due in ((first, timedelta(minutes=5)), (second, timedelta(minutes=1))):
        make(actor=owner, case=case, terms=Terms(what="Soitamme", due_at=now() + due))
    Promise.objects.filter(case=second).update(due_at=now() - timedelta(minutes=1))
    assert numbers(owner, promise="risk") == ({first.pk}, "1")
    assert numbers(owner, promise="late") == ({second.pk}, "1")


def test_nothing_of_others_is_counted(three: list[Case], outsider: Member) -> None:
    for asked in ({}, {"state": "all"}, {"language": "fi"}, {"team": three[0].team_id}, {"owner": "nobody"}):
        assert numbers(outsider, **asked) == (set(), "0")


def test_much_is_told_by_a_plus(three: list[Case], owner: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kohtaamo.work.counting.MOST", 2)
    assert numbers(owner)[1] == "2+"
    monkeypatch.setattr("kohtaamo.work.counting.MOST", 10)
    monkeypatch.setattr("kohtaamo.work.counting.LOOKED_AT", 2)
    assert numbers(owner)[1] == "3"
    assert counts_of(owner, [wanted({"language": "fi"})]) == [Count(3, has_more=True)]


def test_all_views_are_counted_in_one_question(three: list[Case], owner: Member) -> None:
    for n in range(12):
        save_view(actor=owner, name=f"n{n}", asked={"state": "all"} if n % 2 else {"language": "fi"})
    with CaptureQueriesContext(connection) as queries:
        counted = counted_views(owner)
    assert [str(each.count) for each in counted] == ["3"] * 12
    assert len(queries) <= 3


def test_a_view_shared_with_a_team_is_its_members(
    three: list[Case], owner: Member, colleague: Member, outsider: Member, team: Team
) -> None:
    own = save_view(actor=owner, name="Omat", asked={"team": "mine"})
    shared = save_view(actor=owner, name="Yhteinen", asked={"state": "all", "muu": "x"}, team=team)
    assert shared.query == "state=all"
    assert (list(views_of(owner)), list(views_of(colleague)), list(views_of(outsider))) == ([own, shared], [shared], [])
    with pytest.raises(NotFound):
        view_for(outsider, shared.pk)
    with pytest.raises(NotAllowed):
        save_view(actor=outsider, name="Toisten", asked={}, team=team)
    for act in (
        lambda: forget_view(actor=colleague, view=shared),
        lambda: change_view(actor=colleague, view=shared, name="a", team=None),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_who_shapes_the_work_may_change_a_shared_view(lead: Member, owner: Member, team: Team) -> None:
    shared = save_view(actor=owner, name="Yhteinen", asked={}, team=team)
    assert change_view(actor=lead, view=shared, name="Kaikkien", team=team).name == "Kaikkien"
    forget_view(actor=lead, view=shared)
    assert not View.objects.exists()


def test_each_has_an_order_of_their_own(owner: Member, colleague: Member, team: Team) -> None:
    one, two, three = (save_view(actor=owner, name=name, asked={}, team=team) for name in "abc")
    place_view(actor=owner, view=three, step=-1)
    place_view(actor=owner, view=three, step=-1)
    place_view(actor=owner, view=three, step=-1)
    assert list(views_of(owner)) == [three, one, two]
    assert list(views_of(colleague)) == [one, two, three]


def test_a_view_has_a_name_and_there_are_not_too_many(owner: Member) -> None:
    with pytest.raises(ViewNameless):
        save_view(actor=owner, name="  ", asked={})
    for n in range(30):
        save_view(actor=owner, name=str(n), asked={})
    with pytest.raises(TooManyViews):
        save_view(actor=owner, name="liikaa", asked={})


def test_the_queue_keeps_a_view_and_shows_its_count(
    as_owner: Client, three: list[Case], owner: Member, team: Team
) -> None:
    sent = as_owner.post("/views/?state=all&language=fi", {"name": "Suomeksi", "team": team.pk})
    view = View.objects.get()
    assert sent["Location"] == f"/cases/?state=all&language=fi&view={view.pk}"
    page = as_owner.get(sent["Location"])
    assert [(each.view, str(each.count)) for each in page.context["views"]] == [(view, "3")]
    assert "aria-current" in as_owner.get("/views/counts/", {"view": view.pk}).content.decode()
    assert as_owner.post(f"/views/{view.pk}/", {"name": "Fi", "team": ""}).status_code == 302
    assert as_owner.post(f"/views/{view.pk}/moving/", {"step": "up"}).status_code == 302
    assert as_owner.get("/views/").context["views"][0].view.name == "Fi"
    assert as_owner.post("/views/?state=all", {"name": ""}).status_code == 422
    assert as_owner.post(f"/views/{view.pk}/removal/").status_code == 302
