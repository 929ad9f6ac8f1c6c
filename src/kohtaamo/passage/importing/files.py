"""Opening what other systems exported: JSON (one object, a list, or an object a line), plain or in a zip or a folder; however
large, a row in memory at a time."""

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
from kohtaamo.passage.importing.window import Broken, Bytes, Window, in_utf8

Row = dict[str, Any]
NOT_JSON = ""  # the name under which a row stands that is not JSON
LOOKED_AT = 200_000  # bytes by which the letters of a file are known
BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError)
LISTS = ("tickets", "conversations", "data", "payload", "results", "users", "contacts", "articles")
WRAPS = {"data", "payload", "results"}  # say nothing of what stands in them
SMALL = 4 << 20  # bytes that are read whole


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
    """Each object of one file; what is nested without end is not JSON to us."""
    try:
        yield from _told(stem, file)
    except RecursionError:
        yield stem, {NOT_JSON: ""}


def _told(stem: str, file: IO[bytes]) -> Iterator[tuple[str, Row]]:
    """A small file is read whole, an object a line a line at a time, anything else through a window."""
    letters = in_utf8(file)
    head = letters.read(SMALL)
    after = letters.read(1)
    if not after and (told := _parsed(head)) is not None:
        yield from _flat(stem, told)
    elif isinstance(_parsed(head.lstrip().partition(b"\n")[0]), (dict, list)) and b"\n" in head.strip():
        for line in _lines(head + after, letters):
            told = _parsed(line)
            yield from _flat(stem, {NOT_JSON: line[:80].decode(errors="replace")} if told is None else told)
    else:
        yield from _streamed(stem, Window(head + after, letters))


def _parsed(text: bytes) -> Any:
    """JSON in the letters RFC 8259 has; None for what is not that, and for null."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _lines(head: bytes, file: Bytes) -> Iterator[bytes]:
    """Each line that is not empty."""
    whole, _newline, begun = head.rpartition(b"\n")
    yield from (line for line in whole.split(b"\n") if line.strip())
    line = begun + file.readline()
    while line:
        if line.strip():
            yield line
        line = file.readline()


def _streamed(stem: str, window: Window) -> Iterator[tuple[str, Row]]:
    """One or more documents, one after another. What is broken says where, and nothing is read after it."""
    try:
        while True:
            yield from _document(stem, window)
            if not window.peek():
                return
    except Broken as broken:
        yield stem, {NOT_JSON: broken.text, "line": broken.line, "character": broken.character}


def _document(stem: str, window: Window) -> Iterator[tuple[str, Row]]:
    if window.peek() == "[":
        for each in window.elements():
            yield from _flat(stem, each)
    elif window.peek() == "{":
        yield from _object(stem, window)
    else:
        raise window.wrong()


def _object(stem: str, window: Window) -> Iterator[tuple[str, Row]]:
    """Lists that are wrapped in an object, or one row. In a large file a row tells its id before its lists."""
    row: Row = {}
    is_row = True
    for name in window.names():
        if name in LISTS and not row.keys() & {"id", "subject"} and window.peek() in {"[", "{"}:
            is_row = False
            yield from _document(name if name not in WRAPS else stem, window)
        else:
            row[name] = window.value()
    if is_row:
        yield stem, row


def _flat(stem: str, told: Any) -> Iterator[tuple[str, Row]]:
    if isinstance(told, list):
        for each in told:
            yield from _flat(stem, each)
    elif isinstance(told, dict):
        lists = [name for name in LISTS if isinstance(told.get(name), (list, dict)) and "subject" not in told]
        if not lists or "id" in told:
            yield stem, told
        for name in lists if "id" not in told else []:
            yield from _flat(name if name not in WRAPS else stem, told[name])
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
