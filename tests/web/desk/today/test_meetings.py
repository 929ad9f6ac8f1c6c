"""Writing down a meeting by hand."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.choices import Feeling
from kohtaamo.encounters.models import Case
from kohtaamo.staff.models import Member, Role, Team
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.touchpoints.models import Touchpoint

pytestmark = pytest.mark.django_db
NEW = "/meetings/new/"


@pytest.fixture
def told(touchpoint: Touchpoint) -> dict[str, object]:
    return {
        "touchpoint": touchpoint.pk, "channel": "visit", "name": "Kaisa Lehto", "reach": "040 123 4567",
        "words": "Kattilan emali lohkesi.", "for_whom": "anoppi", "subject": "", "feeling": "2",
    }  # fmt: skip


def test_a_meeting_becomes_a_case_of_the_one_who_wrote_it(
    as_owner: Client, owner: Member, told: dict[str, object]
) -> None:
    answer = as_owner.post(NEW, told)
    case = Case.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, reverse("case", args=[case.pk]))
    assert (case.customer.name, case.owner, case.channel, case.for_whom, case.feeling, case.last_words) == (
        "Kaisa Lehto", owner, Channel.VISIT, "anoppi", Feeling.DISAPPOINTED, "Kattilan emali lohkesi.",
    )  # fmt: skip


def test_a_known_number_brings_the_known_customer(as_owner: Client, told: dict[str, object]) -> None:
    as_owner.post(NEW, told)
    as_owner.post(NEW, {**told, "name": "K. Lehto", "reach": "+358401234567"})
    assert [customer.name for customer in Customer.objects.all()] == ["Kaisa Lehto"]
    assert Case.objects.count() == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [("reach", ""), ("reach", "123"), ("reach", "kaisa@"), ("words", "  "), ("channel", "fax"), ("touchpoint", "999999"),
     ("touchpoint", "x"), ("feeling", "9"), ("name", "x" * 300)],
)  # fmt: skip
def test_what_was_written_stays_when_something_is_missing(
    as_owner: Client, told: dict[str, object], field: str, value: str
) -> None:
    answer = as_owner.post(NEW, {**told, field: value})
    page = answer.content.decode()
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert ("anoppi" in page, "Kattilan emali" in page or field == "words") == (True, True)
    assert 'class="error"' in page
    assert Case.objects.count() == 0


def test_the_form_begins_with_the_customer_asked_for(as_owner: Client, case: Case) -> None:
    page = as_owner.get(NEW, {"customer": case.customer_id}).content.decode()
    assert 'value="Eeva Mattila"' in page
    assert 'value="eeva.mattila@posti.example"' in page
    assert case.number in page


def test_an_unknown_customer_in_the_address_is_not_found(as_owner: Client) -> None:
    assert as_owner.get(NEW, {"customer": "987654"}).status_code == 404


def test_places_of_ones_own_teams_come_first(as_outsider: Client, touchpoint: Touchpoint, other_team: Team) -> None:
    own = Touchpoint.objects.create(name="Ö-tiski", channel=Channel.VISIT, team=other_team)
    page = as_outsider.get(NEW)
    assert page.context["places"] == [(True, [own]), (False, [touchpoint])]
    assert page.context["chosen"]["touchpoint"] == str(own.pk)


def known(client: Client, reach: str) -> str:
    page: str = client.get("/meetings/customer/", {"reach": reach}).content.decode()
    return page.strip()


def test_the_page_says_whose_address_it_is(as_owner: Client, case: Case) -> None:
    told = known(as_owner, "EEVA.mattila@posti.example")
    assert "Eeva Mattila" in told
    assert case.subject in told
    assert known(as_owner, "joku.muu@posti.example") == ""
    assert known(as_owner, "040") == ""


def test_another_teams_open_cases_are_not_told(as_outsider: Client, case: Case) -> None:
    told = known(as_outsider, "eeva.mattila@posti.example")
    assert "Eeva Mattila" in told
    assert case.subject not in told


def test_one_who_may_not_answer_cannot_write_meetings(as_owner: Client, owner: Member, told: dict[str, object]) -> None:
    Member.objects.filter(pk=owner.pk).update(role=Role.objects.create(name="Katselija", rights=[]))
    assert as_owner.get(NEW).status_code == 403
    assert as_owner.post(NEW, told).status_code == 403
    assert as_owner.get("/").status_code == 200
