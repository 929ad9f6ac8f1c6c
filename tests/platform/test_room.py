"""A full disk is known as one, whoever met it, and told in words."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import psycopg
import pytest
from django.db import OperationalError
from django.test import RequestFactory

from kohtaamo.platform.storage.room import is_full
from kohtaamo.web.errors import server_failed


def of_django(driver: Exception) -> OperationalError:
    problem = OperationalError("not written")
    problem.__cause__ = driver
    return problem


def test_a_database_that_finds_no_room_is_a_full_disk_and_one_that_is_locked_is_not(tmp_path: Path) -> None:
    base = sqlite3.connect(tmp_path / "small.sqlite3")
    base.execute("CREATE TABLE t (x)")
    base.execute("PRAGMA max_page_count = 3")
    with pytest.raises(sqlite3.OperationalError) as full:
        base.execute("INSERT INTO t VALUES (?)", ["x" * 100_000])
    base.close()
    met = [full.value, of_django(full.value), of_django(psycopg.errors.DiskFull())]
    assert [is_full(each) for each in met] == [True] * 3
    others = [sqlite3.OperationalError("locked"), OperationalError("away"), of_django(psycopg.OperationalError()), None]
    assert [is_full(each) for each in others] == [False] * 4


@pytest.mark.parametrize("problem", [OSError(errno.ENOSPC, "No space left"), of_django(psycopg.errors.DiskFull())])
def test_whoever_meets_a_full_disk_on_a_page_is_told_so(rf: RequestFactory, problem: Exception) -> None:
    try:
        raise problem
    except type(problem):
        answer = server_failed(rf.get("/"))
    told = answer.content.decode()
    assert (answer.status_code, "levy on täynnä" in told or "disk of the server is full" in told) == (507, True)
