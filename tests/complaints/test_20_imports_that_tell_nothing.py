"""Users of other desks: an import said that it succeeded, and half of it was not there or was there twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.core import mail
from django_tasks_db.models import DBTaskResult

from kohtaamo.cli.import_ import command
from kohtaamo.customers.models import Customer
from kohtaamo.encounters.models import Delivery

pytestmark = pytest.mark.django_db
ROWS = (
    "name,email,phone\nEeva Mattila,eeva@posti.example,+358401234567\nVille Vuori,ei-osoite,\n"
    "Outi Öhman,outi@posti.example,\n"
)


def takes(path: Path, *more: str) -> tuple[Result, dict[str, object]]:
    told = CliRunner().invoke(command, ["customers", str(path), "--json", *more])
    start = told.output.index("{")
    return told, json.loads(told.output[start:])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "asiakkaat.csv").write_text(ROWS)
    return tmp_path / "asiakkaat.csv"


def test_it_says_what_was_taken_and_which_rows_were_not_and_why(file: Path) -> None:
    told, report = takes(file)
    assert (report["new"], report["known"], Customer.objects.count()) == (2, 0, 2)
    assert (told.exit_code, report["bad"]) == (1, 1)
    (why,) = report["why"]  # type: ignore[misc]
    assert why.startswith("3: ei-osoite: ")


def test_brought_again_nothing_is_twice(file: Path) -> None:
    takes(file)
    _told, report = takes(file)
    assert (report["new"], report["known"], Customer.objects.count()) == (0, 2, 2)


def test_a_dry_run_says_the_same_and_changes_nothing(file: Path) -> None:
    _told, report = takes(file, "--dry-run")
    assert (report["new"], Customer.objects.count()) == (2, 0)


def test_nobody_is_written_to(file: Path) -> None:
    takes(file)
    assert (mail.outbox, Delivery.objects.count(), DBTaskResult.objects.count()) == ([], 0, 0)
