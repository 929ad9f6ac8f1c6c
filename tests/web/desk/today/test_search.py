"""One field that finds cases, messages and customers, within what the viewer may see."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kohtaamo.config.background import readers
from kohtaamo.encounters.commands.take import assign
from kohtaamo.encounters.models import Case, Message
from kohtaamo.platform.journal.readers import catch_up
from kohtaamo.staff.models import Member, Team
from kohtaamo.web.desk.today.excerpt import Meant, Piece
from kohtaamo.web.desk.today.search_answer import Answer

pytestmark = pytest.mark.django_db
Says = Callable[..., Message]


def index_all() -> None:
    for reader in readers():
        while catch_up(reader):
            pass


def ask(client: Client, text: str) -> Answer:
    answer: Answer = client.get("/search/", {"q": text}).context["found"]
    return answer


def marked(pieces: list[Piece]) -> list[str]:
    return [piece.text for piece in pieces if piece.is_meant]


def test_any_form_of_a_word_finds_the_message_and_marks_the_word(as_owner: Client, case: Case) -> None:
    index_all()
    found = ask(as_owner, "sängyn").cases
    assert [(each.case, marked(each.pieces)) for each in found] == [(case, ["Sänky"])]
    assert "<mark>Sänky</mark>" in as_owner.get("/search/", {"q": "sängyn"}).content.decode()


@pytest.mark.parametrize("form", ["K-{}", "k{}", "#{}", "{}", " k - {} "])
def test_a_case_is_found_by_its_number(as_owner: Client, case: Case, form: str) -> None:
    assert ask(as_owner, form.format(case.pk)).exact_case == case


def test_a_customer_is_found_by_address_and_number_and_name(as_owner: Client, case: Case) -> None:
    from kohtaamo.customers.models import Identity
    from kohtaamo.platform.time import now

    Identity.objects.create(
        customer=case.customer, kind="phone", value="+358401234567", shown="040 123 4567", added_at=now()
    )
    index_all()
    for text in ("Eeva.Mattila@Posti.Example", "040 123 4567", "+358 40 1234567", "0401234567"):
        answer = ask(as_owner, text)
        assert (answer.exact_customers, [each.case for each in answer.cases]) == ([case.customer], [case])
    for text in ("Mattila", "mattilan", "eeva matt", "EEVA"):
        assert ask(as_owner, text).customers == [case.customer]


def test_another_teams_case_is_not_found_in_any_way(as_outsider: Client, as_owner: Client, case: Case) -> None:
    index_all()
    assert ask(as_owner, "sänky").count == 1
    for text in ("sänky", f"K-{case.pk}", str(case.pk), "perjantaina"):
        assert ask(as_outsider, text).count == 0
    by_address = ask(as_outsider, "eeva.mattila@posti.example")
    assert (by_address.exact_customers, by_address.cases) == ([case.customer], [])


def test_a_case_given_to_another_team_is_found_by_them_and_not_by_us(
    as_owner: Client, as_outsider: Client, lead: Member, other_team: Team, case: Case
) -> None:
    assign(actor=lead, case=case, team=other_team)
    assert ask(as_owner, "sänky").count == 0
    index_all()
    assert [each.case for each in ask(as_outsider, "sänky").cases] == [case]
    assert ask(as_owner, "sänky").count == 0


def test_an_index_that_lags_behind_shows_nothing_that_was_moved_away(
    as_owner: Client, lead: Member, other_team: Team, case: Case
) -> None:
    index_all()
    assert ask(as_owner, "sänky").count == 1
    assign(actor=lead, case=case, team=other_team)
    assert ask(as_owner, "sänky").count == 0


def test_a_lead_finds_in_every_team(as_lead: Client, case: Case) -> None:
    index_all()
    assert [each.case for each in ask(as_lead, "sänky").cases] == [case]


def test_when_nothing_is_found_the_page_teaches(as_owner: Client) -> None:
    page = as_owner.get("/search/", {"q": "tuntematon"}).content.decode()
    assert "tuntematon" in page
    assert "Kokeile lyhyempää sanaa" in page
    assert "Nimi, puhelinnumero" in as_owner.get("/search/").content.decode()


def test_a_question_is_shown_as_text_only(as_owner: Client) -> None:
    page = as_owner.get("/search/", {"q": '<script>alert(1)</script>"'}).content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize("text", ['" OR 1', "'", "*", ":", "K-99999999999999999999", "%", "x" * 3000, "@", "+"])
def test_odd_questions_find_nothing_and_break_nothing(as_outsider: Client, case: Case, text: str) -> None:
    index_all()
    response = as_outsider.get("/search/", {"q": text})
    assert (response.status_code, response.context["found"].cases) == (200, [])


def test_as_one_types_only_what_was_found_comes(as_owner: Client, case: Case) -> None:
    index_all()
    part = as_owner.get("/search/", {"q": "sän"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert case.subject in part


def test_words_of_a_message_are_never_markup(as_owner: Client, says: Says) -> None:
    says("Sänky <img src=x onerror=alert(1)> tuli")
    index_all()
    page = as_owner.get("/search/", {"q": "sänky"}).content.decode()
    assert "<img" not in page
    assert "&lt;img" in page


def test_searching_costs_the_same_with_one_and_a_hundred(as_owner: Client, says: Says) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            as_owner.get("/search/", {"q": "sänky"})
        return len(queries)

    says(sender="sanky@posti.example", sender_name="Sänky Oy")
    index_all()
    as_owner.get("/search/")
    first = cost()
    for number in range(40):
        says(sender=f"a{number}@posti.example", sender_name=f"Sänky {number}")
    index_all()
    assert cost() <= first


def test_an_excerpt_stands_around_the_word_meant() -> None:
    text = "alku " * 100 + "Viimein sängyn jalat tulivat. " + "loppu " * 100
    pieces = Meant("sänky").excerpt(text)
    shown = "".join(piece.text for piece in pieces)
    assert marked(pieces) == ["sängyn"]
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 240


def test_an_excerpt_without_the_word_begins_at_the_start() -> None:
    assert Meant("patja").excerpt("Sänky  tuli") == [Piece("Sänky tuli")]
    assert Meant("patja").excerpt("") == []
