"""Filling a database with the data set, table by table, as fast as the database takes it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from itertools import islice

from django.core.management import call_command
from django.db import connection, transaction
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bench.dataset import Dataset, Row, Size

COLUMNS = {
    "customers_customer": "id kind name language way wishes is_blocked created_at",
    "customers_identity": "id customer_id kind value shown added_at",
    "encounters_case": "id customer_id subject touchpoint_id team_id owner_id language state waiting_since feeling fast_lane_at"
    " opened_at changed_at settled_at reopened channel last_words key for_whom",
    "encounters_encounter": "id case_id customer_id touchpoint_id channel state arrived_at noticed_at answered_at ended_at"
    " outcome feeling_start feeling_end is_history",
    "encounters_message": "id case_id encounter_id author member_id sender_name sender_address subject text new_text at"
    " header_id has_html is_automatic outside_case once note",
    "promises_promise": "id case_id customer_id encounter_id what form source made_by_id owner_id team_id made_at first_due_at"
    " due_at state state_at kept_at in_full in_form evidence reason",
    "journal_entry": "id at kind actor customer_id case_id encounter_id touchpoint_id data",
    "search_document": "id kind object_id group_id at words scope",
}


def build(size: Size) -> float:
    """Migrate and fill an empty database; returns the seconds it took."""
    began = time.perf_counter()
    call_command("migrate", verbosity=0, interactive=False)
    data = Dataset(size, _people())
    sources = [
        ("customers_customer", data.customers(), size.customers),
        ("customers_identity", data.identities(), size.customers),
        ("encounters_case", data.case_rows(), size.cases),
        ("encounters_encounter", data.encounters(), size.encounters),
        ("encounters_message", data.messages(), size.encounters * 4),
        ("promises_promise", data.promises(), size.encounters),
        ("journal_entry", data.journal(), size.encounters * 4),
        ("search_document", data.documents(), size.encounters * 4 + size.customers),
    ]
    columns = (TextColumn("{task.description:24}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns) as progress:
        for table, rows, total in sources:
            bar = progress.add_task(table, total=total)
            if _has(table, total):
                progress.advance(bar, total)
                continue
            _fill(table, rows, lambda done, bar=bar: progress.advance(bar, done))
    finish()
    return time.perf_counter() - began


def _people() -> dict[str, list[int]]:
    """Ten teams, forty members, twenty touchpoints, made the ordinary way."""
    from kohtaamo.staff.models import Member, Role, Team
    from kohtaamo.touchpoints.models import Touchpoint

    if Team.objects.exists():
        return _known()
    teams = [Team.objects.create(name=f"Team {i}") for i in range(10)]
    role = Role.objects.get(name="front_line")
    members = []
    for i in range(40):
        member = Member.objects.create(email=f"member{i}@bench.example", name=f"Jäsen {i}", role=role)
        member.teams.add(teams[i % 10])
        members.append(member)
    lead = Member.objects.create(email="lead@bench.example", name="Leila Aho", role=Role.objects.get(name="lead"))
    lead.teams.add(teams[0])
    points = [
        Touchpoint.objects.create(name=f"Posti {i}", channel="mail", team=teams[i % 10], answer_minutes=240)
        for i in range(20)
    ]
    return {"teams": [t.pk for t in teams], "members": [m.pk for m in members], "touchpoints": [p.pk for p in points]}


def _known() -> dict[str, list[int]]:
    """The same as made by an earlier run that was cut off."""
    from kohtaamo.staff.models import Member, Team
    from kohtaamo.touchpoints.models import Touchpoint

    members = Member.objects.exclude(email="lead@bench.example")
    found = {"teams": Team.objects.all(), "members": members, "touchpoints": Touchpoint.objects.all()}
    return {name: list(rows.order_by("pk").values_list("pk", flat=True)) for name, rows in found.items()}


def _has(table: str, total: int) -> bool:
    """Whether an earlier run filled this table; one cut off in the middle is emptied first."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        count = cursor.fetchone()[0]
        if count != total and count:
            cursor.execute(f"DELETE FROM {table}")
    return bool(count == total)


def _batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch


def _fill(table: str, rows: Iterable[Row], done: object) -> None:
    names = COLUMNS[table].split()
    if connection.vendor == "postgresql":
        _copy(table, names, rows, done)
        return
    marks = ", ".join(["?"] * len(names))
    sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"
    connection.ensure_connection()
    raw = connection.connection
    for batch in _batches(rows, 20_000):
        with transaction.atomic():
            raw.executemany(sql, [tuple(map(_plain, row)) for row in batch])
        done(len(batch))  # type: ignore[operator]


def _plain(value: object) -> object:
    from datetime import datetime

    return value.replace(tzinfo=None).isoformat(" ") if isinstance(value, datetime) else value


def _copy(table: str, names: list[str], rows: Iterable[Row], done: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        if table == "search_document":
            cursor.execute("DROP INDEX IF EXISTS search_tokens")
        with cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
            for batch in _batches(rows, 20_000):
                for row in batch:
                    copy.write_row(row)
                done(len(batch))  # type: ignore[operator]
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
        if table == "search_document":
            cursor.execute("SET LOCAL maintenance_work_mem = '1GB'")
            cursor.execute(
                "CREATE INDEX search_tokens ON search_document USING gin (tokens) WITH (gin_pending_list_limit = 256)"
            )


def finish() -> None:
    """Let the database know what its tables hold, as it does by itself in time."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("ANALYZE")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
