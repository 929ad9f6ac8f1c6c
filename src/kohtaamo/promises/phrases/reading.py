"""A text made ready for looking things up: small letters, no accents, quoted words blanked out."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

BREAK = "\f"
"""Stands in a reading where quoted lines were: no sentence crosses it."""

_SWAPS = {"’": "'", "‘": "'", "´": "'", "`": "'", "–": "-", "—": ";", "−": "-", "‑": "-", "\t": " ", "\r": " "}
_INLINE_QUOTE = re.compile(
    r"""(?:(?<=[\s(\[:])|^)(?:["“”„«»](?=\S)[^"“”„«»\f]{1,600}["“”„«»]|'(?=\w)(?:[^'\n\f]|(?<=\w)'(?=\w)){1,300}'"""
    r"""|‘(?=\w)[^‘\n\f]{1,300}?’)(?=[\s.,;:!?)\]]|$)""",
    re.MULTILINE,
)
_QUOTED_LINE = re.compile(r"\s{0,3}>")
_ATTRIBUTION = re.compile(
    r"(?:on\b.{4,200}\bwrote|.{0,200}\bkirjoitti(?:\s.{0,100})?|.{0,200}\bskrev\b.{0,100}):\s*$", re.IGNORECASE
)
_ATTRIBUTION_HEAD = re.compile(r"(?:on|den)\s.{0,40}\d.{0,150}$", re.IGNORECASE)
_FORWARDED = re.compile(
    r"\s*(?:-{2,}\s*(?:original message|alkuper|ursprungl|forwarded|edelleenl|vidarebef)"
    r"|_{10,}\s*$|(?:from|från|lähettäjä)\s*:.*@)",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"--\s?$")


@dataclass(frozen=True)
class Reading:
    """Folded text. `places[i]` is the offset of `text[i]` in the original; one more entry closes the list."""

    text: str
    places: list[int]
    original: str


def read(original: str) -> Reading:
    """Fold letters and blank out what is quoted, keeping the way back to the original offsets."""
    masked = _without_inline_quotes(_without_quoted_lines(original))
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(masked):
        letter = _folded(character)
        if letter:
            letters.append(letter)
            places.append(place)
    return Reading("".join(letters), [*places, len(original)], original)


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    """One plain small letter, or nothing for a combining accent standing alone."""
    if character in _SWAPS:
        return _SWAPS[character]
    if unicodedata.combining(character):
        return ""
    if character.isspace() and character not in "\n\f":
        return " "
    return unicodedata.normalize("NFD", character.lower())[0]


def _without_inline_quotes(text: str) -> str:
    return _INLINE_QUOTE.sub(lambda match: " " * len(match.group()), text)


def _without_quoted_lines(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(_masked_lines(lines))


def _masked_lines(lines: list[str]) -> Iterator[str]:
    closed = False
    for number, line in enumerate(lines):
        closed = closed or _closes(lines, number)
        if closed or _QUOTED_LINE.match(line) or _attributes(lines, number):
            yield BREAK * len(line)
        else:
            yield line


def _closes(lines: list[str], number: int) -> bool:
    """True where everything from this line on was written by somebody else, or is a signature."""
    line = lines[number]
    if _SIGNATURE.match(line) or _FORWARDED.match(line):
        return True
    return _attributes(lines, number) and not _quote_marks_follow(lines, number)


def _attributes(lines: list[str], number: int) -> bool:
    line = lines[number]
    if _ATTRIBUTION.match(line):
        return True
    following = lines[number + 1] if number + 1 < len(lines) else ""
    return bool(_ATTRIBUTION_HEAD.match(line)) and bool(_ATTRIBUTION.match(f"{line} {following}"))


def _quote_marks_follow(lines: list[str], number: int) -> bool:
    """True when the quoted words carry their own marks, so that words after them are the writer's again."""
    seen = 0
    for line in lines[number + 1 : number + 6]:
        if _QUOTED_LINE.match(line):
            return True
        seen += bool(line.strip())
        if seen > 1:
            return False
    return False
