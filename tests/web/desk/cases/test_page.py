"""The encounter page: what it shows, to whom, and at what cost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from kohtaamo.encounters.commands.end import end
from kohtaamo.encounters.commands.note import write_note
from kohtaamo.encounters.commands.own_page import own_page_of
from kohtaamo.encounters.models import CallRequest, Case, Encounter, Message
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member, Role, Team
from tests.conftest import Says

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


def text_of(client: Client, case: Case, **query: object) -> str:
    response = client.get(f"/cases/{case.pk}/", query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_shows_the_person_and_their_words(as_owner: Client, case: Case) -> None:
    page = text_of(as_owner, case)
    assert "<h1>Eeva Mattila</h1>" in page
    assert '<p class="words">Sänky ei tullut perjantaina.</p>' in page


def test_opening_the_page_is_the_moment_the_customer_was_noticed(as_owner: Client, owner: Member, case: Case) -> None:
    text_of(as_owner, case)
    assert Encounter.objects.get(case=case).noticed_by == owner


@pytest.mark.parametrize(
    "headers", [{"Sec-Purpose": "prefetch"}, {"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}]
)
def test_a_page_fetched_ahead_has_not_noticed_anyone(as_owner: Client, case: Case, headers: dict[str, str]) -> None:
    assert as_owner.get(f"/cases/{case.pk}/", headers=headers).status_code == 200
    assert Encounter.objects.get(case=case).noticed_at is None


def test_a_head_request_has_not_noticed_anyone(as_owner: Client, case: Case) -> None:
    assert as_owner.head(f"/cases/{case.pk}/").status_code == 200
    assert Encounter.objects.get(case=case).noticed_at is None


def test_one_who_may_not_answer_looks_on_without_noticing(as_owner: Client, owner: Member, case: Case) -> None:
    owner.role = Role.objects.create(name="Looker", rights=[])
    owner.save()
    page = text_of(as_owner, case)
    assert 'id="composer"' not in page
    assert Encounter.objects.get(case=case).noticed_at is None


def _count(client: Client, case: Case) -> int:
    text_of(client, case)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        text_of(client, case)
    return len(queries)


def test_sixty_messages_cost_as_many_queries_as_one(as_owner: Client, says: Says, case: Case) -> None:
    one = _count(as_owner, case)
    for number in range(59):
        says(f"Viesti {number}", case=case)
    assert Message.objects.filter(case=case).count() == 60
    assert _count(as_owner, case) == one


def test_only_the_newest_hundred_are_shown_and_the_rest_one_touch_away(
    as_owner: Client, says: Says, case: Case
) -> None:
    for number in range(104):
        says(f"viesti-{number:03}", case=case, at=now() + timedelta(seconds=number))
    page = text_of(as_owner, case)
    assert page.count("data-message=") == 100
    first = Message.objects.get(text="viesti-004")
    assert f"?before={first.pk}" in page
    earlier = text_of(as_owner, case, before=first.pk)
    assert "viesti-003" in earlier
    assert "viesti-004" not in earlier


@pytest.mark.parametrize("before", ["0", "99999999", "x", "9" * 40])
def test_an_unknown_place_in_the_talk_breaks_nothing(as_owner: Client, case: Case, before: str) -> None:
    assert as_owner.get(f"/cases/{case.pk}/", {"before": before}).status_code in {200, 404}


def test_nothing_a_person_can_write_is_run_in_the_page(as_owner: Client, owner: Member, says: Says) -> None:
    message = says(SCRIPT, sender_name=SCRIPT, subject=SCRIPT, new_text=SCRIPT, sender="x@posti.example")
    case = message.case
    case.for_whom = SCRIPT
    case.save()
    customer = case.customer
    customer.wishes = customer.name = SCRIPT
    customer.save()
    write_note(actor=owner, case=case, text=SCRIPT)
    page = text_of(as_owner, case)
    assert SCRIPT not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 6


def test_the_page_has_no_inline_script_and_no_inline_style(as_owner: Client, case: Case) -> None:
    page = text_of(as_owner, case)
    assert " style=" not in page
    assert " onclick=" not in page
    assert "<script>" not in page


def test_a_shortened_letter_can_be_read_whole(as_owner: Client, says: Says, case: Case) -> None:
    says("Uutta.\n\n> Vanhaa.", new_text="Uutta.", case=case)
    page = text_of(as_owner, case)
    assert '<p class="words">Uutta.</p>' in page
    assert "Vanhaa." in page


def test_a_call_asked_for_is_shown_until_it_is_made(as_owner: Client, case: Case) -> None:
    encounter = Encounter.objects.get(case=case)
    call = CallRequest.objects.create(case=case, encounter=encounter, number="040 123 4567", asked_at=now())
    assert 'href="tel:040 123 4567"' in text_of(as_owner, case)
    assert as_owner.post(f"/cases/{case.pk}/calls/{call.pk}/").status_code == 303
    assert 'href="tel:' not in text_of(as_owner, case)


def test_for_whom_is_noted(as_owner: Client, case: Case) -> None:
    as_owner.post(f"/cases/{case.pk}/for-whom/", {"for_whom": "Irma, äiti"})
    case.refresh_from_db()
    assert case.for_whom == "Irma, äiti"


def test_the_links_of_the_customer_are_closed(as_owner: Client, case: Case) -> None:
    page = own_page_of(case, case.customer)
    assert f"/cases/{case.pk}/links-closing/" in text_of(as_owner, case)
    as_owner.post(f"/cases/{case.pk}/links-closing/")
    page.refresh_from_db()
    assert page.revoked_at is not None


def test_the_path_shows_only_what_the_viewer_may_see(
    as_owner: Client, owner: Member, says: Says, case: Case, other_team: Team
) -> None:
    hidden = says("Muualla", subject="Salainen asia").case
    seen = says("Täällä", subject="Tuttu asia").case
    hidden.team = other_team
    hidden.save()
    page = text_of(as_owner, case)
    assert "Salainen asia" not in page
    assert f'href="/cases/{seen.pk}/"' in page


def test_other_open_matters_are_listed_and_settled_ones_are_not(
    as_owner: Client, owner: Member, says: Says, case: Case
) -> None:
    settled = says("Valmis", subject="Valmis asia").case
    end(actor=owner, case=settled, outcome="solved")
    open_one = says("Auki", subject="Avoin asia").case
    part = text_of(as_owner, case).split('id="related"')[1].split('id="path"')[0]
    assert f'href="/cases/{open_one.pk}/"' in part
    assert "Valmis asia" not in part


def test_who_else_is_here_is_seen_and_they_leave(
    as_owner: Client, as_colleague: Client, colleague: Member, case: Case
) -> None:
    address = f"/cases/{case.pk}/visitors/"
    assert as_colleague.post(f"/cases/{case.pk}/visit/", {"typing": "yes"}).status_code == 204
    with translation.override("fi"):
        assert "Sami" in as_owner.get(address).content.decode()
    assert "Sami" not in as_colleague.get(address).content.decode()
    as_colleague.post(f"/cases/{case.pk}/visit/", {"left": "yes"})
    assert "Sami" not in as_owner.get(address).content.decode()


def test_the_parts_come_without_the_composer_so_that_nobodys_words_are_touched(as_owner: Client, case: Case) -> None:
    page = as_owner.get(f"/cases/{case.pk}/talk/", headers={"HX-Request": "true"}).content.decode()
    assert 'id="talk-list"' in page
    assert 'hx-swap-oob="keyed"' in page
    assert 'id="composer"' not in page


def test_what_happened_stands_between_the_words(as_owner: Client, owner: Member, case: Case) -> None:
    as_owner.post(f"/cases/{case.pk}/taking/")
    page = text_of(as_owner, case)
    assert page.count('class="event"') == 1
    assert page.count('class="happened"') == 3  # an answer was promised, it was noticed, it was taken


def test_a_lead_who_sees_all_sees_a_case_of_another_team(as_lead: Client, case: Case, other_team: Team) -> None:
    case.team = other_team
    case.save()
    assert "Eeva Mattila" in text_of(as_lead, case)
