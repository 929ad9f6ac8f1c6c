"""A newcomer finds an article beside the encounter and answers with it by keys; the customer reads it and says it helped."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.stories.conftest import MakesHouse, Opens, Shoots
from tests.stories.house import ROOT
from tests.stories.mails import Letters, a_mail, text_of
from tests.stories.words import said

pytestmark = [pytest.mark.story, pytest.mark.server]
WRITE_ARTICLES = ROOT / "tests" / "stories" / "write_articles.py"


def test_an_article_answers_and_the_customer_says_it_helped(
    house_with: MakesHouse, letters: Letters, opens: Opens, shot: Shoots
) -> None:
    house = house_with(UNDO_SECONDS="0")
    house.run(WRITE_ARTICLES)
    house.post(a_mail("Hei, missä tilaamani sänky on?"), sender="eeva.mattila@posti.example")
    letters.that(lambda text: "Aitta & Tupa" in text)

    page = opens(house, "owner")
    page.goto(f"{house.url}/cases/1/")
    here = page.locator("#articles-here")
    expect(here).to_contain_text("Missä tilaukseni on?")
    expect(here).not_to_contain_text("Tyynyn pesu")
    page.keyboard.press("a")
    expect(page.locator("#write")).to_have_value(
        re.compile(r"Missä tilaukseni on\?:\n\S+/help/fi/toimitus/missa-tilaukseni-on/")
    )
    page.locator("#write").press_sequentially("Ja #tyynyn")
    expect(page.locator("#article-offers [role=option]")).to_contain_text("Tyynyn pesu")
    page.keyboard.press("Enter")
    expect(page.locator("#write")).to_have_value(re.compile(r"/help/fi/toimitus/tyynyn-pesu/"))
    shot(page, "article-1-in-the-answer")
    page.keyboard.press("Control+Enter")
    mail = letters.that(lambda text: "/help/fi/toimitus/" in text)
    address = re.search(r"http\S+/help/fi/toimitus/missa-tilaukseni-on/", text_of(mail))
    assert address is not None

    reader = opens(house, "", java_script_enabled=False)
    reader.goto(address[0])
    expect(reader.locator("h1")).to_have_text("Missä tilaukseni on?")
    shot(reader, "article-2-as-the-customer-reads-it")
    reader.get_by_role("button", name=said("fi", "Yes, it helped")).click()
    expect(reader.locator("#told")).to_contain_text(said("fi", "Thank you. Good to hear that it helped."))
    assert house.rows("SELECT helped FROM knowledge_feedback") == [(1,)]
    assert house.rows("SELECT uses FROM knowledge_article ORDER BY id") == [(1,), (1,)]
