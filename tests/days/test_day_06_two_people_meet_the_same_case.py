"""The day two people meet the same case.

Noora and Sami both take it, both answer it, and both hear of the other in time; Noora then gives it to Eero with what was
asked, tried and promised, and it comes back when nobody accepts it. Complaints 15, 23 and 25.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.days.desk import EEVA, Desk, answer, button, link, write_note

pytestmark = [pytest.mark.story, pytest.mark.server]
ASKED = "Mahtuuko sänky porraskäytävään?"
TRIED = "Soitin varastoon, siellä ei tiedetty."


def both_see_each_other(noora: Page, sami: Page) -> None:
    expect(noora.get_by_text("Sami on myös täällä")).to_be_visible()
    noora.locator("#write").fill("Sänky tulee")
    expect(sami.get_by_text("Noora kirjoittaa parhaillaan")).to_be_visible()


def one_gets_it_and_the_other_is_told(noora: Page, sami: Page) -> None:
    """Sami's page changes by itself: the case is Noora's."""
    noora.locator("#take").click()
    expect(noora.locator("#head")).to_contain_text("Sinulla")
    expect(sami.locator("#head")).to_contain_text("Noora hoitaa")
    expect(sami.locator("#take")).to_have_count(0)


def the_slower_answer_is_stopped_and_kept(desk: Desk, noora: Page, sami: Page) -> None:
    """Complaint 23: two people answered the same customer, unaware of each other."""
    sami.locator("#write").fill("Emme tiedä vielä, missä sänky on.")
    answer(noora, "Sänky tulee keskiviikkona.")
    expect(sami.locator("#talk-list .ours")).to_contain_text("Sänky tulee keskiviikkona.")
    sami.locator("#send").click()
    expect(sami.locator("#composer").get_by_role("alert")).to_be_visible()
    expect(sami.locator("#write")).to_have_value("Emme tiedä vielä, missä sänky on.")
    desk.heard(EEVA, "Sänky tulee keskiviikkona.")
    assert desk.count(EEVA, "Emme tiedä") == 0


def having_read_the_other_he_writes_a_note_instead(sami: Page, noora: Page) -> None:
    """What arrives leaves alone what she is writing."""
    noora.locator("#write").fill("Kirjoitan tätä yhä.")
    sami.locator("#write").fill("")
    write_note(sami, "@Noora Kivelä, varasto avaa vasta yhdeksältä.")
    expect(noora.locator("#talk-list .note-in").last).to_contain_text("varasto avaa vasta yhdeksältä")
    expect(noora.locator("#write")).to_have_value("Kirjoitan tätä yhä.")


def one_who_leaves_is_no_longer_shown(desk: Desk, sami: Page, noora: Page) -> None:
    desk.go(sami, "/")
    expect(noora.locator("#visitors")).not_to_contain_text("Sami")


def it_is_handed_over_with_what_was_asked_tried_and_promised(desk: Desk, noora: Page) -> None:
    """Complaint 25: the next person got the case without a word."""
    link(noora, "Luovuta").click()
    noora.get_by_label("Kenelle").select_option(label="Eero Salmi")
    noora.locator("#id_asked").fill(ASKED)
    noora.locator("#id_tried").fill(TRIED)
    noora.locator("#id_what").fill("Kerromme kantoajan")
    tomorrow = datetime.now(ZoneInfo("Europe/Helsinki")) + timedelta(days=1)
    noora.locator("#id_due_at").fill(tomorrow.strftime("%Y-%m-%dT16:00"))
    noora.locator("form.split button.primary").click()
    expect(noora.locator("#handed .given")).to_contain_text("Eero Salmi")
    desk.heard(EEVA, "Eero")


def it_comes_back_with_the_reason_when_he_cannot(eero: Page, noora: Page) -> None:
    """Complaint 15: cases pushed onto each other and forgotten."""
    offered = eero.locator("#handed .card")
    for words in (ASKED, TRIED, "Kerromme kantoajan"):
        expect(offered).to_contain_text(words)
    offered.locator(".why-not summary").click()
    offered.get_by_role("textbox").fill("Olen lomalla, kysy Samilta")
    button(offered, "Palauta").click()
    expect(noora.locator("#handed .given.back")).to_contain_text("Olen lomalla, kysy Samilta")


def one_of_another_team_finds_it_nowhere(desk: Desk, case: int) -> None:
    """Complaint 15: everyone saw everything."""
    ulla = desk.at("outsider", "/cases/?state=all")
    expect(ulla.get_by_role("main")).not_to_contain_text("Eeva")
    desk.go(ulla, f"/cases/{case}/")
    expect(ulla.get_by_role("heading", level=1)).not_to_contain_text("Eeva")
    expect(ulla.get_by_role("main")).not_to_contain_text("Sänky")


def test_two_people_meet_the_same_case_and_a_third_gets_it_with_a_word(desk: Desk) -> None:
    case = desk.write(EEVA, "Hei, missä sänky on? Odotin koko perjantain.")
    noora, sami = desk.at("owner", f"/cases/{case}/"), desk.at("colleague", f"/cases/{case}/")
    both_see_each_other(noora, sami)
    one_gets_it_and_the_other_is_told(noora, sami)
    the_slower_answer_is_stopped_and_kept(desk, noora, sami)
    having_read_the_other_he_writes_a_note_instead(sami, noora)
    one_who_leaves_is_no_longer_shown(desk, sami, noora)
    it_is_handed_over_with_what_was_asked_tried_and_promised(desk, noora)
    desk.go(noora, "/")
    it_comes_back_with_the_reason_when_he_cannot(desk.at("expert"), noora)
    one_of_another_team_finds_it_nowhere(desk, case)
