"""The day of what waits: a case sleeps, a promise is recorded as it is written, an answer leaves later.

Thanks do not wake a sleeping case, a question does; an answer that was to leave in the morning is held back when the
customer writes first, read again and sent; a promise is moved with a word and kept with its evidence. Complaints 10 and 11.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.days.desk import EEVA, PEKKA, Desk, button, heading, link
from tests.stories.mails import own_page_in

pytestmark = [pytest.mark.story, pytest.mark.server]
PROMISE = "Hei Eeva, palaan asiaan huomenna klo 16 mennessä."
LATER = "Hei Pekka, lamppu lähtee huomenna aamulla."


def a_promise_is_recorded_as_it_is_written(desk: Desk, noora: Page) -> None:
    noora.locator("#take").click()
    noora.get_by_label("Sinun sanasi").fill(PROMISE)
    expect(noora.locator("#offers [data-offer]")).to_contain_text("Palaamme asiaan")
    noora.get_by_label("Sinun sanasi").press("Tab")
    expect(noora.get_by_role("list", name="Lupaukset tässä vastauksessa")).to_contain_text("Palaamme asiaan")
    noora.keyboard.press("Control+Enter")
    expect(noora.locator("#promises")).to_contain_text("huomenna klo 16")


def the_customer_reads_it_on_a_page_of_her_own(desk: Desk) -> None:
    porch = desk.at("")
    porch.goto(own_page_in(desk.heard(EEVA, PROMISE)))
    expect(porch.locator(".vow")).to_contain_text("Palaamme asiaan")


def the_case_sleeps_until_just_before(noora: Page) -> None:
    noora.locator("h1").click()
    noora.keyboard.press("w")
    sleeping = noora.locator("form.sleeping")
    sleeping.get_by_label("Sana muistin tueksi").fill("Varasto kertoo")
    sleeping.get_by_role("button", name="tunti ennen: Palaamme asiaan").click()
    expect(noora.locator("#head")).to_contain_text("nukkuu, kunnes lähestyy: Palaamme asiaan")


def thanks_leave_it_asleep_and_a_question_wakes_it(desk: Desk, noora: Page, case: int) -> None:
    """Complaint 10: we told the customer a day, the customer thanked, and the thanks wiped out the reminder."""
    told = desk.heard(EEVA, PROMISE)
    desk.write(EEVA, "Kiitos paljon!", to=told)
    expect(noora.locator("#talk-list .theirs").last).to_contain_text("Vain kiitos, ei herättänyt")
    desk.go(noora, "/snoozed/")
    heading(noora, "Yksi asia nukkuu.")
    expect(noora.get_by_role("main")).to_contain_text("Varasto kertoo")
    desk.write(EEVA, "Kiitos. Voiko sängyn tuoda vasta iltapäivällä?", to=told)
    desk.go(noora, "/")
    expect(noora.get_by_role("region", name="Heränneet")).to_contain_text("Varasto kertoo")
    expect(noora.locator("#agenda")).not_to_contain_text("myöhässä")
    desk.go(noora, f"/cases/{case}/")
    expect(noora.locator("#promises")).to_contain_text("Palaamme asiaan")


def the_promise_is_moved_and_then_kept(noora: Page) -> None:
    vow = noora.locator("#promises .plist > li", has_text="Palaamme asiaan")
    vow.locator("details > summary").get_by_text("Pidetty", exact=True).click()
    vow.locator("[name=evidence]").fill("soitin, tulee iltapäivällä")
    button(vow, "Kirjaa pidetyksi").click()
    expect(vow).to_contain_text("soitin, tulee iltapäivällä")


def an_answer_is_to_leave_in_the_morning(desk: Desk, noora: Page, case: int) -> None:
    desk.go(noora, f"/cases/{case}/")
    noora.get_by_label("Sinun sanasi").fill(LATER)
    expect(noora.get_by_text("Luonnos tallessa")).to_be_visible()
    noora.locator("#send-later").click()
    noora.locator(".send-later button[name=leave]").first.click()
    expect(noora.locator("#talk-list .ours")).to_contain_text("lähtee ")
    desk.go(noora, "/later/")
    heading(noora, "Yksi vastaus lähtee myöhemmin.")


def he_writes_first_and_it_is_held_back(desk: Desk, noora: Page, case: int) -> None:
    """Complaint 11: an answer written at night could only be sent at night, or left though all had changed."""
    desk.go(noora, f"/cases/{case}/")
    desk.write(PEKKA, "Perun tilauksen, löysin lampun muualta.", "Lamppu", to=desk.heard(PEKKA, "Kiitos viestistäsi"))
    ours = noora.locator("#talk-list .ours")
    expect(ours).to_contain_text("Pidätetty: asiakas kirjoitti ennen lähtöä.")
    assert desk.count(PEKKA, LATER) == 0
    desk.go(noora, "/")
    link(noora, "1 vastauksesi pidätettiin: asiakas kirjoitti.").click()
    desk.go(noora, f"/cases/{case}/")
    button(ours, "Ota takaisin kirjoitettavaksi").click()
    expect(noora.get_by_label("Sinun sanasi")).to_have_value(LATER)
    noora.get_by_label("Sinun sanasi").fill("Hei Pekka, peruimme tilauksesi.")
    noora.keyboard.press("Control+Enter")
    desk.heard(PEKKA, "peruimme tilauksesi")
    assert desk.count(PEKKA, LATER) == 0


def a_time_of_ones_own_is_kept(desk: Desk, noora: Page, case: int) -> None:
    """A case put to sleep until next week stands on the list with its time, and is woken with a button."""
    desk.go(noora, f"/cases/{case}/")
    noora.locator("#sleep").click()
    day = datetime.now(ZoneInfo("Europe/Helsinki")) + timedelta(days=8)
    noora.locator("#sleep-own").fill(day.strftime("%Y-%m-%dT09:00"))
    button(noora, "Nuku siihen asti").click()
    expect(noora.locator("#head")).to_contain_text("nukkuu: ")
    noora.get_by_role("button", name=re.compile("^Herätä")).click()
    expect(noora.locator("#head")).not_to_contain_text("nukkuu: ")


def test_what_waits_is_not_forgotten_and_not_in_the_way(desk: Desk) -> None:
    eeva, pekka = desk.write(EEVA, "Hei, missä sänky on?"), desk.write(PEKKA, "Milloin lamppu lähtee?", "Lamppu")
    noora = desk.at("owner", f"/cases/{eeva}/")
    a_promise_is_recorded_as_it_is_written(desk, noora)
    the_customer_reads_it_on_a_page_of_her_own(desk)
    the_case_sleeps_until_just_before(noora)
    thanks_leave_it_asleep_and_a_question_wakes_it(desk, noora, eeva)
    the_promise_is_moved_and_then_kept(noora)
    an_answer_is_to_leave_in_the_morning(desk, noora, pekka)
    he_writes_first_and_it_is_held_back(desk, noora, pekka)
    a_time_of_ones_own_is_kept(desk, noora, pekka)
