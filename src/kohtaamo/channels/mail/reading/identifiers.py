"""Message-ID, In-Reply-To and References (RFC 5322, 3.6.4). Identifiers are kept as ``<id>``."""

from __future__ import annotations

import re
from collections.abc import Iterable

MAX_LENGTH = 200_000
_BRACKETED = re.compile(r"<([^<>]{1,998})>")
_BARE = re.compile(r"(?<![^\s<>,;\"()@])[^\s<>,;\"()@]{1,320}@[^\s<>,;\"()]{1,320}")
_SPACE = re.compile(r"\s+")


def message_id(text: str) -> str:
    """The identifier in a Message-ID field, or an empty string when there is none."""
    found = _bracketed(text)
    if found:
        return found[0]
    words = text.strip("<> \t").split()
    if not words:
        return ""
    bare = next((word for word in words if "@" in word), words[0] if len(words) == 1 else "".join(words))
    return f"<{bare.strip('<>')}>"


def references(values: Iterable[str]) -> tuple[str, ...]:
    """The identifiers in References or In-Reply-To fields, in order, each once; prose among them is passed over.

    Of a value beyond 200,000 characters the end is read, where the newest stand.
    """
    found: dict[str, None] = {}
    for value in (value[-MAX_LENGTH:] for value in values):
        found.update(dict.fromkeys(_bracketed(value) or [f"<{bare}>" for bare in _BARE.findall(value)]))
    return tuple(found)


def _bracketed(text: str) -> list[str]:
    packed = (_SPACE.sub("", inner) for inner in _BRACKETED.findall(text))
    return [f"<{inner}>" for inner in packed if inner]
