"""The day of order: what came in a heap is tagged, joined, parted, split and linked; what should not stay is erased.

Two cases of one matter are joined and parted again, a second matter is split off, a field and a checklist are asked for
before settling; promises are taken in from a file with a bad row; the audit tells who did what and is taken along whole;
a customer gets what we have of them and is erased. Complaints 12, 16, 20 and 21.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.days.desk import EEVA, PEKKA, Desk, Person, button, heading, link

pytestmark = [pytest.mark.story, pytest.mark.server]
SECRET = "Ovikoodini on kaksi neljä kuusi."
TWIN = Person("Eeva Mattila", "eeva.mattila@toinen.example")
PROMISES = """kind,wording,conditions,from,to
campaign,Kuljetus 0 euroa,Manner-Suomi,2026-01-01,2030-12-31
campaign,,Ilman sanoja,2026-01-01,
"""


def aino_asks_for_a_field_and_a_checklist(desk: Desk) -> Page:
    aino = desk.at("administrator", "/fields/new/")
    aino.get_by_label("nimi suomeksi").fill("Tilausnumero")
    button(aino, "Tallenna").click()
    desk.go(aino, "/checklists/new/")
    aino.get_by_label("nimi suomeksi").fill("Palautus")
    for place, step in enumerate(("Tarkista kuitti", "Tilaa nouto")):
        aino.get_by_label("suomeksi", exact=True).nth(place).fill(step)
    button(aino, "Tallenna").click()
    expect(aino.get_by_role("main")).to_contain_text("Palautus")
    return aino


def leila_names_a_tag_and_noora_puts_it_on(desk: Desk, leila: Page, noora: Page) -> None:
    """A word nobody has named is not taken; the sentence says what to do."""
    for is_named in (False, True):
        noora.locator("h1").click()
        noora.keyboard.press("g")
        expect(noora.get_by_label("Lisää tunniste")).to_be_focused()
        noora.get_by_label("Lisää tunniste").fill("sänky")
        noora.keyboard.press("Enter")
        if not is_named:
            expect(noora.locator("#trouble")).to_contain_text("Tällaista tunnistetta ei vielä ole.")
            desk.go(leila, "/tags/")
            leila.get_by_label("Tunniste", exact=True).fill("sänky")
            button(leila, "Nimeä tunniste").click()
            expect(link(leila.get_by_role("main"), "sänky")).to_be_visible()
    expect(noora.get_by_role("list", name="Asian tunnisteet")).to_contain_text("sänky")


def fills_in_and_goes_through_the_list(noora: Page) -> None:
    noora.locator("#fill-in").click()
    noora.get_by_label("Tilausnumero").fill("4711")
    button(noora.locator("#own-fields"), "Tallenna").click()
    expect(noora.locator("#own-fields")).to_contain_text("4711")
    button(noora, "Tarkista kuitti").click()
    expect(noora.locator("#checks")).to_contain_text("1/2")
    button(noora.locator("#ending"), "Ratkesi").click()
    expect(noora.locator("#ending").get_by_role("alert")).to_contain_text("1 muistilistan kohta on vielä auki.")


def joins_two_cases(desk: Desk, noora: Page, first: int, second: int) -> None:
    """Complaint 12: two cases of one matter could not be joined."""
    desk.go(noora, f"/cases/{second}/")
    noora.locator("#more").click()
    link(noora, "Yhdistä toiseen asiaan").click()
    heading(noora, "Mihin asiaan tämä kuuluu?")
    noora.get_by_role("radio", name=re.compile(f"K-{first}")).check(force=True)
    button(noora, "Yhdistä").click()
    noora.wait_for_url(f"**/cases/{first}/")
    expect(noora.locator("#talk-list")).to_contain_text("Unohdin sanoa")
    told = desk.heard(EEVA, "Kiitos viestistäsi")
    assert desk.write(EEVA, "Vastaan ensimmäiseen.", to=told) == first
    desk.go(noora, f"/cases/{second}/")
    noora.wait_for_url(f"**/cases/{first}/")


def and_parts_them_again(desk: Desk, noora: Page, first: int, second: int) -> None:
    desk.go(noora, f"/cases/{first}/")
    button(noora.locator("#together"), "Erota taas").click()
    expect(noora.locator("#talk-list")).not_to_contain_text("Unohdin sanoa")
    desk.go(noora, f"/cases/{second}/")
    expect(noora.locator("#talk-list")).to_contain_text("Unohdin sanoa")


def splits_a_second_matter_off(desk: Desk, noora: Page, case: int) -> int:
    """Returns the new case."""
    desk.go(noora, f"/cases/{case}/")
    noora.locator("#more").click()
    link(noora, "Jaa kahtia").click()
    noora.get_by_label("Mitä toinen asia koskee").fill("Matto")
    noora.get_by_role("checkbox", name=re.compile("Entä matto")).check()
    button(noora, "Erota omaksi asiakseen").click()
    expect(noora.locator("#head h2")).to_have_text("Matto")
    expect(noora.locator("#together")).to_contain_text("Lamppu")
    expect(noora.locator("#talk-list")).not_to_contain_text("Missä lamppu")
    return int(noora.url.rstrip("/").rpartition("/")[2])


def links_two_that_have_to_do_with_each_other(desk: Desk, noora: Page, case: int, other: int) -> None:
    desk.go(noora, f"/cases/{case}/")
    noora.locator("#more").click()
    link(noora, "Liitä toiseen asiaan").click()
    noora.get_by_label("Toisen asian numero").fill(f"K-{other}")
    button(noora, "Liitä").click()
    desk.go(noora, f"/cases/{case}/")
    expect(noora.locator("#together")).to_contain_text("Matto")


def a_pair_of_one_name_is_not_one_person(desk: Desk, leila: Page) -> None:
    """Complaint 12: people were joined wrongly, by themselves."""
    desk.go(leila, "/customers/duplicates/")
    heading(leila, "1 pari voi olla yksi ja sama")
    button(leila, "Ei sama").click()
    expect(leila.get_by_role("heading", level=1)).not_to_contain_text("1 pari")


def promises_come_from_a_file(desk: Desk, leila: Page, folder: Path) -> None:
    """Complaint 20: an import said that it succeeded, and half of it was not there."""
    file = folder / "lupaukset.csv"
    file.write_text(PROMISES)
    desk.go(leila, "/public-promises/file/")
    leila.locator("input[type=file]").set_input_files(file)
    button(leila, "Katso, mitä tapahtuisi").click()
    heading(leila, "1 rivi tulisi mukaan")
    expect(leila.get_by_role("main")).to_contain_text("Korjattavia: 1")
    assert desk.house.rows("SELECT count(*) FROM promises_publicpromise WHERE wording = 'Kuljetus 0 euroa'") == [(0,)]
    button(leila, "Tuo kelvolliset rivit").click()
    expect(leila.get_by_role("heading", name="Nämä rivit jäivät pois")).to_be_visible()
    desk.go(leila, "/public-promises/")
    expect(leila.get_by_role("main")).to_contain_text("Kuljetus 0 euroa")


def the_audit_is_read_and_taken_along_whole(desk: Desk, aino: Page) -> None:
    """Complaint 16: an export ended at six thousand rows, without a word."""
    desk.go(aino, "/audit/?what=case.")
    expect(aino.get_by_role("main")).to_contain_text("Noora Kivelä")
    desk.go(aino, "/audit/")
    before = {row[0] for row in desk.house.rows("SELECT id FROM journal_entry")}
    with aino.expect_download() as coming:
        link(aino, "Lataa tiedostona (JSON-rivit)").click()
    taken = [json.loads(line)["id"] for line in Path(coming.value.path()).read_text().splitlines()]
    assert (before - set(taken), len(set(taken))) == (set(), len(taken))


def a_customer_gets_what_we_have_and_is_erased(desk: Desk, aino: Page, noora: Page, case: int) -> None:
    """Complaint 21: a person could not be erased for certain, or nothing told who did it."""
    desk.go(noora, f"/cases/{case}/")
    expect(noora.locator("#talk-list")).to_contain_text(SECRET)
    [(customer,)] = desk.house.rows("SELECT customer_id FROM encounters_case WHERE id = ?", case)
    desk.go(aino, f"/customers/{customer}/own-data/")
    with aino.expect_download() as coming:
        button(aino, "Tee paketti").click()
    assert Path(coming.value.path()).read_bytes()[:2] == b"PK"
    aino.get_by_label("Miksi?", exact=True).fill("Asiakas pyysi")
    for sure in ("Poista silti, vaikka jotain on kesken", "Tiedän, ettei tätä voi perua"):
        aino.get_by_label(sure).check()
    button(aino, "Poista").click()
    noora.reload()
    expect(noora.get_by_role("main")).not_to_contain_text(SECRET)
    desk.go(aino, "/audit/?what=customer.erased")
    expect(aino.get_by_role("main").get_by_role("listitem").first).to_contain_text("Aino Hallinto")


def test_what_came_in_a_heap_is_put_in_order(desk: Desk, tmp_path: Path) -> None:
    first = desk.write(EEVA, "Hei, sänky on rikki. Miten palautan sen?")
    second = desk.write(EEVA, "Unohdin sanoa, että kuitti on tallella.", "Kuitti")
    lamp = desk.write(PEKKA, "Missä lamppu on?", "Lamppu")
    assert desk.write(PEKKA, "Entä matto, jonka tilasin keväällä?", "Lamppu", to=desk.heard(PEKKA, "Kiitos")) == lamp
    theirs = desk.write(TWIN, SECRET, "Ovikoodi")
    aino = aino_asks_for_a_field_and_a_checklist(desk)
    noora, leila = desk.at("owner", f"/cases/{first}/"), desk.at("lead")
    leila_names_a_tag_and_noora_puts_it_on(desk, leila, noora)
    fills_in_and_goes_through_the_list(noora)
    joins_two_cases(desk, noora, first, second)
    and_parts_them_again(desk, noora, first, second)
    rug = splits_a_second_matter_off(desk, noora, lamp)
    links_two_that_have_to_do_with_each_other(desk, noora, first, rug)
    a_pair_of_one_name_is_not_one_person(desk, leila)
    promises_come_from_a_file(desk, leila, tmp_path)
    the_audit_is_read_and_taken_along_whole(desk, aino)
    a_customer_gets_what_we_have_and_is_erased(desk, aino, noora, theirs)
