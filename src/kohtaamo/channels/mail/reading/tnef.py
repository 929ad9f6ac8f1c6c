"""winmail.dat: Outlook's own envelope, TNEF (MS-OXTNEF), read within bounds whatever its lengths claim."""

from __future__ import annotations

import mimetypes
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from .charsets import decode
from .names import safe_name
from .rtf import decompress, rtf_text

_SIGNATURE = 0x223E9F78
_OEM_CODEPAGE, _MESSAGE_PROPS, _MESSAGE_BODY = 0x9007, 0x9003, 0x800C
_NEW_FILE, _FILE_TITLE, _FILE_DATA, _FILE_PROPS = 0x9002, 0x8010, 0x800F, 0x9005
_BODY, _HTML, _RTF, _CODEPAGE = 0x1000, 0x1013, 0x1009, 0x3FDE
_DATA, _SHORT_NAME, _LONG_NAME, _MIME_TYPE, _CONTENT_ID, _SHOWN_NAME = 0x3701, 0x3704, 0x3707, 0x370E, 0x3712, 0x3001
_WIDTHS = {0x0002: 4, 0x000B: 4, 0x0003: 4, 0x0004: 4, 0x000A: 4, 0x0001: 0}
_WIDTHS |= {0x0005: 8, 0x0006: 8, 0x0007: 8, 0x0014: 8, 0x0040: 8, 0x0048: 16}
_STRING, _UNICODE, _OBJECT, _MANY = 0x001E, 0x001F, 0x000D, 0x1000
_MAX_PIECES = 20_000


@dataclass
class WinmailFile:
    """A file in a winmail.dat."""

    name: str = ""
    type: str = ""
    content: bytes = b""
    content_id: str = ""


@dataclass
class Winmail:
    """The body, as text and as HTML, and the files."""

    text: str = ""
    html: str = ""
    files: list[WinmailFile] = field(default_factory=list)


def read_winmail(data: bytes) -> Winmail | None:
    """What a winmail.dat holds, or nothing when it cannot be read."""
    try:
        return _Reading(data).read()
    except (struct.error, ValueError, IndexError):
        return None


class _Reading:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.charset = "windows-1252"
        self.mail = Winmail()

    def read(self) -> Winmail:
        for code, value in _attributes(self.data):
            if code == _NEW_FILE:
                self.mail.files.append(WinmailFile())
            elif code == _OEM_CODEPAGE and len(value) >= 4:
                self.charset = _charset(_number(value))
            elif code == _MESSAGE_BODY:
                self.mail.text = self.mail.text or self._string(value)
            elif code == _MESSAGE_PROPS:
                self._message(dict(_properties(value)))
            elif self.mail.files:
                self._file(self.mail.files[-1], code, value)
        for file in self.mail.files:
            _finish(file)
        return self.mail

    def _message(self, found: dict[int, tuple[int, bytes]]) -> None:
        charset = _charset(_number(found[_CODEPAGE][1])) if _CODEPAGE in found else self.charset
        self.mail.text = self._property(found, _BODY) or self.mail.text
        if _HTML in found:
            kind, value = found[_HTML]
            label = "utf-16-le" if kind == _UNICODE else charset
            self.mail.html = decode(value, label)[0].rstrip("\0")
        if _RTF in found and not self.mail.text and not self.mail.html:
            self.mail.text = rtf_text(decompress(found[_RTF][1]))

    def _file(self, file: WinmailFile, code: int, value: bytes) -> None:
        if code == _FILE_TITLE:
            file.name = file.name or self._string(value)
        elif code == _FILE_DATA:
            file.content = value
        elif code == _FILE_PROPS:
            found = dict(_properties(value))
            names = (self._property(found, name) for name in (_LONG_NAME, _SHORT_NAME, _SHOWN_NAME))
            file.name = next(filter(None, names), file.name)
            file.type = self._property(found, _MIME_TYPE).lower()
            file.content_id = self._property(found, _CONTENT_ID).strip("<>")
            if not file.content and _DATA in found:
                kind, content = found[_DATA]
                file.content = content[16:] if kind == _OBJECT else content

    def _property(self, found: dict[int, tuple[int, bytes]], name: int) -> str:
        kind, value = found.get(name, (0, b""))
        return decode(value, "utf-16-le")[0].split("\0")[0] if kind == _UNICODE else self._string(value)

    def _string(self, value: bytes) -> str:
        return decode(value.split(b"\0")[0], self.charset)[0]


def _finish(file: WinmailFile) -> None:
    file.name = safe_name(file.name) or "file.bin"
    if "/" not in file.type:
        file.type = mimetypes.guess_type(file.name, strict=False)[0] or "application/octet-stream"


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    (signature,) = struct.unpack_from("<I", data)
    if signature != _SIGNATURE:
        raise ValueError("not TNEF")
    position = 6
    for _ in range(_MAX_PIECES):
        if position + 9 > len(data):
            return
        code, _, length = struct.unpack_from("<HHI", data, position + 1)
        position += 9
        if position + length > len(data):
            raise ValueError("cut short")
        yield code, data[position : position + length]
        position += length + 2


def _properties(data: bytes) -> Iterator[tuple[int, tuple[int, bytes]]]:
    """MAPI properties: their number, and their type with their (first) value."""
    (count,) = struct.unpack_from("<I", data)
    position = 4
    for _ in range(min(count, _MAX_PIECES)):
        if position + 4 > len(data):
            return
        kind, name = struct.unpack_from("<HH", data, position)
        position += 4
        if name >= 0x8000:
            position = _after_name(data, position)
        many, kind = bool(kind & _MANY), kind & ~_MANY
        value, position = _values(data, position, kind, many)
        yield name, (kind, value)


def _after_name(data: bytes, position: int) -> int:
    kind, length = struct.unpack_from("<II", data, position + 16)
    return position + 24 + (_padded(length) if kind else 0)


def _values(data: bytes, position: int, kind: int, many: bool) -> tuple[bytes, int]:
    width = _WIDTHS.get(kind)
    count = 1
    if many or width is None:
        (count,) = struct.unpack_from("<I", data, position)
        position += 4
    if count > _MAX_PIECES:
        raise ValueError("too many values")
    values = []
    for _ in range(count):
        length = width
        if length is None:
            (length,) = struct.unpack_from("<I", data, position)
            position += 4
        values.append(data[position : position + length])
        position += _padded(length)
    return (values[0] if values else b""), position


def _padded(length: int) -> int:
    return (length + 3) // 4 * 4


def _number(value: bytes) -> int:
    return int.from_bytes(value[:4], "little")


def _charset(codepage: int) -> str:
    return {65001: "utf-8", 20127: "us-ascii", 1200: "utf-16-le", 28591: "iso-8859-1", 50220: "iso-2022-jp"}.get(
        codepage, {20866: "koi8-r", 51932: "euc-jp", 28605: "iso-8859-15"}.get(codepage, f"cp{codepage}")
    )
