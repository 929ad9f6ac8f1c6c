"""Taking, giving, feeling, ending and opening again."""

from __future__ import annotations

import pytest
from django.test import Client

from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.models import Case, Encounter
from kohtaamo.staff.models import Member, Team

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def test_a_case_is_taken_and_let_go(as_owner: Client, owner: Member, case: Case) -> None:
    as_owner.post(f"/cases/{case.pk}/taking/")
    case.refresh_from_db()
    assert case.owner == owner
    as_owner.post(f"/cases/{case.pk}/letting-go/")
    case.refresh_from_db()
    assert case.owner is None


def test_a_case_a_colleague_has_is_not_taken(as_colleague: Client, mine: Case, owner: Member) -> None:
    assert as_colleague.post(f"/cases/{mine.pk}/taking/").status_code == 409
    mine.refresh_from_db()
    assert mine.owner == owner


def test_a_case_is_given_to_a_person_with_a_word(as_owner: Client, mine: Case, colleague: Member, team: Team) -> None:
    as_owner.post(f"/cases/{mine.pk}/giving/", {"to": f"{team.pk}-{colleague.pk}", "word": "Osaat tämän."})
    mine.refresh_from_db()
    assert mine.owner == colleague
    assert "Osaat tämän." in as_owner.get(f"/cases/{mine.pk}/").content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_giving_a_case_away_leads_home(as_owner: Client, mine: Case, other_team: Team, headers: dict[str, str]) -> None:
    response = as_owner.post(f"/cases/{mine.pk}/giving/", {"to": str(other_team.pk)}, headers=headers)
    assert response["HX-Redirect" if headers else "Location"] == "/"
    assert as_owner.get(f"/cases/{mine.pk}/").status_code == 404


@pytest.mark.parametrize("to", ["", "x", "1-2-3", "0", "99999"])
def test_giving_to_nobody_is_refused(as_owner: Client, mine: Case, to: str) -> None:
    assert as_owner.post(f"/cases/{mine.pk}/giving/", {"to": to}).status_code in {404, 422}
    mine.refresh_from_db()
    assert mine.owner is not None


def test_giving_to_someone_who_cannot_see_it_says_so(
    as_owner: Client, mine: Case, team: Team, outsider: Member
) -> None:
    response = as_owner.post(f"/cases/{mine.pk}/giving/", {"to": f"{team.pk}-{outsider.pk}"})
    assert response.status_code == 422
    assert 'class="error"' in response.content.decode()


def test_a_feeling_is_noted_in_one_touch(as_owner: Client, mine: Case) -> None:
    as_owner.post(f"/cases/{mine.pk}/feeling/", {"feeling": "1"})
    mine.refresh_from_db()
    assert (mine.feeling, Encounter.objects.get(case=mine).feeling_start) == (1, 1)
    assert as_owner.post(f"/cases/{mine.pk}/feeling/", {"feeling": "6"}).status_code == 422


def test_an_ending_takes_the_outcome_and_the_feeling_together(as_owner: Client, mine: Case) -> None:
    as_owner.post(f"/cases/{mine.pk}/ending/", {"outcome": "solved", "feeling": "4"})
    mine.refresh_from_db()
    encounter = Encounter.objects.get(case=mine)
    assert (mine.state, encounter.outcome, encounter.feeling_end) == (CaseState.SETTLED, "solved", 4)


def test_the_feeling_may_come_after_the_outcome(as_owner: Client, mine: Case) -> None:
    as_owner.post(f"/cases/{mine.pk}/ending/", {"outcome": "promised"})
    page = as_owner.get(f"/cases/{mine.pk}/").content.decode()
    assert 'name="outcome" value="promised" aria-pressed="true"' in page
    assert '<input type="hidden" name="outcome" value="promised">' in page
    as_owner.post(f"/cases/{mine.pk}/ending/", {"outcome": "promised", "feeling": "5"})
    assert Encounter.objects.get(case=mine).feeling_end == 5


@pytest.mark.parametrize("data", [{}, {"outcome": "x"}, {"outcome": "solved", "feeling": "9"}])
def test_an_ending_that_says_nothing_is_refused(as_owner: Client, mine: Case, data: dict[str, str]) -> None:
    assert as_owner.post(f"/cases/{mine.pk}/ending/", data).status_code == 422


def test_a_settled_case_is_opened_again(as_owner: Client, mine: Case) -> None:
    as_owner.post(f"/cases/{mine.pk}/ending/", {"outcome": "solved"})
    assert f"/cases/{mine.pk}/reopening/" in as_owner.get(f"/cases/{mine.pk}/").content.decode()
    as_owner.post(f"/cases/{mine.pk}/reopening/")
    mine.refresh_from_db()
    assert mine.state == CaseState.WAITING_US
