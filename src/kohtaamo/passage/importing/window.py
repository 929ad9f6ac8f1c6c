"""JSON of any size read through a window: a value in memory at a time, each read by Python's own ``json``, so that numbers and
letters are what they would be if the file were read whole."""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Iterator
from typing import IO, Any, Protocol

PIECE = 1 << 20  # bytes read at a time, or as much again as the value under hand is long
NEAR = 64  # letters from the end of the window within which a value may be cut off
_SPACE = re.compile(r"[ \t\r\n]*")  # RFC 8259, 2
_DECODER = json.JSONDecoder()


class Broken(ValueError):
    """The file is not JSON from here on: ``line`` and ``character`` count from 1, ``text`` is what stands there."""

    def __init__(self, line: int, character: int, text: str) -> None:
        super().__init__(text)
        self.line, self.character, self.text = line, character, text


class Bytes(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes: ...
    def readline(self) -> bytes: ...


class _Recoded:
    """A file in UTF-16 or UTF-32 read as UTF-8. What is no letter becomes U+FFFD."""

    def __init__(self, file: IO[bytes], encoding: str) -> None:
        self._text = io.TextIOWrapper(file, encoding, errors="replace", newline="\n")

    def read(self, size: int, /) -> bytes:
        return self._text.read(size).encode()

    def readline(self) -> bytes:
        return self._text.readline().encode()


def in_utf8(file: IO[bytes]) -> Bytes:
    """A file of JSON, at its beginning, as UTF-8 without a mark, whichever letters of Unicode it is in (RFC 4627, 3)."""
    start = file.read(4)
    encoding = json.detect_encoding(start)
    file.seek(len(codecs.BOM_UTF8) if encoding == "utf-8-sig" else 0)
    return file if encoding.startswith("utf-8") else _Recoded(file, encoding)


class Window:
    """A file of JSON in UTF-8, of which ``head`` has been read already. Everything raises ``Broken``."""

    def __init__(self, head: bytes, file: Bytes) -> None:
        self._head, self._file = head, file
        self._letters = codecs.getincrementaldecoder("utf-8")("surrogatepass")
        self._text, self._at, self._ended = "", 0, False
        self._line, self._character = 1, 1  # of the first letter of the window

    def peek(self) -> str:
        """The next letter that is no space; empty at the end."""
        while True:
            space = _SPACE.match(self._text, self._at)
            self._at = space.end() if space else self._at
            if self._at < len(self._text) or self._ended:
                return self._text[self._at : self._at + 1]
            self._more()

    def value(self) -> Any:
        """The value that begins here."""
        self.peek()
        while True:
            try:
                told, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as problem:
                if self._ended or _is_wrong(problem, len(self._text)):
                    raise self._broken(problem.pos) from None
            except (ValueError, RecursionError):  # a number of thousands of digits, or too deep
                raise self._broken(self._at) from None
            else:  # a number may go on
                if self._ended or end < len(self._text) - (NEAR if isinstance(told, int | float) else 0):
                    self._at = end
                    return told
            self._more()

    def elements(self) -> Iterator[Any]:
        """Each value of the list that begins here."""
        self._take("[")
        if self.peek() == "]":
            return self._take("]")
        while True:
            yield self.value()
            if self.peek() == "]":
                return self._take("]")
            self._take(",")

    def names(self) -> Iterator[str]:
        """Each name of the object that begins here; whoever hears it reads its value before asking for the next."""
        self._take("{")
        if self.peek() == "}":
            return self._take("}")
        while True:
            if self.peek() != '"':
                raise self._broken(self._at)
            name = str(self.value())
            self._take(":")
            yield name
            if self.peek() == "}":
                return self._take("}")
            self._take(",")

    def wrong(self) -> Broken:
        """That what stands here should not."""
        self.peek()
        return self._broken(self._at)

    def _take(self, letter: str) -> None:
        if self.peek() != letter:
            raise self._broken(self._at)
        self._at += 1

    def _more(self) -> None:
        """As much again as is under hand: a long value is tried anew no oftener than it doubles."""
        gone, rest = self._text[: self._at], self._text[self._at :]
        if lines := gone.count("\n"):
            self._line, self._character = self._line + lines, len(gone) - gone.rindex("\n")
        else:
            self._character += len(gone)
        raw = self._head or self._file.read(max(PIECE, len(rest)))
        self._head, self._ended = b"", not raw
        self._text, self._at = rest + self._read(raw), 0

    def _read(self, raw: bytes) -> str:
        """What is not in these letters ends the file there."""
        try:
            return self._letters.decode(raw, final=not raw)
        except UnicodeDecodeError as problem:
            self._ended = True
            return bytes(problem.object[: problem.start]).decode(errors="ignore")

    def _broken(self, at: int) -> Broken:
        before = self._text[:at]
        lines = before.count("\n")
        character = at - before.rindex("\n") if lines else self._character + at
        return Broken(self._line + lines, character, self._text[max(0, at - 20) : at + 60])


def _is_wrong(problem: json.JSONDecodeError, end: int) -> bool:
    """Whether it is wrong as it stands, however it goes on."""
    return not problem.msg.startswith("Unterminated string") and problem.pos < end - NEAR
