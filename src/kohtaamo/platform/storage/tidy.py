"""Files that no row names any longer are taken away, but never while a backup or a restore looks at them."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from kohtaamo.platform.storage.keep import file_of
from kohtaamo.platform.storage.models import Blob

YOUNG = 24 * 60 * 60  # seconds: what was written lately may belong to a unit of work that has not closed yet
AT_ONCE = 500


@contextmanager
def while_files_stay() -> Iterator[None]:
    """No kept file is taken away meanwhile, by this process or another on the same data folder."""
    with _lock_file().open("a") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def take_away_later(digests: Collection[str]) -> None:
    """When the running transaction commits, remove the files of these digests; what a backup holds is left to the
    clock."""
    wanted = list(digests)
    transaction.on_commit(lambda: _take_away(wanted))


def _take_away(digests: list[str]) -> None:
    with _lock_file().open("a") as file, suppress(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for start in range(0, len(digests), AT_ONCE):
            _remove([file_of(digest) for digest in digests[start : start + AT_ONCE]])


def tidy_daily() -> None:
    """Once a day in each process that works in the background: what was left is taken away."""
    if cache.add("storage.tidied", True, 24 * 60 * 60):
        take_away_left_files()


def take_away_left_files(*, young: float = YOUNG) -> int:
    """Remove files without a row, unless they are ``young`` (seconds); returns how many. Does nothing while files
    must stay."""
    with _lock_file().open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return 0
        before = time.time() - young
        part: list[Path] = []
        removed = 0
        for path in (Path(settings.DATA) / "files").glob("??/??/*"):
            if path.stat().st_mtime < before:
                part.append(path)
            if len(part) == AT_ONCE:
                removed += _remove(part)
                part = []
        return removed + _remove(part)


def _remove(paths: list[Path]) -> int:
    named = set(
        Blob.objects.filter(digest__in=[path.name for path in paths], packed=None).values_list("digest", flat=True)
    )
    left = [path for path in paths if path.name not in named]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _lock_file() -> Path:
    folder = Path(settings.DATA)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / ".files-in-use"
