"""The MIME tree of a mail (RFC 2045, 2046), built in one pass over its boundary lines, whatever they look like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .head import Head, split_head
from .params import Value, parse_value

MAX_DEPTH = 64
MAX_PARTS = 2000
_MAX_LINES = 200_000
_MAX_GUESSES = 50
_TYPE = re.compile(r"[a-z0-9!#$&^_.+\-]+/[a-z0-9!#$&^_.+\-]+\Z")
_PART_START = re.compile(rb"content-[a-z\-]+[ \t]*:", re.IGNORECASE)


@dataclass
class Node:
    """A part: its head, what its Content-Type says, and where its body lies in ``raw``."""

    raw: bytes
    head: Head
    content_type: Value
    start: int
    end: int
    children: list[Node] = field(default_factory=list)
    boundary: bytes = b""
    preamble: int = -1

    @property
    def type(self) -> str:
        return self.content_type.main

    @property
    def body(self) -> bytes:
        """The body as sent; copies it."""
        return self.raw[self.start : max(self.start, self.end)]


@dataclass
class Tree:
    """The root and the faults met while it was built."""

    root: Node
    faults: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True)
class _Line:
    """A line that begins with two hyphens: where it and its newline start and end, and what follows the hyphens."""

    before: int
    after: int
    text: bytes


def grow(raw: bytes, head: Head | None = None) -> Tree:
    """The tree of a mail, or of any MIME entity; never deeper than 64 or wider than 2000 parts.

    What lies beyond those limits is kept as it is in one last part (fault ``too-many-parts`` or ``too-deep``).
    """
    return _Growth(raw, head or split_head(raw)).grow()


def _node(raw: bytes, head: Head, default: str) -> Node:
    return Node(raw, head, _content_type(head, default), head.body, len(raw))


def _content_type(head: Head, default: str) -> Value:
    """Of several Content-Type fields the first multipart with a boundary counts, else the first."""
    values = [parse_value(value) for value in head.every("content-type")]
    value = next((one for one in values if one.main.startswith("multipart/") and one.get("boundary")), None)
    value = value or (values[0] if values else Value())
    if _TYPE.match(value.main):
        return value
    if not value.main:
        named = value.get("name") or b"filename" in head.first("content-disposition")
        return Value("application/octet-stream" if named else default, value.params)
    guessed = {"html": "text/html", "multipart": "multipart/mixed", "multipart/": "multipart/mixed"}
    return Value(guessed.get(value.main, "text/plain"), value.params)


class _Growth:
    def __init__(self, raw: bytes, head: Head) -> None:
        self.raw = raw
        self.tree = Tree(_node(raw, head, "text/plain"), dict.fromkeys(head.faults))
        self.lines: list[_Line] = []
        self.texts: set[bytes] = set()
        self.open: list[Node] = []
        self.leaf: Node | None = None
        self.count = 0
        self.guesses = _MAX_GUESSES

    def grow(self) -> Tree:
        root = self.tree.root
        if root.type.startswith("multipart/"):
            self.lines = list(_hyphen_lines(self.raw, root.start))
            self.texts = {line.text for line in self.lines}
            self._enter(root, 0)
            for index, line in enumerate(self.lines):
                if not self._take(line, index):
                    break
            self._end()
            if any(node.end == len(self.raw) for node in self.open):
                self.tree.faults["unclosed-boundary"] = None
        return self.tree

    def _take(self, line: _Line, index: int) -> bool:
        """Act on a boundary line; false when the limit of parts is reached."""
        level, last = self._level(line.text)
        if level < 0:
            return True
        self._close(level, line.before)
        if last:
            self.open[level].end = line.before
            return True
        self.count += 1
        if self.count > MAX_PARTS:
            self._keep_rest(self.open[level], line.after)
            return False
        self._begin(self.open[level], line.after, index)
        return True

    def _level(self, text: bytes) -> tuple[int, bool]:
        for level in range(len(self.open) - 1, -1, -1):
            boundary = self.open[level].boundary
            if text.startswith(boundary):
                rest = text[len(boundary) :]
                if not rest or rest == b"--":
                    return level, bool(rest)
        return -1, False

    def _close(self, level: int, end: int) -> None:
        for node in self.open[level + 1 :]:
            if node.end == len(self.raw):
                self.tree.faults["unclosed-boundary"] = None
                node.end = end
        del self.open[level + 1 :]
        if self.leaf is not None:
            self.leaf.end = max(self.leaf.start, end)
            self.leaf = None
        if self.open[level].preamble < 0:
            self.open[level].preamble = max(self.open[level].start, end)

    def _end(self) -> None:
        """The last part ends with the mail, or before a closing boundary that lost its line break."""
        if self.leaf is None:
            return
        rest = self.raw[-200:].rstrip()
        for node in reversed(self.open):
            if rest.endswith(b"--" + node.boundary + b"--"):
                node.end = len(self.raw.rstrip()) - len(node.boundary) - 4
                self.leaf.end = max(self.leaf.start, node.end)
                return

    def _begin(self, parent: Node, position: int, index: int) -> None:
        parent.end = len(self.raw)
        default = "message/rfc822" if parent.type == "multipart/digest" else "text/plain"
        head = split_head(self.raw, position)
        if head.faults:
            self.tree.faults["bad-part-header"] = None
        node = _node(self.raw, head, default)
        parent.children.append(node)
        if node.type.startswith("multipart/") and self._enter(node, index + 1):
            return
        self.leaf = node

    def _enter(self, node: Node, index: int) -> bool:
        """Look for the boundaries of a multipart from now on; false when it is to be kept as one piece."""
        if len(self.open) >= MAX_DEPTH:
            self.tree.faults["too-deep"] = None
            node.content_type = Value("application/octet-stream", {"name": "rest.bin"})
            return False
        node.boundary = node.content_type.get("boundary").encode("utf-8", "replace").rstrip()
        if not node.boundary or not {node.boundary, node.boundary + b"--"} & self.texts:
            node.boundary = self._guessed(index)
            self.tree.faults["bad-boundary"] = None
        if not node.boundary:
            return False
        self.open.append(node)
        return True

    def _guessed(self, index: int) -> bytes:
        """The boundary that is really used: of the next line with two hyphens before a part's fields."""
        if self.guesses <= 0:
            return b""
        self.guesses -= 1
        known = {node.boundary for node in self.open}
        for line in self.lines[index : index + _MAX_GUESSES]:
            text = line.text.removesuffix(b"--")
            if text and text not in known and _PART_START.match(self.raw, line.after):
                return text
        return b""

    def _keep_rest(self, parent: Node, position: int) -> None:
        head = Head((("content-disposition", b'attachment; filename="rest.bin"'),), position)
        rest = Node(self.raw, head, Value("application/octet-stream"), position, len(self.raw))
        parent.children.append(rest)
        self.tree.faults["too-many-parts"] = None


def _hyphen_lines(raw: bytes, position: int) -> Iterator[_Line]:
    before = position if raw.startswith(b"--", position) else _next(raw, position)
    for _ in range(_MAX_LINES):
        if before < 0:
            return
        start = before if raw.startswith(b"--", before) else before + 1
        end = raw.find(b"\n", start)
        end = len(raw) if end < 0 else end
        newline = before - 1 if raw[before - 1 : start] == b"\r\n" else before
        if end - start < 2000:
            yield _Line(newline, min(end + 1, len(raw)), raw[start + 2 : end].rstrip())
        before = _next(raw, end)


def _next(raw: bytes, position: int) -> int:
    return raw.find(b"\n--", position)
