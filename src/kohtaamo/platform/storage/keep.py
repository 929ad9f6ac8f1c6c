"""Keep bytes and get them back, unchanged or not at all."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db.models import QuerySet

from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.rows import insert_unless_there
from kohtaamo.platform.storage.models import Blob
from kohtaamo.platform.time import now

IN_ROW = 256 * 1024  # packed bytes; larger ones would slow the database's own backup and cache


class Damaged(RuntimeError):
    """The kept bytes are missing or no longer match their digest."""


def keep(content: bytes) -> Blob:
    """Store bytes once and return their row. Called inside a unit of work, so a rollback leaves no row behind."""
    digest = hashlib.sha256(content).hexdigest()
    if found := _kept(digest):
        return found[0]
    packed: bytes | None = zlib.compress(content, 3)
    if packed is not None and len(packed) > IN_ROW:
        move_in([content], lambda: file_of(digest))
        packed = None
    blob = Blob(digest=digest, size=len(content), packed=packed, kept_at=now())
    insert_unless_there(blob)
    return blob


@prepared
def _kept(digest: str) -> QuerySet[Blob]:
    return Blob.objects.defer("packed").filter(digest=digest)


def fetch(digest: str) -> bytes:
    """The bytes with this digest. Raises ``Damaged`` when they are gone or changed."""
    blob = Blob.objects.filter(digest=digest).first()
    if blob is None:
        raise Damaged(f"no bytes are kept under {digest}")
    try:
        content = zlib.decompress(bytes(blob.packed)) if blob.packed is not None else file_of(digest).read_bytes()
    except (OSError, zlib.error) as problem:
        raise Damaged(f"the bytes kept under {digest} cannot be read") from problem
    if hashlib.sha256(content).hexdigest() != digest:
        raise Damaged(f"the bytes kept under {digest} have changed")
    return content


def file_of(digest: str) -> Path:
    """Where the bytes lie when they are too large for their row."""
    return Path(settings.DATA) / "files" / digest[:2] / digest[2:4] / digest


def move_in(pieces: Iterable[bytes], path: Callable[[], Path]) -> None:
    """Write beside, flush to disk, then rename: a file under its final name is always whole.

    Its name is asked for when the last piece is written.
    """
    folder = Path(settings.DATA) / "files" / "00" / "00"  # where what is left over is tidied away too
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f".{uuid4().hex}"
    try:
        with beside.open("wb") as out:
            for piece in pieces:
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        path().parent.mkdir(parents=True, exist_ok=True)
        beside.replace(path())
    finally:
        beside.unlink(missing_ok=True)
