"""A lasting loop keeps its connection to the embedded file, and notices when another file has come in its place."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from django.db import connection

from kohtaamo.platform.connected import remain_connected

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This thread's connection leads to a small file of its own."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has a pool")
    place = tmp_path / "small.sqlite3"
    _write(place, "first")
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "NAME", str(place))
    yield place  # type: ignore[misc]
    connection.close()


def _write(place: Path, word: str) -> None:
    file = sqlite3.connect(place)
    file.execute("CREATE TABLE word AS SELECT ? AS word", [word])
    file.commit()
    file.close()


def _read() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM word")
        return str(cursor.fetchone()[0])


def test_the_connection_is_kept_between_rounds(elsewhere: Path) -> None:
    remain_connected()
    kept = connection.connection
    remain_connected()
    assert connection.connection is kept


def test_a_file_put_in_its_place_is_read_from_then_on(elsewhere: Path) -> None:
    remain_connected()
    assert _read() == "first"
    other = elsewhere.with_name("other.sqlite3")
    _write(other, "second")
    shutil.move(other, elsewhere)
    remain_connected()
    assert _read() == "second"
