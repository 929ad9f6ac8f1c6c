"""Rich text as Outlook packs it into winmail.dat: unpacked (MS-OXRTFCP) and read as plain text (MS-OXRTFEX)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .charsets import decode

_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans Serif"
    rb"SymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0" + b"\r\n" + rb"\par "
    rb"\pard\plain\f0\fs20\b\i\u\tab\tx"
)
_PACKED, _PLAIN = b"LZFu", b"MELA"
_MAX_SIZE = 20_000_000
_TOKEN = re.compile(rb"\\([a-z]+)(-?\d+)? ?|\\'([0-9a-fA-F]{2})|\\([^a-z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)")
_SKIPPED = {b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"header", b"footer", b"generator"}
_WRITTEN = {b"par": "\n", b"line": "\n", b"row": "\n", b"tab": "\t", b"cell": "\t", b"bullet": "•", b"endash": "–"}
_WRITTEN |= {b"emdash": "—", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”"}


def decompress(data: bytes) -> bytes:
    """The RTF in a PidTagRtfCompressed value; raises ValueError when it is no such value."""
    size, kind = int.from_bytes(data[4:8], "little"), data[8:12]
    if kind == _PLAIN:
        return data[16 : 16 + size]
    if kind != _PACKED or size > _MAX_SIZE:
        raise ValueError("not compressed RTF")
    return _unpacked(data, size)


def _unpacked(data: bytes, size: int) -> bytes:
    ring = bytearray(_DICTIONARY.ljust(4096, b"\0"))
    write, position = len(_DICTIONARY), 16
    out = bytearray()
    while position < len(data) and len(out) < size:
        control = data[position]
        position += 1
        for bit in range(8):
            if position >= len(data):
                break
            if not control >> bit & 1:
                piece = data[position : position + 1]
                position += 1
            else:
                reference = int.from_bytes(data[position : position + 2], "big")
                position += 2
                if reference >> 4 == write:
                    return bytes(out[:size])
                piece = _copied(ring, reference >> 4, (reference & 15) + 2, write)
            for byte in piece:
                ring[write] = byte
                write = (write + 1) % 4096
            out += piece
    return bytes(out[:size])


def _copied(ring: bytearray, offset: int, length: int, write: int) -> bytes:
    """Bytes of the ring, which a reference may overtake while it is being copied."""
    gap = (write - offset) % 4096
    known = bytes(ring[(offset + index) % 4096] for index in range(min(length, gap)))
    return (known * (length // max(1, len(known)) + 1))[:length]


@dataclass(frozen=True)
class _State:
    skipping: bool = False
    markup: bool = False
    fallback: int = 1


class _RtfReader:
    def __init__(self) -> None:
        self.out: list[str] = []
        self.bytes = bytearray()
        self.charset = "cp1252"
        self.state = _State()
        self.stack: list[_State] = []
        self.skip = 0

    def write(self, text: str) -> None:
        self.flush()
        if not (self.state.skipping or self.state.markup):
            self.out.append(text)

    def add(self, data: bytes) -> None:
        dropped = min(self.skip, len(data))
        self.skip -= dropped
        if not (self.state.skipping or self.state.markup):
            self.bytes += data[dropped:]

    def flush(self) -> None:
        if self.bytes:
            self.out.append(decode(bytes(self.bytes), self.charset)[0])
            self.bytes.clear()

    def brace(self, sign: bytes) -> None:
        if sign == b"{":
            self.stack.append(self.state)
        elif self.stack:
            self.state = self.stack.pop()

    def control(self, word: bytes, number: bytes) -> None:
        state = self.state
        if word in _WRITTEN:
            self.write(_WRITTEN[word])
        elif word == b"u" and number:
            self.write(chr(int(number) % 65536))
            self.skip = state.fallback
        elif word in _SKIPPED:
            self.state = _State(True, state.markup, state.fallback)
        elif word == b"htmlrtf":
            self.state = _State(state.skipping, number != b"0", state.fallback)
        elif word == b"uc" and number:
            self.state = _State(state.skipping, state.markup, min(max(int(number), 0), 8))
        elif word == b"ansicpg" and number:
            self.charset = f"cp{int(number)}"


def rtf_text(rtf: bytes) -> str:
    """The text of an RTF document, its HTML wrapping left out where it was made from HTML."""
    reader = _RtfReader()
    for token in _TOKEN.finditer(rtf):
        word, number, code, symbol, brace, text = token.groups()
        if word:
            reader.control(word, number)
        elif code:
            reader.add(bytes.fromhex(code.decode("ascii")))
        elif symbol == b"*":
            reader.state = _State(True, reader.state.markup, reader.state.fallback)
        elif symbol in {b"\\", b"{", b"}"}:
            reader.add(symbol)
        elif symbol == b"~":
            reader.write("\u00a0")
        elif brace:
            reader.brace(brace)
        elif text:
            reader.add(text)
    reader.flush()
    return "".join(reader.out).encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()
