"""Which parts of the tree are the body and which are files (RFC 2046, 5.1; the choice of RFC 8621, 4.1.4)."""

from __future__ import annotations

import html as markup
from collections.abc import Iterable
from dataclasses import dataclass, field

from .html import html_to_text
from .leaf import Leaf
from .letter import Attachment, Part
from .names import invented_name, safe_name, type_by_name
from .plain import is_stub, unflow, unwrap_pgp
from .special import opened_seal, opened_winmail, text_in_need, winmail_files
from .tree import Node, Tree, grow
from .uu import UuFile, extract
from .words import header_text

_BODY_TYPES = {"text/plain", "text/html"}
_OTHER_VERSIONS = {"text/x-amp-html", "text/watch-html", "text/vnd.google.email-reaction+json"}
"""The same words once more for one program; beside the others they are no files."""
_MAX_SEALS = 3


@dataclass(frozen=True)
class Piece:
    """A text of the body, as sent."""

    text: str
    is_html: bool = False


@dataclass
class Shown:
    """What a subtree shows: as plain text, and as HTML (each falls back on the other)."""

    plain: list[Piece] = field(default_factory=list)
    rich: list[Piece] = field(default_factory=list)

    def add(self, other: Shown) -> None:
        """Take in what stands beside."""
        self.plain += other.plain
        self.rich += other.rich

    @property
    def has_html(self) -> bool:
        """Whether any of it was sent as HTML."""
        return any(piece.is_html for piece in self.rich)


@dataclass
class Body:
    """The body and the files of a mail, gathered while its tree is walked."""

    text: str = ""
    html: str = ""
    attachments: list[Attachment] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    protection: str = ""
    faults: dict[str, None] = field(default_factory=dict)


def read_body(tree: Tree) -> Body:
    """The body of a mail from its tree."""
    walk = _Walk(tree)
    shown = walk.node(tree.root)
    body = walk.body
    body.text = joined_text(shown.plain) or joined_text(shown.rich) or _joined(walk.in_need)
    if not body.text and not body.attachments:
        body.text = joined_text([Piece(Leaf(stray).text) for stray in _outside(tree.root)])
    body.html = "\n".join(map(_as_html, shown.rich)) if shown.has_html else walk.html_in_need
    return body


def joined_text(pieces: Iterable[Piece]) -> str:
    """The pieces as one text, an empty line between them; one piece alone is left as it is."""
    return _joined([html_to_text(piece.text) if piece.is_html else piece.text for piece in pieces])


def _joined(texts: list[str]) -> str:
    kept = [text for text in texts if text.strip()]
    return kept[0] if len(kept) == 1 else "\n\n".join(text.strip("\n") for text in kept)


def _as_html(piece: Piece) -> str:
    return piece.text if piece.is_html else f"<div>{markup.escape(piece.text).replace(chr(10), '<br>')}</div>"


def _outside(root: Node) -> list[Node]:
    """What stands before the first and after the last boundary, which a reader need not see (RFC 2046, 5.1.1)."""
    if root.preamble < 0:
        return []
    after = root.raw.find(b"\n", root.end + 2)
    spans = [(root.start, root.preamble), (after if after >= 0 else len(root.raw), len(root.raw))]
    return [Node(root.raw, root.head, root.content_type, start, end) for start, end in spans if start < end]


class _Walk:
    def __init__(self, tree: Tree) -> None:
        self.body = Body(faults=dict(tree.faults))
        self.in_need: list[str] = []
        self.html_in_need = ""
        self.seals = 0

    def node(self, node: Node, index: int = 0, parent: str = "") -> Shown:
        if node.children:
            return self._multipart(node)
        if node.boundary and not node.body.strip():
            return Shown()
        return self._leaf(Leaf(node), index, parent)

    def _multipart(self, node: Node) -> Shown:
        kind = node.type.partition("/")[2]
        if kind in {"signed", "encrypted"}:
            self._protect(kind)
        first = _main_child(node) if kind == "related" else 0
        shown = []
        for index, child in enumerate(node.children):
            place = (0 if index == first else index + 1) if kind == "related" else index
            shown.append(self.node(child, place, kind))
        if kind == "alternative":
            return _chosen(shown)
        result = Shown()
        for one in shown:
            result.add(one)
        return result

    def _protect(self, kind: str) -> None:
        if self.body.protection != "encrypted":
            self.body.protection = kind
        if kind == "encrypted":
            self.body.faults["encrypted"] = None

    def _leaf(self, leaf: Leaf, index: int, parent: str) -> Shown:
        shown = self._text(leaf) if _is_body(leaf, index, parent) else self._file(leaf, parent)
        self.body.faults.update(dict.fromkeys(leaf.faults))
        return shown

    def _text(self, leaf: Leaf) -> Shown:
        self.body.parts.append(leaf.part())
        if leaf.type == "text/html":
            piece = Piece(leaf.text, is_html=True)
            return Shown([piece], [piece])
        text = self._without_uu(leaf)
        if leaf.declared.get("format").lower() == "flowed":
            text = unflow(text, delsp=leaf.declared.get("delsp").lower() == "yes")
        text, protection = unwrap_pgp(text)
        if protection:
            self._protect(protection)
        return Shown([Piece(text)], [Piece(text)])

    def _without_uu(self, leaf: Leaf) -> str:
        if b"begin " not in leaf.content:
            return leaf.text
        content, files = extract(leaf.content)
        self.body.attachments += map(_uu_attachment, files)
        return leaf.text_of(content) if files else leaf.text

    def _file(self, leaf: Leaf, parent: str) -> Shown:
        seal = opened_seal(leaf)
        if seal:
            self._protect(seal.kind)
            if seal.entity and self.seals < _MAX_SEALS:
                self.seals += 1
                return self.node(grow(seal.entity).root)
        self.body.parts.append(leaf.part())
        winmail = opened_winmail(leaf)
        if winmail:
            self.body.attachments += winmail_files(winmail)
            self.html_in_need = self.html_in_need or winmail.html
            self.in_need.append(winmail.text or html_to_text(winmail.html))
            return Shown()
        if parent == "alternative" and leaf.type in _OTHER_VERSIONS:
            return Shown()
        self.body.attachments.append(leaf.attachment(related=parent == "related"))
        self.in_need.append(text_in_need(leaf))
        return Shown()


def _is_body(leaf: Leaf, index: int, parent: str) -> bool:
    said = leaf.declared.main != "application/octet-stream" and not leaf.is_attached
    if leaf.type not in _BODY_TYPES or not said or parent == "encrypted":
        return False
    return index == 0 or parent == "alternative" or (parent != "related" and not leaf.name)


def _main_child(node: Node) -> int:
    """The part a multipart/related is about (RFC 2387, 3.2), else the first that can be a body."""
    start = node.content_type.get("start").strip("<> ")
    for index, child in enumerate(node.children):
        if start and Leaf(child).content_id == start:
            return index
    kinds = [child.type for child in node.children]
    return next((index for index, kind in enumerate(kinds) if kind.startswith(("text/", "multipart/"))), 0)


def _chosen(shown: list[Shown]) -> Shown:
    """Of alternatives the plain ones as text, the HTML ones as HTML; a plain one that says nothing gives way."""
    plain = _distinct(piece for one in shown if not one.has_html for piece in one.plain)
    rich = _distinct(piece for one in shown if one.has_html for piece in one.rich)
    if not rich:
        return Shown(plain, list(plain))
    text = joined_text(plain)
    if not text.strip() or is_stub(text):
        spoken = _distinct(piece for one in shown if one.has_html for piece in one.plain)
        return Shown(spoken if joined_text(spoken) or not text.strip() else plain, rich)
    return Shown(plain, rich)


def _distinct(pieces: Iterable[Piece]) -> list[Piece]:
    return list(dict.fromkeys(pieces))


def _uu_attachment(file: UuFile) -> Attachment:
    name = safe_name(header_text(file.name)) or invented_name("application/octet-stream")
    return Attachment(name, type_by_name("application/octet-stream", name), file.content)
