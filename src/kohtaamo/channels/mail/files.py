"""Mails in files: one to a file, many in an mbox (RFC 4155), or a folder of them."""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

_FROM_LINE = re.compile(rb"^From [^\n]*\b\d{1,2}:\d{2}\b[^\n]*\n", re.MULTILINE)
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_MAIL_FILES = {".eml", ".mbox", ".mbx", ".txt", ".msg", ""}


def mail_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files meant: each named, and for a folder those in it and below that can be mails, in order of name."""
    for path in paths:
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.is_file() and _can_be_mail(one))
        else:
            yield path


def _can_be_mail(path: Path) -> bool:
    maildir = path.parent.name in {"cur", "new"}
    return not path.name.startswith(".") and (maildir or path.suffix.lower() in _MAIL_FILES)


def mails_in(path: Path) -> Iterator[bytes]:
    """The raw mails in a file, without what an mbox adds to them. Raises ``OSError`` when it cannot be read."""
    with path.open("rb") as file:
        if path.stat().st_size == 0 or file.read(5) != b"From ":
            file.seek(0)
            yield file.read()
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            yield from _parted(content)


def _parted(content: mmap.mmap) -> Iterator[bytes]:
    """Each mail between lines that begin with ``From``, stand after a blank line and name a time."""
    starts = [found for found in _FROM_LINE.finditer(content) if _begins_mail(content, found.start())]
    if not starts:
        yield content[:]
        return
    ends = [found.start() for found in starts[1:]] + [len(content)]
    for found, end in zip(starts, ends, strict=True):
        yield _unquoted(_without_last_blank(content[found.end() : end]))


def _begins_mail(content: mmap.mmap, at: int) -> bool:
    return at == 0 or content[max(0, at - 2) : at] == b"\n\n" or content[max(0, at - 4) : at] == b"\r\n\r\n"


def _without_last_blank(raw: bytes) -> bytes:
    for ending in (b"\r\n\r\n", b"\n\n"):
        if raw.endswith(ending):
            return raw[: -len(ending) // 2]
    return raw


def _unquoted(raw: bytes) -> bytes:
    return _QUOTED_FROM.sub(rb"\1", raw) if b"\n>" in raw else raw
