"""Django's ``migrate``, which begins with a new database made at once."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from kohtaamo.platform.founding import found

ONLY_SOME = ("app_label", "migration_name", "plan", "check_unapplied", "fake", "fake_initial", "prune")


class Command(migrate.Command):
    """Bring the database to this version."""

    def handle(self, *args: Any, **options: Any) -> None:
        if not any(options.get(name) for name in ONLY_SOME):
            found(connections[options["database"]])
        super().handle(*args, **options)
