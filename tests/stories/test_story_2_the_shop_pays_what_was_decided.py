"""Story 2, what follows: a refund decided in the encounter is paid by the shop's own system.

The shop is down at that moment: the one who decided sees it at once, and sees it paid when the shop is back, without
touching anything. The shop is the receiver of our documentation, run as its reader would run it.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.mandates.carrying_out import example_shop
from tests.stories.conftest import HERE, MakesHouse, Opens, Shoots
from tests.stories.house import House, free_port
from tests.stories.mails import Letters, a_mail
from tests.stories.words import said

pytestmark = [pytest.mark.story, pytest.mark.server]


def say(words: str, **values: object) -> str:
    return said("fi", words, **values)


def connects_the_shop(page: Page, house: House, port: int) -> str:
    """The administrator connects it, copies its secret and lets it carry refunds out."""
    page.goto(f"{house.url}/settings/connections/")
    page.get_by_role("link", name=say("Connect a system")).click()
    page.get_by_label(say("Its name")).fill("Verkkokauppa")
    page.get_by_label(say("Where it listens")).fill(f"http://127.0.0.1:{port}/")
    page.get_by_role("button", name=say("Connect"), exact=True).click()
    secret = page.locator("code.secret").inner_text()
    page.get_by_label(say("Refund"), exact=True).check()
    page.get_by_role("button", name=say("Save")).click()
    expect(page.locator("code.secret")).to_have_count(0)
    expect(page.get_by_label(say("Refund"), exact=True)).to_be_checked()
    return secret


def test_the_shop_is_down_when_a_refund_is_decided_and_pays_it_when_it_is_back(
    house_with: MakesHouse, letters: Letters, opens: Opens, shot: Shoots
) -> None:
    house, port = house_with(), free_port()
    house.run(HERE / "grant_mandates.py")
    administrator, noora = opens(house, "administrator"), opens(house, "owner")
    secret = connects_the_shop(administrator, house, port)
    shot(administrator, "story-2-6-connected")
    house.post(a_mail("Sänky tuli rikki."), sender="eeva.mattila@posti.example")
    letters.that(lambda text: "Aitta & Tupa" in text)

    noora.goto(f"{house.url}/cases/1/")
    remedy = noora.locator("#decide .remedy-box").first
    remedy.locator("summary").click()
    remedy.locator("[name=amount]").fill("30")
    remedy.locator(".reasons button").nth(1).click()
    stands = noora.locator("#decided .standing")
    expect(stands).to_contain_text(say("%(where)s does not answer. We keep trying by ourselves.", where="Verkkokauppa"))
    shot(noora, "story-2-7-the-shop-is-down")
    with example_shop(secret, port):
        expect(stands).to_contain_text("Verkkokauppa on tehnyt tämän: R-1, shop")
    assert noora.evaluate("performance.getEntriesByType('navigation').length") == 1
    expect(noora.locator("#talk-list")).to_contain_text(say("%(where)s did what was decided.", where="Verkkokauppa"))
    shot(noora, "story-2-8-paid")

    administrator.goto(f"{house.url}/settings/connections/")
    administrator.get_by_role("link", name="Verkkokauppa").click()
    administrator.get_by_role("link", name="decision.made").click()
    tries = administrator.locator(".tries > li")
    expect(tries.first).to_contain_text(say("Nothing answers at this address."))
    expect(tries.last).to_contain_text("200")
    shot(administrator, "story-2-9-each-attempt")
