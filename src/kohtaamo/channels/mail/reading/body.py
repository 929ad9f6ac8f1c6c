"""Which parts of the tree are the body and which are files (RFC 2046, 5.1; the choice of RFC 8621, 4.1.4)."""

from __future__ import annotations

import html as markup
from collections.abc import Iterable
from dataclasses import dataclass, field

from .html import html_to_text
from .leaf import Leaf
from .letter import Attachment, Part
from .plain import is_stub, strip_enriched, strip_richtext, unflow, unwrap_pgp
from .special import Unpacked, note_on, unpack
from .tree import Node, Tree, grow
from .uu import extract
from .words import header_text
from .names import invented_name, safe_name, type_by_name

_BODY_TYPES = {"text/plain", "text/html"}
_MAX_SEALED = 3


@dataclass(frozen=True)
class Piece:
    """A text of the body, as sent."""

    text: str
    is_html: bool = False


@dataclass
class Shown:
    """What a subtree shows: as plain text, and as HTML (each falling back on the other)."""

    plain: list[Piece] = field(default_factory=list)
    rich: list[Piece] = field(default_factory=list)

    def add(self, other: Shown) -> None:
        self.plain += other.plain
        self.rich += other.rich


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
    walk = _Walk()
    shown = walk.node(tree.root, _Place())
    body = walk.body
    body.faults = {**tree.faults, **body.faults}
    body.text = _joined(map(_as_text, shown.plain)) or _joined(map(_as_text, shown.rich))
    body.text = body.text or _joined(walk.spare) or _outside(tree.root, body)
    if any(piece.is_html for piece in shown.rich):
        body.html = "\n".join(map(_as_html, shown.rich))
    return body
