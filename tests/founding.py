"""Databases of this version with nothing in them: made once in a run, copied for all who begin with one.

To make one step by step takes most of a minute; to copy it takes none.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.stories.house import KOHTAAMO, environment

FILE = "kohtaamo.sqlite3"


def folder_of_the_run(factory: pytest.TempPathFactory) -> Path:
    """The same for all who test at a time."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@contextmanager
def one_at_a_time(shared: Path, what: str) -> Iterator[None]:
    """Who comes later waits, and finds what the first one made."""
    with (shared / f"{what}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def founded(shared: Path) -> Path:
    """A data folder with an embedded database."""
    folder, unfinished = shared / "founded", shared / "unfounded"
    with one_at_a_time(shared, "founding"):
        if not folder.exists():
            unfinished.mkdir()
            done = subprocess.run(
                [KOHTAAMO, "migrate"], env=environment(unfinished), capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stderr
            unfinished.rename(folder)
    return folder


def copy(shared: Path, to: Path) -> None:
    """Put a copy of the embedded database where a test database is looked for."""
    with closing(sqlite3.connect(founded(shared) / FILE)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)


def template(shared: Path) -> str:
    """The name of a database in the PostgreSQL of this run, from which ``CREATE DATABASE`` copies."""
    told = connection.settings_dict
    own, name = (told["NAME"], told["TEST"]["NAME"]), f"founded_{told['NAME']}"
    with one_at_a_time(shared, name):
        if not (shared / name).exists():
            told["TEST"]["NAME"] = name
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            connection.close()
            connection.close_pool()  # type: ignore[attr-defined]
            settings.DATABASES["default"]["NAME"] = told["NAME"] = own[0]
            told["TEST"]["NAME"] = own[1]
            (shared / name).touch()
    return name
