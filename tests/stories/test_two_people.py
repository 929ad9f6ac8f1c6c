"""Two people at the same case: each sees the other, and nobody's words are lost or talked over."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.stories.conftest import Opens
from tests.stories.house import House
from tests.stories.mails import Letters, a_mail, text_of
from tests.stories.words import said

pytestmark = [pytest.mark.story, pytest.mark.server]


def at_the_case(house: House, opens: Opens, who: str) -> Page:
    page = opens(house, who)
    page.goto(f"{house.url}/cases/1/")
    expect(page.locator("#composer")).to_be_visible()
    return page


@pytest.fixture
def case(house: House, letters: Letters) -> House:
    """A house with one case in it."""
    house.post(a_mail("Missä sänky on?"), sender="eeva.mattila@posti.example")
    letters.that(lambda text: "Aitta & Tupa" in text)
    return house


def test_two_people_see_each_other_and_the_second_to_send_is_warned_and_keeps_their_text(
    case: House, letters: Letters, opens: Opens
) -> None:
    noora, sami = at_the_case(case, opens, "owner"), at_the_case(case, opens, "colleague")
    expect(noora.locator("#visitors")).to_contain_text("Sami")
    noora.locator("#write").fill("Sänky tulee keskiviikkona.")
    expect(sami.locator("#visitors")).to_contain_text("Noora")
    expect(sami.locator("#visitors b")).to_have_text("Noora")
    sami.locator("#write").fill("Emme tiedä vielä, missä sänky on.")
    noora.locator("#send").click()
    expect(noora.locator("#talk-list .ours")).to_contain_text("Sänky tulee keskiviikkona.")

    sami.locator("#send").click()
    expect(sami.locator("#composer .refused")).to_be_visible()
    expect(sami.locator("#write")).to_have_value("Emme tiedä vielä, missä sänky on.")
    expect(sami.locator("#send")).to_contain_text(said("fi", "Send anyway"))
    expect(sami.locator("#talk-list .ours")).to_have_count(1)
    letters.that(lambda text: "Sänky tulee keskiviikkona." in text)
    assert not any("Emme tiedä" in text_of(mail) for mail in letters.mails)


def test_a_person_who_leaves_is_no_longer_shown_as_being_there(case: House, opens: Opens) -> None:
    noora, sami = at_the_case(case, opens, "owner"), at_the_case(case, opens, "colleague")
    expect(noora.locator("#visitors")).to_contain_text("Sami")
    sami.goto(f"{case.url}/")
    expect(noora.locator("#visitors")).not_to_contain_text("Sami")


def test_what_a_colleague_answers_appears_without_reloading(case: House, opens: Opens) -> None:
    noora, sami = at_the_case(case, opens, "owner"), at_the_case(case, opens, "colleague")
    sami.locator("#write").fill("Sänky on varastolla.")
    noora.locator("#write").fill("Kirjoitan tätä yhä.")
    sami.locator("#send").click()
    expect(noora.locator("#talk-list .ours")).to_contain_text("Sänky on varastolla.")
    expect(noora.locator("#write")).to_have_value("Kirjoitan tätä yhä.")
