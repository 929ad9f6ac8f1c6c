"""Opening what other systems exported: JSON (one object, a list, or an object a line), plain or in a zip or a folder."""

from __future__ import annotations

import codecs
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext_noop as _

from kohtaamo.passage.importing.told import Unusable

Row = dict[str, Any]
NOT_JSON = ""  # the name under which a row stands that is not JSON
LOOKED_AT = 200_000  # bytes by which the letters of a file are known
BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError)
LISTS = ("tickets", "conversations", "data", "payload", "results", "users", "contacts", "articles")


def rows(path: Path) -> Iterator[tuple[str, Row]]:
    """Each object with the stem of its file's name (``tickets``, ``users`` ...), in the order of names."""
    if path.is_dir():
        for each in sorted(path.rglob("*.json*")):
            yield from rows(each)
    elif zipfile.is_zipfile(path):
        try:
            yield from _zipped(path)
        except BROKEN as problem:
            raise Unusable(_("The zip is broken or needs a password. Make it again without one.")) from problem
    else:
        with path.open("rb") as file:
            yield from _objects(path.stem, file)


def _zipped(path: Path) -> Iterator[tuple[str, Row]]:
    with zipfile.ZipFile(path) as archive:
        names = [name for name in sorted(archive.namelist()) if _is_told(name)]
        if not names:
            raise Unusable(_("There is no JSON file in this zip."))
        for name in names:
            with archive.open(name) as file:
                yield from _objects(Path(name).stem, file)


def _is_told(name: str) -> bool:
    """What the packing program put in for itself is left out."""
    is_hidden = name.startswith("__MACOSX/") or Path(name).name.startswith(".")
    return not is_hidden and (".json" in name or ".ndjson" in name)


def unpacked_size(path: Path) -> int:
    """How many bytes a zip says it holds; it cannot be read past that. Raises ``Unusable`` for one that is broken."""
    try:
        with zipfile.ZipFile(path) as archive:
            return sum(each.file_size for each in archive.infolist())
    except BROKEN as problem:
        raise Unusable(_("The zip is broken or needs a password. Make it again without one.")) from problem


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
    """JSON in the letters RFC 8259 has; what is not that stands under no name."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return {NOT_JSON: text[:80].decode(errors="replace")}


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
        raise Unusable(_("This is not an export in JSON."))


@contextmanager
def text_of(path: Path) -> Iterator[IO[str]]:
    """A text file in UTF-8 or UTF-16 with its mark, or else in the Western European one that spreadsheets write.

    Raises ``Unusable`` for what is no text.
    """
    with path.open("rb") as opened:
        raw = opened.read(LOOKED_AT)
    encoding = _encoding(raw)
    if encoding != "utf-16" and b"\0" in raw:
        raise Unusable(_("This is not a text file. Save the table as CSV in UTF-8, and choose that file."))
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        yield file


def _encoding(raw: bytes) -> str:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8-sig")().decode(raw, len(raw) < LOOKED_AT)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"
