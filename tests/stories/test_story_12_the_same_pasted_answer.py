"""Story 12: the same pasted answer goes to forty customers. The pattern is visible, and so is who had to ask again."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.stories.conftest import MakesHouse, Opens, Shoots
from tests.stories.house import ROOT
from tests.stories.mails import Letters
from tests.stories.test_story_8_a_late_delivery_is_told_before_it_is_asked import until
from tests.stories.words import said

pytestmark = [pytest.mark.story, pytest.mark.server]
WRITE_ALIKE = ROOT / "tests" / "stories" / "write_alike.py"


def test_the_same_answer_to_forty_and_who_had_to_ask_again(
    house_with: MakesHouse, opens: Opens, shot: Shoots, letters: Letters
) -> None:
    house = house_with(UNDO_SECONDS="0")
    house.run(WRITE_ALIKE, "answer")
    until(lambda: house.rows("SELECT customers FROM serving_pattern") == [(40,)])
    house.run(WRITE_ALIKE, "again")
    until(lambda: house.rows("SELECT asked_again FROM serving_pattern") == [(12,)])

    page = opens(house, "owner")
    page.goto(f"{house.url}/settings/")
    page.get_by_role("link", name=said("fi", "Answers that are alike")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        said("fi", "One answer went to many in nearly the same words")
    )
    expect(page.locator(".alike .rows")).to_contain_text("12 kysyi uudelleen, 30\u00a0%")
    shot(page, "story-12-1-one-answer-to-forty")
    page.locator(".alike .rows a").first.click()
    expect(page.locator(".alike ol.rows > li")).to_have_count(12)
    expect(page.locator(".alike ol.rows")).to_contain_text("Asiakas0 Virta")
    expect(page.locator(".alike ol.rows")).not_to_contain_text("Asiakas39 Virta")
    shot(page, "story-12-2-who-had-to-ask-again")
