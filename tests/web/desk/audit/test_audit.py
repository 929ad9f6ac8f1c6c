"""The audit page: who did what, when and to whom, for those who may know, with all of it to take along."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime

from kohtaamo.encounters.commands.note import write_note
from kohtaamo.encounters.models import Case
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def noted(case: Case, owner: Member) -> Case:
    write_note(actor=owner, case=case, text="Muistetaan")
    return case


def kinds(client: Client, asked: str) -> list[str]:
    answer = client.get(f"/audit/export/?{asked}")
    lines = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    return [json.loads(line)["kind"] for line in lines if json.loads(line)["kind"] != "journal.exported"]


def test_it_is_searched_by_who_what_whom_and_when(noted: Case, owner: Member, as_administrator: Client) -> None:
    every = kinds(as_administrator, "")
    assert len(every) == Entry.objects.exclude(kind="journal.exported").count() > 3
    by_owner = kinds(as_administrator, f"who={owner.pk}")
    assert by_owner == [row.kind for row in Entry.objects.filter(actor=owner.journal_name).order_by("-pk")] != []
    assert set(kinds(as_administrator, "what=message.")) == {kind for kind in every if kind.startswith("message.")}
    assert kinds(as_administrator, f"customer={noted.customer_id + 1}") == []
    day = f"{localtime():%Y-%m-%d}"
    assert kinds(as_administrator, f"case={noted.pk}&until=2000-01-01") == []
    assert kinds(as_administrator, f"case={noted.pk}&since=2000-01-01&until={day}") != []


def test_the_page_names_people_and_goes_on_to_older(noted: Case, owner: Member, as_administrator: Client) -> None:
    page = as_administrator.get("/audit/?what=note")
    assert (page.status_code, owner.name in page.content.decode()) == (200, True)
    at = now()
    Entry.objects.bulk_create(Entry(at=at, kind="tried.many", actor=owner.journal_name) for _ in range(120))
    page = as_administrator.get("/audit/?what=tried.")
    assert (page.content.decode().count("<time"), 'rel="next"' in page.content.decode()) == (50, True)


def test_it_asks_the_same_of_the_database_for_one_entry_and_for_many(owner: Member, as_administrator: Client) -> None:
    counts = []
    for size in (1, 60):
        Entry.objects.bulk_create(Entry(at=now(), kind="tried.many", actor=owner.journal_name) for _ in range(size))
        as_administrator.get("/audit/?what=tried.")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            as_administrator.get("/audit/?what=tried.")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_others_are_refused(as_lead: Client, as_owner: Client, anonymous: Client) -> None:
    answers = [
        each.get(f"/audit/{part}").status_code for each in (as_lead, as_owner, anonymous) for part in ("", "export/")
    ]
    assert answers == [403, 403, 403, 403, 302, 302]


def test_strange_questions_are_borne(as_administrator: Client) -> None:
    asked = (
        "who=9999999999999999999999&what=%&customer=99999999999999999999&since=0001-01-01&until=9999-12-31&before=9x"
    )
    assert as_administrator.get(f"/audit/?{asked}").status_code == 200


@pytest.mark.parametrize("number", [2**63 - 1, 2**63, 10**30])
def test_a_number_nothing_has_finds_nothing(number: int, noted: Case, as_administrator: Client) -> None:
    assert (kinds(as_administrator, f"customer={number}"), kinds(as_administrator, f"case={number}")) == ([], [])
