"""What waits for ``kohtaamo migrate`` is told by names alone, and is what Django would run."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from kohtaamo.platform.version import waiting

pytestmark = pytest.mark.django_db


def planned() -> list[tuple[str, str]]:
    executor = MigrationExecutor(connection)
    return sorted(
        (each.app_label, each.name) for each, _back in executor.migration_plan(executor.loader.graph.leaf_nodes())
    )


def test_nothing_waits_in_a_database_of_this_version(client: Client) -> None:
    assert waiting() == planned() == []
    assert client.get("/readyz").content == b"ready\n"


def test_what_the_database_has_not_been_through_waits(client: Client) -> None:
    last = max(name for app, name in MigrationExecutor(connection).loader.disk_migrations if app == "passage")
    MigrationRecorder(connection).record_unapplied("passage", last)
    assert waiting() == planned() == [("passage", last)]
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"the database waits for kohtaamo migrate\n")
