"""Taking back what a rule did, on its pages: said first, done once, without scripts, for who may."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime

from kohtaamo.encounters.models import Case
from kohtaamo.platform.time import now
from kohtaamo.rules.models import Firing, Rule, Undoing
from kohtaamo.staff.models import Team
from kohtaamo.work.models import Tagging
from tests.conftest import Says
from tests.rules.conftest import Writes, look

pytestmark = pytest.mark.django_db
TAG = {"do": "tag", "value": "", "extra": "uusi"}
NOTE = {"do": "note", "value": "", "extra": "Katsotaan"}


@pytest.fixture
def fired(rule: Writes, says: Says) -> Firing:
    rule("wrote", [TAG, NOTE])
    says()
    look()
    return Firing.objects.get()


def test_what_will_and_will_not_be_put_back_is_said_then_done_once(as_lead: Client, fired: Firing) -> None:
    address = f"/rules/{fired.rule_id}/firings/{fired.pk}/undoing/"
    assert f'href="{address}"' in as_lead.get(f"/rules/{fired.rule_id}/log/").content.decode()
    page = as_lead.get(address).content.decode()
    assert "Sääntö teki tämän, ja se palautetaan" in page
    assert "huomautus jää keskusteluun" in page
    assert Tagging.objects.count() == 1
    for _press in range(2):
        assert as_lead.post(address)["Location"] == f"/rules/{fired.rule_id}/log/"
    log = as_lead.get(f"/rules/{fired.rule_id}/log/?show=undone").content.decode()
    assert "Leila Aho kumosi tämän" in log
    assert (Tagging.objects.count(), f'href="{address}"' in log) == (0, False)
    assert "Tämä on kumottu" in as_lead.get(address).content.decode()


def test_all_since_a_moment_is_undone_and_what_was_left_is_listed(
    as_lead: Client, rule: Writes, says: Says, other_team: Team, team: Team
) -> None:
    made = rule("wrote", [{"do": "team", "value": str(other_team.pk), "extra": ""}])
    cases = [says(sender=f"a{n}@posti.example").case for n in range(3)]
    look()
    Case.objects.filter(pk=cases[0].pk).update(team=team)
    address = f"/rules/{made.pk}/undoings/"
    assert address in as_lead.get(f"/rules/{made.pk}/log/").content.decode()
    since = f"{localtime() - timedelta(hours=1):%Y-%m-%dT%H:%M}"
    assert "3 kertaa" in as_lead.get(address, {"since": since}).content.decode()
    begun = as_lead.post(address, {"since": since, "off": "on"})
    undoing = Undoing.objects.get()
    assert begun["Location"] == f"{address}{undoing.pk}/"
    page = as_lead.get(begun["Location"]).content.decode()
    assert "Palautettu 2 kertaa" in page
    assert "joku on muuttanut sitä sen jälkeen" in page
    assert (Rule.objects.get().is_on, Case.objects.filter(team=other_team).count()) == (False, 0)


@pytest.mark.parametrize("since", ["eilen", "2999-01-01T08:00", "9999-99-99", "2020-01-01T00:00"])
def test_a_moment_that_is_none_or_has_nothing_is_told_of(as_lead: Client, rule: Writes, since: str) -> None:
    made = rule("wrote", [TAG])
    answer = as_lead.post(f"/rules/{made.pk}/undoings/", {"since": since})
    assert (answer.status_code, "undo-problem" in answer.content.decode()) == (422, True)


def test_an_outsider_and_one_without_the_right_reach_none_of_it(
    as_owner: Client, as_lead: Client, fired: Firing, rule: Writes, other_team: Team
) -> None:
    other = rule("wrote", [TAG])
    for address in (f"firings/{fired.pk}/undoing/", "undoings/"):
        assert as_owner.get(f"/rules/{fired.rule_id}/{address}").status_code == 403
        assert as_owner.post(f"/rules/{fired.rule_id}/{address}", {"since": "2020-01-01T00:00"}).status_code == 403
    assert as_lead.post(f"/rules/{other.pk}/firings/{fired.pk}/undoing/").status_code == 404
    undoing = Undoing.objects.create(
        rule=fired.rule, by=fired.rule.owner, since=now(), begun_at=now(), beat_at=now(), reached=0
    )
    assert as_lead.get(f"/rules/{other.pk}/undoings/{undoing.pk}/").status_code == 404
    role = fired.rule.owner.role
    role.rights = [right for right in role.rights if right != "cases.see_all"]
    role.save()
    Case.objects.update(team=other_team)
    assert as_lead.get(f"/rules/{fired.rule_id}/firings/{fired.pk}/undoing/").status_code == 404
    assert as_lead.post(f"/rules/{fired.rule_id}/firings/{fired.pk}/undoing/").status_code == 404
    assert Tagging.objects.count() == 1


def test_the_log_and_the_lists_ask_as_often_for_many_as_for_one(as_lead: Client, rule: Writes, case: Case) -> None:
    made = rule("wrote", [TAG])
    since = now() - timedelta(hours=1)
    undoing = Undoing.objects.create(
        rule=made, by=made.owner, since=since, begun_at=now(), beat_at=now(), ended_at=now(), reached=0
    )
    addresses = [
        f"/rules/{made.pk}/log/", f"/rules/{made.pk}/undoings/?since={localtime(since):%Y-%m-%dT%H:%M}",
        f"/rules/{made.pk}/undoings/{undoing.pk}/",
    ]  # fmt: skip

    def fill(count: int) -> None:
        for n in range(count):
            acts = [
                {
                    **TAG,
                    "on": case.pk,
                    "was": {"matter": None},
                    "is": {"matter": 1},
                    "undone": "kept",
                    "kept": "changed",
                }
            ]
            Firing.objects.create(
                rule=made, case=case, occasion=f"e{count}.{n}", at=now(), state=("done", "undone")[n % 2], acts=acts,
                undone_at=now(), undone_by=made.owner, undoing=undoing,
            )  # fmt: skip

    def asked() -> list[int]:
        found = []
        for address in addresses:
            counts = []
            for _visit in range(2):
                with CaptureQueriesContext(connection) as told:
                    as_lead.get(address)
                counts.append(len(told))
            found.append(min(counts))
        return found

    fill(2)
    few = asked()
    fill(40)
    assert asked() == few
