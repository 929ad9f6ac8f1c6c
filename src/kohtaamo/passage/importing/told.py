"""What an export of another system tells, in one shape whatever the system."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from typing import Any

from django.utils.translation import gettext_noop as _
from selectolax.lexbor import LexborHTMLParser

from kohtaamo.platform.sentences import Facts, said


class Unusable(ValueError):
    """A row that cannot be taken in, or a whole file (``row`` 0), and why; ``cells`` are what stood in it.

    ``why`` and ``facts`` are a sentence yet to be said, as ``platform.sentences`` has it.
    """

    def __init__(self, why: str, row: int = 0, cells: Sequence[str] = (), *, facts: Facts | None = None) -> None:
        super().__init__(why)
        self.why, self.row, self.cells, self.facts = why, row, tuple(cells), dict(facts or {})

    def at(self, row: int, cells: Sequence[str]) -> Unusable:
        """The same trouble, with the row it stood in."""
        return Unusable(self.why, row, cells, facts=self.facts)

    @property
    def sentence(self) -> str:
        """Why, in the language of whoever reads now."""
        return said(self.why, self.facts)

    def __str__(self) -> str:
        return f"{self.row}: {self.sentence}" if self.row else self.sentence


@dataclass(frozen=True)
class Person:
    """A customer as told: at least one of mail address, number and outside id.

    ``row`` and ``cells`` say where it stood and what stood there; ``is_again``: told of earlier in the same file.
    """

    name: str = ""
    email: str = ""
    phone: str = ""
    outside_id: str = ""
    organisation: str = ""
    language: str = ""
    row: int = 0
    cells: tuple[str, ...] = ()
    is_again: bool = False


@dataclass(frozen=True)
class Said:
    """One thing said; ``author`` is one of customer, us, note."""

    author: str
    at: datetime
    text: str
    name: str = ""
    address: str = ""


@dataclass(frozen=True)
class ToldCase:
    """One case as told, its words in order."""

    outside_id: str
    subject: str
    customer: Person
    opened_at: datetime
    is_settled: bool
    said: list[Said] = field(default_factory=list)
    row: int = 0
    is_again: bool = False


def moment(value: Any) -> datetime:
    """A time told as ISO 8601 or as seconds since 1970. Raises ``Unusable``."""
    try:
        if isinstance(value, (int, float)) or (isinstance(value, str) and value.strip().isdecimal()):
            return datetime.fromtimestamp(float(value), UTC)
        found = datetime.fromisoformat(str(value).strip().replace(" UTC", "+00:00"))
    except (ValueError, OverflowError, OSError) as problem:
        raise Unusable(_("“%(told)s” is not a time."), facts={"told": str(value)[:40]}) from problem
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def plain(text: Any) -> str:
    """Words as plain text: marks of HTML gone, paragraphs kept, no NUL."""
    words = str(text or "").replace("\0", "")
    if "<" not in words or ">" not in words:
        return unescape(words).strip()
    tree = LexborHTMLParser(words)
    for away in tree.css("script, style"):
        away.decompose()
    for block in tree.css("p, br, div, li, tr"):
        block.insert_after("\n")
    return (tree.text() or "").strip()
