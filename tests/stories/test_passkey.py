"""A passkey is added and opens the house without a password, in a real browser with an authenticator of its own."""

from __future__ import annotations

import subprocess
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.stories.conftest import MakesHouse, Opens
from tests.stories.house import KOHTAAMO, House

pytestmark = pytest.mark.story
EMAIL, PASSWORD = "noora@tupa.example", "salasana-on-pitka-1"
AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def address(house: House) -> str:
    """The house by its name: a passkey belongs to a name, never to a number."""
    return f"http://localhost:{urlsplit(house.url).port}"


def test_a_passkey_is_added_and_signs_in_without_a_password(house_with: MakesHouse, opens: Opens) -> None:
    house = house_with(language="en")
    told = [KOHTAAMO, "user", EMAIL, "--password", PASSWORD]
    subprocess.run(told, env=house.environment, check=True, capture_output=True)
    page = opens(house, locale="en-GB")
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    page.goto(f"{address(house)}/accounts/login/?next=/me/")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("link", name="Passkeys").click()
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Name").fill("My laptop")
    page.get_by_label("Sign in with this alone").check()
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_text("The passkey is added.").wait_for()

    page.goto(f"{address(house)}/accounts/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(lambda there: "/accounts/" not in there)
    page.goto(f"{address(house)}/me/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Noora, you are here")
