"""A part without parts, decoded on demand: its content, its text, its name."""

from __future__ import annotations

import re
from functools import cached_property

from .charsets import codec_for, decode
from .head import split_head
from .letter import Attachment, Part
from .names import invented_name, message_name, safe_name, type_by_name
from .params import Value, parse_value
from .plain import tidy
from .transfer import undo
from .tree import Node
from .words import header_text

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_:.\-]{2,40})", re.IGNORECASE)
_LONG_TEXT = 1_000_000
_WITH_TEXT = ("text/", "message/")
_MESSAGES = ("message/rfc822", "message/global", "message/news")


class Leaf:
    """A leaf of the tree. ``faults`` fills as content and text are asked for."""

    def __init__(self, node: Node) -> None:
        self.head = node.head
        self.declared = node.content_type
        self.faults: list[str] = []
        self._node = node

    @cached_property
    def disposition(self) -> Value:
        """Content-Disposition, empty when there is none."""
        value = self.head.first("content-disposition")
        return parse_value(value) if value else Value()

    @cached_property
    def content(self) -> bytes:
        """The bytes behind the transfer encoding."""
        encoding = self.head.first("content-transfer-encoding").decode("latin-1")
        content, fault = undo(self._node.body, encoding)
        if fault:
            self.faults.append(fault)
        return content

    @cached_property
    def name(self) -> str:
        """The name the sender gave, made safe; else an empty string."""
        given = self.disposition.get("filename") or self.declared.get("name") or self.disposition.get("name")
        return safe_name(given)

    @cached_property
    def type(self) -> str:
        """The media type; ``application/octet-stream`` is guessed from the name."""
        declared = self.declared.main
        return type_by_name("text/plain" if declared.startswith("multipart/") else declared, self.name)

    @property
    def content_id(self) -> str:
        """Content-ID without its brackets."""
        return header_text(self.head.first("content-id")).strip(" <>")

    @cached_property
    def text(self) -> str:
        """The content as Unicode, newlines ``\\n``."""
        return self.text_of(self.content)

    def text_of(self, content: bytes) -> str:
        """Some of the content as Unicode, by the charset of the part, or of the HTML itself."""
        label = self.declared.get("charset")
        if self.type == "text/html" and codec_for(label) in {"", "ascii"}:
            meta = _META_CHARSET.search(content[:2048])
            label = meta[1].decode("ascii") if meta else label
        text, honest = decode(content, label)
        if not honest:
            self.faults.append("bad-charset")
        return tidy(text)

    @property
    def is_attached(self) -> bool:
        """Whether the sender says it is a file, not a part of the body."""
        return self.disposition.main == "attachment"

    @property
    def is_message(self) -> bool:
        """Whether it is a whole mail."""
        return self.type in _MESSAGES

    def part(self) -> Part:
        """The leaf as reports read it; very long messages come without text."""
        readable = self.type.startswith(_WITH_TEXT) and (
            self.type.startswith("text/") or len(self.content) < _LONG_TEXT
        )
        return Part(self.type, self.content, self.text if readable else "")

    def attachment(self, *, related: bool = False) -> Attachment:
        """The leaf as a file; ``related`` says that it stands in a multipart/related."""
        disposition, content_id = self.disposition.main, self.content_id
        shown = disposition == "inline" or (related and bool(content_id) and disposition != "attachment")
        return Attachment(self.name or self._invented(), self.type, self.content, shown, content_id)

    def _invented(self) -> str:
        if not self.is_message:
            return invented_name(self.type)
        return message_name(header_text(split_head(self.content.lstrip(b"\r\n")).first("subject")))
