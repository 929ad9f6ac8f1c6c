"""The day of the Swedish and the English customer, served by colleagues who each read the desk in their own language.

Sami works in Swedish and Eero in English: they set it themselves. New cases go by turn to whoever speaks the customer's
language, with the reason in the talk; one saved answer speaks three languages; a promise is recognised in each; customers
read their own page in theirs. Complaints 1, 22 and 24.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.days.conftest import OpensDesk
from tests.days.desk import EEVA, TOM, ULLA, Desk, Person, button, link
from tests.stories.mails import own_page_in

pytestmark = [pytest.mark.story, pytest.mark.server]
HEARD = {
    EEVA: "Kiitos viestistäsi. Se on tullut perille.",
    ULLA: "Tack för ditt meddelande. Det har kommit fram.",
    TOM: "Thank you for your message. It has reached us.",
}
ASKS = {
    EEVA: ("Milloin sohva tulee?", "Hei, milloin tilaamani sohva tulee kotiin?"),
    ULLA: ("När kommer soffan?", "Hej, när kommer soffan som jag har beställt?"),
    TOM: ("When does the sofa come?", "Hello, when does the sofa I ordered come home?"),
}
SAVED = {
    "suomi": "Hei {customer.first_name}, sohva on nyt varastossa.",
    "ruotsi": "Hej {customer.first_name}, soffan finns nu i lager.",
    "englanti": "Hello {customer.first_name}, the sofa is in stock now.",
}


def each_chooses_a_language(desk: Desk) -> tuple[Page, Page]:
    """The page one saves it on is in it already."""
    sami, eero = desk.at("colleague", "/me/"), desk.at("expert", "/me/")
    for page, language, serves in ((sami, "svenska", "ruotsi"), (eero, "English", "englanti")):
        page.get_by_label("Sivujen kieli").select_option(label=language)
        page.get_by_role("group", name="Palvelen kielillä").get_by_label(serves).check()
        button(page, "Tallenna").click()
    expect(sami.locator("html")).to_have_attribute("lang", "sv")
    expect(sami.get_by_role("heading", level=1)).to_have_text("Sami, du är på plats")
    expect(eero.locator("html")).to_have_attribute("lang", "en")
    expect(eero.get_by_role("heading", level=1)).to_have_text("Eero, you are here")
    return sami, eero


def leila_shares_by_turn_and_language(desk: Desk) -> None:
    leila = desk.at("lead", "/sharing/")
    ours = leila.locator("form.card", has=leila.get_by_role("heading", name="Palvelu"))
    ours.get_by_label("Uudet asiat").select_option(label="menevät kullekin vuorollaan")
    ours.get_by_label("Asiakkaan kieltä puhuvat ensin").check()
    ours.get_by_role("button", name=re.compile("^Tallenna")).click()
    expect(leila.get_by_label("Uudet asiat").first).to_have_value("turn")


def leila_writes_one_answer_in_three(desk: Desk) -> None:
    leila = desk.at("lead", "/answers/new/")
    leila.get_by_label("Nimi", exact=True).fill("Sohva")
    leila.get_by_label("Pikasana").fill("sohva")
    leila.get_by_label("Kuka saa käyttää").select_option(label="Palvelu")
    for language, words in SAVED.items():
        leila.get_by_label(language, exact=True).fill(words)
    button(leila, "Tallenna").click()
    expect(link(leila, "Sohva")).to_be_visible()


def customers_write_and_hear_in_their_language(desk: Desk) -> dict[Person, int]:
    cases = {who: desk.write(who, text, subject) for who, (subject, text) in ASKS.items()}
    for who, words in HEARD.items():
        desk.heard(who, words)
    return cases


def answers_in_their_language(desk: Desk, page: Page, case: int, key: str, told: str) -> None:
    """The case came to the one who speaks the language; two keys put the words in it."""
    desk.go(page, f"/cases/{case}/")
    expect(page.locator("#head")).to_contain_text({"Dina ord": "Hos dig", "Your words": "You have this"}[key])
    page.get_by_label(key).press_sequentially("/soh")
    expect(page.locator("#suggestions").get_by_role("option")).to_contain_text("Sohva")
    page.keyboard.press("Enter")
    expect(page.get_by_label(key)).to_have_value(told)


def promises_in_their_language(desk: Desk, page: Page, key: str, words: str, what: str, who: Person) -> str:
    """The promise is seen in the text and offered. Returns the address of the customer's own page."""
    page.get_by_label(key).press_sequentially(" " + words)
    expect(page.locator("#offers [data-offer]")).to_contain_text(what)
    page.get_by_label(key).press("Tab")
    expect(page.locator("#recorded li")).to_contain_text(what)
    page.keyboard.press("Control+Enter")
    return own_page_in(desk.heard(who, words))


def reads_her_own_page(desk: Desk, address: str, language: str, what: str) -> Page:
    """Complaint 22: not usable by all, if the language of the words is not told."""
    porch = desk.at("")
    porch.goto(address)
    expect(porch.locator("html")).to_have_attribute("lang", language)
    expect(porch.locator(".vow").filter(has_text=what)).to_have_count(1)
    return porch


def tom_goes_on_there(porch: Page, eero: Page) -> None:
    """Complaint 24: the same matter goes on, on another channel, and Eero's page shows it by itself."""
    porch.locator("summary", has_text="Write to us").click()
    porch.locator("details[open] textarea").fill("Could it come on Friday instead?")
    porch.locator("details[open] button[type=submit]").first.click()
    expect(porch.get_by_role("main")).to_contain_text("Could it come on Friday instead?")
    expect(eero.locator("#talk-list .theirs").last).to_contain_text("Could it come on Friday instead?")
    expect(eero.locator("#talk-list .theirs").last).to_contain_text("Own page")


def ullas_answer_stays_in_her_case(desk: Desk, case: int) -> None:
    """Complaint 1: the answer opened a new conversation."""
    told = desk.heard(ULLA, "soffan finns nu i lager")
    assert desk.write(ULLA, "Tack! Passar bra.", f"SV: {told['Subject']}", to=told) == case


def test_three_languages_are_served_at_one_desk(desk_with: OpensDesk) -> None:
    desk = desk_with(UNDO_SECONDS="0")
    sami, eero = each_chooses_a_language(desk)
    leila_shares_by_turn_and_language(desk)
    leila_writes_one_answer_in_three(desk)
    cases = customers_write_and_hear_in_their_language(desk)
    answers_in_their_language(desk, sami, cases[ULLA], "Dina ord", "Hej Ulla, soffan finns nu i lager.")
    hers = promises_in_their_language(desk, sami, "Dina ord", "Jag återkommer i morgon kl 16.", "Vi återkommer", ULLA)
    answers_in_their_language(desk, eero, cases[TOM], "Your words", "Hello Tom, the sofa is in stock now.")
    words = "I will get back to you by 4 pm tomorrow."
    his = promises_in_their_language(desk, eero, "Your words", words, "We come back to this", TOM)
    reads_her_own_page(desk, hers, "sv", "Vi återkommer")
    tom_goes_on_there(reads_her_own_page(desk, his, "en", "We come back to this"), eero)
    ullas_answer_stays_in_her_case(desk, cases[ULLA])
