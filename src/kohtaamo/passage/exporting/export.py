"""Export of everything, without a cap, as of one moment."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from kohtaamo.passage.errors import ExportNoRoom
from kohtaamo.passage.exporting.forms import FORMATS, write
from kohtaamo.passage.exporting.nouns import Noun, nouns
from kohtaamo.platform.backup.snapshot import snapshot
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.journal.record import Actor, record
from kohtaamo.platform.storage.keep import fetch
from kohtaamo.platform.storage.models import Blob
from kohtaamo.platform.storage.room import is_full
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work

Told = Callable[[int, int], object]
Into = Callable[[Path], AbstractContextManager[Path]]


def export(
    folder: Path, *, format: str = "jsonl", files: bool = False, actor: Actor | None = None,
    told: Told = lambda done, of: None,
) -> dict[str, int]:  # fmt: skip
    """Write everything as ``write_all`` does, and note it in the journal. Raises ``ExportNoRoom`` on a full disk."""
    try:
        counts = write_all(folder, format=format, files=files, told=told)
    except OSError as problem:
        if is_full(problem):
            raise ExportNoRoom from problem
        raise
    with unit_of_work():
        record("export.made", actor=actor, format=format, rows=sum(counts.values()), files=files)
    return counts


def write_all(folder: Path, *, format: str, files: bool = False, told: Told = lambda done, of: None) -> dict[str, int]:
    """Write a file for each table, and with ``files`` every kept file by its digest; returns rows by table.

    All is of one moment; ``export.json`` comes last and says that the rest is whole. Raises ``Invalid`` for an unknown
    format and ``OSError`` when the folder cannot be written; what ``told`` raises goes on. Of one that failed nothing is left.
    """
    if format not in FORMATS:
        raise Invalid
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "export.json").unlink(missing_ok=True)
    with _all_or_nothing() as into:
        with snapshot():
            counts = _tables(into, folder, format, told)
            if files:
                _files(into, folder / "files", told)
        list_ = {"made_at": now().isoformat(), "format": format, "tables": counts, "files": files}
        with into(folder / "export.json") as part:
            part.write_text(json.dumps(list_, indent=1))
    return counts


@contextmanager
def _all_or_nothing() -> Iterator[Into]:
    """What gives a file to write in place of the wanted one, whose name it takes when it is whole. When anything fails,
    all that was written goes: half an export is of no use, and takes the room that is missing."""
    written: list[Path] = []

    @contextmanager
    def into(path: Path) -> Iterator[Path]:
        part = path.with_name(f".{path.name}.part")
        try:
            yield part
            part.replace(path)
            written.append(path)
        finally:
            part.unlink(missing_ok=True)

    try:
        yield into
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise


def _tables(into: Into, folder: Path, format: str, told: Told) -> dict[str, int]:
    every = nouns()
    of, done = sum(noun.count() for noun in every), 0
    counts: dict[str, int] = {}

    def counted(noun: Noun) -> Iterator[tuple[object, ...]]:
        nonlocal done
        for row in noun.rows():
            yield row
            counts[noun.name] += 1
            done += 1
            if done % 500 == 0 or done == of:
                told(done, of)

    for noun in every:
        counts[noun.name] = 0
        with into(folder / f"{noun.name}.{format}") as part:
            write(format, part, noun.fields, counted(noun))
    return counts


def _files(into: Into, folder: Path, told: Told) -> None:
    folder.mkdir(exist_ok=True)
    digests = Blob.objects.order_by("digest").values_list("digest", flat=True)
    of = digests.count()
    for number, digest in enumerate(digests.iterator(chunk_size=500), 1):
        with into(folder / digest) as part:
            part.write_bytes(fetch(digest))
        told(number, of)
