"""The connection breaks: the page says so and since when, and goes on by itself."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.stories.conftest import Opens
from tests.stories.house import House
from tests.stories.mails import a_mail
from tests.stories.words import said

pytestmark = [pytest.mark.story, pytest.mark.server]


def test_today_says_that_the_server_is_gone_and_recovers(house: House, opens: Opens) -> None:
    page = opens(house, "owner")
    page.goto(house.url)
    mark = page.locator(".live")
    expect(mark).to_have_text(said("fi", "Up to date"))
    page.wait_for_timeout(500)
    house.kill()
    expect(mark).to_contain_text(said("fi", "No connection, read at"))
    house.start()
    expect(mark).to_have_text(said("fi", "Up to date"))
    house.post(a_mail("Missä sänky on?"), sender="eeva.mattila@posti.example")
    expect(page.locator("#news a")).to_contain_text("1 uusi odottaa.")
