"""Whether there is room where files are written."""

from __future__ import annotations

import errno
import sqlite3

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}  # the disk, our share of it, or the largest file there may be
_DISK_FULL = "53100"  # PostgreSQL's code for its own disk


def is_full(problem: BaseException | None) -> bool:
    """Whether something failed because no more can be written, by us or by the database."""
    if isinstance(problem, OSError):
        return problem.errno in _FULL
    cause = getattr(problem, "__cause__", None) or problem  # Django's error is raised from the driver's
    of_sqlite, of_postgresql = getattr(cause, "sqlite_errorcode", None), getattr(cause, "sqlstate", None)
    return of_sqlite == sqlite3.SQLITE_FULL or of_postgresql == _DISK_FULL
