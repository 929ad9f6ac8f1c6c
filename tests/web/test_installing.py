"""The desk can be installed as an application of its own."""

from __future__ import annotations

import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_desk_says_how_it_is_installed(as_owner: Client) -> None:
    found = re.search(
        r'<link rel="manifest" href="([^"]+)" crossorigin="use-credentials">', as_owner.get("/").content.decode()
    )
    assert found is not None
    answer = as_owner.get(found[1])
    told = answer.json()
    assert answer["Content-Type"] == "application/manifest+json"
    assert (told["name"], told["lang"], told["start_url"], told["display"]) == ("Aitta & Tupa", "fi", "/", "standalone")
    assert [each["name"] for each in told["shortcuts"]] == ["Kohtaamiset", "Lupaukset", "Asiakkaat"]


def test_its_pictures_and_shortcuts_are_there(as_owner: Client) -> None:
    told = as_owner.get("/manifest.webmanifest").json()
    assert all(finders.find(each["src"].removeprefix("/static/")) for each in told["icons"])
    assert [as_owner.get(each["url"]).status_code for each in told["shortcuts"]] == [200, 200, 200]


def test_a_stranger_is_told_nothing(anonymous: Client) -> None:
    assert anonymous.get("/manifest.webmanifest").status_code == 302
