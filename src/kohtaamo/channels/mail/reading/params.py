"""Content-Type and Content-Disposition: a value and its parameters (RFC 2045, 5.1; RFC 2231)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from .charsets import decode
from .words import header_text

MAX_LENGTH = 100_000
_PARAMETER = re.compile(
    rb"(?:;|\s|\A)\s{0,64}([A-Za-z][A-Za-z0-9_.\-]*(?:\*[0-9]{1,4})?\*?)\s*="
    rb"\s*(\"(?:[^\"\\]|\\.)*\"?|[^;\"]*)",
    re.DOTALL,
)
_MAIN = re.compile(rb"[\s\"]*([^;\s\"=]*/?[^;\s\"=(]*)")
_COMMENT = re.compile(rb"\s\([^()\"]*\)\s*\Z")
_ESCAPED = re.compile(rb"\\([\"\\])")
_SECTION = re.compile(r"\*(\d{1,4})\Z")


@dataclass(frozen=True)
class Value:
    """``main`` lower-cased; parameter names lower-cased, values decoded to Unicode."""

    main: str = ""
    params: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """A parameter, or an empty string."""
        return self.params.get(name, "")


def parse_value(value: bytes) -> Value:
    """Read an unfolded field value, at most 100,000 bytes of it; what cannot be a parameter is passed over."""
    value = value[:MAX_LENGTH]
    found = _MAIN.match(value)
    main = found[1].decode("latin-1").lower() if found else ""
    if b"=" not in value:
        return Value(main)
    raw: dict[str, bytes] = {}
    for name, text in _PARAMETER.findall(value, found.end() if found else 0):
        raw.setdefault(name.decode("ascii").lower(), _plain(text))
    return Value(main, _decoded(raw))


def _plain(text: bytes) -> bytes:
    text = text.strip()
    if text.startswith(b'"'):
        text = text[1:]
        return _ESCAPED.sub(rb"\1", text[:-1] if text.endswith(b'"') else text)
    return _COMMENT.sub(b"", text)


def _decoded(raw: dict[str, bytes]) -> dict[str, str]:
    if not any("*" in name for name in raw):
        return {name: header_text(value) for name, value in raw.items()}
    sections: dict[str, list[tuple[int, bool, bytes]]] = {}
    for name, value in raw.items():
        if "*" in name:
            base, number, encoded = _section(name)
            sections.setdefault(base, []).append((number, encoded, value))
    simple = {name: header_text(value) for name, value in raw.items() if "*" not in name}
    return simple | {base: _continued(sorted(parts)) for base, parts in sections.items()}


def _section(name: str) -> tuple[str, int, bool]:
    encoded = name.endswith("*")
    name = name.removesuffix("*")
    number = _SECTION.search(name)
    return (name[: number.start()], int(number[1]), encoded) if number else (name, 0, encoded)


def _continued(parts: list[tuple[int, bool, bytes]]) -> str:
    charset = ""
    data = b""
    for position, (_, encoded, value) in enumerate(parts):
        if encoded and position == 0 and value.count(b"'") >= 2:
            label, _, value = value.split(b"'", 2)
            charset = label.decode("latin-1")
        data += unquote_to_bytes(value) if encoded else value
    if not charset and b"=?" in data:
        return header_text(data)
    return decode(data, charset)[0]
