"""The settings home shows each what they may open, and nothing that is not there."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def choices(client: Client) -> list[str]:
    return [choice.page for choice in client.get("/settings/").context["choices"] if choice.page not in {"mailboxes"}]


def test_each_sees_what_they_may_open(as_administrator: Client, as_lead: Client, as_owner: Client) -> None:
    own, all_may = ["me", "my_mandates"], ["decisions", "people", "notices", "public_promises"]
    assert choices(as_owner) == [*own, *all_may]
    assert choices(as_lead) == [*own, "mandates", *all_may, "matters", "touchpoints"]
    assert choices(as_administrator) == [
        *own, "mandates", *all_may, "matters", "hooks", "connections", "teams", "roles", "touchpoints", "operations",
    ]  # fmt: skip


def test_the_organisation_is_told_with_the_setting_that_changes_it(as_owner: Client) -> None:
    page = as_owner.get("/settings/").content.decode()
    assert "Aitta &amp; Tupa" in page
    assert "KOHTAAMO_ORGANISATION" in page
