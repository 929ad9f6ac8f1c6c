"""A second step that a role needs: set up first, and nothing else opens before; not a page, not a key, not the live stream."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from kohtaamo.platform.time import now
from kohtaamo.staff.commands.keys import make_key
from kohtaamo.staff.commands.second import require_second
from kohtaamo.staff.models import Member, Provider, ProviderAccount, Role
from tests.conftest import PASSWORD
from tests.contracts.test_addresses import OF_STAFF, _patterns

pytestmark = pytest.mark.django_db
PAGE = "/settings/sign-in/second/"


@pytest.fixture
def needed(administrator: Member, owner: Member) -> Role:
    return require_second(actor=administrator, role=owner.role, since=now())


def plain_addresses() -> list[str]:
    """Every page of staff whose address has no gaps."""
    of_staff = {name for name, _args in OF_STAFF} - {"second_step"}
    found = {name for name, args, _view in _patterns(get_resolver(), {}) if name in of_staff and not args}
    return [reverse(name) for name in sorted(found)]


def test_one_without_it_reaches_nothing_but_its_setting_up(as_owner: Client, needed: Role) -> None:
    opened = []
    for address in plain_addresses():
        for answer in (as_owner.get(address), as_owner.post(address, {"text": "Sanat, jotka kirjoitin, säilyvät."})):
            is_led = answer.status_code == 302 and answer.headers["Location"] == "/accounts/second-step/"
            if not is_led and answer.status_code not in {403, 405}:
                opened.append((address, answer.status_code))
    assert opened == []
    page = as_owner.get("/accounts/second-step/").content.decode()
    assert ("/accounts/2fa/totp/activate/" in page, 'class="nav' in page, "hx-headers" in page) == (True, False, False)


def test_it_is_set_up_and_everything_opens(anonymous: Client, owner: Member, needed: Role) -> None:
    anonymous.post("/accounts/login/", {"login": owner.email, "password": PASSWORD})
    assert anonymous.get("/").headers["Location"] == "/accounts/second-step/"
    anonymous.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = anonymous.get("/accounts/2fa/totp/activate/")
    assert (page.status_code, "data-single-keys" in page.content.decode()) == (200, False)
    TOTP.activate(owner, generate_totp_secret())
    assert anonymous.get("/").status_code == 200


def test_a_key_of_one_without_it_opens_nothing(
    anonymous: Client, owner: Member, administrator: Member, needed: Role
) -> None:
    _key, secret = make_key(actor=administrator, member=owner, name="Kassa", scopes=["cases:read"], expires_at=None)
    ask: dict[str, Any] = {"headers": {"Authorization": f"Bearer {secret}"}}
    refused = anonymous.get("/api/v1/cases", **ask)
    assert (refused.status_code, refused.json()["code"]) == (403, "second_step_needed")
    TOTP.activate(owner, generate_totp_secret())
    assert anonymous.get("/api/v1/cases", **ask).status_code == 200


def test_others_and_those_with_time_left_go_on_as_before(
    as_owner: Client, as_lead: Client, anonymous: Client, owner: Member, administrator: Member
) -> None:
    require_second(actor=administrator, role=owner.role, since=now() + timedelta(days=7))
    assert [client.get("/").status_code for client in (as_owner, as_lead)] == [200, 200]
    after = anonymous.post("/accounts/login/", {"login": owner.email, "password": PASSWORD}, follow=True)
    assert len(after.context["messages"]) == 1
    require_second(actor=administrator, role=owner.role, since=None)
    assert as_owner.get("/").status_code == 200


def test_a_service_that_asks_for_a_second_step_is_enough_for_the_session_it_opened(
    as_owner: Client, owner: Member, needed: Role
) -> None:
    provider = Provider.objects.create(name="P", issuer="https://x.example", client="k", has_second=True, made_at=now())
    ProviderAccount.objects.create(
        provider=provider, subject="1", member=owner, email=owner.email, linked_at=now(), used_at=now()
    )
    assert as_owner.get("/").status_code == 302
    session = as_owner.session
    session["entry_provider"] = provider.pk
    session.save()
    assert as_owner.get("/").status_code == 200
    Provider.objects.update(has_second=False)
    assert as_owner.get("/").status_code == 302


def test_the_last_second_step_is_not_given_up(as_owner: Client, owner: Member, needed: Role) -> None:
    TOTP.activate(owner, generate_totp_secret())
    as_owner.post("/accounts/reauthenticate/", {"password": PASSWORD})
    as_owner.post("/accounts/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=owner).exists()


def test_an_administrator_sees_who_lacks_it_sets_a_day_and_helps_one_whose_phone_is_lost(
    as_administrator: Client, as_lead: Client, owner: Member, colleague: Member
) -> None:
    TOTP.activate(colleague, generate_totp_secret())
    assert as_administrator.post(PAGE, {"role": owner.role_id, "since": "7"}).status_code == 303
    folk = {each.pk: (each.is_set, each.is_lacking) for each in as_administrator.get(PAGE).context["folk"]}
    assert (folk[owner.pk], folk[colleague.pk]) == ((False, True), (True, False))
    assert as_administrator.post(f"{PAGE}{colleague.pk}/removal/").status_code == 303
    assert not Authenticator.objects.filter(user=colleague).exists()
    assert as_administrator.post(f"{PAGE}{owner.pk}/removal/").status_code == 404
    assert as_administrator.post(PAGE, {"role": "9" * 30, "since": "x"}).status_code == 422
    assert [as_lead.get(PAGE).status_code, as_lead.post(PAGE).status_code] == [403, 403]


def test_the_page_asks_the_database_the_same_for_few_and_for_many(as_administrator: Client, owner: Member) -> None:
    def queries() -> int:
        counts = []
        for _visit in range(2):
            with CaptureQueriesContext(connection) as asked:
                as_administrator.get(PAGE)
            counts.append(len(asked))
        return min(counts)

    few = queries()
    Member.objects.bulk_create(
        Member(email=f"m{number}@tupa.example", name=f"M {number}", role=owner.role) for number in range(60)
    )
    assert queries() == few
