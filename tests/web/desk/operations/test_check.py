"""``kohtaamo check`` tells what is wrong and exits with 1 when something is."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection
from pytest_django import Settings

from kohtaamo.cli.check import command
from kohtaamo.cli.reindex import command as reindex
from kohtaamo.config.background import readers
from kohtaamo.encounters.models import Case, Message
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.journal.readers import catch_up
from kohtaamo.platform.search.index import Findable, index
from kohtaamo.platform.search.models import Document
from kohtaamo.platform.storage.keep import keep
from kohtaamo.platform.storage.models import Blob
from kohtaamo.platform.time import now
from kohtaamo.web.desk.operations.checking import check_blobs, checks
from kohtaamo.web.desk.operations.ground import Check, clock, findable, fit_settings, whole

pytestmark = pytest.mark.django_db


def named(name: str) -> list[bool]:
    return [check.is_fine for check in checks() if check.name == name]


def test_a_house_in_order_exits_with_0() -> None:
    result = CliRunner().invoke(command, ["--json"])
    assert [each for each in map(json.loads, result.output.splitlines()) if not each["is_fine"]] == []
    assert result.exit_code == 0


def test_a_damaged_file_is_told_and_exits_with_1() -> None:
    Blob.objects.filter(pk=keep(b"letter").pk).update(packed=b"broken")
    result = CliRunner().invoke(command, ["--all"])
    assert (result.exit_code, "kept files" in result.output) == (1, True)


def test_every_kept_file_is_read_and_progress_is_told() -> None:
    for number in range(3):
        keep(f"letter {number}".encode())
    told: list[tuple[int, int]] = []
    assert check_blobs(every=True, told=lambda done, of: told.append((done, of))).is_fine
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_the_search_index_is_counted() -> None:
    index([Findable("case", 1, 1, now(), "sänky", ("team1",))])
    assert named("search index") == [True]


def test_a_data_folder_that_cannot_be_written_is_told(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path / "missing"
    assert named("data folder") == [False]


def test_a_signing_key_that_others_may_read_is_told(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    (tmp_path / "secret-key").write_text("secret")
    (tmp_path / "secret-key").chmod(0o644)
    assert named("signing key") == [False]
    (tmp_path / "secret-key").chmod(0o600)
    assert named("signing key") == [True]


def test_each_check_is_one_line_of_json() -> None:
    assert json.loads(Check("a", True, "hyvä").as_json()) == {
        "name": "a", "is_fine": True, "said": "hyvä", "is_remark": False,
    }  # fmt: skip


def test_a_clock_that_went_back_is_told() -> None:
    Entry.objects.create(at=now() + timedelta(hours=1), kind="case.opened")
    assert clock().is_fine is False


def test_a_message_missing_from_the_index_is_told_and_put_back(case: Case) -> None:
    for reader in readers():
        catch_up(reader)
    Message.objects.update(at=now() - timedelta(hours=1))
    Entry.objects.update(at=now() - timedelta(minutes=30))
    assert findable().is_fine
    Document.objects.all().delete()
    assert (findable().is_fine, findable(every=True).is_fine) == (False, False)
    assert CliRunner().invoke(reindex, []).exit_code == 0
    assert findable().is_fine


def test_settings_that_do_not_suit_real_customers_are_remarked_on(settings: Settings) -> None:
    settings.URL = "http://desk.example"
    settings.DEBUG = True
    assert [(each.is_fine, each.is_remark) for each in fit_settings()] == [(False, True)] * 3


def test_a_database_that_contradicts_itself_is_told(case: Case) -> None:
    assert whole(every=True).is_fine
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("UPDATE encounters_message SET case_id = 4711")
        assert whole().is_fine is False
        with connection.cursor() as cursor:
            cursor.execute("UPDATE encounters_message SET case_id = %s", [case.pk])
