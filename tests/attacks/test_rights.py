"""What is another team's is not there at all; what changes anything needs the page's own word."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from kohtaamo.encounters.models import Case
from kohtaamo.staff.models import Member
from tests.attacks.conftest import Ids
from tests.attacks.junk import filled, quietly, routes
from tests.conftest import Says

pytestmark = pytest.mark.django_db
OF_A_CASE = [route for route in routes() if any(name in route for name in ("case_id", "promise_id", "message_id"))]
OPEN = ("p/", "invitations/", "emails/", "healthz", "readyz", "language/", "help/", "robots.txt")
SIGNED = ("hooks/",)  # other systems sign what they send; they know no page and no cookie


def _status(client: Client, method: str, address: str) -> int:
    return quietly(client, method, address, {}).status_code


def test_the_case_of_another_team_answers_as_one_that_is_not_there(as_outsider: Client, ids: Ids) -> None:
    seen = {
        f"{method} {route}": (
            _status(as_outsider, method, filled(route, ids)),
            _status(as_outsider, method, filled(route, ids, "987654")),
        )
        for route in OF_A_CASE
        for method in ("get", "post")
    }
    assert {address: both for address, both in seen.items() if both[0] != both[1] or both[0] < 400} == {}


def test_things_of_one_case_are_not_there_under_another(as_owner: Client, ids: Ids, says: Says) -> None:
    other = says("Toinen asia", subject="Toinen").case
    nested = [route for route in OF_A_CASE if "case_id" in route and route.count("<") == 2]
    seen = {
        route: {_status(as_owner, method, filled(route, {**ids, "case_id": other.pk})) for method in ("get", "post")}
        for route in nested
    }
    assert {route: statuses for route, statuses in seen.items() if not statuses <= {403, 404, 405}} == {}


def test_a_stranger_is_shown_to_the_door_everywhere(anonymous: Client, ids: Ids) -> None:
    seen = {
        f"{method} {route}": _status(anonymous, method, filled(route, ids))
        for route in routes()
        if not route.startswith((*OPEN, *SIGNED))
        for method in ("get", "post")
    }
    assert {address: status for address, status in seen.items() if status not in {302, 404, 405}} == {}


def test_no_form_is_taken_without_the_words_of_its_page(administrator: Member, ids: Ids) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator)
    seen = {route: _status(client, "post", filled(route, ids)) for route in routes() if not route.startswith(SIGNED)}
    assert {route: status for route, status in seen.items() if status not in {403, 405, 404}} == {}


def test_one_taken_out_of_the_team_sees_its_cases_no_more_on_the_next_request(
    as_colleague: Client, colleague: Member, case: Case
) -> None:
    before = as_colleague.get(reverse("case", args=[case.pk])).status_code
    colleague.memberships.all().delete()
    assert (before, as_colleague.get(reverse("case", args=[case.pk])).status_code) == (200, 404)


def test_one_who_has_left_is_shown_to_the_door_with_an_old_session(as_colleague: Client, colleague: Member) -> None:
    Member.objects.filter(pk=colleague.pk).update(is_active=False)
    assert as_colleague.get(reverse("today")).status_code == 302


@pytest.mark.parametrize(
    "there",
    [
        "https://muualla.example/",
        "//muualla.example",
        "/\\muualla.example",
        "javascript:alert(1)",
        "\t//muualla.example",
        "https:///muualla.example",
    ],
)
def test_no_form_leads_out_of_the_house(as_owner: Client, as_administrator: Client, ids: Ids, there: str) -> None:
    told = [
        as_owner.post(
            reverse("promise_keeping", args=[ids["promise_id"]]), {"in_full": "on", "in_form": "on", "next": there}
        ),
        as_administrator.post(reverse("mail_unwanted", args=[ids["intake_id"]]), {"next": there}),
        as_owner.post(reverse("set_language"), {"language": "sv", "next": there}),
    ]
    assert [answer.headers["Location"] for answer in told] == [
        reverse("promise", args=[ids["promise_id"]]),
        reverse("operations"),
        "/",
    ]


def test_a_host_that_is_not_ours_is_refused(as_owner: Client) -> None:
    assert as_owner.get("/", headers={"Host": "muualla.example"}).status_code == 400


def test_the_outsider_learns_nothing_of_the_case_by_asking(as_outsider: Client, case: Case) -> None:
    pages = [
        as_outsider.get(address).content.decode()
        for address in (
            "/search/?q=s%C3%A4nky", f"/search/?q=K-{case.pk}", "/search/?q=eeva.mattila@posti.example", "/cases/?state=all", "/", "/promises/",
            f"/customers/{case.customer_id}/", "/meetings/customer/?reach=eeva.mattila@posti.example", f"/waiting/news/?shown={case.pk}",
        )
    ]  # fmt: skip
    assert [case.subject in page for page in pages] == [False] * len(pages)
