"""Keys for programs: made by those who may, shown once, seen by their own and by who manages people, revoked."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from kohtaamo.platform.journal.models import Entry
from kohtaamo.staff.keys import key_of
from kohtaamo.staff.models import Key, Member

pytestmark = pytest.mark.django_db
SAID = {"name": "Verkkokauppa", "days": "90", "scopes": ["customers:read", "cases:write"]}


def _secret(page: str) -> str:
    found = re.search(r"koht_\w{10}_\w{40}", page)
    return found[0] if found else ""


def test_a_key_is_shown_once_and_opens(as_lead: Client, lead: Member) -> None:
    made = as_lead.post(reverse("keys"), SAID, follow=True)
    secret = _secret(made.content.decode())
    key = key_of(secret)
    assert key is not None and (key.member, key.scopes) == (lead, ["customers:read", "cases:write"])
    assert _secret(as_lead.get(reverse("keys")).content.decode()) == ""
    assert Entry.objects.get(kind="key.made").data["member"] == lead.pk


def test_what_is_missing_is_said_beside_it_and_the_rest_stays(as_lead: Client) -> None:
    answer = as_lead.post(reverse("keys"), {"name": "Kauppa", "days": "0"})
    page = answer.content.decode()
    assert answer.status_code == 422 and 'value="Kauppa"' in page and 'id="scopes-error"' in page


def test_one_without_the_right_makes_none(as_owner: Client) -> None:
    assert as_owner.post(reverse("keys"), SAID).status_code == 403
    assert Key.objects.count() == 0


def test_only_who_manages_people_makes_a_key_for_another(
    as_lead: Client, as_administrator: Client, owner: Member, lead: Member
) -> None:
    as_lead.post(reverse("keys"), {**SAID, "member": owner.pk})
    as_administrator.post(reverse("keys"), {**SAID, "member": owner.pk})
    assert sorted(Key.objects.values_list("member", flat=True)) == sorted([lead.pk, owner.pk])


def test_each_sees_and_revokes_their_own_and_who_manages_people_all(
    as_lead: Client, as_owner: Client, as_administrator: Client, lead: Member
) -> None:
    as_lead.post(reverse("keys"), SAID)
    key = Key.objects.get()
    revocation = reverse("key_revocation", args=[key.pk])
    assert "Verkkokauppa" not in as_owner.get(reverse("keys")).content.decode()
    assert as_owner.post(revocation).status_code == 404
    assert lead.name in as_administrator.get(reverse("keys")).content.decode()
    assert as_administrator.post(revocation).status_code == 302
    key.refresh_from_db()
    assert key.is_over and Entry.objects.get(kind="key.revoked").data["key"] == key.pk
