"""A text taken apart into what can be searched: words, numbers, telephone numbers, mail addresses, order numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

# Country codes of ITU-T E.164: two of one digit, those listed of two, all others of three.
_COUNTRY = re.compile(r"[17]|20|27|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3}")
_PHONE_DIGITS = range(7, 16)
_KEPT_MARKS = frozenset("åäö")

_TOKEN = re.compile(
    r"(?P<mail>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+)"
    r"|(?P<phone>(?<![\w.-])(?:\+|\(?0)\d[\d ()/-]{4,18}\d(?![\w-]))"
    r"|(?P<word>[^\W_]+(?:(?:[-‐‑'’:&]|(?<=\d)[.,/](?=\d))[^\W_]+)*)"
)
_JOINERS = re.compile(r"[-‐‑'’:&.,/]")
_ENDING = re.compile(r"[:'’](?=[^\W\d_]{1,6}$)")
_CODE_PARTS = re.compile(r"\d+|[^\W\d_]+")


class Kind(Enum):
    """What a token is."""

    MAIL = auto()
    PHONE = auto()
    WORD = auto()  # letters only
    NUMBER = auto()  # digits only
    CODE = auto()  # letters and digits, or digits with signs between
    JOINED = auto()  # words joined by a hyphen or the like


@dataclass(frozen=True)
class Token:
    """A casefolded piece of text; ``parts`` are what it is made of, itself alone for words and numbers."""

    kind: Kind
    whole: str
    parts: tuple[str, ...]


def tokens(text: str) -> Iterator[Token]:
    """The searchable pieces of a text in order, case and width of letters evened out (NFKC, casefold)."""
    for found in _TOKEN.finditer(unicodedata.normalize("NFKC", text).casefold()):
        yield from _read(found.lastgroup or "", found.group())


def plain(word: str) -> str:
    """A word without accents; å, ä and ö are letters of their own and stay."""
    if word.isascii():
        return word
    return "".join(letter if letter in _KEPT_MARKS else _unmarked(letter) for letter in word)


def national(digits: str) -> str:
    """A telephone number as dialled at home, without country code and leading zeros, so that two spellings meet."""
    if digits.startswith(("+", "00")):
        digits = _COUNTRY.sub("", digits.lstrip("+0"), count=1)
    return digits.lstrip("0")


def _read(kind: str, found: str) -> Iterator[Token]:
    if kind == "mail":
        yield Token(Kind.MAIL, found.strip(".-"), tuple(re.findall(r"[^\W_]+", found)))
    elif kind == "phone":
        yield from _phone(found)
    else:
        yield _word(_ENDING.split(found)[0])


def _phone(found: str) -> Iterator[Token]:
    """A telephone number; what has too few or too many digits for one is taken as numbers."""
    groups = re.findall(r"\d+", found)
    digits = "".join(groups)
    if len(digits) in _PHONE_DIGITS:
        # The zero in "+358 (0)40" is dialled only at home.
        dialled = re.sub(r"\D", "", found.replace("(0)", ""))
        yield Token(Kind.PHONE, ("+" if found.startswith("+") else "") + dialled, tuple(groups))
    else:
        yield from (Token(Kind.NUMBER, group, (group,)) for group in groups)


def _word(found: str) -> Token:
    if found.isdigit():
        return Token(Kind.NUMBER, found, (found,))
    if found.isalpha():
        return Token(Kind.WORD, found, (found,))
    parts = tuple(_CODE_PARTS.findall(found))
    if any(part.isdigit() for part in parts):
        return Token(Kind.CODE, found, parts)
    return Token(Kind.JOINED, found, tuple(_JOINERS.split(found)))


def _unmarked(letter: str) -> str:
    bare = "".join(mark for mark in unicodedata.normalize("NFD", letter) if not unicodedata.combining(mark))
    return bare or letter
