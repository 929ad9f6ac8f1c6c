"""Users of other desks: everyone saw everything, or people pushed their cases onto each other and were rid of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from kohtaamo.encounters.models import Case
from kohtaamo.platform.time import now
from kohtaamo.promises.commands.accept import return_unanswered
from kohtaamo.promises.models import Handover
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member, Team
from tests.api.conftest import Calls
from tests.complaints.conftest import again, read_journal

pytestmark = pytest.mark.django_db


def hands_over(client: Client, case: Case, team: Team, member: Member, **more: str) -> int:
    told = {"to": f"{team.pk}-{member.pk}", "tried": "Soitin varastoon.", "minutes": "30", **more}
    return client.post(f"/cases/{case.pk}/handovers/", told).status_code


def test_one_outside_the_team_finds_the_case_nowhere(
    as_owner: Client, as_outsider: Client, calls: Calls, outsider: Member, case: Case
) -> None:
    read_journal()
    assert "Sänky ei tullut" in as_owner.get("/search/?q=sänky").content.decode()
    for page in ("/", "/cases/?state=all", "/search/?q=sänky", "/promises/", f"/palette/?q={case.pk}"):
        assert "Sänky ei tullut" not in as_outsider.get(page).content.decode()
    theirs = calls(outsider)
    assert (theirs.get("/cases?state=all").json()["items"], theirs.get(f"/cases/{case.pk}").status_code) == ([], 404)


def test_a_case_is_not_pushed_on_without_a_word_of_what_is_asked(
    as_owner: Client, other_team: Team, outsider: Member, case: Case
) -> None:
    assert (hands_over(as_owner, case, other_team, outsider, asked=""), Handover.objects.count()) == (422, 0)


def test_nobody_is_rid_of_a_case_by_sending_it_to_one_who_does_not_answer(
    as_owner: Client, owner: Member, other_team: Team, outsider: Member, case: Case
) -> None:
    assert hands_over(as_owner, case, other_team, outsider, asked="Milloin sänky tulee?") == 303
    Handover.objects.update(answer_by=now() - timedelta(minutes=1))
    assert return_unanswered() == 1
    assert again(case).owner == owner
    assert f"/handovers/{Handover.objects.get().pk}/sight/" in as_owner.get("/").content.decode()


def test_it_comes_back_with_the_reason_when_it_is_not_taken_on(
    as_owner: Client, as_outsider: Client, owner: Member, other_team: Team, outsider: Member, case: Case
) -> None:
    hands_over(as_owner, case, other_team, outsider, asked="Milloin sänky tulee?")
    place = f"/handovers/{Handover.objects.get().pk}/refusal/"
    as_outsider.post(place, {"word": ""})
    assert Handover.objects.get().state == "offered"
    as_outsider.post(place, {"word": "Kuuluu huoltoon"})
    assert (again(case).owner, "Kuuluu huoltoon" in as_owner.get("/").content.decode()) == (owner, True)


def test_rights_are_each_roles_own_and_free(as_owner: Client, owner: Member, case: Case) -> None:
    owner.role.rights = [Right.ANSWER.value]
    owner.role.save()
    assert as_owner.post(f"/cases/{case.pk}/giving/", {"to": str(case.team_id)}).status_code == 403
    assert as_owner.post(f"/cases/{case.pk}/notes/", {"text": "Huomautus"}).status_code == 303
