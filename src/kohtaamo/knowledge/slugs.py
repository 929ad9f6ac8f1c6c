"""A title's part of an address: small letters a to z, digits and single hyphens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

LONGEST = 70  # characters; room is left for the number of a namesake
NAMELESS = "article"
_PLAIN = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "ł": "l", "đ": "d", "þ": "th", "ð": "d"})
_APART = re.compile(r"[^a-z0-9]+")


def slug_of(title: str) -> str:
    """The title as it stands in an address; the same again for what is one already."""
    parted = unicodedata.normalize("NFKD", title.casefold().translate(_PLAIN))
    letters = "".join(sign for sign in parted if not unicodedata.combining(sign))
    return _APART.sub("-", letters).strip("-")[:LONGEST].strip("-") or NAMELESS


def free_slug(title: str, is_taken: Callable[[str], bool]) -> str:
    """The title's slug, with a number when a namesake has it."""
    wanted = found = slug_of(title)
    number = 2
    while is_taken(found):
        found = f"{wanted}-{number}"
        number += 1
    return found
