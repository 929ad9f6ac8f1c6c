"""The header section of a mail or a part: where it ends, and its fields (RFC 5322, 2.2) as they are really sent."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .words import header_text, unfold

_FIELD = re.compile(rb"(?!--)([!-9;-~]+)[ \t]*:([^\n]*(?:\n[ \t]+[^\n]*)*)(?:\n|\Z)")
_BLANK = re.compile(rb"\r*(?:\n|\Z)")
_LINE = re.compile(rb"[^\n]*(?:\n|\Z)")


@dataclass(frozen=True)
class Head:
    """Fields in order (name lower-cased, value unfolded but not decoded), and where the body starts."""

    fields: tuple[tuple[str, bytes], ...]
    body: int
    faults: tuple[str, ...] = ()

    def first(self, name: str) -> bytes:
        """The first value of a field, or nothing."""
        return next((value for key, value in self.fields if key == name), b"")

    def every(self, name: str) -> list[bytes]:
        """Every value of a field, in order."""
        return [value for key, value in self.fields if key == name]


def split_head(raw: bytes, start: int = 0) -> Head:
    """The header section that starts at ``start``.

    A line that is no field belongs to the field before it when another field follows (a fold that lost its
    blank); otherwise the body starts there (fault ``no-blank-line``, or ``no-headers`` at the very first line).
    """
    fields: list[tuple[str, bytes]] = []
    position = start
    while True:
        field = _FIELD.match(raw, position)
        if field:
            fields.append((field[1].decode("ascii").lower(), unfold(field[2])))
            position = field.end()
            continue
        blank = _BLANK.match(raw, position)
        if blank:
            return Head(tuple(fields), blank.end())
        line = _LINE.match(raw, position)
        if line is None or not fields or not _is_broken_fold(raw, line):
            return Head(tuple(fields), position, ("no-blank-line" if fields else "no-headers",))
        name, value = fields.pop()
        fields.append((name, value + b" " + line.group().strip()))
        position = line.end()


def _is_broken_fold(raw: bytes, line: re.Match[bytes]) -> bool:
    return not line.group().startswith(b"--") and _FIELD.match(raw, line.end()) is not None


def decoded_fields(head: Head, label: str = "") -> tuple[tuple[str, str], ...]:
    """Every field as Unicode; ``label`` is the charset to try for raw 8-bit values."""
    return tuple((name, header_text(value, label)) for name, value in head.fields)
