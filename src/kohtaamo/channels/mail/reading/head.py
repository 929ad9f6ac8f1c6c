"""The header section of a mail or a part: where it ends, and its fields (RFC 5322, 2.2) as they are really sent."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .words import header_text, unfold

MAX_FIELDS = 5000
MAX_BROKEN = 4
MAX_BEFORE = 3
_OF_A_MAIL = {"from", "to", "subject", "date", "message-id", "received", "return-path", "mime-version", "content-type"}
_END = re.compile(rb"\n\r*(?:\n|\Z)")
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

    A line that is no field belongs to the field before it when another field soon follows (a fold that lost its
    blank); otherwise the body starts there (fault ``no-blank-line``, or ``no-headers`` at the very first line).
    Fields beyond 5,000 are passed over (fault ``too-many-fields``).
    """
    fields: list[tuple[str, bytes]] = []
    position = start
    while True:
        field = _FIELD.match(raw, position)
        if field and len(fields) >= MAX_FIELDS:
            end = _END.search(raw, position)
            return Head(tuple(fields), end.end() if end else len(raw), ("too-many-fields",))
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
    """Whether another field follows after this line, or after a few more like it."""
    for _ in range(MAX_BROKEN):
        if line.group().startswith(b"--") or not line.group().strip():
            return False
        if _FIELD.match(raw, line.end()):
            return True
        line = _LINE.match(raw, line.end()) or line
    return False


def start_of_head(raw: bytes) -> int:
    """Where the fields begin: after a line or two of something else, when a whole head of a mail stands below."""
    position = 0
    for _ in range(MAX_BEFORE):
        line = _LINE.match(raw, position)
        position = line.end() if line else len(raw)
        if _FIELD.match(raw, position):
            names = {name for name, _ in split_head(raw, position).fields}
            return position if len(names & _OF_A_MAIL) >= 3 else 0
    return 0


def decoded_fields(head: Head, label: str = "") -> tuple[tuple[str, str], ...]:
    """Every field as Unicode; ``label`` is the charset to try for raw 8-bit values."""
    return tuple((name, header_text(value, label)) for name, value in head.fields)
