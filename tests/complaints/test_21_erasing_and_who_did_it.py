"""Users of other desks: a person could not be erased for certain; or records vanished and nothing told who did it."""

from __future__ import annotations

import pytest
from django.test import Client

from kohtaamo.encounters.models import Case
from kohtaamo.platform.backup.tables import tables
from kohtaamo.platform.journal.models import Entry
from kohtaamo.staff.models import Member
from tests.complaints.conftest import read_journal
from tests.conftest import Says

pytestmark = pytest.mark.django_db
SECRET = "Tilinumeroni on salaperäinen."


@pytest.fixture
def erased(says: Says, as_administrator: Client) -> Case:
    case = says(SECRET, sender="tuulikki@posti.example", sender_name="Tuulikki Salonpää").case
    read_journal()
    said = {"reason": "Asiakas pyysi", "sure": "on", "all_the_same": "on"}
    assert as_administrator.post(f"/customers/{case.customer_id}/erasure/", said).status_code == 303
    read_journal()
    return case


def test_nothing_of_theirs_is_left_in_any_table(erased: Case) -> None:
    left = "\n".join(line for table in tables() for line in table.lines()).casefold()
    assert [word for word in ("salaperäinen", "tuulikki", "salonpää") if word in left] == []


def test_the_audit_says_who_did_it_when_and_why(erased: Case, as_administrator: Client, administrator: Member) -> None:
    entry = Entry.objects.get(kind="customer.erased")
    assert (entry.actor, entry.data["reason"]) == (administrator.journal_name, "Asiakas pyysi")
    page = as_administrator.get("/audit/", {"what": "customer.erased"}).content.decode()
    assert administrator.name in page


def test_whoever_looks_later_is_told_kindly_and_finds_nothing(erased: Case, as_lead: Client) -> None:
    page = as_lead.get(f"/cases/{erased.pk}/")
    assert (page.status_code, "salaperäinen" in page.content.decode()) == (200, False)
    assert "Tilinumeroni" not in as_lead.get("/search/?q=salaperäinen").content.decode()


def test_what_happened_cannot_be_wiped_from_the_journal_by_anyone(erased: Case) -> None:
    kinds = list(Entry.objects.filter(case_id=erased.pk).values_list("kind", flat=True))
    assert {"case.opened", "encounter.arrived", "message.received"} <= set(kinds)
