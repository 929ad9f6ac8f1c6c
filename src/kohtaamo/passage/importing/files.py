"""Opening what other systems exported: JSON (one object, a list, or an object a line), plain or in a zip or a folder."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from kohtaamo.passage.importing.told import Unusable

Row = dict[str, Any]
LISTS = ("tickets", "conversations", "data", "payload", "results", "users", "contacts", "articles")


def rows(path: Path) -> Iterator[tuple[str, Row]]:
    """Each object with the stem of its file's name (``tickets``, ``users`` ...), in the order of names."""
    if path.is_dir():
        for each in sorted(path.rglob("*.json*")):
            yield from rows(each)
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                if ".json" in name or ".ndjson" in name:
                    with archive.open(name) as file:
                        yield from _objects(Path(name).stem, file)
    else:
        with path.open("rb") as file:
            yield from _objects(path.stem, file)


def _objects(stem: str, file: IO[bytes]) -> Iterator[tuple[str, Row]]:
    """An object a line is read a line at a time; anything else as a whole."""
    first = file.readline()
    rest = file.read(1) if first.strip() else b""
    if _is_whole(first) and rest in {b"{", b""}:
        yield from _flat(stem, json.loads(first))
        line = rest + file.readline()
        while line:
            if line.strip():
                yield from _flat(stem, _parsed(line))
            line = file.readline()
        return
    yield from _flat(stem, _parsed(first + rest + file.read()))


def _is_whole(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), (dict, list))
    except ValueError:
        return False


def _parsed(text: bytes) -> Any:
    try:
        return json.loads(text.decode("utf-8-sig", "replace"))
    except ValueError:
        return {"": text[:80].decode(errors="replace")}


def _flat(stem: str, told: Any) -> Iterator[tuple[str, Row]]:
    if isinstance(told, list):
        for each in told:
            yield from _flat(stem, each)
    elif isinstance(told, dict):
        lists = [name for name in LISTS if isinstance(told.get(name), (list, dict)) and "subject" not in told]
        if not lists or "id" in told:
            yield stem, told
        for name in lists if "id" not in told else []:
            yield from _flat(name if name not in {"data", "payload", "results"} else stem, told[name])
    else:
        raise Unusable("this is not an export in JSON")


@contextmanager
def text_of(path: Path) -> Iterator[IO[str]]:
    """A text file in UTF-8 with or without its mark, or else in the Western European one that spreadsheets write."""
    raw = path.open("rb").read(200_000)
    try:
        raw[: len(raw) - 4].decode("utf-8-sig", "strict") if len(raw) == 200_000 else raw.decode("utf-8-sig")
        encoding = "utf-8-sig"
    except UnicodeDecodeError:
        encoding = "cp1252"
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        yield file
