"""A new database made at once is the one that all the steps lead to."""

from __future__ import annotations

import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from tests.founding import FILE
from tests.stories.house import KOHTAAMO, environment

pytestmark = pytest.mark.server
STEP_BY_STEP = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
executor = MigrationExecutor(connection)
executor.migrate(executor.loader.graph.leaf_nodes())
call_command("migrate", verbosity=0)
"""
KILLED = """
import os, signal
import django
django.setup()
from django.core.management import call_command
from django.db import connection
asked = 0
def counting(execute, *question):
    global asked
    asked += 1
    if asked == 300:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(*question)
with connection.execute_wrapper(counting):
    call_command("migrate", verbosity=0)
"""
OF_POSTGRESQL = (
    "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default, generation_expression,"
    " is_identity FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT sequencename, data_type FROM pg_sequences WHERE schemaname = 'public'",
)
OF_SQLITE = "SELECT type, name, tbl_name, sql FROM sqlite_master"
APPLIED = ("django_migrations", ("id", "applied"))  # the order of steps and when they were taken
COUNTED = "sqlite_sequence"  # tables that were made anew are counted though nothing stands in them
Asks = Callable[[str], list[tuple[Any, ...]]]


def _brought(told: dict[str, str], *line: str | Path) -> None:
    done = subprocess.run([str(each) for each in line], env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@contextmanager
def _asked(folder: Path, name: str) -> Iterator[tuple[dict[str, str], Asks]]:
    """An empty database of this vendor: what a process is told that uses it, and a way to ask it."""
    place = folder / name
    place.mkdir()
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(place / FILE)) as base:
            yield environment(place), lambda question: base.execute(question).fetchall()
        return
    own = settings.KOHTAAMO["DATABASE_URL"]
    address = urlsplit(own)._replace(path=f"/{name}").geturl()
    with psycopg.connect(own, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
        try:
            with psycopg.connect(address, autocommit=True) as base:
                yield environment(place, DATABASE_URL=address), lambda question: base.execute(question).fetchall()  # type: ignore[arg-type]
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]


def _tables(ask: Asks) -> set[tuple[Any, ...]]:
    """Everything the database is made of; the columns of a table in any order."""
    if connection.vendor == "postgresql":
        return {row for question in OF_POSTGRESQL for row in ask(question)}
    return {(*names, tuple(sorted(re.split(r"[ ,()]+", sql or "")))) for *names, sql in ask(OF_SQLITE)}


def _rows(ask: Asks) -> dict[str, list[str]]:
    listed = "SELECT name FROM sqlite_master WHERE type = 'table'"
    if connection.vendor == "postgresql":
        listed = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    return {name: _of(ask, name) for (name,) in ask(listed) if name != COUNTED}


def _of(ask: Asks, table: str) -> list[str]:
    names = f"SELECT name FROM pragma_table_info('{table}')"
    if connection.vendor == "postgresql":
        names = f"SELECT column_name FROM information_schema.columns WHERE table_name = '{table}'"
    without = APPLIED[1] if table == APPLIED[0] else ()
    columns = ", ".join(f'"{name}"' for name in sorted(name for (name,) in ask(names)) if name not in without)
    return sorted(map(str, ask(f'SELECT {columns} FROM "{table}"')))


@pytest.mark.django_db
def test_made_at_once_it_is_the_same_as_step_by_step(tmp_path: Path) -> None:
    with _asked(tmp_path, "at_once") as (told, one), _asked(tmp_path, "step_by_step") as (told_too, other):
        _brought(told, KOHTAAMO, "migrate")
        _brought(told_too, sys.executable, "-c", STEP_BY_STEP)
        assert len(_tables(one)) > 500
        assert _tables(one) == _tables(other)
        assert _rows(one) == _rows(other)


@pytest.mark.django_db
def test_where_some_steps_were_taken_the_others_follow(tmp_path: Path) -> None:
    first = 'import django; django.setup(); from django.core.management import call_command; call_command("migrate", "sessions", verbosity=0)'
    with _asked(tmp_path, "begun") as (told, ask):
        _brought(told, sys.executable, "-c", first)
        assert ask("SELECT DISTINCT app FROM django_migrations") == [("sessions",)]


@pytest.mark.django_db
def test_a_kill_in_the_middle_leaves_nothing_half_made(tmp_path: Path) -> None:
    with _asked(tmp_path, "killed") as (told, one), _asked(tmp_path, "at_once") as (told_too, other):
        killed = subprocess.run([sys.executable, "-c", KILLED], env=told, capture_output=True, check=False)
        assert killed.returncode == -signal.SIGKILL
        _brought(told, KOHTAAMO, "migrate")
        _brought(told_too, KOHTAAMO, "migrate")
        assert _tables(one) == _tables(other)
        assert _rows(one) == _rows(other)
