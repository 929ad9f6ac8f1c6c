"""Header text: RFC 2047 encoded words as they are really sent, and raw 8-bit bytes."""

from __future__ import annotations

import binascii
import re

from .charsets import decode
from .transfer import loose_base64

_OPENING = re.compile(rb"=\?([^?\s]{1,60})\?([BbQq])\?")
_BARE_ESCAPE = re.compile(rb"=(?![0-9A-Fa-f]{2})")
_FOLDING = re.compile(rb"[\r\n]+[ \t]*")
_BREAKS = re.compile(r"[\r\n]+")
_CONTROLS = re.compile("[\x00-\x08\x0a-\x1f\x7f]")


def unfold(value: bytes) -> bytes:
    """A header value on one line: each fold is one space (RFC 5322, 2.2.3)."""
    if b"\n" in value or b"\r" in value:
        value = _FOLDING.sub(b" ", value)
    return value.strip(b" \t\r\n")


def header_text(value: bytes, label: str = "") -> str:
    """The Unicode text of an unfolded header value; ``label`` is the charset to try for raw 8-bit bytes."""
    text = "".join(_pieces(value, label)) if b"=?" in value else _raw(value, label)
    return text if text.isprintable() else _CONTROLS.sub("", _BREAKS.sub(" ", text))


def _raw(value: bytes, label: str) -> str:
    if value.isascii() and b"\x1b" not in value:
        return value.decode("ascii")
    text, honest = decode(value)
    return text if honest or not label else decode(value, label)[0]


class _Run:
    """Neighbouring encoded words in one charset: a character may be split between them, so their bytes are joined."""

    def __init__(self) -> None:
        self.charset = ""
        self.words: list[tuple[bytes, bytes]] = []

    def take(self) -> str:
        words, self.words = self.words, []
        return decode(_joined(words), self.charset)[0]


def _joined(words: list[tuple[bytes, bytes]]) -> bytes:
    result = []
    held = b""
    for kind, data in words:
        if kind != b"B":
            result += [loose_base64(held), _unquote(data)]
            held = b""
        elif held and len(held) % 4 == 0:
            result.append(loose_base64(held))
            held = data
        else:
            held += data
    return b"".join([*result, loose_base64(held)])


def _unquote(data: bytes) -> bytes:
    return binascii.a2b_qp(_BARE_ESCAPE.sub(b"=3D", data), header=True)


def _pieces(value: bytes, label: str) -> list[str]:
    pieces: list[str] = []
    run, position = _Run(), 0
    for start, end, charset, kind, data in _encoded_words(value):
        between = value[position:start]
        if run.words and (between.strip(b" \t") or charset != run.charset):
            pieces.append(run.take())
        if between.strip(b" \t") or not position:
            pieces.append(_raw(between, label))
        run.charset = charset
        run.words.append((kind, data))
        position = end
    if run.words:
        pieces.append(run.take())
    pieces.append(_raw(value[position:], label))
    return pieces


def _encoded_words(value: bytes) -> list[tuple[int, int, str, bytes, bytes]]:
    found = []
    position = 0
    while opening := _OPENING.search(value, position):
        end = value.find(b"?=", opening.end())
        after = end + 2
        if end < 0:
            if b" " in value[opening.end() :]:
                break
            end = after = len(value)
        charset = opening[1].split(b"*")[0].decode("latin-1").lower()
        found.append((opening.start(), after, charset, opening[2].upper(), value[opening.end() : end]))
        position = after
    return found
