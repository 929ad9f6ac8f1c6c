"""What an export of another system tells, in one shape whatever the system."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from typing import Any

from selectolax.lexbor import LexborHTMLParser


class Unusable(ValueError):
    """A row that cannot be taken in; the message says why, for the list of such rows."""


@dataclass(frozen=True)
class Person:
    """A customer as told: at least one of mail address, number and outside id."""

    name: str = ""
    email: str = ""
    phone: str = ""
    outside_id: str = ""
    organisation: str = ""
    language: str = ""


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


def moment(value: Any) -> datetime:
    """A time told as ISO 8601 or as seconds since 1970. Raises ``Unusable``."""
    try:
        if isinstance(value, (int, float)) or (isinstance(value, str) and value.strip().isdecimal()):
            return datetime.fromtimestamp(float(value), UTC)
        found = datetime.fromisoformat(str(value).strip().replace(" UTC", "+00:00"))
    except (ValueError, OverflowError, OSError) as problem:
        raise Unusable(f"{str(value)[:40]!r} is not a time") from problem
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
