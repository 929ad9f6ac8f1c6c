"""The ground the house stands on: is the database whole, does the index hold everything, does the clock go right, are
the settings fit for real customers. Each says what to do."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from kohtaamo.encounters.models import Message
from kohtaamo.platform.journal.models import Cursor, Entry
from kohtaamo.platform.search.models import Document
from kohtaamo.platform.time import now

SAMPLE = 500  # newest messages looked for in the index when not all are
SETTLING = timedelta(minutes=5)
SKEW = timedelta(seconds=30)
HERE = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True)
class Check:
    """One thing looked at: its name, whether it is fine, and what was seen or what to do. A ``remark`` is no trouble."""

    name: str
    is_fine: bool
    said: str
    is_remark: bool = False

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


def ground(*, every: bool = False) -> list[Check]:
    """All of it; ``every`` reads the whole database and looks for each message in the index."""
    return [whole(every=every), findable(every=every), clock(), *fit_settings()]


def light_ground() -> list[Check]:
    """What can be looked at while a page is opened."""
    return [findable(), clock(), *fit_settings()]


def whole(*, every: bool = False) -> Check:
    """Whether rows that belong together are all there and, on SQLite, whether its pages and indexes agree."""
    name = _("database is whole")
    wrong = _sqlite_wrongs(every=every) if connection.vendor == "sqlite" else _postgresql_wrongs()
    if wrong:
        return Check(
            name, False, _("%(what)s. Restore the last backup, and keep this file for study.") % {"what": wrong}
        )
    return Check(name, True, _("nothing in it contradicts itself"))


def _sqlite_wrongs(*, every: bool) -> str:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(3)" if every else "PRAGMA quick_check(3)")
        said = [str(row[0]) for row in cursor.fetchall()]
        cursor.execute("PRAGMA foreign_key_check")
        orphan = cursor.fetchone()
    if said != ["ok"]:
        return "; ".join(said)
    return _("a row of %(table)s names one that is not there") % {"table": orphan[0]} if orphan else ""


def _postgresql_wrongs() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid")
        broken = [str(row[0]) for row in cursor.fetchall()]
    return _("an index is broken: %(which)s (REINDEX it)") % {"which": ", ".join(broken)} if broken else ""


def findable(*, every: bool = False) -> Check:
    """Whether messages that the index's reader has passed are in the index."""
    name = _("messages in the search index")
    reader = Cursor.objects.filter(reader="search").first()
    passed = Entry.objects.filter(pk__lte=reader.last_id if reader else 0).order_by("-pk")
    read = passed.values_list("at", flat=True).first()
    if read is None:
        return Check(name, True, _("nothing to be found yet"))
    there = Document.objects.filter(kind="message", object_id=OuterRef("pk"))
    settled = Message.objects.filter(at__lt=min(read, now() - SETTLING)).order_by("-pk")
    looked = settled if every else Message.objects.filter(pk__in=list(settled.values_list("pk", flat=True)[:SAMPLE]))
    missing = looked.filter(~Exists(there)).count()
    if missing:
        said = _("%(count)s messages cannot be found. Run: kohtaamo reindex") % {"count": missing}
        return Check(name, False, said)
    return Check(name, True, _("each one looked for is there"))


def clock() -> Check:
    """Whether the clock went back, or differs from the database's."""
    name = _("clock")
    latest = Entry.objects.order_by("-pk").values_list("at", flat=True).first()
    if latest is not None and latest > now() + SKEW:
        said = _("the journal is ahead of the clock: the clock went back. Set it right, and keep it so with NTP.")
        return Check(name, False, said)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            (theirs,) = cursor.fetchone() or (now(),)
        apart = abs(theirs - now())
        if apart > SKEW:
            said = _("the database's clock is %(seconds)s seconds from ours. Keep both right with NTP.")
            return Check(name, False, said % {"seconds": int(apart.total_seconds())})
    return Check(name, True, _("it goes right"))


def fit_settings() -> list[Check]:
    """Settings that work but do not suit real customers."""
    parts = urlsplit(settings.URL)
    name = _("settings for real customers")
    remarks = [
        (settings.DEBUG, _("KOHTAAMO_DEBUG is on. Turn it off: pages of errors would tell too much.")),
        (
            parts.scheme != "https" and parts.hostname not in HERE,
            _("KOHTAAMO_URL is not https. Put TLS in front: passwords and customers' words travel open."),
        ),
        (
            not settings.KOHTAAMO["SMTP_URL"] and parts.hostname not in HERE,
            _("KOHTAAMO_SMTP_URL is empty. Invitations and new passwords go only to the log."),
        ),
    ]
    found = [Check(name, False, said, is_remark=True) for is_so, said in remarks if is_so]
    return found or [Check(name, True, _("nothing stands out"))]
