"""The invitation's page: no account needed, one use, the invited is signed in."""

from __future__ import annotations

import pytest
from django.test import Client

from kohtaamo.staff.commands.invite import invite, revoke
from kohtaamo.staff.invitations import token_of
from kohtaamo.staff.models import Invitation, Member

pytestmark = pytest.mark.django_db
JOINING = {"name": "Uusi Tulija", "password": "pitka-salasana-9", "language": "sv"}


@pytest.fixture
def invitation(administrator: Member) -> Invitation:
    role = administrator.role
    return invite(actor=administrator, email="uusi@tupa.example", name="Uusi", role=role, language="sv")


def address(invitation: Invitation) -> str:
    return f"/invitations/{token_of(invitation)}/"


def test_the_page_greets_in_the_language_of_the_invitation(anonymous: Client, invitation: Invitation) -> None:
    page = anonymous.get(address(invitation)).content.decode()
    assert '<html lang="sv"' in page
    assert "uusi@tupa.example" in page


def test_the_invited_is_signed_in(anonymous: Client, invitation: Invitation) -> None:
    assert anonymous.post(address(invitation), JOINING).headers["Location"] == "/"
    assert anonymous.get("/me/").context["user"].name == "Uusi Tulija"


def test_a_weak_password_is_refused_and_what_was_typed_is_kept(anonymous: Client, invitation: Invitation) -> None:
    answer = anonymous.post(address(invitation), {**JOINING, "password": "lyhyt"})
    assert answer.status_code == 422
    assert 'value="Uusi Tulija"' in answer.content.decode()
    assert list(answer.context["form"].errors) == ["password"]
    assert not Member.objects.filter(name="Uusi Tulija").exists()


def test_a_used_or_revoked_link_says_so(anonymous: Client, invitation: Invitation, administrator: Member) -> None:
    revoke(actor=administrator, invitation=invitation)
    answer = anonymous.get(address(invitation), headers={"accept-language": "en"})
    assert answer.status_code == 404
    assert "no longer open" in answer.content.decode()


def test_whoever_was_signed_in_on_the_device_is_not_any_more(as_owner: Client, invitation: Invitation) -> None:
    as_owner.post(address(invitation), JOINING)
    assert as_owner.get("/me/").context["user"].email == "uusi@tupa.example"
