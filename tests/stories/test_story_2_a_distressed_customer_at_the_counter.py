"""Story 2: a distressed customer walks in. The counter decides a remedy within the mandate, with no approval.

And when that is not enough, more is asked for, and granted from a phone while the asker's page changes by itself.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.stories.conftest import HERE, MakesHouse, Opens, Shoots
from tests.stories.house import House
from tests.stories.mails import Letters, a_mail, text_of
from tests.stories.words import said

pytestmark = [pytest.mark.story, pytest.mark.server]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def counter(house: House) -> House:
    """A house whose front line may refund sixty euros."""
    house.run(HERE / "grant_mandates.py")
    return house


def fits(page: Page) -> bool:
    """Nothing reaches past the screen's side."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def write_down_the_visit(page: Page, house: House) -> None:
    """She came in upset; who she is, what she said and how she feels."""
    page.goto(f"{house.url}/meetings/new/")
    page.locator("#m-name").fill("Kaisa Lehto")
    page.locator("#m-reach").fill("kaisa.lehto@posti.example")
    page.locator("#m-words").fill("Tämä on kolmas kerta! Kattilan emali lohkesi taas, ja minulla on tänään juhlat.")
    page.locator("input[name=feeling][value='1']").check(force=True)
    page.locator("input[name=channel][value=visit]").check(force=True)
    page.locator("form.meeting button.primary").click()


def test_a_distressed_customer_gets_a_remedy_at_the_counter_without_approval(
    counter: House, letters: Letters, opens: Opens, shot: Shoots
) -> None:
    page = opens(counter, "owner")
    write_down_the_visit(page, counter)
    page.goto(f"{counter.url}/cases/1/")
    expect(page.locator("#lane")).to_contain_text(said("fi", "Fast lane"))
    assert counter.rows("SELECT owner_id, fast_lane_at IS NULL FROM encounters_case") == [
        (counter.cast["owner"]["id"], 0)
    ]
    remedy = page.locator("#decide .remedy-box").first
    expect(remedy.locator("summary")).to_contain_text(said("fi", "Refund"))
    expect(remedy.locator("summary")).to_contain_text("60")
    remedy.locator("summary").click()
    remedy.locator("[name=amount]").fill("45")
    expect(remedy.locator("[name=words]")).to_have_value(re.compile(r"hyvitämme sinulle 45\s€"))
    shot(page, "story-2-1-the-remedy")
    remedy.locator(".reasons button").nth(1).click()

    expect(page.locator("#decided b").first).to_contain_text("45")
    expect(page.locator("#trouble .toast")).to_contain_text(said("fi", "Undo"))
    expect(page.locator("#talk-list")).to_contain_text("Noora ratkaisi: Hyvitys.")
    shot(page, "story-2-2-decided")
    heard = letters.that(lambda text: "hyvitämme sinulle 45" in text)
    assert "Hei Kaisa," in text_of(heard)
    rows = counter.rows("SELECT amount, amount_now, reason, feeling_before, mandate_id IS NULL FROM mandates_decision")
    assert rows == [(4500, 4500, "Rikki", 1, 0)]
    expect(remedy.locator("summary")).to_contain_text("15")

    page.locator("#ending [name=feeling][value='4']").check(force=True)
    page.locator("#end-solved").click()
    expect(page.locator("#head .badge.good")).to_be_visible()
    counter.run(HERE / "decide_more.py")
    lead = opens(counter, "lead")
    lead.goto(f"{counter.url}/decisions/")
    learnt = lead.locator("main tbody tr")
    expect(learnt).to_have_count(1)
    expect(learnt).to_contain_text("205")
    expect(learnt).to_contain_text("1,8 → 4,0")
    for name in ("Noora", "Sami", "Eero"):
        expect(lead.locator("main")).not_to_contain_text(name)
    shot(lead, "story-2-10-there-to-learn-from")


def test_a_decision_is_undone_while_its_mail_waits_and_the_customer_hears_nothing(
    house_with: MakesHouse, letters: Letters, opens: Opens
) -> None:
    house = house_with(UNDO_SECONDS="120")
    house.run(HERE / "grant_mandates.py")
    page = opens(house, "owner")
    write_down_the_visit(page, house)
    page.goto(f"{house.url}/cases/1/")
    page.locator("#decide .remedy").first.click()
    page.locator("#decide .reasons button").first.click()
    page.locator("#trouble .toast button").click()
    expect(page.locator("#decided .gone")).to_have_count(1)
    assert house.rows("SELECT amount_now FROM mandates_decision") == [(0,)]
    assert [mail for mail in letters.mails if "hyvitämme" in text_of(mail)] == []


def test_more_is_asked_for_and_granted_from_a_phone_while_the_askers_page_changes_by_itself(
    counter: House, letters: Letters, opens: Opens, shot: Shoots
) -> None:
    counter.post(a_mail("Sänky ei tullut toistamiseen."), sender="eeva.mattila@posti.example")
    letters.that(lambda text: "Aitta & Tupa" in text)
    noora, leila = opens(counter, "owner"), opens(counter, "lead", **PHONE)
    leila.goto(f"{counter.url}/")
    noora.goto(f"{counter.url}/cases/1/")
    noora.locator("#write").fill("Kirjoitan tätä yhä.")
    remedy = noora.locator("#decide .remedy-box").first
    remedy.locator("summary").click()
    remedy.locator("[name=amount]").fill("120")
    remedy.locator("[name=reason]").fill("Toinen kerta")
    remedy.locator("form > button.primary").click()
    expect(remedy.locator("form")).to_contain_text(said("fi", "This is more than you have left here. Take a smaller amount, or ask for more."))  # fmt: skip
    remedy.locator("button[formaction]").click()
    expect(noora.locator("#decided")).to_contain_text("Pyysit: Hyvitys 120")
    shot(noora, "story-2-3-asked")

    line = leila.locator("#asked-of-me a")
    expect(line).to_contain_text("Noora pyytää: Hyvitys 120")
    line.tap()
    expect(leila.locator("h1")).to_contain_text("Hyvitys 120")
    expect(leila.locator("main")).to_contain_text("Sänky ei tullut toistamiseen.")
    grant = leila.locator("button[value=grant]")
    expect(grant).to_be_in_viewport(ratio=1)
    assert grant.evaluate("(each) => each.offsetHeight") >= 44
    assert fits(leila)
    shot(leila, "story-2-4-the-request-on-a-phone")
    grant.tap()
    expect(leila.locator("main")).to_contain_text("Leila Aho myönsi sen")

    expect(noora.locator("#decided")).to_contain_text("Leila myönsi sen.")
    expect(noora.locator("#decided")).to_contain_text("120")
    expect(noora.locator("#write")).to_have_value("Kirjoitan tätä yhä.")
    assert noora.evaluate("performance.getEntriesByType('navigation').length") == 1
    shot(noora, "story-2-5-granted-live")
    letters.that(lambda text: "hyvitämme sinulle 120" in text)
