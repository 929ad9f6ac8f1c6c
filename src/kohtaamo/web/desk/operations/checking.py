"""What ``kohtaamo check`` looks at: the ground the house stands on, then the findings of the operations page."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, F, Q
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from kohtaamo.channels.mail.models import Folder
from kohtaamo.platform.search.models import Document
from kohtaamo.platform.storage.keep import Damaged, fetch
from kohtaamo.platform.storage.models import Blob
from kohtaamo.platform.version import waiting
from kohtaamo.web.desk.operations.findings import findings
from kohtaamo.web.desk.operations.ground import Check, ground
from kohtaamo.web.desk.operations.kinds import Level
from kohtaamo.web.desk.operations.machine import Machine, look

SAMPLE = 200  # kept files read when not all are


def checks(*, every: bool = False) -> list[Check]:
    """Everything but the kept files; ``every`` reads all of the database. Without a database of this version only the ground is looked at."""
    base = [Check("settings", True, "every option can be used"), _folder(), _secret(), *_database()]
    if not is_ready(base):
        return base
    return [*base, *ground(every=every), _search(), _folders(), *_found()]


def is_ready(done: list[Check]) -> bool:
    """Whether the database answers and is of this version."""
    return all(check.is_fine for check in done if check.name in {"database", "migrations"})


def _folder() -> Check:
    probe = Path(settings.DATA) / f".check-{uuid4().hex}"
    try:
        probe.write_text("written by kohtaamo check")
        probe.unlink()
    except OSError as problem:
        return Check(
            "data folder", False, f"{settings.DATA} cannot be written: {problem.strerror}. Give this user the right."
        )
    return Check("data folder", True, f"{settings.DATA} can be written")


def _secret() -> Check:
    """The generated key must be readable by its owner alone."""
    file = Path(settings.DATA) / "secret-key"
    if not file.exists():
        return Check("signing key", True, "given by KOHTAAMO_SECRET_KEY")
    mode = stat.S_IMODE(file.stat().st_mode)
    if mode & 0o077:
        return Check("signing key", False, f"others may read {file} (mode {mode:o}). Run: chmod 600 {file}")
    return Check("signing key", True, "readable by its owner only")


def _database() -> list[Check]:
    try:
        behind = waiting()
    except DatabaseError as problem:
        return [Check("database", False, f"it does not answer: {problem}")]
    answers = Check("database", True, f"{connection.vendor} answers")
    if behind:
        return [answers, Check("migrations", False, f"{len(behind)} wait. Run: kohtaamo migrate")]
    return [answers, Check("migrations", True, "the database is of this version"), *_journal_mode()]


def _journal_mode() -> list[Check]:
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        mode = str(cursor.execute("PRAGMA journal_mode").fetchone()[0])
    in_memory = mode == "memory"
    return [Check("write-ahead log", mode == "wal" or in_memory, f"journal mode is {mode}")]


def _search() -> Check:
    """The text index must hold as many things as the table it is made from (SQLite keeps them apart)."""
    documents = Document.objects.count()
    if connection.vendor != "sqlite":
        return Check("search index", True, f"{documents} things can be found")
    with connection.cursor() as cursor:
        indexed = int(cursor.execute("SELECT count(*) FROM search_words_docsize").fetchone()[0])
    said = f"{indexed} things in the index, {documents} to be found"
    return Check("search index", indexed == documents, said)


def _folders() -> Check:
    """Mails on the server = stored here + missing, folder by folder; the missing ones are a finding of their own."""
    ours = Count("intakes__uid", filter=Q(intakes__uidvalidity=F("uidvalidity")), distinct=True)
    wrong = [
        f"{folder.mailbox.address} {folder.name}: {folder.on_server} on the server, {folder.stored} stored"
        for folder in Folder.objects.select_related("mailbox").annotate(stored=ours).order_by("pk")
        if folder.on_server > folder.stored + len(folder.missing) and folder.skipped_uid == 0
    ]
    return Check("mail folders", not wrong, "; ".join(wrong) or "every count adds up")


def _found() -> list[Check]:
    machine = look()
    found = [each for each in findings(machine) if not (each.is_silence and _is_at_rest(machine))]
    if not found:
        return [Check("operations", True, _("Everything runs."))]
    return [Check("operations", each.level == Level.TO_KNOW, each.sentence) for each in found]


def _is_at_rest(machine: Machine) -> bool:
    """A house that was closed in order and has nothing in line is not in trouble, only asleep."""
    return machine.last_sign is None and not DBTaskResult.objects.ready().exists()


def check_blobs(*, every: bool, told: Callable[[int, int], object] = lambda done, of: None) -> Check:
    """Read kept files (the newest ``SAMPLE``, or all) and compare each with its digest. ``told`` hears of progress."""
    digests = Blob.objects.order_by("-kept_at").values_list("digest", flat=True)
    total = digests.count() if every else min(digests.count(), SAMPLE)
    damaged = []
    for number, digest in enumerate(digests.iterator() if every else digests[:SAMPLE], start=1):
        try:
            fetch(digest)
        except Damaged as problem:
            damaged.append(str(problem))
        told(number, total)
    return Check("kept files", not damaged, "; ".join(damaged[:5]) or f"{total} read, each as it was kept")
