"""Users of other desks: with a few hundred thousand messages every page took seconds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kohtaamo.encounters.models import Case
from tests.complaints.conftest import read_journal
from tests.conftest import Says

pytestmark = pytest.mark.django_db
GROWING = (
    "encounters_case", "encounters_encounter", "encounters_message", "encounters_delivery", "encounters_attempt",
    "journal_entry", "promises_promise", "customers_customer", "customers_identity", "mail_intake",
    "notification", "search_document", "encounters_attachment", "encounters_participant",
)  # fmt: skip
PAGES = {"queue": "/cases/", "all": "/cases/?state=all", "search": "/search/?q=sänky", "today": "/", "case": ""}


@contextmanager
def indexes_wanted() -> Iterator[None]:
    """PostgreSQL reads small tables whole whatever indexes there are; here it is asked not to, if there is a choice."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    yield


def whole_reads(sql: str) -> list[str]:
    """The growing tables of which the query reads every row."""
    explain = "EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
    with connection.cursor() as cursor:
        cursor.execute(explain + sql)
        plan = "\n".join(str(row[-1]) for row in cursor.fetchall())
    read = re.findall(r"Seq Scan on (\w+)|\bSCAN (\w+)(?! USING)(?: AS \w+)?(?=$|\n)", plan)
    return sorted({one or other for one, other in read} & set(GROWING))


@pytest.fixture
def many(says: Says, case: Case) -> Case:
    for number in range(30):
        says(f"Sänky {number}", sender=f"asiakas{number}@posti.example", subject=f"Sänky {number}")
        says(f"Lisäksi {number}", case=case)
    read_journal()
    return case


@pytest.mark.parametrize("page", PAGES)
def test_no_page_reads_a_table_that_grows_from_end_to_end(as_owner: Client, many: Case, page: str) -> None:
    address = PAGES[page] or f"/cases/{many.pk}/"
    as_owner.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert as_owner.get(address).status_code == 200
    selects = [each["sql"] for each in asked if each["sql"].startswith("SELECT")]
    with indexes_wanted():
        assert whole_reads("SELECT id FROM encounters_message WHERE text = 'x'") == ["encounters_message"]
        found = {sql: tables for sql in selects if (tables := whole_reads(sql))}
    assert found == {}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_the_database_as_often_for_many_as_for_few(
    as_owner: Client, case: Case, says: Says, page: str
) -> None:
    address = PAGES[page] or f"/cases/{case.pk}/"
    counts = []
    for _round in range(2):
        for number in range(3 + 12 * _round):
            says(f"Sänky {number}", sender=f"a{_round}{number}@posti.example", subject=f"Sänky {number}")
            says(f"Lisäksi {number}", case=case)
        read_journal()
        counts.append(min(queries(as_owner, address) for _again in range(2)))
    assert counts[1] <= counts[0] + 1


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)
