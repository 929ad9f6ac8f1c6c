"""Writing the journal: called by the unit of work, once, just before commit."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, transaction

from kohtaamo.platform.journal.models import Entry

JOURNAL_LOCK = 0x6B6F6874  # "koht"


def write(entries: Sequence[Entry]) -> None:
    """Insert the entries in order; on PostgreSQL under the lock that makes ids follow commits."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [JOURNAL_LOCK])
    Entry.objects.bulk_create(entries)
    transaction.on_commit(_wake)


def _wake() -> None:
    from kohtaamo.platform.live.wake import wake

    wake("journal")
