"""The knowledge day: what is known is written once, put into an answer with a key, and found by customers themselves.

Leila writes an article in two languages; Noora puts it into an answer; the customer reads it and says what was unclear; the
article gets a new version; what somebody sought in vain becomes an article; a question from the public pages comes in as
a case. Complaints 13 and 24.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.days.conftest import OpensDesk
from tests.days.desk import EEVA, Desk, button, heading, link
from tests.stories.mails import text_of

pytestmark = [pytest.mark.story, pytest.mark.server]
TITLE = "Missä tilaukseni on?"


def writes_an_article(desk: Desk, leila: Page) -> None:
    desk.go(leila, "/knowledge/")
    leila.get_by_role("link", name="Kirjoita artikkeli").first.click()
    heading(leila, "Mistä tämä osio kertoo?")
    leila.get_by_label("Nimi, suomi").fill("Toimitus")
    leila.get_by_label("Nimi, ruotsi").fill("Leverans")
    button(leila, "Tallenna").click()
    desk.go(leila, "/knowledge/new/")
    leila.get_by_label("Osio", exact=True).select_option(label="Toimitus")
    button(leila, "Siirry tekstiin").click()
    leila.get_by_label("Muita sanoja, joilla tätä etsitään").fill("toimitus, sänky, kuljetus")
    writes_text(leila, TITLE, "Linkki on **tilausvahvistuksessa**.", "Tallenna ja julkaise")
    expect(leila.get_by_role("article")).to_contain_text("tilausvahvistuksessa")


def writes_text(page: Page, title: str, body: str, act: str) -> None:
    page.get_by_label("Otsikko", exact=True).fill(title)
    page.get_by_label("Teksti", exact=True).fill(body)
    button(page, act).click()


def and_the_same_in_swedish(leila: Page) -> None:
    link(leila.get_by_role("navigation", name="Kielet"), "ruotsi").click()
    writes_text(leila, "Var är min beställning?", "Länken finns i **orderbekräftelsen**.", "Tallenna ja julkaise")
    expect(leila.get_by_role("article")).to_contain_text("orderbekräftelsen")


def noora_answers_with_it(desk: Desk, noora: Page) -> str:
    """Complaint 13: the same answer written by hand, again and again. Returns the address that the customer gets."""
    expect(noora.locator("#articles-here")).to_contain_text(TITLE)
    expect(noora.locator("#composer")).to_be_visible()
    noora.locator("h1").click()
    noora.keyboard.press("a")
    expect(noora.get_by_label("Sinun sanasi")).to_have_value(re.compile(r"/help/fi/toimitus/missa-tilaukseni-on/"))
    noora.get_by_label("Sinun sanasi").press_sequentially("Ja #missä")
    expect(noora.locator("#suggestions").get_by_role("option")).to_contain_text(TITLE)
    noora.keyboard.press("Enter")
    expect(noora.get_by_label("Sinun sanasi")).to_have_value(
        re.compile(r"Ja .*/help/fi/toimitus/missa-tilaukseni-on/", re.S)
    )
    noora.keyboard.press("Control+Enter")
    found = re.search(r"http\S+/help/fi/toimitus/missa-tilaukseni-on/", text_of(desk.heard(EEVA, "/help/fi/")))
    assert found is not None
    return found[0]


def the_customer_says_what_was_unclear(reader: Page, address: str) -> None:
    reader.goto(address)
    heading(reader, TITLE)
    button(reader, "Kyllä, auttoi").click()
    expect(reader.get_by_text("Kiitos. Mukava kuulla, että tästä oli apua.")).to_be_visible()
    reader.goto(address)
    reader.locator("summary", has_text="Ei ihan").click()
    reader.locator("details[open] textarea").fill("En löydä vahvistusta mistään.")
    reader.locator("details[open] button[type=submit]").click()
    expect(reader.get_by_role("status").filter(has_text="Kiitos")).to_be_visible()


def the_text_is_made_better(desk: Desk, leila: Page) -> None:
    desk.go(leila, "/knowledge/feedback/")
    heading(leila, "Yksi palaute on lukematta.")
    expect(leila.get_by_role("main")).to_contain_text("En löydä vahvistusta mistään.")
    link(leila.get_by_role("main"), TITLE).click()
    expect(leila.get_by_role("complementary")).to_contain_text("Auttoi: 1, ei auttanut: 1.")
    link(leila, "Muuta tekstiä").click()
    leila.get_by_label("Teksti", exact=True).fill("Linkki on **tilausvahvistuksessa**. Se tuli sähköpostiisi.")
    leila.get_by_label("Mikä muuttui ja miksi").fill("Asiakas ei löytänyt vahvistusta")
    button(leila, "Julkaise heti").click()
    link(leila, "2 versiota").click()
    expect(leila.get_by_role("main")).to_contain_text("Asiakas ei löytänyt vahvistusta")
    desk.go(leila, "/knowledge/feedback/")
    button(leila, "Luettu").click()
    expect(leila.get_by_role("heading", level=1)).not_to_contain_text("Yksi palaute")


def what_is_sought_in_vain_becomes_an_article(desk: Desk, reader: Page, leila: Page) -> None:
    desk.go(reader, "/help/fi/")
    reader.get_by_role("searchbox").first.fill("lahjakortti")
    button(reader, "Hae").first.click()
    expect(reader.get_by_role("main")).to_contain_text("Etkö löytänyt etsimääsi?")
    desk.go(leila, "/knowledge/sought/")
    heading(leila, "Yhtä asiaa haettiin eikä löydetty.")
    leila.get_by_role("button", name=re.compile("^Kirjoita artikkeli")).click()
    writes_text(leila, "Mistä saan lahjakortin?", "Lahjakortin voi ostaa verkkokaupasta.", "Tallenna ja julkaise")
    expect(leila.get_by_role("article")).to_contain_text("verkkokaupasta")
    desk.go(reader, "/help/fi/search/?q=lahjakortin")
    expect(link(reader.get_by_role("main"), "Mistä saan lahjakortin?")).to_be_visible()


def a_question_from_the_public_pages_comes_to_the_desk(desk: Desk, reader: Page, noora: Page) -> None:
    """Complaint 24: a question on the web pages had no place beside the mails."""
    link(reader, "Kirjoita meille").first.click()
    heading(reader, "Kysy meiltä")
    reader.get_by_label("Mitä haluat tietää?").fill("Voiko lahjakortilla maksaa myymälässä?")
    reader.get_by_label("Sähköpostisi").fill("pekka.virta@posti.example")
    button(reader, "Lähetä").click()
    heading(reader, "Kiitos. Saimme kysymyksesi.")
    desk.go(noora, "/")
    expect(noora.get_by_role("main")).to_contain_text("Voiko lahjakortilla maksaa myymälässä?")


def test_what_is_known_is_written_once_and_found_by_all(desk_with: OpensDesk) -> None:
    desk = desk_with(UNDO_SECONDS="0")
    case = desk.write(EEVA, "Hei, missä tilaamani sänky on?")
    leila = desk.at("lead")
    writes_an_article(desk, leila)
    and_the_same_in_swedish(leila)
    noora, reader = desk.at("owner", f"/cases/{case}/"), desk.at("", java_script_enabled=False)
    the_customer_says_what_was_unclear(reader, noora_answers_with_it(desk, noora))
    the_text_is_made_better(desk, leila)
    what_is_sought_in_vain_becomes_an_article(desk, reader, leila)
    a_question_from_the_public_pages_comes_to_the_desk(desk, reader, noora)
