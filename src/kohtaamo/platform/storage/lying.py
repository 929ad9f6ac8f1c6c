"""Large bytes kept and opened as files, a piece in memory at a time."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kohtaamo.platform.rows import insert_unless_there
from kohtaamo.platform.storage.keep import IN_ROW, fetch, file_of, keep, move_in
from kohtaamo.platform.storage.models import Blob
from kohtaamo.platform.time import now

PIECE = 1024 * 1024  # bytes


def keep_from(source: IO[bytes]) -> Blob:
    """Store what ``source`` holds, as ``keep`` does, however large it is. Called inside a unit of work."""
    start = source.read(IN_ROW + 1)
    if len(start) <= IN_ROW:
        return keep(start)
    digest, size = hashlib.sha256(), 0

    def pieces() -> Iterator[bytes]:
        nonlocal size
        piece = start
        while piece:
            digest.update(piece)
            size += len(piece)
            yield piece
            piece = source.read(PIECE)

    move_in(pieces(), lambda: file_of(digest.hexdigest()))
    if known := Blob.objects.defer("packed").filter(digest=digest.hexdigest()).first():
        return known
    blob = Blob(digest=digest.hexdigest(), size=size, packed=None, kept_at=now())
    insert_unless_there(blob)
    return blob


@contextmanager
def lying(blob: Blob) -> Iterator[Path]:
    """The kept bytes as a file to be read. Raises ``Damaged`` when they are gone or small and changed."""
    path = file_of(blob.digest)
    if blob.packed is None and path.exists():
        yield path
        return
    with tempfile.NamedTemporaryFile() as beside:
        beside.write(fetch(blob.digest))
        beside.flush()
        yield Path(beside.name)
