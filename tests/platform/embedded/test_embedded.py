"""Connections to the embedded file are lent on, never across files, and never with anything left open in them."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection

from kohtaamo.platform.embedded.base import MOST, DatabaseWrapper

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has a pool of its own"),
]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    made = tmp_path / "small.sqlite3"
    _write(made, "first")
    return made


@pytest.fixture
def opened(place: Path) -> Iterator[DatabaseWrapper]:
    """A connection to a small file of its own."""
    made = DatabaseWrapper({**settings.DATABASES["default"], **_SETTINGS, "NAME": str(place)}, alias="small")
    yield made
    made.close()


_SETTINGS: dict[str, Any] = {
    "ATOMIC_REQUESTS": False, "AUTOCOMMIT": True, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False, "TIME_ZONE": None,
}  # fmt: skip


def _write(place: Path, word: str) -> None:
    file = sqlite3.connect(place)
    file.execute("CREATE TABLE word AS SELECT ? AS word", [word])
    file.commit()
    file.close()


def _read(opened: DatabaseWrapper) -> str:
    with opened.cursor() as cursor:
        cursor.execute("SELECT word FROM word")
        return str(cursor.fetchone()[0])


def test_what_one_gives_up_the_next_is_lent(opened: DatabaseWrapper) -> None:
    opened.ensure_connection()
    first = opened.connection
    opened.close()
    opened.ensure_connection()
    assert opened.connection is first


def test_a_file_put_in_its_place_is_read_from_then_on(opened: DatabaseWrapper, place: Path) -> None:
    assert _read(opened) == "first"
    other = place.with_name("other.sqlite3")
    _write(other, "second")
    opened.close()
    shutil.move(other, place)
    assert _read(opened) == "second"


def test_one_given_up_in_the_middle_of_writing_is_not_lent(opened: DatabaseWrapper) -> None:
    opened.ensure_connection()
    broken = opened.connection
    broken.execute("BEGIN IMMEDIATE")
    broken.execute("INSERT INTO word VALUES ('half')")
    opened.close()
    opened.ensure_connection()
    assert opened.connection is not broken
    with opened.cursor() as cursor:
        assert cursor.execute("SELECT count(*) FROM word").fetchone() == (1,)


def test_one_that_met_trouble_is_not_lent(opened: DatabaseWrapper) -> None:
    opened.ensure_connection()
    troubled = opened.connection
    with pytest.raises(DatabaseError), opened.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")
    opened.close()
    opened.ensure_connection()
    assert opened.connection is not troubled


def test_settings_left_off_are_on_again(opened: DatabaseWrapper) -> None:
    opened.disable_constraint_checking()
    opened.close()
    with opened.cursor() as cursor:
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_many_at_once_have_each_their_own_and_few_are_kept(place: Path) -> None:
    made = [DatabaseWrapper({**settings.DATABASES["default"], **_SETTINGS, "NAME": str(place)}, "small") for _ in range(MOST + 3)]  # fmt: skip
    for one in made:
        one.inc_thread_sharing()
        one.ensure_connection()
    assert len({id(one.connection) for one in made}) == MOST + 3
    ends = [threading.Thread(target=one.close) for one in made]
    for end in ends:
        end.start()
    for end in ends:
        end.join()
    again = [DatabaseWrapper({**settings.DATABASES["default"], **_SETTINGS, "NAME": str(place)}, "small") for _ in range(MOST + 3)]  # fmt: skip
    assert {_read(one) for one in again} == {"first"}
    for one in again:
        one.close()
