"""The pages of targets, and where a person meets them: the queue, the case, the touchpoint."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member
from kohtaamo.targets.commands.aim import Aimed, set_target
from kohtaamo.targets.models import Target
from kohtaamo.touchpoints.models import Touchpoint
from tests.conftest import Says

pytestmark = pytest.mark.django_db


def test_a_target_is_set_changed_and_taken_away(as_lead: Client, touchpoint: Touchpoint) -> None:
    made = as_lead.post("/targets/new/", {"touchpoint": touchpoint.pk, "first": "4", "settle": "16.5", "warn": "75"})
    assert made["Location"] == "/targets/"
    target = Target.objects.get()
    assert (target.first, target.next, target.settle) == (240, None, 990)
    assert "Verkkokaupan posti" in as_lead.get("/targets/").content.decode()
    address = f"/targets/{target.pk}/"
    as_lead.post(address, {"touchpoint": "", "first": "2", "warn": "50"})
    assert Target.objects.get().touchpoint is None
    as_lead.post(f"/targets/{Target.objects.get().pk}/", {"drop": "yes"})
    assert not Target.objects.exists()


def test_nothing_aimed_at_is_said_beside_what_was_written(as_lead: Client) -> None:
    answer = as_lead.post("/targets/new/", {"warn": "75"})
    assert (answer.status_code, Target.objects.count()) == (422, 0)


def test_who_may_not_manage_touchpoints_is_refused(as_owner: Client) -> None:
    assert as_owner.get("/targets/").status_code == 403
    assert as_owner.post("/targets/new/", {"first": "4", "warn": "75"}).status_code == 403


def test_a_near_target_stands_calmly_in_the_queue_and_in_the_case(
    as_owner: Client, lead: Member, says: Says, touchpoint: Touchpoint
) -> None:
    set_target(actor=lead, aimed=Aimed(first=240))
    far = says(sender="b@posti.example").case
    near = says(at=now() - timedelta(hours=3.5)).case
    assert as_owner.get("/cases/").content.decode().count("Ensimmäinen vastaus") == 1
    for case in (far, near):
        assert "Oma tavoite" in as_owner.get(f"/cases/{case.pk}/").content.decode()
    says(at=now() - timedelta(hours=9), sender="c@posti.example")
    assert "0 / 1" in as_owner.get(f"/touchpoints/{touchpoint.pk}/").content.decode()
