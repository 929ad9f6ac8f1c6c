"""Uuencoded files (POSIX ``uuencode``, the traditional algorithm), as a whole part or inside a text."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

MAX_FILES = 500
_BEGIN = re.compile(rb"^begin[ \t]+0?[0-7]{3}[ \t]+([^\r\n]*[^\s])[ \t]*\r*$", re.MULTILINE)
_BEGIN_OR_START = re.compile(rb"^begin(?:-base64)?[ \t][^\r\n]*\r*\n", re.MULTILINE)
_OUTSIDE = re.compile(rb"[^ -`]")
_LINE = re.compile(rb"[^\n]*\n?")


@dataclass(frozen=True)
class UuFile:
    """A file found in a text; ``name`` is raw bytes as written after ``begin``."""

    name: bytes
    content: bytes


def decode_whole(data: bytes) -> bytes | None:
    """The content of a part said to be uuencoded, or nothing when it is not."""
    begin = _BEGIN_OR_START.search(data)
    if begin is None:
        return None
    content, _ = _lines(data, begin.end())
    return content


def extract(data: bytes) -> tuple[bytes, list[UuFile]]:
    """The text without its uuencoded files, and those files; a block that does not hold is left in the text.

    Beyond 500 beginnings of files the text is left as it is.
    """
    kept: list[bytes] = []
    files: list[UuFile] = []
    position = 0
    for begin in _beginnings(data):
        if begin.start() < position:
            continue
        content, end = _lines(data, min(begin.end() + 1, len(data)))
        if content is None:
            kept.append(data[position : begin.end()])
            position = begin.end()
            continue
        kept.append(data[position : begin.start()])
        files.append(UuFile(begin[1], content))
        position = end
    kept.append(data[position:])
    return b"".join(kept), files


def _beginnings(data: bytes) -> Iterator[re.Match[bytes]]:
    return islice(_BEGIN.finditer(data), MAX_FILES)


def _lines(data: bytes, position: int) -> tuple[bytes | None, int]:
    """The bytes of the lines up to ``end``, and where the block stops; nothing when no line holds."""
    pieces: list[bytes] = []
    while (line := _LINE.match(data, position)) and line.group():
        text = line.group().rstrip(b"\r\n")
        if text.strip() == b"end":
            return b"".join(pieces), line.end()
        piece = _decoded(text)
        if piece is None:
            break
        pieces.append(piece)
        position = line.end()
    return b"".join(pieces) or None, position


def _decoded(line: bytes) -> bytes | None:
    if not line.strip():
        return b""
    size = (line[0] - 32) & 63
    letters, given = (size + 2) // 3 * 4, len(line) - 1
    if _OUTSIDE.search(line) or not letters - 3 <= given <= letters + 3:
        return None
    return binascii.a2b_uu(line[: letters + 1].ljust(letters + 1))
