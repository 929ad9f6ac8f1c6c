"""A team lead writes a rule, tries it on what came, switches it on; a customer writes, the rule acts and tells of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.stories.conftest import Opens, Shoots
from tests.stories.house import House
from tests.stories.mails import a_mail
from tests.stories.test_story_8_a_late_delivery_is_told_before_it_is_asked import until
from tests.stories.words import said

pytestmark = [pytest.mark.story, pytest.mark.server]


def say(words: str, **values: object) -> str:
    return said("fi", words, **values)


def test_a_lead_writes_a_rule_tries_it_and_it_acts_on_what_a_customer_writes(
    house: House, opens: Opens, shot: Shoots
) -> None:
    house.post(a_mail("Hei, lamppu saapui rikki.", subject="Lamppu rikki"), sender="eeva.mattila@posti.example")
    until(lambda: house.rows("SELECT count(*) FROM encounters_case") == [(1,)])
    page = opens(house, "lead")
    page.goto(f"{house.url}/rules/new/")
    page.get_by_label(say("Name of the rule")).fill("Rikkoutunut")
    page.locator("#rule-new-condition").select_option("subject")
    page.get_by_role("button", name=say("Add a condition")).click()
    page.locator("#c0-extra").fill("rikki")
    page.locator("#rule-new-act").select_option("tag")
    page.get_by_role("button", name=say("Add an act")).click()
    page.locator("#a0-extra").fill("rikkoutunut")
    page.locator("#a0-extra").press("Tab")
    expect(page.locator(".reads")).to_contain_text("otsikossa on ”rikki”: lisää tunniste ”rikkoutunut”.")
    shot(page, "rule-1-written")
    page.get_by_role("button", name=say("Save and try it out")).click()
    page.get_by_role("button", name=say("Try it out")).click()
    expect(page.locator("#found h2")).to_have_text("Sääntö olisi toiminut kerran")
    shot(page, "rule-2-tried")
    page.get_by_role("button", name=say("Switch the rule on")).click()
    mail = a_mail(
        "Hei, tuoli on rikki.",
        sender="Pekka Virta <pekka.virta@posti.example>",
        subject="Tuoli rikki",
        message_id="<m2@posti.example>",
    )
    house.post(mail, sender="pekka.virta@posti.example")
    until(lambda: house.rows("SELECT state FROM rules_firing") == [("done",)])
    page.goto(f"{house.url}/rules/log/")
    expect(page.locator("main")).to_contain_text("Tuoli rikki")
    shot(page, "rule-3-log")
    page.locator("main .firing .line").first.click()
    expect(page.locator("main")).to_contain_text("Sääntö ”Rikkoutunut” lisäsi tunnisteen rikkoutunut.")
