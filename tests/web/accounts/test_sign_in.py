"""Signing in: by password, refused kindly, with a second step; what is closed is closed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from kohtaamo.platform.jobs.loop import JobLoop
from kohtaamo.staff.models import Member
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
SIGN_IN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _forgotten_tries() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def sign_in(client: Client, email: str, password: str = PASSWORD) -> int:
    return client.post(SIGN_IN, {"login": email, "password": password}).status_code


def sign_in_anew(client: Client, email: str) -> None:
    """Signed in, and asked once more as before every change of how one signs in."""
    sign_in(client, email)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def test_the_page_says_whose_system_this_is(anonymous: Client) -> None:
    page = anonymous.get(SIGN_IN, headers={"accept-language": "en"}).content.decode()
    assert "Aitta &amp; Tupa" in page
    assert re.findall(r'name="language" value="(\w+)"', page) == ["fi", "sv", "en"]


def test_the_language_can_be_chosen_before_signing_in(anonymous: Client) -> None:
    anonymous.post("/language/", {"language": "sv", "next": SIGN_IN})
    assert '<html lang="sv"' in anonymous.get(SIGN_IN).content.decode()


def test_the_right_password_opens(anonymous: Client, owner: Member) -> None:
    assert (sign_in(anonymous, owner.email.upper()), is_in(anonymous)) == (302, True)


def test_a_wrong_password_does_not_and_says_so_beside_the_form(anonymous: Client, owner: Member) -> None:
    page = anonymous.post(SIGN_IN, {"login": owner.email, "password": "väärä"}, headers={"accept-language": "en"})
    assert "do not match" in page.content.decode()
    assert not is_in(anonymous)


def test_an_unknown_address_is_told_the_same(anonymous: Client, owner: Member) -> None:
    known, unknown = (
        anonymous.post(SIGN_IN, {"login": address, "password": "väärä"}).context["form"].errors
        for address in (owner.email, "kukaan@tupa.example")
    )
    assert known == unknown


def test_one_who_has_left_cannot_sign_in(anonymous: Client, owner: Member) -> None:
    Member.objects.update(is_active=False)
    sign_in(anonymous, owner.email)
    assert not is_in(anonymous)


def test_after_many_tries_a_kind_sentence_asks_to_wait(anonymous: Client, owner: Member, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/5m/key"}
    for _ in range(3):
        sign_in(anonymous, owner.email, "väärä")
    page = anonymous.post(SIGN_IN, {"login": owner.email, "password": PASSWORD}, headers={"accept-language": "en"})
    assert "Wait five minutes" in page.content.decode()
    assert not is_in(anonymous)


def test_no_script_stands_in_the_page_itself(anonymous: Client) -> None:
    page = anonymous.get(SIGN_IN).content.decode()
    assert re.findall(r"<script(?![^>]*(?:src=|application/json))", page) == []
    assert re.findall(r"\s(?:style|on\w+)=", page) == []


@pytest.mark.parametrize("address", ["signup/", "email/", "confirm-email/", "confirm-email/abc/", "password/set/"])
def test_what_is_not_in_use_is_closed(anonymous: Client, as_owner: Client, address: str) -> None:
    assert [client.get(f"/accounts/{address}").status_code for client in (anonymous, as_owner)] == [404, 404]


def test_a_forgotten_password_is_chosen_anew_by_mail(anonymous: Client, owner: Member) -> None:
    anonymous.post("/accounts/password/reset/", {"email": owner.email})
    JobLoop().drain()
    link = re.search(r"https?://[^/]+(/\S+)", mail.outbox[0].body)
    assert link is not None
    form = anonymous.get(link[1], follow=True)
    new = {"password1": "aivan-uusi-lause-7", "password2": "aivan-uusi-lause-7"}
    anonymous.post(form.request["PATH_INFO"], new)
    assert sign_in(Client(), owner.email, "aivan-uusi-lause-7") == 302
    assert "no longer open" in anonymous.get(link[1], headers={"accept-language": "en"}).content.decode()


def test_an_unknown_address_gets_no_mail_and_the_same_page(anonymous: Client, owner: Member) -> None:
    known, unknown = (
        anonymous.post("/accounts/password/reset/", {"email": address}).headers["Location"]
        for address in (owner.email, "kukaan@tupa.example")
    )
    JobLoop().drain()
    assert (known == unknown, [each.to for each in mail.outbox]) == (True, [[owner.email]])


def test_a_code_is_asked_when_the_code_app_is_in_use(anonymous: Client, owner: Member) -> None:
    secret = generate_totp_secret()
    TOTP.activate(owner, secret)
    sign_in(anonymous, owner.email)
    assert not is_in(anonymous)
    assert anonymous.get("/accounts/2fa/authenticate/").status_code == 200
    anonymous.post("/accounts/2fa/authenticate/", {"code": "000"})
    assert not is_in(anonymous)
    anonymous.post("/accounts/2fa/authenticate/", {"code": _code(secret)})
    assert is_in(anonymous)


def _code(secret: str) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


OWN_PAGES = (
    "password/change/", "2fa/", "2fa/totp/activate/", "2fa/webauthn/", "2fa/webauthn/add/", "2fa/recovery-codes/generate/",
)  # fmt: skip


@pytest.mark.parametrize("address", OWN_PAGES)
def test_pages_of_signing_in_need_one_who_is_in(anonymous: Client, address: str) -> None:
    answer = anonymous.get(f"/accounts/{address}")
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, SIGN_IN)


@pytest.mark.parametrize("address", OWN_PAGES)
def test_pages_of_signing_in_open_when_the_password_was_just_given_again(
    anonymous: Client, owner: Member, address: str
) -> None:
    sign_in_anew(anonymous, owner.email)
    if "recovery" in address:
        TOTP.activate(owner, generate_totp_secret())
    assert anonymous.get(f"/accounts/{address}").status_code == 200


def test_how_one_signs_in_is_changed_only_after_the_password_was_given_again(as_owner: Client) -> None:
    answer = as_owner.get("/accounts/2fa/totp/activate/")
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert as_owner.get("/accounts/reauthenticate/").status_code == 200


def test_codes_are_taken_into_use_and_recovery_codes_are_made(anonymous: Client, owner: Member) -> None:
    sign_in_anew(anonymous, owner.email)
    page = anonymous.get("/accounts/2fa/totp/activate/")
    anonymous.post("/accounts/2fa/totp/activate/", {"code": _code(page.context["form"].secret)})
    codes = anonymous.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    fresh = Client()
    sign_in(fresh, owner.email)
    fresh.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    assert is_in(fresh)


def test_signing_out_asks_first(as_owner: Client) -> None:
    assert as_owner.get("/accounts/logout/").status_code == 200
    as_owner.post("/accounts/logout/")
    assert not is_in(as_owner)
