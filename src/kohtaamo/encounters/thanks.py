"""Whether a message is thanks and nothing else, so that it need not wake anyone.

A message passes only when every clause of it is known: a greeting, thanks, a good wish, a word that all is well, a
name beneath. Anything else (a question, a number, a word not known here, thanks in advance) and it is read by a person.
Wrong in one direction only: thanks in words we do not know wake the case; a request is never taken for thanks.
"""

from __future__ import annotations

import re
from itertools import pairwise

from kohtaamo.encounters.thanks_words import (
    ALL_WELL,
    AMONG_NAMES,
    AT_THE_END,
    BARE,
    DAYS,
    FOOTERS,
    GREETINGS,
    HEADS,
    HOW_MUCH,
    LEADS,
    NEVER,
    ON,
    ORDERS,
    SOFT,
    TAILS,
    TELLING,
    WISHES,
)

LONGEST = 600  # characters of a message that may be thanks alone
MOST_NAMES = 3
_SPLIT = re.compile(r"[.!;:…\n\r]+|\s[-–—]+\s")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*", re.UNICODE)
_STRANGE = re.compile(r"[?¿\d@/\\<>{}\[\]=%€$£#*+]|https?:|www\.", re.IGNORECASE)
_SMILE = re.compile(r"[:;=8]['-]?[)D(Pp3]+|<3|\(y\)|xd\b", re.IGNORECASE)
_END_LINE = re.compile(rf"^\W*(?:{AT_THE_END})\b[ ,.!:]*", re.IGNORECASE)
_SHORT_END = re.compile(r"^\W*(?:t\.?|ystäv\.? ?t\.?|yt|mvh|br|kr|rgds|vh|/)[\s,:.]+(?=[A-ZÅÄÖ])|^/(?=\w)")
_FOOTER = re.compile(rf"^\W*(?:{FOOTERS})", re.IGNORECASE)


def is_only_thanks(text: str, *, was_asked: bool = False) -> bool:
    """Whether the text is thanks alone. ``was_asked`` when our latest message asked something: then "ok" answers it."""
    if not text.strip() or len(text) > LONGEST:
        return False
    body, ending = _parted(_SMILE.sub(" ", text))
    if not _is_signature(ending) or _STRANGE.search(body):
        return False
    clauses = [clause for part in _SPLIT.split(body) if (clause := part.strip(" ,\t\"'”()"))]
    kinds = [kind for clause in clauses for kind in _kinds(clause)]
    if "" in kinds or "thanks" not in kinds:
        return False
    return not (was_asked and "soft" in kinds)


def _parted(text: str) -> tuple[str, list[str]]:
    """The words, and the lines beneath them that name the writer."""
    lines = [line.strip() for line in text.strip().splitlines()]
    lines = [line for line in lines if line and not _FOOTER.match(line)]
    for place, line in enumerate(lines):
        if line in {"--", "—", "–", "-- "}:
            return "\n".join(lines[:place]), lines[place + 1 :]
        found = _END_LINE.match(line) or _SHORT_END.match(line)
        if found and not (place == 0 and len(lines) == 1 and not line[found.end() :]):
            return "\n".join(lines[:place]), [rest for rest in [line[found.end() :], *lines[place + 1 :]] if rest]
    last = len(lines)
    while last > 1 and _is_name(lines[last - 1]):
        last -= 1
    return "\n".join(lines[:last]), lines[last:]


def _is_name(line: str) -> bool:
    """A line that holds a name and no more; one word of thanks with a capital is none."""
    words = line.strip(" ,.!").split()
    if not 0 < len(words) <= MOST_NAMES:
        return False
    return all(_is_capital(word) and not _known(word) for word in words)


def _known(word: str) -> bool:
    plain = word.strip(".,!").casefold()
    known = plain in HEADS or plain in SOFT or plain in NEVER or plain in DAYS or plain in GREETINGS
    return known or plain.endswith(ORDERS) or bool(ALL_WELL.fullmatch(plain))


def _is_signature(lines: list[str]) -> bool:
    """Whether every line looks like a name, a place of work, an address or a number, not like a sentence."""
    if len(lines) > 8:
        return False
    return all(_signs(line) for line in lines)


def _signs(line: str) -> bool:
    if "?" in line or len(line) > 80 or re.match(r"\W*p\.?\s?s\b", line, re.IGNORECASE):
        return False
    words = [word.strip(",.;:|()") for word in line.split()]
    return all(
        not word or _is_capital(word) or not word[0].isalpha() or "@" in word or "." in word
        or word.casefold() in AMONG_NAMES
        for word in words
    ) and not any(word.casefold() in NEVER for word in words)  # fmt: skip


def _is_capital(word: str) -> bool:
    return word[:1].isupper() and (word[1:].islower() or len(word) == 1 or "-" in word or word.isupper())


def _kinds(clause: str) -> list[str]:
    """What each part of a clause is, parted by commas: ``thanks``, ``kind``, ``soft`` (may be an answer), or empty
    when not known. One that begins with "and" or "for" goes on with the thanks before it."""
    kinds: list[str] = []
    for part in (part for part in clause.split(",") if part.strip()):
        kind = _kind(part)
        if not kind and kinds and kinds[-1] == "thanks" and _goes_on(part):
            kind = "thanks"
        kinds.append(kind)
    return kinds


def _goes_on(part: str) -> bool:
    plain = [word.casefold() for word in _WORD.findall(part)]
    return plain[0] in ON and _for(plain) if plain else False


def _for(plain: list[str]) -> bool:
    """Whether words after "for" name only what one is thanked for."""
    for before, word in pairwise(["", *plain]):
        if word not in TAILS or (word in {"me", "us"} and before not in TELLING):
            return False
    return True


def _kind(clause: str) -> str:
    clause = _END_LINE.sub("", clause) if len(clause.split()) > 1 else clause
    words = _WORD.findall(clause)
    plain = [word.casefold().replace("’", "'") for word in words]
    if not plain:
        return "kind"  # only marks and pictures
    if any(word in NEVER or word.endswith(ORDERS) for word in plain):
        return ""
    if len(words) <= MOST_NAMES and all(_is_capital(word) and not _known(word) for word in words):
        return "kind"  # a name
    said = " ".join(plain)
    if SOFT.get(said):
        return "soft"
    if WISHES.fullmatch(said) or ALL_WELL.fullmatch(said):
        return "kind"
    if _greets(words, plain):
        return "kind"
    return "thanks" if _thanks(words, plain) else ""


def _greets(words: list[str], plain: list[str]) -> bool:
    for length in (2, 1):
        if " ".join(plain[:length]) in GREETINGS:
            rest = words[length:]
            return len(rest) <= MOST_NAMES and all(
                _is_capital(word) or word.casefold() in AMONG_NAMES for word in rest
            ) and not any(word.casefold() in DAYS for word in rest)  # fmt: skip
    return False


def _thanks(words: list[str], plain: list[str]) -> bool:
    """Thanks, with words before and after it that may stand there, and names in between."""
    at = next((place for place, word in enumerate(plain) if word in HEADS), None)
    if at is None:
        return False
    before, after = plain[:at], plain[at + 1 :]
    if any(word not in LEADS and word not in GREETINGS for word in before) and not _greets(words[:at], before):
        return False
    names = 0
    bare = plain[at] in BARE
    for place, (word, one) in enumerate(zip(words[at + 1 :], after, strict=True)):
        if bare and one in ON:
            return _for(after[place:])
        if (one in HOW_MUCH if bare else one in TAILS) or one in HEADS:
            continue
        names += 1
        if not _is_capital(word) or one in DAYS or names > MOST_NAMES or (word.isupper() and len(word) > 1):
            return False
    return True
