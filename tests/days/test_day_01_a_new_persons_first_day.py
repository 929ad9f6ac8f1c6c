"""A new front-line person's first day, from the invitation to the evening.

Aino invites Maija; she chooses her password, learns the keys, tells when she works, writes down a telephone call, answers
her first mail by the keyboard alone and finds what is not hers to change. Complaints 15, 22 and 24.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.days.desk import EEVA, Desk, button, heading, link
from tests.stories.hands import Keys
from tests.stories.mails import text_of

pytestmark = [pytest.mark.story, pytest.mark.server]
MAIJA, PASSWORD = "maija@tupa.example", "kesämökin keltainen ovi"
WORDS = "Tilasin maton kaksi viikkoa sitten. Onko se jo lähtenyt?"


def is_invited(desk: Desk) -> str:
    """Returns the address in the mail that Maija gets."""
    aino = desk.at("administrator", "/people/")
    link(aino, "Kutsu työkaveri").click()
    aino.get_by_label("Sähköposti").fill(MAIJA)
    aino.get_by_label("Nimi", exact=True).fill("Maija Uusitalo")
    aino.get_by_label("Palvelu").check()
    button(aino, "Lähetä kutsu").click()
    expect(aino.get_by_text("Maija Uusitalo")).to_be_visible()
    found = re.search(r"https?://\S+/invitations/\S+/", text_of(desk.heard(MAIJA, "/invitations/")))
    assert found is not None
    return found[0]


def comes_in(maija: Page, address: str) -> None:
    maija.goto(address)
    heading(maija, "Aitta & Tupa toivottaa tervetulleeksi")
    maija.get_by_label("Valitse salasana").fill(PASSWORD)
    button(maija, "Aloita").click()
    heading(maija, "Kukaan ei odota.")
    expect(maija.get_by_text("Hyvä hetki hengähtää")).to_be_visible()


def learns_the_keys(maija: Page) -> None:
    """The sheet tells every key, also those of the very page; the palette goes anywhere, however quickly one writes."""
    expect(maija.get_by_text("Ajan tasalla")).to_be_visible()
    maija.keyboard.press("?")
    sheet = maija.get_by_role("dialog", name="Näppäimet")
    expect(sheet.locator("#keys-here")).to_contain_text("Uusi")
    maija.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    maija.keyboard.press("Control+k")
    maija.get_by_role("combobox", name="Mene minne vain, tee mitä vain").fill("valmiit vast")
    maija.keyboard.press("Enter")
    maija.wait_for_url("**/answers/")
    heading(maija, "Valmiita vastauksia ei vielä ole. Sen, mitä kirjoitat usein, voit kirjoittaa kerran.")


def tells_when_she_works(desk: Desk, maija: Page) -> None:
    desk.go(maija, "/me/")
    maija.get_by_label("Nimike, jonka asiakkaat näkevät").fill("asiakasneuvoja")
    maija.get_by_label("Maanantai").fill("8–11.30, 12.15–16")
    maija.get_by_label("ruotsi").check()
    button(maija, "Tallenna").click()
    expect(maija.get_by_role("alert")).to_contain_text("Tallennettu")
    expect(maija.get_by_label("Maanantai")).to_have_value("8–11.30, 12.15–16")


def writes_down_a_call(maija: Page) -> None:
    """Complaint 24: what was said on the telephone had no place beside the mails."""
    maija.wait_for_load_state("load")
    maija.locator("h1").click()
    maija.keyboard.press("n")
    heading(maija, "Kuka otti yhteyttä ja millä asialla?")
    maija.get_by_label("Kuka?", exact=True).fill("Kaisa Lehto")
    maija.get_by_label("Puhelin tai sähköposti").fill("040 765 4321")
    maija.get_by_label("Mitä asiakas sanoi?").fill(WORDS)
    button(maija, "Kirjaa").click()
    maija.wait_for_url(re.compile(r"/cases/\d+/$"))
    heading(maija, "Kaisa Lehto")
    expect(maija.get_by_role("region", name="Keskustelu")).to_contain_text(WORDS)
    expect(maija.get_by_role("region", name="Polku")).to_contain_text("Puhelin")


def answers_her_first_mail_by_keyboard_alone(desk: Desk, maija: Page) -> None:
    """Complaint 22: the pages of the staff could not be used by keyboard."""
    keys = Keys()
    desk.go(maija, "/")
    expect(maija.get_by_text("Ajan tasalla")).to_be_visible()
    desk.write(EEVA, "Hei, missä sänky on?")
    keys.press(maija.locator("#news a"))
    keys.press(link(maija, "Eeva Mattila"))
    heading(maija, "Eeva Mattila")
    maija.keyboard.press("t")
    expect(maija.locator("#head")).to_contain_text("Sinulla")
    maija.keyboard.press("r")
    expect(maija.get_by_label("Sinun sanasi")).to_be_focused()
    maija.keyboard.type("Hei Eeva, kysyn varastolta ja vastaan sinulle tänään.")
    expect(maija.get_by_text("Luonnos tallessa")).to_be_visible()
    maija.keyboard.press("Control+Enter")
    answer = desk.heard(EEVA, "kysyn varastolta")
    assert "Aitta & Tupa" in str(answer["From"])


def finds_what_is_not_hers(desk: Desk, maija: Page) -> None:
    """Complaint 15: everyone could change everything."""
    desk.go(maija, "/settings/")
    expect(link(maija, "Omat asetukset")).to_be_visible()
    expect(link(maija, "Postilaatikot")).to_have_count(0)
    answered = maija.goto(f"{desk.house.url}/people/invitations/new/")
    assert answered is not None and answered.status == 403
    expect(maija.get_by_role("heading", level=1)).to_be_visible()


def goes_home_and_comes_back(desk: Desk, maija: Page) -> None:
    desk.go(maija, "/")
    maija.locator("#own summary").click()
    button(maija.locator("#own"), "Kirjaudu ulos").click()
    desk.go(maija, "/cases/")
    maija.get_by_label("Sähköposti").fill(MAIJA)
    maija.get_by_label("Salasana", exact=True).fill("väärä salasana")
    button(maija, "Kirjaudu").click()
    expect(maija.get_by_text("Osoite ja salasana eivät sovi yhteen.")).to_be_visible()
    maija.get_by_label("Salasana", exact=True).fill(PASSWORD)
    button(maija, "Kirjaudu").click()
    maija.wait_for_url("**/cases/")
    expect(maija.get_by_text("Ajan tasalla")).to_be_visible()


def test_a_new_person_is_invited_learns_the_desk_and_serves_two_customers(desk: Desk) -> None:
    address = is_invited(desk)
    maija = desk.at("")
    comes_in(maija, address)
    learns_the_keys(maija)
    tells_when_she_works(desk, maija)
    writes_down_a_call(maija)
    answers_her_first_mail_by_keyboard_alone(desk, maija)
    finds_what_is_not_hers(desk, maija)
    goes_home_and_comes_back(desk, maija)
