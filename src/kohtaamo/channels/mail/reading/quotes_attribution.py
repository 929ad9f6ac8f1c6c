"""The sentence above quoted mail, "on that day so-and-so wrote:", in many languages and broken over lines.

It is known by its build, not by one pattern a language: a date at its start, an address in brackets, a verb of
writing, a colon at its end. Lines come cleaned of invisible characters; only a few lines are looked at together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from kohtaamo.channels.mail.reading import quotes_words as words

MAX_LINES = 6
MAX_LENGTH = 500
DASHES = ("--", "––", "——", "==", "__")
DECORATION = " \t*_-–—=~|•"

_I = re.IGNORECASE
_BARE = r"[^\s@<>()\[\]:;,\"]{1,120}@[^\s@<>()\[\],\"]{1,120}"
_WROTE = rf"(?:(?<!\w)(?:{words.WROTE})(?!\w)|{words.WROTE_UNSPACED})"

ADDRESS = re.compile(_BARE)
BRACKETED = re.compile(rf"[<(\[]\s*(?:mailto:)?{_BARE}\s*[<>)\]]", _I)
DAY = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)\d{1,2}[./-] ?\d{1,2}[./-] ?\d{2,4}")
CLOCK = re.compile(r"(?<!\d)\d{1,2}(?:[:.]| ?h ?|時|시 ?)\d{2}(?!\d)")
# At most five short words ("Il giorno ven", "Den fredag den") come before the first digit of the date.
DATED_START = re.compile(r"[\"'“«(]?(?:[^\W\d_]{1,15}[.'’׳״]?[,،]?[ -]{1,2}){0,5}[^\W\d_]{0,2}\d")
INTRODUCING = re.compile(rf"(?:(?:{words.ON})(?: (?i:{words.WEEKDAY}))?|(?i:{words.WEEKDAY}))[.,]{{0,2}}(?!\w)")
BEHIND_WORDS = re.compile(
    rf"(?<=\S)(?:[ \t]*-{{2,5}}[ \t]*|[ \t]+)(?=(?:{words.ON}) (?:[^\W\d_]{{2,9}}[.,]? ){{0,3}}\d)"
)
WROTE = re.compile(_WROTE, _I)
HINT = re.compile(rf"[@\d]|{_WROTE}", _I)
WROTE_LAST = re.compile(rf"{_WROTE} ?(?:\([^()]{{0,60}}\))? ?[:：]?$", _I)
BY_ME = re.compile(
    rf"(?<!\w)(?:{words.FIRST_PERSON}) (?:{words.WROTE})(?!\w)|"
    rf"(?<!\w)(?:{words.WROTE}) (?:{words.FIRST_PERSON})(?!\w)",
    _I,
)
QUOTING = re.compile(rf"(?:{words.QUOTING})(?!\w)", _I)
NAME = re.compile(r"[\W_]*[^\W\d_]")
VERB_ENDINGS = frozenset(verb.replace("\\", "").split()[-1].casefold() for verb in words.WROTE.split("|"))
UNSPACED = tuple(words.WROTE_UNSPACED.split("|"))
ENDS_INSIDE = re.compile(rf"(?:{_WROTE} ?|{_BARE} ?[>)\]] ?)[:：]", _I)


def attribution_start(lines: Sequence[str], last: int) -> int | None:
    """Where the sentence begins that ends on line ``last``; None when that line ends none.

    The sentence is taken as short as it can be, so that no words of the reply above it are drawn in: it begins with
    the lowest line that opens with a whole date, else with the name, else with what is left of a date.
    """
    if len(lines[last]) > MAX_LENGTH or not _may_end(lines[last]):
        return None
    if not HINT.search(" ".join(lines[max(last - MAX_LINES + 1, 0) : last + 1])):
        return None
    found = None
    for first, joined in _joined_upwards(lines, last):
        if not is_attribution(joined):
            continue
        if _opens_with_date(lines[first]):
            return _with_introduction(lines, first)
        if found is None:
            found = _with_name_above(lines, first)
            if DAY.search(joined) and not DATED_START.match(joined.lstrip(DECORATION)):
                return found
    return found


def _opens_with_date(line: str) -> bool:
    bare = line.lstrip(DECORATION)
    return bool(DATED_START.match(bare) and (DAY.search(bare) or INTRODUCING.match(bare)))


def _with_introduction(lines: Sequence[str], first: int) -> int:
    """ "On Friday," alone on the line above the rest of its date belongs to the sentence."""
    above = lines[first - 1].strip(DECORATION) if first else ""
    return first - 1 if above.endswith(",") and INTRODUCING.fullmatch(above) else first


def attribution_inside(lines: Sequence[str], at: int) -> int | None:
    """The column where such a sentence begins behind words of the reply on the same line; None when none does."""
    line = lines[at]
    if len(line) > MAX_LENGTH or not any(digit in line for digit in "0123456789"):
        return None
    for found in islice(BEHIND_WORDS.finditer(line), 3):
        sentence = line[found.end() :]
        for below in range(at, min(at + 4, len(lines))):
            sentence = f"{sentence} {lines[below].strip()}" if below > at else sentence
            if _closes(sentence) and is_attribution(sentence):
                return found.start()
    return None


def _closes(sentence: str) -> bool:
    bare = sentence.rstrip(DECORATION)
    told = DAY.search(bare[:60]) and (ADDRESS.search(bare) or CLOCK.search(bare))
    return bare.endswith((":", "：")) and bool(told and WROTE_LAST.search(bare))


def leads_to_marks(lines: Sequence[str], at: int) -> bool:
    """ "2011/4/7 Matti <a@b>" as an old Gmail wrote it, or just "Matti Niemi wrote:", right above quoted lines."""
    bare = lines[at].strip()
    if len(bare) > 200:
        return False
    dated = bare.endswith(">") and DATED_START.match(bare) and DAY.search(bare[:40]) and BRACKETED.search(bare)
    if not (dated or _is_name_and_verb(bare)):
        return False
    below = next((line for line in lines[at + 1 : at + 4] if line.strip()), "")
    return below.lstrip().startswith(">")


def _is_name_and_verb(bare: str) -> bool:
    if not bare.endswith((":", "：")) or not (found := WROTE_LAST.search(bare)):
        return False
    names = bare[: found.start()].split()
    return 0 < len(names) <= 4 and not any(name[0].islower() for name in names)


def is_attribution(sentence: str) -> bool:
    """Whether one unbroken sentence names the writer of what follows."""
    bare = sentence.strip(DECORATION)
    dashed = sentence.lstrip(" *").startswith(DASHES) and sentence.rstrip(" *").endswith(DASHES)
    return any(_names_writer(head, dashed, tail) for head, tail in _heads(bare))


def _names_writer(head: str, dashed: bool, tail: str) -> bool:
    closed = dashed or head.endswith((":", "："))
    dated = DATED_START.match(head) and (DAY.search(head) or CLOCK.search(head))
    if not closed and not dated:
        return False
    addressed = bool(ADDRESS.search(head))
    if dashed and addressed and DAY.search(head):
        return True
    if dashed and _is_name_and_verb(f"{head}:"):
        return True
    if BY_ME.search(head) or (tail and not (addressed or tail.startswith(">"))):
        return False
    return bool(dated and _follows_date(head, closed, addressed)) or (closed and _follows_name(head, addressed))


def _follows_date(head: str, closed: bool, addressed: bool) -> bool:
    """On 20 Oct 2017 Matti <a@b> wrote: / 20.10.2017, 17.50, Matti <a@b>: / Am 20.10.2017 um 17:50 schrieb Matti:"""
    if WROTE_LAST.search(head):
        return addressed or (closed and bool(CLOCK.search(head) or INTRODUCING.match(head) or not head[:1].isalpha()))
    if not closed:
        return False
    if BRACKETED.search(head):
        return True
    wrote = WROTE.search(head)
    return bool(wrote and (addressed or _is_name(head[wrote.end() :])))


def _follows_name(head: str, addressed: bool) -> bool:
    """Matti <a@b> wrote: / Matti <a@b> schrieb am 20.10.2017: / Matti wrote on 20.10.2017 17:50: / Quoting <a@b>:"""
    if addressed and QUOTING.match(head):
        return True
    wrote = WROTE.search(head)
    if not wrote:
        return False
    before, after = head[: wrote.start()], head[wrote.end() :]
    dated = bool(DAY.search(head)) and bool(CLOCK.search(head))
    bracket = BRACKETED.search(head)
    if bracket and bracket.start() <= 80:
        between = head[bracket.end() : wrote.start()].split()
        return dated or bool(DAY.search(after)) or (len(between) <= 1 and not after.strip(" :："))
    return dated and len(before) <= 60 and _is_name(before) and bool(re.match(r"\D{0,15}\d", after))


def _is_name(text: str) -> bool:
    """A few words of which the first is written large (or in a script without cases)."""
    first = NAME.match(text)
    letter = first.group()[-1] if first else "a"
    return len(text.split()) <= 8 and not letter.islower()


def _heads(bare: str) -> Iterator[tuple[str, str]]:
    """The sentence with nothing after it, then cut after a colon inside the line with what follows it."""
    yield bare, ""
    inside = ENDS_INSIDE.search(bare)
    if inside and inside.end() < len(bare):
        yield bare[: inside.end()], bare[inside.end() :].strip()


def _may_end(line: str) -> bool:
    """A quick look that most lines of prose do not pass: a colon at the end, or after a bracket or a verb."""
    bare = line.rstrip(DECORATION)
    if bare.endswith((":", "：")) or _ends_in_verb(bare) or ("@" in bare and line.rstrip().endswith(DASHES)):
        return True
    colons = islice(re.finditer("[:：]", bare), 12)
    return any(_ends_in_verb(bare[: colon.start()].rstrip(), (">", ")", "]")) for colon in colons)


def _ends_in_verb(bare: str, also: tuple[str, ...] = (")",)) -> bool:
    last = bare.rpartition(" ")[2].casefold()
    return last in VERB_ENDINGS or bare.endswith((*UNSPACED, *also))


def _joined_upwards(lines: Sequence[str], last: int) -> Iterator[tuple[int, str]]:
    joined = ""
    for first in range(last, max(last - MAX_LINES, -1), -1):
        line = lines[first].strip()
        ends_thought = first < last and line.endswith((".", "!", "?", ":")) and not re.search(r"\b\w{1,5}\.$", line)
        if not line or ends_thought or line.startswith(">"):
            return
        joined = f"{line} {joined}".rstrip()
        if len(joined) > MAX_LENGTH:
            return
        yield first, joined


def _with_name_above(lines: Sequence[str], first: int) -> int:
    """A sentence that opens with its bracketed address has its name on the line above."""
    above = lines[first - 1].strip() if first else ""
    opens = BRACKETED.match(lines[first].lstrip())
    if opens and 0 < len(above) <= 60 and _is_name(above) and above[-1].isalnum():
        return first - 1
    return first
