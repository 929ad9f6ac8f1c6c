"""Story 6: a magazine subscription ends in a month. The seller they know calls, and the old order is ended as promised.

Noora sold it, so Noora is told in time. She promises a call by mail, makes it, offers anew beside what they have now;
the customer accepts on their phone, and the old order is ended on its day, with the evidence.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.stories.conftest import HERE, MakesHouse, Opens, Shoots
from tests.stories.house import House
from tests.stories.mails import Letters, own_page_in, text_of
from tests.stories.words import said

pytestmark = [pytest.mark.story, pytest.mark.server]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def say(words: str, **values: object) -> str:
    return said("fi", words, **values)


def promises_the_call(page: Page, house: House, letters: Letters, shot: Shoots) -> None:
    page.goto(f"{house.url}/")
    line = page.locator("a.mend-line", has_text="Lehtitilaus")
    expect(line).to_contain_text("Sinut tuntevan asiakkaan sopimus päättyy pian. Eeva Mattila")
    shot(page, "story-6-1-told-in-time")
    line.click()
    expect(page.get_by_label(say("Who calls")).locator("option").first).to_have_text("Noora Kivelä, myi sen hänelle")
    expect(page.get_by_label(say("What the customer is told by mail"))).to_have_value(re.compile("Lehtitilaus päättyy"))
    shot(page, "story-6-2-the-call")
    page.get_by_role("button", name=say("Promise the call")).click()
    told = text_of(letters.that(lambda text: "Noora soittaa sinulle viimeistään" in text))
    assert "{" not in told


def keeps_it(page: Page, word: str, what: str, evidence: str) -> None:
    """One of the promises about the contract is kept, with its evidence."""
    page.get_by_role("link", name=say(word)).click()
    page.get_by_label(say("How, in a word or two")).fill(evidence)
    page.get_by_role("button", name=say("Mark as kept")).click()
    expect(page.locator(".plist li", has_text=what)).to_contain_text(evidence)


def offers_anew(page: Page, shot: Shoots) -> None:
    page.get_by_role("button", name="Lehden jatko").click()
    expect(page.locator("#aside")).to_contain_text("Lehtitilaus")
    expect(page.locator("#aside")).to_contain_text("Verkkolehti")
    shot(page, "story-6-3-beside-what-they-have")
    page.get_by_role("button", name=say("Send the offer")).click()
    expect(page.locator("#case-offers")).to_contain_text("Lehti jatkuu")


def accepts_on_a_phone(page: Page, link: str, shot: Shoots) -> None:
    page.goto(link)
    page.get_by_role("link", name=re.compile("Lehti jatkuu")).click()
    page.get_by_text(say("I accept the offer"), exact=True).click()
    page.get_by_label(say("Your name")).fill("Eeva Mattila")
    page.get_by_label(say("I have read the offer and accept it")).check()
    page.get_by_role("button", name=say("Accept the offer")).click()
    expect(page.get_by_role("status")).to_have_text(say("Thank you. You have accepted this offer."))
    shot(page, "story-6-4-accepted")


def test_the_seller_they_know_calls_and_the_old_order_ends_as_promised(
    house_with: MakesHouse, letters: Letters, opens: Opens, shot: Shoots
) -> None:
    house = house_with(UNDO_SECONDS="0")
    house.run(HERE / "write_contract.py")
    page = opens(house, "owner")
    promises_the_call(page, house, letters, shot)
    old = page.url
    expect(page.locator(".plist")).to_contain_text("Soitamme ennen kuin Lehtitilaus päättyy")
    keeps_it(page, "The call was made", "Soitamme ennen", "Puhelin 10 min, haluaa jatkaa halvemmalla")

    offers_anew(page, shot)
    offered = letters.that(lambda text: "Lehti jatkuu" in text)
    accepts_on_a_phone(opens(house, **PHONE), own_page_in(offered), shot)

    page.goto(old)
    expect(page.locator(".plist")).to_contain_text("Päätämme sopimuksen Lehtitilaus")
    keeps_it(page, "It has been ended", "Päätämme sopimuksen", "Vahvistus P-881 tilauspalvelusta")
    shot(page, "story-6-5-ended-as-promised")
    rows = house.rows(
        "SELECT about, state, form FROM promises_promise p JOIN promises_contractpromise c ON c.promise_id = p.id ORDER BY 1"
    )
    assert rows == [("call", "kept", "call"), ("ending", "kept", "any")]
    [(running, ended)] = house.rows("SELECT sum(ended_at IS NULL), sum(ended_at IS NOT NULL) FROM offers_contract")
    assert (running, ended) == (1, 1)
