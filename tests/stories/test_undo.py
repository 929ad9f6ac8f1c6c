"""Undo: a message taken back in time never leaves, and its words return to where they were written."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from tests.days.desk import until
from tests.stories.conftest import MakesHouse, Opens
from tests.stories.mails import Letters, a_mail, text_of

pytestmark = [pytest.mark.story, pytest.mark.server]
ANSWER = "Sänky tulee tänään, ei kun huomenna."


def test_undo_in_time_without_scripts_returns_the_text_and_nothing_leaves(
    house_with: MakesHouse, letters: Letters, opens: Opens
) -> None:
    house = house_with(UNDO_SECONDS="120")
    house.post(a_mail("Missä sänky on?"), sender="eeva.mattila@posti.example")
    letters.that(lambda text: "Aitta & Tupa" in text)
    page = opens(house, "owner", java_script_enabled=False)
    page.goto(f"{house.url}/cases/1/")
    page.locator("#write").fill(ANSWER)
    page.locator("#send").click()
    expect(page.locator("#talk-list .ours .leaving")).to_be_visible()
    page.locator("#talk-list .ours form button").click()
    expect(page.locator("#write")).to_have_value(ANSWER)
    expect(page.locator("#talk-list .ours.gone")).to_have_count(1)
    house.kill()
    house.let_pass(minutes=3)
    house.start()
    house.post(a_mail("Ja milloin lamppu?", message_id="<m2@posti.example>"), sender="pekka.virta@posti.example")
    until(lambda: len(letters.mails) == 2)  # what was to leave has left
    assert not any("ei kun huomenna" in text_of(mail) for mail in letters.mails)
    assert house.rows("SELECT state FROM encounters_delivery WHERE message_id IN (SELECT id FROM encounters_message WHERE author = 'us')") == [
        ("taken_back",)
    ]  # fmt: skip


def test_a_message_that_has_left_cannot_be_taken_back(house_with: MakesHouse, letters: Letters, opens: Opens) -> None:
    house = house_with(UNDO_SECONDS="1")
    house.post(a_mail("Missä sänky on?"), sender="eeva.mattila@posti.example")
    letters.that(lambda text: "Aitta & Tupa" in text)
    page = opens(house, "owner")
    page.goto(f"{house.url}/cases/1/")
    page.locator("#write").fill(ANSWER)
    page.locator("#send").click()
    letters.that(lambda text: ANSWER in text)
    expect(page.locator("#talk-list .ours .sent")).to_be_visible()
    expect(page.locator("#talk-list .ours form")).to_have_count(0)
    expect(page.locator("#write")).to_have_value("")


def test_what_the_live_page_asked_for_before_the_sending_does_not_take_the_message_away(
    house_with: MakesHouse, opens: Opens
) -> None:
    house = house_with(UNDO_SECONDS="120")
    house.post(a_mail("Missä sänky on?"), sender="eeva.mattila@posti.example")
    until(lambda: bool(house.rows("SELECT 1 FROM encounters_case")))
    page, stale = opens(house, "owner"), []

    def kept_back(route: Route) -> None:
        if stale:
            route.continue_()
        else:
            stale.append((route, route.fetch()))

    page.route("**/talk/", kept_back)
    with page.expect_request("**/talk/"):
        page.goto(f"{house.url}/cases/1/")
    page.locator("#write").fill(ANSWER)
    page.keyboard.press("Control+Enter")
    sent = page.locator("#talk-list .ours").filter(has=page.locator(".leaving"))
    expect(sent).to_be_focused()
    route, answer = stale[0]
    with page.expect_response("**/talk/"):
        route.fulfill(response=answer)
    with page.expect_response("**/talk/"):
        page.evaluate("document.getElementById('again').dispatchEvent(new CustomEvent('refresh'))")
    expect(sent).to_be_focused()
    page.keyboard.press("z")
    expect(page.locator("#write")).to_have_value(ANSWER)
