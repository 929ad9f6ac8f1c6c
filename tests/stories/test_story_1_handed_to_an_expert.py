"""Story 1, by hand-over: the front line cannot solve the matter and hands it, with a time, to someone who can.

What was asked and tried goes along, the customer is told who and when, the expert accepts live on Today; and when nobody
can take it, it comes back visibly with the reason.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.stories.conftest import MakesHouse, Opens, Shoots
from tests.stories.hands import Hands, Keys, Pointer
from tests.stories.house import House
from tests.stories.mails import Letters, a_mail, own_page_in, text_of
from tests.stories.words import said, starting

pytestmark = [pytest.mark.story, pytest.mark.server]
HELSINKI = ZoneInfo("Europe/Helsinki")
ASKS = {
    "fi": "Hei, sänky luvattiin perjantaiksi eikä se mahdu hissiin. Kuka auttaa minua?",
    "en": "Hello, the bed was promised for Friday and it does not fit in the lift. Who can help me?",
}
ASKED = "Sänky ei mahdu hissiin, tarvitaan kanto kolmanteen kerrokseen."
TRIED = "Soitin varastoon: kantajia on vain tiistaisin."
PROMISE = {"fi": "Kerromme kantoajan", "en": "We tell you the time of carrying"}


def arrives(house: House, opens: Opens, language: str = "fi") -> Page:
    """The customer's mail comes in; Noora takes it."""
    page = opens(house, "owner")
    page.goto(house.url)
    house.post(a_mail(ASKS[language], subject="Sänky ei mahdu hissiin"), sender="eeva.mattila@posti.example")
    page.locator("#news a").click()
    page.get_by_role("button", name=starting(language, "Take it")).click()
    expect(page.locator("#head")).to_contain_text(said(language, "You have this"))
    return page


def hands_over(page: Page, hands: Hands, language: str, to: str) -> None:
    tomorrow = (datetime.now(HELSINKI) + timedelta(days=1)).strftime("%Y-%m-%dT16:00")
    hands.press(page.locator("#hand-over"))
    expect(page.locator("#id_asked")).to_have_value(ASKS[language])
    hands.pick(page.locator("#id_to"), to)
    hands.write(page.locator("#id_asked"), ASKED)
    hands.write(page.locator("#id_tried"), TRIED)
    hands.write(page.locator("#id_what"), PROMISE[language])
    page.locator("#id_due_at").fill(tomorrow)
    hands.press(page.locator("form.split button.primary"))
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("language", ["fi", "en"])
def test_handed_over_the_customer_never_repeats_themselves(
    language: str, house_with: MakesHouse, letters: Letters, opens: Opens, shot: Shoots
) -> None:
    house = house_with(language)
    expert = opens(house, "expert")
    expert.goto(house.url)
    page = arrives(house, opens, language)
    page.locator("#hand-over").click()
    page.locator("#id_to").select_option(label="Eero Salmi")
    expect(page.locator("#words")).to_contain_text("Eero")
    shot(page, f"story-1-hand-over-{language}-1-the-act")
    page.go_back()
    hands_over(page, Pointer(), language, "Eero Salmi")

    told = letters.that(lambda text: "Eero" in text)
    when = {"fi": "viimeistään huomenna klo 16", "en": "tomorrow 16:00"}[language]
    assert when in text_of(told).replace("\u00a0", " ")
    porch = opens(house)
    porch.goto(own_page_in(told))
    expect(porch.locator(".keeper")).to_contain_text("Eero Salmi")
    expect(porch.locator(".vow")).to_contain_text(PROMISE[language])
    expect(porch.locator("main")).not_to_contain_text(TRIED)

    offered = expert.locator("#handed .card")  # without reloading
    expect(offered).to_contain_text(ASKED)
    expect(offered).to_contain_text(TRIED)
    expect(offered).to_contain_text(PROMISE[language])
    shot(expert, f"story-1-hand-over-{language}-2-offered")
    offered.get_by_role("button", name=starting(language, "Accept")).click()
    expect(expert.locator("#came-by")).to_contain_text(TRIED)
    expect(expert.locator("#head")).to_contain_text(said(language, "You have this"))
    shot(expert, f"story-1-hand-over-{language}-3-accepted")


def test_when_nobody_can_take_it_it_comes_back_with_the_reason_by_keyboard_alone(
    house: House, letters: Letters, opens: Opens, shot: Shoots
) -> None:
    keys = Keys()
    page = arrives(house, opens)
    hands_over(page, keys, "fi", "Eero Salmi")
    expect(page.locator("#handed .given")).to_contain_text("Eero Salmi")
    expert = opens(house, "expert")
    expert.goto(house.url)
    keys.press(expert.locator("#handed .why-not summary"))
    keys.write(expert.locator("#handed input[name=word]"), "Olen lomalla, kysy Samilta")
    keys.press(expert.get_by_role("button", name="Palauta"))
    back = page.locator("#handed .given.back")
    expect(back).to_contain_text("Olen lomalla, kysy Samilta")
    shot(page, "story-1-hand-over-fi-4-came-back")
    keys.press(back.get_by_role("button", name="Avaa"))
    expect(page.locator("#head")).to_contain_text("Sinulla")
