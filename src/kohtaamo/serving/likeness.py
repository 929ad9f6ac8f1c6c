"""When two answers say nearly the same: their words without greeting, names, numbers and signature.

Candidates are found by MinHash with banding (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets,
3.4): of two texts with nine tenths of their word sequences in common one pair in two thousand shares no band. A pair
found so is then compared as a whole, word by word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b

from rapidfuzz.distance import Indel

LEAST_WORDS = 12  # shorter answers are often rightly the same: thanks, a time, a yes
ALIKE = 0.85  # share of the words that stay when one text is turned into the other
SEQUENCE = 3  # words in a row
BANDS, ROWS = 6, 3
SHORT_LINE = 4  # words of a greeting or a signature's line
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+")
_FAR = (1 << 63) - 1


def without_greeting(text: str) -> str:
    """The text from its first line that is longer than a greeting."""
    lines = text.splitlines()
    while lines and len(_WORD.findall(lines[0])) <= SHORT_LINE:
        lines.pop(0)
    return "\n".join(lines) or text


def compared(text: str, names: Iterable[str] = ()) -> str:
    """The words a text is compared by, in small letters; names left out, every number the same.

    Empty when too few are left to say that two texts are alike.
    """
    left_out = {word for name in names for word in _WORD.findall(name.casefold())}
    lines = [line for line in text.splitlines() if line.strip()]
    while lines and len(_WORD.findall(lines[0])) <= SHORT_LINE:
        lines.pop(0)
    while lines and len(_WORD.findall(lines[-1])) <= SHORT_LINE:
        lines.pop()
    words = [_NUMBER.sub("0", word) for word in _WORD.findall(" ".join(lines).casefold()) if word not in left_out]
    return " ".join(words) if len(words) >= LEAST_WORDS else ""


def keys(words: str) -> list[int]:
    """The keys under which texts like this one are looked for, one of each band."""
    sequences = _sequences(words.split())
    least = [min(_drawn(row, sequence) for sequence in sequences) for row in range(BANDS * ROWS)]
    return [_key(band, least[band * ROWS : (band + 1) * ROWS]) for band in range(BANDS)]


def are_alike(first: str, second: str) -> bool:
    """Whether nearly all words are the same, in the same order."""
    return Indel.normalized_similarity(first.split(), second.split(), score_cutoff=ALIKE) >= ALIKE


def _sequences(words: list[str]) -> set[bytes]:
    return {" ".join(words[at : at + SEQUENCE]).encode() for at in range(max(1, len(words) - SEQUENCE + 1))}


def _drawn(row: int, sequence: bytes) -> int:
    return int.from_bytes(blake2b(sequence, digest_size=8, salt=row.to_bytes(2, "big")).digest(), "big")


def _key(band: int, least: list[int]) -> int:
    told = b"".join(one.to_bytes(8, "big") for one in (band, *least))
    return int.from_bytes(blake2b(told, digest_size=8).digest(), "big") & _FAR
