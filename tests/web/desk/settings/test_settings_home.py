"""The settings home shows each what they may open, and nothing that is not there."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def choices(client: Client) -> set[str]:
    return {choice.page for group in client.get("/settings/").context["groups"] for choice in group.choices}


OWN = {"me", "away", "my_mandates"}
EVERYONES = {"knowledge", "answers", "answers_alike", "offers", "public_promises", "notices", "decisions", "people"}
LEADS = {"mandates", "targets", "matters", "touchpoints", "mailboxes"}
OPERATES = {
    "audit",
    "entry",
    "retention",
    "connections",
    "hooks",
    "imports",
    "exports",
    "operations",
    "roles",
    "teams",
    "sharing",
    "keys",
    "fields",
    "checklists",
    "rules",
    "tags",
}


def test_each_sees_what_they_may_open(as_administrator: Client, as_lead: Client, as_owner: Client) -> None:
    assert choices(as_owner) == OWN | EVERYONES
    assert choices(as_lead) == OWN | EVERYONES | LEADS | {"fields", "checklists", "keys", "tags", "rules"}
    assert choices(as_administrator) == OWN | EVERYONES | LEADS | OPERATES


def test_every_page_stands_under_one_heading(as_administrator: Client) -> None:
    pages = [one.page for group in as_administrator.get("/settings/").context["groups"] for one in group.choices]
    assert len(pages) == len(set(pages))


def test_the_organisation_is_told_with_the_setting_that_changes_it(as_owner: Client) -> None:
    page = as_owner.get("/settings/").content.decode()
    assert "Aitta &amp; Tupa" in page
    assert "KOHTAAMO_ORGANISATION" in page
