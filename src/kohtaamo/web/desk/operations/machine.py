"""The machine under the house: whether the background lives, room on the disk, the database's size, the memory in use."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Max

from kohtaamo.platform.jobs.models import Worker
from kohtaamo.platform.time import now

SILENT = timedelta(minutes=1)
LITTLE_ROOM = 1_000_000_000  # bytes; under this a busy day's attachments may not fit


@dataclass(frozen=True)
class Machine:
    """Sizes in bytes; ``memory`` is what this process holds, 0 where the system does not tell."""

    last_sign: datetime | None
    free: int
    database: int
    memory: int = 0

    @property
    def is_alive(self) -> bool:
        """Whether a worker said it lives within the last minute."""
        return self.last_sign is not None and now() - self.last_sign < SILENT

    @property
    def has_room(self) -> bool:
        return self.free >= LITTLE_ROOM


def look() -> Machine:
    """The machine as it is now."""
    return Machine(
        last_sign=Worker.objects.aggregate(last=Max("seen_at"))["last"],
        free=_free(),
        database=database_size(),
        memory=_memory(),
    )


def _free() -> int:
    """Bytes free where the data is; 0 when the folder is not there."""
    try:
        return shutil.disk_usage(settings.DATA).free
    except OSError:
        return 0


def _memory() -> int:
    """Bytes of memory this process holds now (proc(5), statm); 0 where there is no such file."""
    try:
        pages = Path("/proc/self/statm").read_text().split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def database_size() -> int:
    """Bytes the database takes, its write-ahead log included; 0 for one in memory."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            row = cursor.fetchone()
            return int(row[0]) if row else 0
    base = str(connection.settings_dict["NAME"])
    return sum(path.stat().st_size for path in (Path(base), Path(f"{base}-wal")) if path.is_file())
