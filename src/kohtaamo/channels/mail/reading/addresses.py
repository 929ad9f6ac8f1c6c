"""Address lists (RFC 5322, 3.4) as they are really written: comments, groups, commas in names, raw bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .letter import Address
from .words import header_text

MAX_LENGTH = 200_000
_SIMPLE = re.compile(rb"\s*(?:\"([^\"\\<>]*)\"|([^\"<>@,;:()\\=]*?))\s*<([^<>@\s,;:()\"=?]+@[^<>@\s,;:()\"=?]+)>\s*\Z")
_TOKEN = re.compile(
    rb"(?P<word>=\?[^?\s]+\?[bBqQ]\?[^?]*\?=)|\"(?P<quoted>(?:[^\"\\]|\\.){0,1000})\""
    rb"|<(?P<angle>[^<>]*)>|<(?P<unclosed>[^<>,]*)"
    rb"|(?P<open>\()|(?P<mark>[,;:])|(?P<space>\s+)|(?P<text>[^\s\"<,;:(]+|.)",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"\\(.)", re.DOTALL)
_IN_BRACKETS = re.compile(rb"(?:[^()\\]|\\.)*")
_MAILBOX = re.compile(
    rb"(\"(?:[^\"\\]|\\.){0,300}\"|(?<![^\s\"<>(),:;@])[^\s\"<>(),:;@]{1,320})\s?@\s?([^\s\"<>(),:;]{1,320})"
)
_WHOLE = re.compile(r"[^\s<>]+@[^\s<>]+\Z")
_ROUTE = re.compile(r"\A@[^:]*:")


@dataclass
class _Entry:
    """One address being read, in raw bytes."""

    name: list[bytes] = field(default_factory=list)
    source: list[bytes] = field(default_factory=list)
    comments: list[bytes] = field(default_factory=list)
    angle: bytes | None = None


def parse_addresses(value: bytes, label: str = "") -> tuple[Address, ...]:
    """The mailboxes of an unfolded header value; names of groups are dropped, their members kept.

    An entry without an address is kept when it is one word (``postmaster``); ``label`` is the charset to try for
    raw 8-bit names. Of a value beyond 200,000 bytes the whole entries at its start are read.
    """
    if len(value) > MAX_LENGTH:
        value = value[:MAX_LENGTH].rpartition(b",")[0] or value[:MAX_LENGTH]
    if b"\x1b" in value:
        value = header_text(value).encode()
    simple = _SIMPLE.match(value)
    if simple:
        name = header_text(simple[1] if simple[1] is not None else simple[2], label)
        return (Address(" ".join(name.split()), _address(simple[3], label)),)
    found = [address for entry in _entries(value) if (address := _mailbox(entry, label))]
    if b"=?" in value and not any(_WHOLE.match(one.address) for one in found):
        text = header_text(value, label)
        if "@" in text and "=?" not in text:
            return parse_addresses(text.encode(), label)
    return tuple(found)


def _entries(value: bytes) -> list[_Entry]:
    entries: list[_Entry] = []
    entry = _Entry()
    position = 0
    while token := _TOKEN.match(value, position):
        position = token.end()
        if token.group() == b'"':
            value = value[:position] + value[position:].replace(b'"', b" ")
        if token.lastgroup == "open":
            position, comment = _comment(value, position)
            entry.comments.append(comment)
        elif token.lastgroup != "mark":
            _add(entry, token)
        elif token.group() != b":":
            entry = _close(entries, entry)
        elif entry.angle is None and b"@" not in b"".join(entry.source):
            entry = _Entry()
    _close(entries, entry)
    return entries


def _add(entry: _Entry, token: re.Match[bytes]) -> None:
    kind = token.lastgroup
    if kind in ("angle", "unclosed"):
        entry.angle = entry.angle or token[kind]
    elif kind == "quoted":
        entry.name.append(_ESCAPE.sub(rb"\1", token["quoted"]))
    elif kind != "space" or entry.name:
        entry.name.append(b" " if kind == "space" else token.group())
    entry.source.append(token.group() if kind not in ("angle", "unclosed") else b" ")


def _close(entries: list[_Entry], entry: _Entry) -> _Entry:
    """Take an entry in; a name cut at its own comma (``Doe, Jane <jane@…>``) is put together again."""
    cut = entries[-1] if entries and entry.angle is not None and entry.name else None
    if cut and cut.angle is None and not cut.comments and _is_cut_name(b"".join(cut.source).strip()):
        entry.name = [*cut.name, b", ", *entry.name]
        entries.pop()
    if entry.name or entry.angle is not None or entry.comments:
        entries.append(entry)
    return _Entry()


def _is_cut_name(text: bytes) -> bool:
    return bool(text) and b"@" not in text and text != text.lower()


def _comment(value: bytes, position: int) -> tuple[int, bytes]:
    """The end and the text of a comment whose bracket has been opened; comments nest."""
    start, depth = position, 1
    while depth and position < len(value):
        inner = _IN_BRACKETS.match(value, position)
        position = inner.end() if inner else position
        depth += {b"(": 1, b")": -1}.get(value[position : position + 1], 0)
        position += 1
    return position, _ESCAPE.sub(rb"\1", value[start : position - 1])


def _mailbox(entry: _Entry, label: str) -> Address | None:
    name = b"".join(entry.name).strip(b' \t"<>')
    if entry.angle is not None:
        shown = name or b" ".join(entry.comments)
        return _named(shown, entry.angle, label)
    found = _MAILBOX.search(b"".join(entry.source)) or _MAILBOX.search(name)
    if found:
        rest = b"" if entry.comments else found.string.replace(found.group(), b" ", 1).strip(b" \t'\"")
        return _named(rest or b" ".join(entry.comments), found[1] + b"@" + found[2], label)
    if not name:
        return None
    return _named(b" ".join(entry.comments), name, label) if b" " not in name else _named(name, b"", label)


def _named(name: bytes, address: bytes, label: str) -> Address | None:
    shown = " ".join(header_text(name, label).split()).strip()
    plain = _address(address, label)
    return Address(shown, plain) if shown or plain else None


def _address(raw: bytes, label: str) -> str:
    text = _ROUTE.sub("", header_text(raw, label).strip(" \t<>")).removeprefix("mailto:")
    if " " in text and '"' not in text:
        text = "".join(text.split())
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    local, at, domain = text.rpartition("@")
    return f"{local}@{domain.lower().strip(' .')}" if at else text
