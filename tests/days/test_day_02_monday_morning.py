"""The Monday rush after a weekend: what gathered is seen, taken, answered, and settled many at once.

Newsletter answers of two people stay two cases, a broken mail stands in the queue, an answer to our mail comes to its own
case; a saved answer is written once and used with two keys, one answer is taken back, three cases are settled at once, put
back and settled again; the colleague who was away has one list. Complaints 1, 2, 5, 9 and 13.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.days.conftest import OpensDesk
from tests.days.desk import EEVA, PEKKA, TOM, ULLA, Desk, button, heading, link, until

pytestmark = [pytest.mark.story, pytest.mark.server]
NEWSLETTER = "<uutiskirje-47@tupa.example>"
BROKEN = (
    b"From: =?utf-8?q?Kaisa?= <kaisa@posti.example>\nTo: palvelu@tupa.example\nContent-Type: text/plain; charset=nothing\n"
    b"Content-Transfer-Encoding: base65\nSubject: \xff\xfe\x00\n\n\x00\x01 Miss\xe4 lamppu on? \xed\xa0\x80"
)
SAVED = "Hei {customer.first_name}, tilauksesi lähtee varastolta tänään ja on perillä keskiviikkona."


def a_weekend_passes(desk: Desk) -> None:
    desk.write(EEVA, "Hei, milloin sänky tulee?", "Sängyn toimitus")
    for who in (PEKKA, ULLA):
        desk.write(
            who, "Kiitos, hienoja uutuuksia!", "Re: Syksyn uutuudet", In_Reply_To=NEWSLETTER, References=NEWSLETTER
        )
    desk.write(TOM, "Hei, missä tilaus 4711 on?", "Tilaus 4711")
    desk.house.post(BROKEN, sender="kaisa@posti.example")
    until(lambda: desk.house.rows("SELECT count(*) FROM encounters_case") == [(5,)])


def sees_who_waits(noora: Page) -> None:
    """Complaints 2 and 5: different people in one case, and a broken mail hidden from all."""
    heading(noora, "Viisi odottaa.")
    waiting = noora.get_by_role("main")
    for name in (EEVA.name, PEKKA.name, ULLA.name, TOM.name):
        expect(link(waiting, name)).to_have_count(1)
    expect(waiting).to_contain_text("lamppu on?")


def writes_a_saved_answer(desk: Desk, noora: Page) -> None:
    desk.go(noora, "/answers/new/")
    noora.get_by_label("Nimi", exact=True).fill("Lähtee tänään")
    noora.get_by_label("Pikasana").fill("tanaan")
    noora.get_by_label("suomi").fill(SAVED)
    button(noora, "Tallenna").click()
    expect(link(noora, "Lähtee tänään")).to_be_visible()


def answers_two_with_it(desk: Desk, noora: Page) -> None:
    """Complaint 13: each who waits for the same had to be answered by hand."""
    desk.go(noora, "/")
    for who in (EEVA, TOM):
        desk.go(noora, f"/cases/{case_of(desk, who)}/")
        noora.locator("#take").click()
        expect(noora.locator("#head")).to_contain_text("Sinulla")
        noora.get_by_label("Sinun sanasi").press_sequentially("/tan")
        expect(noora.locator("#suggestions").get_by_role("option", name=re.compile("Lähtee tänään"))).to_be_visible()
        noora.keyboard.press("Enter")
        told = f"Hei {who.name.split()[0]}, tilauksesi lähtee varastolta tänään ja on perillä keskiviikkona."
        expect(noora.get_by_label("Sinun sanasi")).to_have_value(told)
        noora.keyboard.press("Control+Enter")
        expect(noora.locator("#talk-list .ours")).to_contain_text(told)
    desk.go(noora, "/answers/")
    expect(noora.get_by_role("main")).to_contain_text("2 kertaa")


def case_of(desk: Desk, who: object) -> int:
    question = "SELECT case_id FROM encounters_message WHERE sender_address = ? ORDER BY id"
    return int(desk.house.rows(question, who.address)[0][0])  # type: ignore[attr-defined]


def takes_one_answer_back(desk: Desk, noora: Page) -> None:
    desk.go(noora, f"/cases/{case_of(desk, PEKKA)}/")
    noora.get_by_label("Sinun sanasi").fill("Hei Ulla!")
    sent = noora.locator("#talk-list .ours").filter(has=noora.locator(".leaving"))
    noora.keyboard.press("Control+Enter")
    expect(sent).to_be_focused()
    noora.keyboard.press("z")
    expect(noora.get_by_label("Sinun sanasi")).to_have_value("Hei Ulla!")
    noora.keyboard.press("Control+Enter")
    expect(sent).to_be_focused()
    noora.keyboard.type("Jatkan")
    expect(noora.get_by_label("Sinun sanasi")).to_have_value("Jatkan")
    noora.get_by_label("Sinun sanasi").fill("")
    noora.keyboard.press("Escape")
    noora.keyboard.press("z")
    expect(noora.get_by_label("Sinun sanasi")).to_have_value("Hei Ulla!")
    noora.get_by_label("Sinun sanasi").fill("")


def settles_many_puts_them_back_and_settles_again(desk: Desk, noora: Page) -> None:
    desk.go(noora, "/cases/")
    heading(noora, "Kolme odottaa.")
    for again in (False, True):
        expect(noora.get_by_text("Ajan tasalla")).to_be_visible()
        noora.keyboard.press("x")
        for name in (PEKKA.name, ULLA.name):
            noora.get_by_label(f"Valitse: {name}").check()
        noora.locator("#bulk").get_by_role("button", name="Merkitse ratkenneeksi").click()
        heading(noora, "Kaksi asiaa muutettiin.")
        if not again:
            noora.keyboard.press("z")
            heading(noora, "Kaksi asiaa palautettiin.")
        noora.get_by_role("main").get_by_role("link", name="Jonoon").click()
        heading(noora, "Yksi odottaa." if again else "Kolme odottaa.")


def an_answer_comes_to_its_own_case(desk: Desk, noora: Page) -> None:
    """Complaint 1: the customer answered our mail, and the answer opened a new conversation."""
    desk.heard(EEVA, "Hei Eeva, tilauksesi lähtee varastolta tänään")
    told = desk.heard(TOM, "perillä keskiviikkona")
    assert desk.write(TOM, "Kiitos! Tuleeko se varmasti aamulla?", "Vs: Tilaus", to=told) == case_of(desk, TOM)
    expect(noora.locator("#news a")).to_be_visible()
    desk.go(noora, f"/cases/{case_of(desk, TOM)}/")
    expect(noora.get_by_role("region", name="Keskustelu")).to_contain_text("Tuleeko se varmasti aamulla?")


def is_told_once_of_everything(desk: Desk, noora: Page) -> None:
    """Complaint 9: hundreds of notifications, or none."""
    expect(noora.locator("#bell .count")).to_have_text("1")
    desk.go(noora, "/notifications/")
    heading(noora, "Yksi asia on uusi.")
    expect(noora.get_by_role("main").get_by_role("listitem")).to_have_count(1)
    button(noora.get_by_role("main"), "Kaikki nähty").click()
    heading(noora, "Olet nähnyt kaiken.")
    sami = desk.at("colleague", "/notifications/")
    expect(sami.get_by_role("main").get_by_role("listitem")).to_have_count(0)


def test_a_weekends_mails_are_answered_and_settled_before_noon(desk_with: OpensDesk) -> None:
    desk = desk_with(UNDO_SECONDS="20")
    a_weekend_passes(desk)
    noora = desk.at("owner")
    sees_who_waits(noora)
    writes_a_saved_answer(desk, noora)
    answers_two_with_it(desk, noora)
    takes_one_answer_back(desk, noora)
    settles_many_puts_them_back_and_settles_again(desk, noora)
    an_answer_comes_to_its_own_case(desk, noora)
    is_told_once_of_everything(desk, noora)
    assert desk.count(PEKKA, "Hei Ulla!") == 0
