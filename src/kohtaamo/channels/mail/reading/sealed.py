"""S/MIME as far as it can be read without keys: the kind of a CMS message, and what a signed one holds (RFC 5652)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_SIGNED = bytes.fromhex("2a864886f70d010702")
_KINDS = {
    _SIGNED: "signed",
    bytes.fromhex("2a864886f70d010703"): "encrypted",
    bytes.fromhex("2a864886f70d0109100117"): "encrypted",
}
_SEQUENCE, _OCTETS, _OCTETS_BUILT, _OBJECT, _CONTENT = 0x30, 0x04, 0x24, 0x06, 0xA0
_MAX_PIECES = 200_000


@dataclass(frozen=True)
class _Value:
    """A BER value: its tag, where its content starts and ends, and where the next value starts."""

    tag: int
    start: int
    end: int
    after: int


def open_cms(data: bytes) -> tuple[str, bytes | None]:
    """The kind of a CMS message (``signed``, ``encrypted``, or nothing) and the content of a signed one.

    The content is None where it is detached, or where the message cannot be read.
    """
    try:
        return _open(data)
    except (IndexError, ValueError):
        return "", None


def _open(data: bytes) -> tuple[str, bytes | None]:
    outer = _read(data, 0)
    kind, content = _pair(data, outer)
    name = _KINDS.get(data[kind.start : kind.end], "")
    if name != "signed":
        return name, None
    signed = _read(data, content.start)
    for part in _inside(data, signed):
        if part.tag == _SEQUENCE and data[part.start] == _OBJECT:
            held = list(_inside(data, part))
            return name, _octets(data, _read(data, held[1].start)) if len(held) > 1 else None
    return name, None


def _pair(data: bytes, outer: _Value) -> tuple[_Value, _Value]:
    inside = list(_inside(data, outer))
    if outer.tag != _SEQUENCE or len(inside) < 2 or inside[0].tag != _OBJECT or inside[1].tag != _CONTENT:
        raise ValueError("not a CMS message")
    return inside[0], inside[1]


def _inside(data: bytes, outer: _Value) -> Iterator[_Value]:
    position = outer.start
    while position < outer.end:
        value = _read(data, position)
        yield value
        position = value.after


def _octets(data: bytes, value: _Value) -> bytes:
    if value.tag == _OCTETS:
        return data[value.start : value.end]
    if value.tag != _OCTETS_BUILT:
        raise ValueError("no octets")
    return b"".join(data[piece.start : piece.end] for piece in _inside(data, value) if piece.tag == _OCTETS)


def _read(data: bytes, position: int) -> _Value:
    tag, length = data[position], data[position + 1]
    start = position + 2
    if length == 0x80:
        end = _end_of_open(data, start)
        return _Value(tag, start, end, end + 2)
    if length > 0x80:
        size = length & 0x7F
        length = int.from_bytes(data[start : start + size], "big")
        start += size
    if start + length > len(data):
        raise ValueError("cut short")
    return _Value(tag, start, start + length, start + length)


def _end_of_open(data: bytes, position: int) -> int:
    """Where a value of indefinite length ends: at the two zero bytes that match it (X.690, 8.1.3.6)."""
    depth = 1
    for _ in range(_MAX_PIECES):
        if data[position : position + 2] == b"\0\0":
            depth -= 1
            if not depth:
                return position
            position += 2
        elif data[position + 1] == 0x80:
            depth += 1
            position += 2
        else:
            position = _read(data, position).after
    raise ValueError("too many pieces")
