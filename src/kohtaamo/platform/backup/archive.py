"""The file of a backup: a zip of tables (lines of JSON), kept files by their digest and, last, the list of all that.

The list names every table's columns, rows and SHA-256; files are their own names. A file that was cut off lacks the
list, and one byte changed anywhere is found before anything is restored.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kohtaamo.platform.backup.errors import DamagedBackup, NotABackup

FORMAT = 1
LIST = "backup.json"
KEY = "secret-key"
PIECE = 1024 * 1024
Told = Callable[[int, int], object]


@dataclass(frozen=True)
class Part:
    """A table as the list tells of it."""

    columns: list[str]
    rows: int
    sha256: str


@dataclass
class Contents:
    """What is in a backup. ``migrations`` name the version of each table; ``files`` are bytes by digest."""

    made_at: str = ""
    version: str = ""
    database: str = ""
    migrations: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    tables: dict[str, Part] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    key: str = ""  # SHA-256 of the signing key, when it is inside
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.tables.values())


class Writing:
    """An archive being written."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self.contents = Contents()

    def table(self, name: str, columns: list[str], lines: Iterable[str]) -> None:
        digest, rows = hashlib.sha256(), 0
        with self._zip.open(f"tables/{name}.jsonl", "w", force_zip64=True) as raw, io.BufferedWriter(raw, PIECE) as out:
            for line in lines:
                written = f"{line}\n".encode()
                digest.update(written)
                out.write(written)
                rows += 1
        self.contents.tables[name] = Part(columns, rows, digest.hexdigest())

    def file(self, digest: str, content: Iterable[bytes]) -> None:
        """A kept file. Raises ``DamagedBackup`` when its bytes are not those of its name."""
        info = zipfile.ZipInfo(f"files/{digest}")
        seen, size = hashlib.sha256(), 0
        with self._zip.open(info, "w", force_zip64=True) as out:
            for piece in content:
                seen.update(piece)
                size += len(piece)
                out.write(piece)
        if seen.hexdigest() != digest:
            raise DamagedBackup
        self.contents.files[digest] = size

    def key(self, secret: str) -> None:
        self._zip.writestr(KEY, secret)
        self.contents.key = hashlib.sha256(secret.encode()).hexdigest()

    def close(self) -> None:
        """Write the list, and with it end the file."""
        self._zip.writestr(LIST, json.dumps(asdict(self.contents), ensure_ascii=False, indent=1))
        self._zip.close()

    def abandon(self) -> None:
        """Let go of the file without its list: it is no backup."""
        if self._zip.fp is not None:
            self._zip.fp.close()
            self._zip.fp = None


class Reading:
    """An archive that is read. Raises ``NotABackup`` when it is none."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
            told = json.loads(self._zip.read(LIST))
            self.contents = _contents(told)
        except (zipfile.BadZipFile, KeyError, ValueError, TypeError, zlib.error, EOFError) as problem:
            raise NotABackup from problem

    def lines(self, table: str) -> Iterator[str]:
        with (
            self._zip.open(f"tables/{table}.jsonl") as raw,
            io.TextIOWrapper(raw, encoding="utf-8", newline="\n") as text,
        ):
            yield from text

    def pieces(self, digest: str) -> Iterator[bytes]:
        with self._zip.open(f"files/{digest}") as raw:
            while piece := raw.read(PIECE):
                yield piece

    def key(self) -> str:
        return self._zip.read(KEY).decode() if self.contents.key else ""

    def verify(self, told: Told) -> None:
        """Read all of it and compare with the list. Raises ``DamagedBackup``."""
        parts = self.contents.tables
        work = [
            *((f"tables/{name}.jsonl", part.sha256, part.rows) for name, part in parts.items()),
            *((f"files/{digest}", digest, -1) for digest in self.contents.files),
            *([(KEY, self.contents.key, -1)] if self.contents.key else []),
        ]
        for number, (name, digest, rows) in enumerate(work):
            told(number, len(work))
            self._verify(name, digest, rows)

    def _verify(self, name: str, digest: str, rows: int) -> None:
        seen, lines = hashlib.sha256(), 0
        try:
            with self._zip.open(name) as raw:
                while piece := raw.read(PIECE):
                    seen.update(piece)
                    lines += piece.count(b"\n")
        except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError) as problem:
            raise DamagedBackup from problem
        if seen.hexdigest() != digest or rows not in {-1, lines}:
            raise DamagedBackup

    def close(self) -> None:
        self._zip.close()


def _contents(told: dict[str, Any]) -> Contents:
    if told["format"] != FORMAT:
        raise NotABackup
    return Contents(**{**told, "tables": {name: Part(**part) for name, part in told["tables"].items()}})
