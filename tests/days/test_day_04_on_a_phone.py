"""A day on the phone, at 390 pixels: the whole desk in a pocket at the counter.

Noora serves with her thumb: takes the next one, writes while the lift cuts the connection, writes down a visit, gives a
refund within her mandate, notes that it went badly, and finds the repair that came of it. Complaints 14, 22 and 24.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.days.desk import EEVA, PHONE, Desk, button, fits, heading, link, until
from tests.stories.conftest import HERE

pytestmark = [pytest.mark.story, pytest.mark.server]
ANSWER = "Hei Eeva, sänky on varastolla ja tulee huomenna."


def height(control: Locator) -> float:
    """In pixels; 0 while a live page is putting a newer one in its place."""
    box = control.bounding_box()
    return box["height"] if box else 0.0


def tap(control: Locator) -> None:
    """A finger finds it: large enough, on a page that does not slide sideways."""
    control.tap(trial=True)
    until(lambda: height(control) >= 43.5, within=10)
    assert fits(control.page), control.page.url
    control.tap()


def takes_the_next_one(noora: Page) -> None:
    heading(noora, "Yksi odottaa.")
    tap(noora.get_by_role("button", name=re.compile("^Ota vastaan")))
    noora.wait_for_url(re.compile(r"/cases/\d+/$"))
    heading(noora, "Eeva Mattila")


def writes_where_the_connection_breaks(desk: Desk, noora: Page) -> None:
    """What is written in the lift is not lost."""
    words = noora.get_by_label("Sinun sanasi")
    words.tap()
    noora.context.set_offline(True)
    words.fill(ANSWER)
    expect(noora.get_by_text("Ei vielä tallessa, yritämme uudelleen")).to_be_visible()
    noora.context.set_offline(False)
    expect(noora.get_by_text("Luonnos tallessa")).to_be_visible()
    noora.reload()
    expect(words).to_have_value(ANSWER)
    tap(noora.locator("#send"))
    desk.heard(EEVA, ANSWER)


def writes_down_a_visit(noora: Page) -> None:
    """Complaint 24: what was said at the counter had no place beside the mails."""
    tap(link(noora, "Uusi"))
    heading(noora, "Kuka otti yhteyttä ja millä asialla?")
    noora.get_by_label("Kuka?", exact=True).fill("Kaisa Lehto")
    noora.get_by_label("Puhelin tai sähköposti").fill("kaisa.lehto@posti.example")
    noora.get_by_label("Mitä asiakas sanoi?").fill("Kattilan emali lohkesi taas, ja minulla on tänään juhlat.")
    noora.get_by_role("radio", name="Kuohuksissa").check(force=True)
    noora.get_by_role("radio", name="Käynti").check(force=True)
    tap(button(noora, "Kirjaa"))
    noora.wait_for_url(re.compile(r"/cases/\d+/$"))
    expect(noora.locator("#head")).to_contain_text("Ohituskaista")


def gives_what_she_may(desk: Desk, noora: Page) -> None:
    remedy = noora.locator("#decide .remedy-box").first
    tap(remedy.locator("summary"))
    remedy.get_by_label(re.compile("^Kuinka paljon|^Summa|€")).first.fill("20")
    tap(button(remedy, "Rikki"))
    expect(noora.get_by_role("list", name="Tässä ratkaistu")).to_contain_text("Hyvitys 20")
    desk.heard("kaisa.lehto@posti.example", "hyvitämme sinulle 20")


def it_went_badly_all_the_same(desk: Desk, noora: Page) -> None:
    """Complaint 14: a customer said that it went badly, and nobody had to do anything about it."""
    noora.locator("#ending").get_by_role("radio", name="Pettynyt").check(force=True)
    tap(button(noora.locator("#ending"), "Ratkesi"))
    expect(noora.locator("#head")).to_contain_text("Ratkesi")
    desk.go(noora, "/")
    tap(noora.get_by_role("link", name=re.compile("korjaus odottaa|korjausta odottaa")))
    expect(noora.get_by_role("main")).to_contain_text("Kaisa Lehto")
    assert fits(noora)


def every_room_fits(desk: Desk, noora: Page) -> None:
    """Complaint 22: the pages could not be used by all."""
    for path in (
        "/cases/",
        "/cases/1/",
        "/promises/",
        "/customers/1/",
        "/search/?q=sänky",
        "/me/",
        "/snoozed/",
        "/help/fi/",
    ):
        desk.go(noora, path)
        expect(noora.get_by_role("heading", level=1)).to_be_visible()
        assert fits(noora), path
    manifest = noora.locator("link[rel=manifest]")
    desk.go(noora, "/")
    answered = noora.request.get(desk.house.url + str(manifest.get_attribute("href")))
    assert answered.ok and answered.json()["name"]


def test_a_day_is_served_with_a_thumb(desk: Desk) -> None:
    desk.run(HERE / "grant_mandates.py")
    desk.write(EEVA, "Hei, missä sänky on?")
    noora = desk.at("owner", **PHONE)
    takes_the_next_one(noora)
    writes_where_the_connection_breaks(desk, noora)
    writes_down_a_visit(noora)
    gives_what_she_may(desk, noora)
    it_went_badly_all_the_same(desk, noora)
    every_room_fits(desk, noora)
