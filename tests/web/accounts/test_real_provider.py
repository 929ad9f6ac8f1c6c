"""Single sign-on against a real provider: npm's oidc-provider on the loopback, signed in to as a browser would."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import requests
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from kohtaamo.staff.commands.providers import ProviderWish, change_provider, make_provider
from kohtaamo.staff.models import Member, Provider

pytestmark = [pytest.mark.django_db, pytest.mark.server]
INSTALLED = Path(__file__).parents[3] / ".make" / "provider"


@pytest.fixture
def provider(administrator: Member, owner: Member, settings: Settings) -> Iterator[Provider]:
    if shutil.which("node") is None or not (INSTALLED / "node_modules" / "oidc-provider").is_dir():
        pytest.skip("NOT TRIED: a real provider needs Node and oidc-provider; tools/provider installs it")
    wish = ProviderWish(name="Oikea", issuer="http://127.0.0.1:9", client="kohtaamo", secret="salainen sana")
    made = make_provider(actor=administrator, wish=wish)
    back = settings.URL + reverse("provider_answer", args=[made.pk])
    script = str(Path(__file__).with_name("provider.mjs"))
    running = subprocess.Popen(
        ["node", script, str(INSTALLED), back, owner.email],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert running.stdout is not None
        lines = iter(running.stdout.readline, "")
        url = next(line.strip() for line in lines if line.startswith("http://"))
        caches["near"].clear()
        yield change_provider(
            actor=administrator, provider=made, wish=ProviderWish(name="Oikea", issuer=url, client="kohtaamo")
        )
    finally:
        running.terminate()
        running.wait(timeout=10)


def signed_in_there(address: str, back: str) -> dict[str, str]:
    """What the provider sends back after its own sign-in and consent pages."""
    browser = requests.Session()
    answer = browser.get(address, allow_redirects=False)
    for _step in range(12):
        if 300 <= answer.status_code < 400:
            to = urljoin(answer.url, answer.headers["Location"])
            if to.startswith(back):
                return {name: values[0] for name, values in parse_qs(urlsplit(to).query).items()}
            answer = browser.get(to, allow_redirects=False)
            continue
        assert answer.status_code == 200, answer.text
        action = re.findall(r'<form[^>]*action="([^"]+)"', answer.text)[0]
        prompt = re.findall(r'name="prompt" value="(\w+)"', answer.text)[0]
        filled = {"prompt": prompt, "login": "noora", "password": "any"}
        answer = browser.post(urljoin(answer.url, action), filled, allow_redirects=False)
    raise AssertionError("the provider never sent the person back")


def test_a_member_comes_in_through_a_real_provider_once(
    anonymous: Client, provider: Provider, owner: Member, settings: Settings
) -> None:
    sent = anonymous.get(reverse("provider", args=[provider.pk])).headers["Location"]
    back = reverse("provider_answer", args=[provider.pk])
    brought = signed_in_there(sent, settings.URL + back)
    anonymous.get(back, brought)
    assert anonymous.session["_auth_user_id"] == str(owner.pk)

    stranger = Client()
    stranger.get(back, brought)
    assert "_auth_user_id" not in stranger.session


def test_a_real_provider_refuses_a_code_without_its_proof(
    anonymous: Client, provider: Provider, owner: Member, settings: Settings
) -> None:
    sent = anonymous.get(reverse("provider", args=[provider.pk])).headers["Location"]
    back = reverse("provider_answer", args=[provider.pk])
    brought = signed_in_there(sent, settings.URL + back)
    session = anonymous.session
    kept = session["entries_begun"]
    kept[brought["state"]]["verifier"] = "another, long enough to be taken for one: 0123456789"
    session["entries_begun"] = kept
    session.save()
    anonymous.get(back, brought)
    assert ("_auth_user_id" in anonymous.session, provider.refusals.get().code) == (False, "entry_not_believed")
