"""The day a lorry breaks down: the carrier tells us, and everyone who waits is told once, before most of them ask.

The one whose order the carrier named gets an apology with a new time; two more wait for the same and get the notice in
their own language; one who writes later is told at once, and whoever answers the notice comes to their own case.
Complaints 2, 10 and 13.
"""

from __future__ import annotations

import base64
import json
import re
import time
import urllib.request
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from kohtaamo.platform.signed import signature
from tests.days.conftest import OpensDesk
from tests.days.desk import EEVA, PEKKA, ULLA, Desk, Person, button, heading, until
from tests.stories.mails import own_page_in, text_of

pytestmark = [pytest.mark.story, pytest.mark.server]
HELSINKI = ZoneInfo("Europe/Helsinki")
SARI = Person("Sari Niemi", "sari.niemi@posti.example")
TITLE = "Torstain kuorma myöhässä"
TOLD = {"fi": "Auto hajosi matkalla", "sv": "Bilen gick sönder"}


def the_carrier_gets_its_secret(desk: Desk) -> str:
    aino = desk.at("administrator", "/settings/hooks/")
    aino.get_by_label("Sen nimi").fill("Kuljetus Oy")
    button(aino, "Luo salaisuus").click()
    return aino.locator("code.secret").inner_text()


def the_carrier_tells(desk: Desk, secret: str, late: datetime) -> None:
    report = {"order": "1234", "late_until": late.isoformat(), "what": "Auto hajosi", "customer": EEVA.address}
    body, at = json.dumps(report).encode(), str(int(time.time()))
    signed = signature(base64.b64decode(secret.removeprefix("whsec_")), "a", at, body)
    headers = {"webhook-id": "a", "webhook-timestamp": at, "webhook-signature": signed}
    with urllib.request.urlopen(
        urllib.request.Request(f"{desk.house.url}/hooks/lateness/", body, headers), timeout=10
    ) as answered:
        assert json.load(answered)["placed"] is True


def noora_apologises_before_she_asks(desk: Desk, noora: Page) -> None:
    line = noora.get_by_role("link", name=re.compile("Tilaus 1234 on myöhässä"))
    expect(line).to_be_visible()
    line.click()
    heading(noora, "Eeva Mattila ansaitsee anteeksipyynnön")
    button(noora, "Pyydä anteeksi ja korjaa").click()
    expect(noora.get_by_role("main")).to_contain_text("Noora korjasi tämän")
    desk.heard(EEVA, "Anteeksi.")


def the_others_are_gathered(desk: Desk, noora: Page, leila: Page, eeva: int, ulla: int) -> None:
    """Noora names what they all wait for; Leila joins one from its own page, and by their words Pekka and those to come."""
    desk.go(noora, f"/cases/{eeva}/")
    noora.locator("#belongs summary").click()
    noora.get_by_label("Odottavatko muutkin samaa? Anna sille nimi").fill(TITLE)
    button(noora, "Liitä tämä asia").click()
    expect(noora.locator("#belongs")).to_contain_text(TITLE)
    desk.go(leila, f"/cases/{ulla}/")
    leila.locator("#belongs summary").click()
    leila.get_by_label("Muutkin odottavat samaa").select_option(label=TITLE)
    button(leila, "Liitä tämä asia").click()
    expect(leila.locator("#belongs")).to_contain_text("Ei vielä kerrottu.")
    leila.locator("#belongs").get_by_role("link", name=TITLE).click()
    leila.get_by_label("Sanoja siinä").fill("sohva")

    def are_found() -> bool:
        """As soon as the index has read the mails."""
        button(leila, "Etsi asioita").click()
        return bool(leila.locator("form[action$='/rule/']").count())

    until(are_found)
    leila.locator("form[action$='/rule/'] button.primary").click()
    expect(leila.get_by_role("heading", level=1)).to_contain_text(re.compile("(3|kolme) ihmistä odottaa tätä", re.I))


def one_notice_is_written_for_all(leila: Page, day: datetime) -> None:
    button(leila, "Kirjoita tiedote").click()
    leila.get_by_label("Uusi päivä, jos tiedät sen").fill(f"{day:%Y-%m-%d}")
    for language, words in TOLD.items():
        leila.locator(f"[name={language}-text]").fill(f"{words}. {{promise}}: {{date}}.")
    button(leila, "Katso, miltä se heistä näyttää").click()
    heading(leila, "Tämä menee 3 ihmiselle: 3 sähköpostilla.")
    expect(leila.locator("article.letter")).to_be_visible()
    button(leila, "Lähetä 3 ihmiselle").click()
    heading(leila, "Kaikille on kerrottu.")


def each_hears_once_in_their_language(desk: Desk) -> None:
    """Complaint 13: dozens waited for the same thing, and each had to be answered by hand."""
    for who, language in ((EEVA, "fi"), (PEKKA, "fi"), (ULLA, "sv")):
        mail = desk.heard(who, TOLD[language])
        assert (desk.count(who, TOLD[language]), str(mail["To"]).count("@")) == (1, 1)
        assert who.name.split()[0] in text_of(mail)


def whoever_answers_is_in_their_own_case(desk: Desk, noora: Page, cases: list[int]) -> None:
    """Complaint 2: people who had nothing to do with each other ended up in one case."""
    for who, case, language in ((PEKKA, cases[1], "fi"), (ULLA, cases[2], "sv")):
        assert desk.write(who, f"Entä jos en ole kotona? {who.name}", to=desk.heard(who, TOLD[language])) == case
    porch = desk.at("")
    porch.goto(own_page_in(desk.heard(PEKKA, TOLD["fi"])))
    expect(porch.get_by_role("main")).to_contain_text("Entä jos en ole kotona? Pekka Virta")
    expect(porch.get_by_role("main")).not_to_contain_text("Ulla")


def the_new_day_is_what_was_promised(desk: Desk, noora: Page, case: int, day: datetime) -> None:
    """Complaint 10: the time told to the customer stands in the register, not in somebody's memory."""
    desk.go(noora, f"/cases/{case}/")
    expect(noora.locator("#promises")).to_contain_text(f"{day.day}.{day.month}.")


def who_asks_later_is_told_at_once(desk: Desk) -> None:
    desk.write(SARI, "Hei! Missä sohvani viipyy?", "Sohva")
    until(lambda: desk.count(SARI, TOLD["fi"]) == 1)
    assert desk.count(PEKKA, TOLD["fi"]) == 1


def test_a_lorry_breaks_down_and_everyone_hears_of_it_once(desk_with: OpensDesk) -> None:
    desk = desk_with(UNDO_SECONDS="0")
    secret = the_carrier_gets_its_secret(desk)
    cases = [
        desk.write(EEVA, "Hei, tilasin sohvan, tilaus 1234. Onhan asennus mukana?", "Sohva 1234"),
        desk.write(PEKKA, "Hei, milloin sohva tulee? Lupasitte torstaiksi.", "Sohvan toimitus"),
        desk.write(ULLA, "Hej, när kommer soffan? Ni lovade den till torsdag.", "Leverans av soffan"),
    ]
    noora, leila = desk.at("owner"), desk.at("lead")
    day = datetime.now(HELSINKI) + timedelta(days=9)
    the_carrier_tells(desk, secret, datetime.now(HELSINKI) + timedelta(hours=2))
    noora_apologises_before_she_asks(desk, noora)
    the_others_are_gathered(desk, noora, leila, cases[0], cases[2])
    one_notice_is_written_for_all(leila, day)
    each_hears_once_in_their_language(desk)
    whoever_answers_is_in_their_own_case(desk, noora, cases)
    the_new_day_is_what_was_promised(desk, noora, cases[1], day)
    who_asks_later_is_told_at_once(desk)
