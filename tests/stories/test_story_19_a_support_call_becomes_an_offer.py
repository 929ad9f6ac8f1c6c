"""Story 19: a customer who asks for help needs something new. One step from their matter to an offer, the same path.

The offer leaves its template within the mandate, goes by mail with the PDF, and the customer accepts it on their phone,
on their own page, by an act of its own; the confirmation comes with the same document.
"""

from __future__ import annotations

import re
from email.message import EmailMessage

import pytest
from playwright.sync_api import Page, expect

from tests.stories.conftest import MakesHouse, Opens, Shoots
from tests.stories.house import House
from tests.stories.mails import Letters, a_mail, own_page_in
from tests.stories.test_story_8_a_late_delivery_is_told_before_it_is_asked import until
from tests.stories.words import said

pytestmark = [pytest.mark.story, pytest.mark.server]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def say(words: str, **values: object) -> str:
    return said("fi", words, **values)


def a_template_is_written(page: Page, house: House) -> None:
    page.goto(f"{house.url}/offers/templates/new/")
    page.get_by_label(say("In Finnish"), exact=True).fill("Vuosihuolto kotona")
    page.get_by_label(say("Price, €")).fill("12,90")
    page.get_by_label(say("Is paid")).select_option("month")
    page.get_by_label(say("Name of the template")).fill("Kotihuolto")
    page.get_by_label(say("Heading in Finnish")).fill("Kalusteiden kotihuolto")
    page.get_by_label(say("We promise when accepted, in Finnish")).fill("Sovimme ensimmäisen käynnin")
    page.get_by_role("button", name=say("Save"), exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("Offers begin from these"))


def may_discount(house: House) -> None:
    """Noora may give sixty euros off."""
    (kind,) = house.rows("SELECT id FROM mandates_kind WHERE code = 'discount'")[0]
    house.change(
        "INSERT INTO mandates_mandate (kind_id, member_id, per_encounter, period, valid_from, granted_at) "
        "VALUES (?, ?, 6000, 'month', '2026-01-01 00:00:00', '2026-01-01 00:00:00')",
        kind, house.cast["owner"]["id"],
    )  # fmt: skip


def an_offer_is_made(page: Page, house: House, case: int, shot: Shoots) -> None:
    page.goto(f"{house.url}/cases/{case}/")
    page.locator("#case-offers summary").click()
    page.locator("#case-offers").get_by_role("button", name="Kotihuolto").click()
    page.locator("input[name=rows-0-price]").fill("9,90")
    expect(page.locator("#aside")).to_contain_text("9,90\xa0€")
    expect(page.locator("#aside")).to_contain_text("36\xa0€")
    shot(page, "story-19-1-the-offer")
    page.get_by_role("button", name=say("Send the offer")).click()
    expect(page.locator("#case-offers")).to_contain_text("Kalusteiden kotihuolto")


def documents(mail: EmailMessage) -> list[bytes]:
    return [part.get_payload(decode=True) for part in mail.iter_attachments()]  # type: ignore[misc]


def accepted_on_a_phone(page: Page, link: str, shot: Shoots) -> None:
    page.goto(link)
    page.get_by_role("link", name=re.compile("Kalusteiden kotihuolto")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kalusteiden kotihuolto")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_text(say("I accept the offer"), exact=True).click()
    page.get_by_label(say("Your name")).fill("Eeva Mattila")
    page.get_by_label(say("I have read the offer and accept it")).check()
    shot(page, "story-19-2-the-phone")
    page.get_by_role("button", name=say("Accept the offer")).click()
    expect(page.get_by_role("status")).to_have_text(say("Thank you. You have accepted this offer."))
    shot(page, "story-19-3-accepted")


def test_a_support_call_becomes_an_offer_and_a_contract(
    house_with: MakesHouse, letters: Letters, opens: Opens, shot: Shoots
) -> None:
    house = house_with(UNDO_SECONDS="0")
    may_discount(house)
    a_template_is_written(opens(house, "administrator"), house)
    house.post(
        a_mail("Sohvan kangas on tahrainen. Voiko sen puhdistaa?", subject="Sohva"), sender="eeva.mattila@posti.example"
    )
    until(lambda: bool(house.rows("SELECT 1 FROM encounters_case")))
    (case,) = house.rows("SELECT id FROM encounters_case")[0]
    noora = opens(house, "owner")
    an_offer_is_made(noora, house, case, shot)
    offered = letters.that(lambda text: "Kalusteiden kotihuolto" in text)
    (document,) = documents(offered)
    assert document[:4] == b"%PDF"
    accepted_on_a_phone(opens(house, **PHONE), own_page_in(offered), shot)
    confirmed = letters.that(lambda text: "Nimi: Eeva Mattila" in text)
    assert documents(confirmed) == [document]
    noora.goto(f"{house.url}/cases/{case}/")
    expect(noora.locator("#case-offers")).to_contain_text("Hyväksytty")
    expect(noora.locator("#promises")).to_contain_text("Sovimme ensimmäisen käynnin")
    noora.locator("#case-offers").get_by_role("link", name="Kalusteiden kotihuolto").click()
    expect(noora.locator("main")).to_contain_text("Hyväksyn tarjouksen")
    shot(noora, "story-19-4-the-evidence")
