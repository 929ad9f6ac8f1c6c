"""The pages of rules: written without scripts, tried, switched on, their log; not for those who may not shape the work."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kohtaamo.encounters.models import Case
from kohtaamo.platform.time import now
from kohtaamo.rules.models import Firing, Rule, Trial
from kohtaamo.touchpoints.models import Matter
from tests.conftest import Says
from tests.rules.conftest import Writes, look

pytestmark = pytest.mark.django_db
BROKEN = {
    "name": "Rikkoutunut", "kind": "wrote", "joined": "all", "c": "0", "c0_what": "subject", "c0_how": "is",
    "c0_extra": "rikki", "a": "0", "a0_do": "tag", "a0_extra": "rikkoutunut",
}  # fmt: skip


def test_a_rule_is_written_row_by_row_without_scripts_and_reads_itself_aloud(as_lead: Client) -> None:
    first = as_lead.post(
        "/rules/new/", {"name": "X", "kind": "wrote", "press": "condition", "new_condition": "subject"}
    )
    assert 'name="c0_extra"' in first.content.decode()
    assert Rule.objects.count() == 0
    second = as_lead.post("/rules/new/", {**BROKEN, "press": "act", "new_act": "settle"})
    assert 'name="a1_do" value="settle"' in second.content.decode()
    third = as_lead.post("/rules/new/", {**BROKEN, "press": "drop-a0"})
    assert 'name="a0_do"' not in third.content.decode()
    saved = as_lead.post("/rules/new/", {**BROKEN, "press": "save"})
    assert (saved.status_code, saved["Location"]) == (302, "/rules/")
    page = as_lead.get("/rules/").content.decode()
    assert "Kun asiakas kirjoittaa ja otsikossa on ”rikki”: lisää tunniste ”rikkoutunut”." in page


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": " "}, "Anna säännölle nimi."),
        ({"a": []}, "Kerro, mitä sääntö tekee"),
        ({"c0_extra": ""}, "valitse tai kirjoita"),
        ({"kind": "waited", "number": "x"}, "kirjoita kokonaisluku"),
        ({"kind": "clock", "clock": "8"}, "08:30"),
        ({"starts_on": "2026-12-02", "ends_on": "2026-12-01"}, "ennen alkua"),
        ({"starts_on": "eilen"}, "2026-12-31"),
        ({"a0_do": "team", "a0_value": "999999"}, "valitse, mikä"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_written_stays(
    as_lead: Client, changed: dict[str, object], said: str
) -> None:
    answer = as_lead.post("/rules/new/", {**BROKEN, "press": "save", **changed})
    assert (answer.status_code, Rule.objects.count()) == (422, 0)
    assert said in answer.content.decode()
    assert 'value="rikki"' in answer.content.decode() or "c0_extra" in changed


def test_it_is_tried_then_switched_on_and_moved_and_taken_away(as_lead: Client, says: Says) -> None:
    says(subject="Lamppu on rikki")
    says(subject="Muuta", sender="b@posti.example")
    saved = as_lead.post("/rules/new/", {**BROKEN, "press": "try"})
    made = Rule.objects.get()
    assert saved["Location"] == f"/rules/{made.pk}/trials/"
    begun = as_lead.post(saved["Location"], {"days": "7"})
    page = as_lead.get(begun["Location"]).content.decode()
    assert "Sääntö olisi toiminut kerran" in page
    assert (Trial.objects.get().looked, Firing.objects.count()) == (2, 0)
    as_lead.post(f"/rules/{made.pk}/switch/", {"on": "yes"})
    made.refresh_from_db()
    assert made.is_on
    other = as_lead.post("/rules/new/", {**BROKEN, "name": "Toinen", "press": "save"})
    assert other.status_code == 302
    as_lead.post(f"/rules/{made.pk}/place/", {"to": "down"})
    assert list(Rule.objects.values_list("name", flat=True)) == ["Toinen", "Rikkoutunut"]
    as_lead.post(f"/rules/{made.pk}/removal/")
    assert "Rikkoutunut" not in as_lead.get("/rules/").content.decode()


def test_the_log_tells_what_was_done_and_tries_again_what_failed(
    as_lead: Client,
    as_administrator: Client,
    rule: Writes,
    case: Case,
    says: Says,
) -> None:
    matter = Matter.objects.create(name_fi="Toimitus")
    made = rule("wrote", [{"do": "matter", "value": str(matter.pk)}])
    Matter.objects.update(is_active=False)
    says("Vielä.", case=case)
    look()
    firing = Firing.objects.get()
    assert "ei ole enää käytössä" in as_lead.get("/rules/log/?show=failed").content.decode()
    assert "Rikkoutunut" in as_administrator.get("/operations/rules/").content.decode()
    Matter.objects.update(is_active=True)
    as_lead.post(f"/rules/{made.pk}/firings/{firing.pk}/again/")
    firing.refresh_from_db()
    assert firing.state == "done"
    assert as_lead.post(f"/rules/{made.pk + 1}/firings/{firing.pk}/again/").status_code == 404


def test_who_may_not_shape_the_work_is_refused(as_owner: Client, rule: Writes) -> None:
    made = rule("wrote", [{"do": "settle"}])
    for address in ("/rules/", "/rules/new/", "/rules/log/", f"/rules/{made.pk}/", f"/rules/{made.pk}/trials/"):
        assert as_owner.get(address).status_code == 403
    assert as_owner.post(f"/rules/{made.pk}/switch/", {"on": "no"}).status_code == 403
    made.refresh_from_db()
    assert made.is_on


@pytest.mark.parametrize("address", ["/rules/", "/rules/log/"])
def test_lists_ask_as_often_for_a_hundred_as_for_one(
    as_lead: Client,
    rule: Writes,
    case: Case,
    address: str,
) -> None:
    def fill(count: int) -> None:
        for n in range(count):
            made = rule("wrote", [{"do": "tag", "extra": "a"}], name=f"Sääntö {n}")
            Firing.objects.create(rule=made, case=case, occasion=f"e{n}", at=now(), state="done", acts=made.acts)

    def asked() -> int:
        found = []
        for _visit in range(2):
            with CaptureQueriesContext(
                connection,
            ) as told:
                as_lead.get(address)
            found.append(len(told))
        return min(found)

    fill(1)
    one = asked()
    fill(40)
    assert asked() == one
