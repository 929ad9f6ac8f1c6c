"""Single sign-on against a real SAML provider: npm's samlify, which reads our metadata and checks our signature."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from django.test import Client

from kohtaamo.staff.commands.providers import make_provider
from kohtaamo.staff.models import Member, Provider
from tests.web.accounts.asserting import Asserter
from tests.web.accounts.coming import bring, sent, who, why, wish_of
from tests.web.accounts.samlify import samlify

pytestmark = [pytest.mark.django_db, pytest.mark.server]


@pytest.fixture
def real(administrator: Member, owner: Member, anonymous: Client, tmp_path: Path) -> Iterator[Provider]:
    with samlify(owner.email, tmp_path) as url:
        wish = wish_of(Asserter(), metadata="", metadata_url=f"{url}/metadata")
        made = make_provider(actor=administrator, wish=wish)
        told = anonymous.get(f"/accounts/providers/{made.pk}/metadata/").content
        assert requests.post(f"{url}/us", told, timeout=10).text == "known"
        yield made


ENCRYPTS = {
    "AES-128-GCM": "encrypts=http%3A%2F%2Fwww.w3.org%2F2009%2Fxmlenc11%23aes128-gcm",
    "AES-256-CBC in a signed answer": "signed=1&encrypts=http%3A%2F%2Fwww.w3.org%2F2001%2F04%2Fxmlenc%23aes256-cbc",
}


@pytest.mark.parametrize("way", ENCRYPTS)
def test_what_a_real_provider_encrypts_to_the_key_in_our_metadata_is_opened(
    anonymous: Client, administrator: Member, owner: Member, tmp_path: Path, way: str
) -> None:
    with samlify(owner.email, tmp_path) as url:
        wish = wish_of(Asserter(), metadata="", metadata_url=f"{url}/metadata", encrypts=True)
        made = make_provider(actor=administrator, wish=wish)
        told = anonymous.get(f"/accounts/providers/{made.pk}/metadata/").content
        assert requests.post(f"{url}/us?{ENCRYPTS[way]}", told, timeout=10).text == "known"
        form = signed_in_there(sent(anonymous, made))
        assert b"<saml:NameID" not in base64.b64decode(form["SAMLResponse"])
        anonymous.get(bring(made, form))
        assert (who(anonymous), why()) == (owner.pk, "")


def signed_in_there(address: str) -> dict[str, str]:
    """The fields of the form the provider's page posts back."""
    page = requests.get(address, timeout=10)
    assert page.status_code == 200, page.text
    return {name: html.unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', page.text)}


def test_a_member_comes_in_through_a_real_provider_once(anonymous: Client, real: Provider, owner: Member) -> None:
    form = signed_in_there(sent(anonymous, real, next="/me/"))
    led = bring(real, form)
    assert anonymous.get(led).headers["Location"] == "/me/"
    assert (who(anonymous), real.accounts.get().subject) == (owner.pk, "noora")
    stranger = Client()
    stranger.get(led)
    stranger.get(bring(real, form))
    assert who(stranger) is None


def test_a_request_changed_on_the_way_is_refused_by_the_provider(anonymous: Client, real: Provider) -> None:
    address = sent(anonymous, real).replace("RelayState=", "RelayState=x")
    assert requests.get(address, timeout=10).status_code == 400


def test_what_a_real_provider_signed_is_not_believed_once_changed(anonymous: Client, real: Provider) -> None:
    form = signed_in_there(sent(anonymous, real))
    changed = base64.b64decode(form["SAMLResponse"]).replace(b">noora<", b">sami<")
    anonymous.get(bring(real, {**form, "SAMLResponse": base64.b64encode(changed).decode()}))
    assert (who(anonymous), why().split()[0]) == (None, "entry_not_believed")
