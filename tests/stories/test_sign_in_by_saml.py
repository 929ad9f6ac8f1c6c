"""An administrator sets up a SAML service by its metadata, and a colleague comes in through it from another site."""

from __future__ import annotations

from pathlib import Path

import pytest
import requests
from playwright.sync_api import expect

from tests.stories.conftest import MakesHouse, Opens
from tests.web.accounts.samlify import samlify

pytestmark = pytest.mark.story
GCM = "encrypts=http%3A%2F%2Fwww.w3.org%2F2009%2Fxmlenc11%23aes128-gcm"


def test_a_service_is_set_up_by_its_metadata_and_a_colleague_comes_in_through_it(
    house_with: MakesHouse, opens: Opens, tmp_path: Path
) -> None:
    """It encrypts to us. The provider is at another site (localhost, we are at 127.0.0.1), so its post brings no session of ours."""
    house = house_with(language="en")
    with samlify("noora@tupa.example", tmp_path, host="localhost") as provider:
        boss = opens(house, "administrator")
        boss.goto(f"{house.url}/settings/sign-in/new/")
        boss.get_by_role("link", name="SAML").click()
        boss.get_by_label("What people know it as").fill("Talon tunnus")
        boss.get_by_label("Address of its metadata").fill(f"{provider}/metadata")
        boss.get_by_label("Every address it tells is verified").check()
        boss.get_by_label("It encrypts the assertion").check()
        boss.get_by_role("button", name="Save").click()
        ours = boss.get_by_text("/metadata/").first.inner_text()
        assert requests.post(f"{provider}/us?{GCM}", requests.get(ours, timeout=60).content, timeout=10).text == "known"

        page = opens(house, locale="en-GB")
        page.goto(f"{house.url}/accounts/login/?next=/me/")
        page.get_by_role("link", name="Sign in through Talon tunnus").click()
        page.get_by_role("button", name="Jatka").click()
        page.wait_for_url(f"{house.url}/me/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Noora, you are here")

        boss.reload()
        expect(boss.get_by_role("link", name="Noora Kivelä")).to_be_visible()
