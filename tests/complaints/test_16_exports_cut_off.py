"""Users of other desks: an export or a list ended at six thousand rows, without a word."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection

from kohtaamo.cli.export import command
from kohtaamo.customers.models import Customer
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member
from tests.api.conftest import Calls

MANY = 6500


def customers(count: int) -> None:
    at = now()
    Customer.objects.bulk_create(
        (Customer(name=f"Asiakas {number}", created_at=at) for number in range(count)), batch_size=900
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database does by itself in time; till then it plans for an empty table


@pytest.mark.django_db(transaction=True)
def test_every_row_is_in_the_file_and_the_program_says_how_many(tmp_path: Path) -> None:
    customers(MANY)
    told = CliRunner().invoke(command, [str(tmp_path), "--format", "csv"])
    with (tmp_path / "customers_customer.csv").open(encoding="utf-8-sig", newline="") as file:
        names = {row["name"] for row in csv.DictReader(file)}
    assert (told.exit_code, names) == (0, {f"Asiakas {number}" for number in range(MANY)})
    assert f"{MANY}" in told.output or "rows in" in told.output


@pytest.mark.django_db
def test_a_program_reads_a_list_to_its_very_end(calls: Calls, owner: Member) -> None:
    customers(MANY)
    program, read, address = calls(owner), 0, "/customers?limit=200"
    while address:
        told = program.get(address.removeprefix("http://127.0.0.1:8000")).json()
        read, address = read + len(told["items"]), told["next"]
    assert read == MANY
