"""The one form of a term in the index and in a question, so that both databases see the same words.

Letters, digits and ``@ . + - _`` inside a word; nothing that either query language could take for its own sign.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST_TERM = 100  # characters; PostgreSQL refuses a lexeme over 2 kB
MOST_BYTES = 500_000  # of all terms of one thing; PostgreSQL refuses a tsvector over 1 MB
SCOPE_MARK = "~"  # begins a scope token; no word keeps it, so a customer's words cannot pose as a scope
KIND = "kind"
_STRANGE = re.compile(r"[^\w@.+\-]")


def clean(term: str) -> str:
    """A term as it is kept: composed, without strange signs, cut to length; empty when nothing is left."""
    kept = _STRANGE.sub("", unicodedata.normalize("NFC", term)).strip(".+-_@")
    return kept[:LONGEST_TERM].rstrip(".+-_@")


def clean_all(terms: Iterable[str]) -> list[str]:
    """Terms cleaned, each once, in order, within what a document may hold."""
    kept = list(dict.fromkeys(filter(None, map(clean, terms))))
    size = 0
    for place, term in enumerate(kept):
        size += len(term.encode()) + 4
        if size > MOST_BYTES:
            return kept[:place]
    return kept


def shelved(shelf: str, terms: Iterable[str]) -> list[str]:
    """Terms as they are kept on a shelf of their own: a beginning is then looked for among that shelf's words only."""
    return [f"{shelf}_{term}" for term in terms] if shelf else list(terms)


def scope_token(scope: str) -> str:
    """A scope as it is kept. Raises ``ValueError`` for anything but letters and digits: scopes come from code."""
    if scope.startswith(KIND):
        raise ValueError(f"{KIND} begins a kind of thing, not a scope: {scope!r}")
    return _token(scope)


def kind_token(kind: str) -> str:
    """The kind of a thing, kept among its scopes: so one kind is found without walking through all others."""
    return _token(KIND + kind)


def _token(name: str) -> str:
    if not (name.isascii() and name.isalnum()):
        raise ValueError(f"a scope is letters and digits, not {name!r}")
    return SCOPE_MARK + name
