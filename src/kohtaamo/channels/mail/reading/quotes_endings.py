"""What stands at the end of a mail and is not its message: signatures, closings, phone footers, disclaimers.

Lines are looked at from the end, a bounded number at a time, until nothing more can go. Something always remains.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kohtaamo.channels.mail.reading import quotes_endings_words as words
from kohtaamo.channels.mail.reading.quotes_blocks import is_rule

LOOK_BACK = 40
MAX_NAME_BLOCK = 12
MAX_ENDINGS = 200
CONTENT = re.compile(r"[^\W_]|[←-⯿\U0001F000-\U0001FAFF]|[:;]-?[)(DP]")

_I = re.IGNORECASE
DELIMITER = re.compile(r"\s{0,3}(?:--|—|––|- -) ?")
CLOSING = re.compile(rf"\W{{0,3}}(?:{words.CLOSING})(?!\w)[\s,.!:;/\-–]*(.*)", _I)
SHORT_CLOSING = re.compile(rf"(?i:{words.SHORT_CLOSING})\s?[.:,/]\s?(?=[A-ZÅÄÖ])(.*)")
PLAIN_CLOSING = re.compile(CLOSING.pattern.translate(words.WITHOUT_SIGNS), re.IGNORECASE | re.ASCII)
THANKING = re.compile(rf"(?:{words.THANKING})\s?(,|!|\.|)\s*(.*)", _I)
SENT_FROM = re.compile(rf"\W*(?:{words.SENT_START})(?!\w)[^,]{{0,80}}?(?<!\w)(?:{words.DEVICE})(?!\w).{{0,100}}", _I)
GETTING = re.compile(rf"\W*(?:{words.GETTING})(?!\w)", _I)
SENT_FROM_MY = re.compile(
    r"\W*(?:sent from my|sent via|skickat från min|sendt fra min|envoyé de mon|enviado desde mi|enviado do meu|"
    r"inviato dal mio|verstuurd vanaf mijn|von meinem?|发自我的|發自我的) ?[\w.'’+\- ]{1,60}\W*",
    _I,
)
SENT_FROM_FINNISH = re.compile(r"\W*lähetetty (?:[\w:.'-]+ ){0,3}[\w:.'-]+(?:st[aä]|lt[aä])(?:ni|mme)?\W*", _I)
SENT_WITH = re.compile(r"\W{0,2}(?:(?i:sent) (?:with|from|via|using)|From My)(?: [A-Z0-9][\w.-]{0,20}){1,3}\W{0,2}")
SENT_LAST = re.compile(rf".{{0,60}}(?:{words.DEVICE})\S{{0,12}}.{{0,50}}(?:{words.SENT_LAST})\W*", _I)
FOOTNOTE = re.compile(rf"(?<!\w)(?:{words.FOOTNOTE})", _I)
LIST_FOOTER = re.compile(rf"(?<!\w)(?:{words.LIST_FOOTER})", _I)
DISCLAIMER_START = re.compile(rf"\W*(?:{words.DISCLAIMER_START})", _I)
DISCLAIMER_SIGNS = [
    re.compile(rf"(?<!\w)(?:{signs})(?!\w)", _I)
    for signs in (words.MAIL_NOUN, words.CONFIDENTIAL, words.INTENDED, words.MISTAKE)
]
PICTURE = re.compile(
    r"\s*(?:\[(?:cid|image|kuva|bild|https?|logo|inline|data)[^\[\]]{0,300}\]|<(?:https?|cid)[^<>]{0,300}>|\s)+", _I
)
NOT_A_NAME = re.compile(r"\W*(?:p\.? ?s\b|ps\b|huom|obs\b|nb\b)", _I)
DASHED_NAME = re.compile(r"\s?[-–—~/]\s?[A-ZÅÄÖ][\w.'-]+(?: [A-ZÅÄÖ][\w.'-]+){0,3}\s*")
ASKING = re.compile(r"\w\?(?:\s|$)")
WORD = re.compile(r"[^\W\d_]{2,}")
CONTACT = re.compile(r"@|www\.|https?:|\d{3}")
SENTENCE = re.compile(r"(?:[^\W\d_]{2,}\W+){4,}.*[!.]")


def length_without_endings(lines: Sequence[str]) -> int:
    """How many lines, from the first, hold the message; endings after them can go."""
    first = next((at for at, line in enumerate(lines) if CONTENT.search(line)), len(lines))
    end = _trimmed(lines, len(lines))
    for _ in range(MAX_ENDINGS):
        cut = _ending(lines, first, end)
        if cut is None:
            break
        end = _trimmed(lines, cut)
    return end


def _ending(lines: Sequence[str], first: int, end: int) -> int | None:
    """Where the last ending begins, later than line ``first``; None when there is none."""
    for find in FINDERS if end > first else ():
        cut = find(lines, end)
        if cut is not None and first < cut < end:
            return cut
    return None


def _trimmed(lines: Sequence[str], end: int) -> int:
    while end and (not lines[end - 1].strip() or (is_rule(lines[end - 1]) and end > 1)):
        end -= 1
    return end


def _footer(lines: Sequence[str], end: int) -> int | None:
    """A line a phone or a mail program adds, also when it broke in two; a picture left from HTML."""
    last = lines[end - 1]
    if PICTURE.fullmatch(last[:1000]) or is_footer(last):
        return end - 1
    return end - 2 if end > 1 and lines[end - 2].strip() and is_footer(f"{lines[end - 2]} {last}") else None


def is_footer(line: str) -> bool:
    """Whether a line is what a phone or a mail program adds of itself."""
    bare = re.sub(r"[<\[(]?https?://\S*", " ", line).strip() if len(line) <= 400 else ""
    if not bare or len(bare) > 160 or len(bare.split()) > 14 or bare.endswith("?"):
        return False
    if "," in bare and GETTING.match(bare):
        return False
    patterns = (SENT_FROM, SENT_FROM_MY, SENT_FROM_FINNISH, SENT_WITH, SENT_LAST)
    return any(pattern.fullmatch(bare) for pattern in patterns)


def _footnote(lines: Sequence[str], end: int) -> int | None:
    """A last paragraph of legal words, of trees to be saved, of viruses not found, or of a mailing list."""
    start = _paragraph_start(lines, end)
    if start is None:
        return None
    text = " ".join(lines[start:end])[:6000]
    if FOOTNOTE.search(text[:200]) or (LIST_FOOTER.search(text) and _is_set_apart(lines, start)):
        return start
    return start if _is_disclaimer(text) else None


def _is_disclaimer(text: str) -> bool:
    if len(text) < 80 or not DISCLAIMER_START.match(text):
        return False
    mail, *others = (bool(signs.search(text)) for signs in DISCLAIMER_SIGNS)
    return mail and sum(others) >= 2


def _is_set_apart(lines: Sequence[str], start: int) -> bool:
    return is_rule(lines[start]) or (start > 0 and is_rule(lines[start - 1]))


def _paragraph_start(lines: Sequence[str], end: int) -> int | None:
    for at in range(end - 1, max(end - LOOK_BACK, -1), -1):
        if not lines[at].strip():
            return at + 1
    return None


def _delimited(lines: Sequence[str], end: int) -> int | None:
    """A signature after its delimiter: "-- " (RFC 3676, section 4.3) or a lone dash line before a few short lines."""
    for at in range(end - 1, max(end - LOOK_BACK, -1), -1):
        if DELIMITER.fullmatch(lines[at]):
            return at if lines[at] == "-- " or _may_be_signature(lines[at + 1 : end]) else None
    return None


def _may_be_signature(lines: Sequence[str]) -> bool:
    """Few and short lines that ask nothing, and no sentences of their own after a blank line."""
    below = [line for line in lines if line.strip()]
    if len(below) > 15 or sum(map(len, below)) > 1000 or any(ASKING.search(line) for line in below):
        return False
    return not (lines and not lines[0].strip() and any(SENTENCE.fullmatch(line.strip()) for line in below))


def _closing(lines: Sequence[str], end: int) -> int | None:
    """A polite closing with nothing but a name, a title and contact details after it."""
    below: list[str] = []
    for at in range(end - 1, max(end - LOOK_BACK, -1), -1):
        line = lines[at].strip()
        if not line:
            continue
        if _is_closing(line, below[-1] if below else ""):
            return at
        below.append(line)
        if len(below) > MAX_NAME_BLOCK or not _may_be_name(line):
            return None
    return None


def _is_closing(line: str, below: str) -> bool:
    """A closing alone or with a name behind or below it; words of thanks only close when a name is on the next line."""
    if len(line) > 120 or (below[:1].islower() and not CONTACT.search(below)):
        return False
    for pattern in (CLOSING, SHORT_CLOSING, PLAIN_CLOSING):
        found = pattern.fullmatch(line)
        if found:
            return _is_name_behind(found.group(found.lastindex or 0))
    thanks = THANKING.fullmatch(line)
    return bool(thanks and thanks.group(1) == "," and not thanks.group(2) and below)


def _is_name_behind(rest: str) -> bool:
    bare = rest.strip(" ,.!*_-")
    if not bare:
        return True
    words_behind = bare.split()
    small = sum(word.islower() and len(word) > 3 for word in words_behind)
    starts_large = not (bare[0].islower() or bare[0].isdigit())
    return len(words_behind) <= 6 and starts_large and small <= 2 and not rest.rstrip().endswith("?")


def _may_be_name(line: str) -> bool:
    if len(line) > 100 or line.endswith("?") or NOT_A_NAME.match(line):
        return False
    return len(WORD.findall(line)) <= 9 and not SENTENCE.fullmatch(line)


def _dashed_name(lines: Sequence[str], end: int) -> int | None:
    """-Matti Meikäläinen, alone on the last line and no item of a list."""
    if end < 3 or not DASHED_NAME.fullmatch(lines[end - 1]) or lines[end - 2].strip():
        return None
    above = lines[_trimmed(lines, end - 1) - 1].strip()
    return None if above.startswith(("-", "–", "—", "*", "•")) or above.endswith(":") else end - 1


FINDERS: tuple[Callable[[Sequence[str], int], int | None], ...] = (
    _footer,
    _footnote,
    _delimited,
    _closing,
    _dashed_name,
)
