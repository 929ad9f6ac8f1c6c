"""Story 10: a campaign in the web shop. Whoever meets the customer sees what was promised today, and honours it or says why.

The lead sees how often it was honoured. Feedback on accessibility is promised its answer by law with one touch.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from tests.stories.conftest import MakesHouse, Opens, Shoots
from tests.stories.house import House
from tests.stories.mails import a_mail
from tests.stories.test_story_8_a_late_delivery_is_told_before_it_is_asked import until
from tests.stories.words import said

pytestmark = [pytest.mark.story, pytest.mark.server]
CAMPAIGN = "Kotiinkuljetus 0 € yli 200 euron tilauksiin"


def say(words: str, **values: object) -> str:
    return said("fi", words, **values)


def the_lead_writes_it_down(page: Page, house: House) -> None:
    page.goto(f"{house.url}/public-promises/")
    page.get_by_role("link", name=say("Write one down")).click()
    page.get_by_label(say("What is promised, in the words customers saw")).fill(CAMPAIGN)
    page.get_by_label(say("Conditions")).fill("Koskee Manner-Suomea.")
    page.get_by_label(say("To, that day included")).fill((localdate() + timedelta(days=3)).isoformat())
    page.get_by_label("Verkkokaupan posti").check()
    page.get_by_role("button", name=say("Save")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("One promise to everyone holds today."))


def asks(house: House, number: int) -> int:
    """Another customer asks for it; returns the case."""
    address = f"asiakas{number}@posti.example"
    house.post(
        a_mail("Mainoksessa luki, että kuljetus on ilmainen. Miksi maksoin siitä?", sender=f"Asiakas {number} <{address}>",
               subject="Kuljetusmaksu", message_id=f"<{number}@posti.example>"),
        sender=address,
    )  # fmt: skip
    question = "SELECT case_id FROM encounters_message WHERE sender_address = ?"
    until(lambda: bool(house.rows(question, address)))
    return int(house.rows(question, address)[0][0])


def test_what_was_promised_today_is_seen_and_honoured(house_with: MakesHouse, opens: Opens, shot: Shoots) -> None:
    house = house_with()
    lead, owner = opens(house, "lead"), opens(house, "owner")
    the_lead_writes_it_down(lead, house)

    owner.goto(f"{house.url}/")
    expect(owner.locator(".public-today")).to_contain_text(CAMPAIGN)
    shot(owner, "story-10-1-promised-to-everyone-today")
    outsider = opens(house, "outsider")
    outsider.goto(f"{house.url}/")
    expect(outsider.locator(".public-today")).to_have_count(0)

    owner.goto(f"{house.url}/cases/{asks(house, 1)}/")
    here = owner.locator("#promises .public-here")
    expect(here).to_contain_text("Koskee Manner-Suomea.")
    here.get_by_role("button", name=say("We honoured it")).click()
    expect(here).to_contain_text(say("Honoured, says %(name)s", name="Noora"))
    shot(owner, "story-10-2-honoured")

    owner.goto(f"{house.url}/cases/{asks(house, 2)}/")
    here.locator("details > summary", has_text=say("We did not")).click()
    here.get_by_label(say("Why, in a word")).fill("Kassa ei tunnistanut")
    here.get_by_role("button", name=say("We did not honour it")).click()
    expect(here).to_contain_text("Kassa ei tunnistanut")

    lead.reload()
    expect(lead.get_by_role("listitem").filter(has_text=CAMPAIGN)).to_contain_text("pidetty 1, ei 1")
    shot(lead, "story-10-3-how-often")


def test_the_law_gives_fourteen_days_with_one_touch(house_with: MakesHouse, opens: Opens) -> None:
    house = house_with()
    owner = opens(house, "owner")
    case = asks(house, 1)
    owner.goto(f"{house.url}/cases/{case}/")
    owner.get_by_role("button", name=say("This is accessibility feedback")).click()
    expect(owner.locator("#promises")).to_contain_text(say("We answer your feedback on accessibility"))
    expect(owner.get_by_role("button", name=say("This is accessibility feedback"))).to_have_count(0)
    [(source, days)] = house.rows(
        "SELECT source, round(julianday(due_at) - julianday(made_at)) FROM promises_promise WHERE source = 'law'"
    )
    assert (source, days) == ("law", 14)
