"""Content-Transfer-Encoding undone (RFC 2045, 6), bearing what broken senders do to it."""

from __future__ import annotations

import binascii
import re

from .uu import decode_whole

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]+")
_SPACES = bytes(range(33))
_CLEAN_BASE64 = re.compile(rb"[A-Za-z0-9+/]*={0,2}\Z")
_RUNS = re.compile(rb"([A-Za-z0-9+/]+)=*")
_BASE64_HEAD = re.compile(rb"(?:[A-Za-z0-9+/=]+[ \t]*(?:\r*\n|\Z)|[ \t]*\r*\n)+")
_PROSE = re.compile(rb"[A-Za-z\x80-\xff][,.:;!?]? +[A-Za-z\x80-\xff]")
_SOFT_BREAK = re.compile(rb"=[ \t]+(?=\r?\n)|=\r(?!\n)")
_IDENTITY = {"", "7bit", "8bit", "binary", "7-bit", "8-bit", "7bits", "8bits", "none"}
_QUOTED = {"quoted-printable", "quoted-printeable", "quotedprintable", "quoted_printable", "qp"}
_BASE64 = {"base64", "base-64", "base_64", "b64"}
_UU = {"uuencode", "x-uuencode", "x-uue", "uue", "x-uuencoded", "uuencoded"}


def undo(data: bytes, encoding: str) -> tuple[bytes, str]:
    """The content behind a transfer encoding, and the fault met (``bad-base64``, ``bad-encoding``) or nothing."""
    name = re.split(r"[;\s(]", encoding.strip().strip("\"'"), maxsplit=1)[0].rstrip(",:\"'").lower()
    if name in _IDENTITY or not data:
        return data, ""
    if name in _QUOTED:
        return _quoted_printable(data), ""
    if name in _BASE64:
        return _base64(data)
    if name in _UU:
        content = decode_whole(data)
        return (data, "bad-encoding") if content is None else (content, "")
    return data, "bad-encoding"


def _quoted_printable(data: bytes) -> bytes:
    return binascii.a2b_qp(_SOFT_BREAK.sub(_mended_break, data))


def _mended_break(found: re.Match[bytes]) -> bytes:
    return b"=\r\n" if found.group() == b"=\r" else b"="


def _base64(data: bytes) -> tuple[bytes, str]:
    packed = data.translate(None, _SPACES)
    if len(packed) % 4 == 0 and _CLEAN_BASE64.match(packed):
        return binascii.a2b_base64(packed), ""
    head = _BASE64_HEAD.match(data)
    tail = data[head.end() :] if head else data
    if _PROSE.search(tail):
        return (loose_base64(head.group()) + b"\n" if head else b"") + tail, "bad-base64"
    return loose_base64(data), "bad-base64"


def loose_base64(data: bytes) -> bytes:
    """Base64 with what is not base64 left out, padding mended, and several padded pieces joined."""
    pieces = []
    for run in _RUNS.finditer(_NOT_BASE64.sub(b"", data)):
        letters = run[1]
        if len(letters) % 4 == 1:
            letters = letters[:-1]
        pieces.append(binascii.a2b_base64(letters + b"=" * (-len(letters) % 4)))
    return b"".join(pieces)
