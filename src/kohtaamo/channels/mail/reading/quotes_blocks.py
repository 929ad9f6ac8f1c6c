"""Header blocks above quoted mail (From, Sent, To, Subject), "original message" rules and reply-above markers.

Lines come cleaned of invisible characters. A block is known by which labels stand together and by what they hold,
so that "From: Helsinki, To: Turku" in a customer's words stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto
from itertools import takewhile

from kohtaamo.channels.mail.reading import quotes_words as words
from kohtaamo.channels.mail.reading.quotes_attribution import ADDRESS, BRACKETED, CLOCK, DAY

MAX_BLOCK = 40
MAX_GAP = 3
RULES = frozenset("-–—_=*~#·• \t")

_I = re.IGNORECASE
_DASHES = r"[\s\-–—_=*~#|>\[\]]"


class Label(Enum):
    """What a header line tells."""

    SENDER = auto()
    SENT = auto()
    DATE = auto()
    RECIPIENT = auto()
    COPY = auto()
    SUBJECT = auto()


_KINDS = {
    Label.SENDER: words.SENDER,
    Label.SENT: words.SENT,
    Label.DATE: words.DATE,
    Label.RECIPIENT: words.RECIPIENT,
    Label.COPY: words.COPY,
    Label.SUBJECT: words.SUBJECT,
}
_LABELS = {
    word.replace("\\", "").casefold(): kind for kind, listed in reversed(_KINDS.items()) for word in listed.split("|")
}
LABELLED = re.compile(r"[\s>*_|]{0,12}([^\W\d_][^:：\n*<>@]{0,24}?)[ *_]{0,5}[:：][ *_]{0,5}(.*)")
INLINE_LABELS = re.compile(rf" \*?({words.SENT}|{words.DATE}|{words.SUBJECT}|{words.RECIPIENT})\*? ?: ?\*?", _I)
ORIGINAL = re.compile(
    rf"{_DASHES}{{2,}}(?:{words.ORIGINAL}) ?[:：]?(?:\s*$|{_DASHES}{{2,}}.*)|[-*=_\[] ?(?:{words.ORIGINAL}) ?[-*=_\]]|"
    rf"(?:{words.ORIGINAL}) ?[:：]?\s*[-–—_=*~]{{2,}}.*|-{{4,}} ?original ?-{{4,}}",
    _I,
)
STAMPED = re.compile(r"[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")
ORIGINAL_ALONE = re.compile(rf"\s*(?:{words.ORIGINAL}) ?[:：]?\s*", _I)
FORWARDING = re.compile(rf"{_DASHES}*(?:{words.FORWARDING}) ?[:：]{_DASHES}*", _I)
REPLY_ABOVE = re.compile(rf"(?<!\w)(?:{words.REPLY_ABOVE})", _I)


def is_rule(line: str) -> bool:
    """A line drawn with dashes, underscores or the like."""
    return len(line.strip()) >= 2 and RULES.issuperset(line)


def is_original_mark(lines: Sequence[str], at: int) -> bool:
    """A line that says the message before follows, in dashes, or alone between blank lines or above a block.

    Novell GroupWise writes the name, the date and the time between threefold arrows.
    """
    if len(lines[at]) > 200 or not (_is_drawn(lines[at]) or len(lines[at]) <= 80):
        return False
    line = " ".join(lines[at].split())
    if line.startswith(">>>"):
        return bool(line.endswith(">>>") and DAY.search(line) and CLOCK.search(line))
    if ORIGINAL.fullmatch(line) or FORWARDING.fullmatch(line):
        return True
    return bool(ORIGINAL_ALONE.fullmatch(line)) and _stands_alone(lines, at)


def _stands_alone(lines: Sequence[str], at: int) -> bool:
    """Above a header line, under a rule, or as a heading of its own after a blank line."""
    above = lines[at - 1] if at else "x"
    below = next((line for line in lines[at + 1 : at + 3] if line.strip()), "")
    return bool(_label(below)) or is_rule(above) or (not above.strip() and lines[at].rstrip().endswith((":", "：")))


def _is_drawn(line: str) -> bool:
    bare = line.strip()
    return bare[:1] in RULES or bare[-1:] in RULES


def is_reply_above_mark(line: str) -> bool:
    """A line by which a desk asks to be answered above it."""
    bare = line.strip()
    if len(bare) > 200:
        return False
    return bool(REPLY_ABOVE.match(bare) if bare[0].isalnum() else REPLY_ABOVE.search(bare))


def block_end(lines: Sequence[str], start: int) -> int | None:
    """The line after a header block that begins at ``start``; None when none begins there."""
    first = _label(lines[start])
    if first is None:
        return None
    if first is Label.SENDER and _is_block_on_one_line(lines[start]):
        return start + 1
    end, held = _gather(lines, start)
    return end if _is_block(held) else None


def unknown_block_end(lines: Sequence[str], start: int) -> int | None:
    """The same for labels of a language not listed: three lines, a bracketed address, a day and a time of day."""
    window = lines[start : start + 8]
    if not any("@" in line for line in window):
        return None
    end = start + sum(1 for _ in takewhile(lambda line: len(line) <= 300 and LABELLED.match(line), window))
    text = "\n".join(lines[start:end])
    known = (
        end - start >= 3 and BRACKETED.search(text) and any(DAY.search(x) and CLOCK.search(x) for x in lines[start:end])
    )
    return end if known else None


def _gather(lines: Sequence[str], start: int) -> tuple[int, dict[Label, str]]:
    """Labelled lines that stand together, with their values; wrapped values and single blank lines allowed."""
    held: dict[Label, str] = {}
    end, latest = start, None
    for at in range(start, min(len(lines), start + MAX_BLOCK)):
        label = _label(lines[at])
        if label is None:
            if at - end >= MAX_GAP or not _may_continue(lines, at):
                break
            if latest and lines[at].strip():
                held[latest] += " " + lines[at]
            continue
        if label in held and label is not Label.COPY:
            break
        held[label] = _value(lines[at])
        end, latest = at + 1, label
    return _with_wrapped_tail(lines, end, held, latest), held


def _may_continue(lines: Sequence[str], at: int) -> bool:
    return bool(lines[at].strip()) or bool(lines[at - 1].strip())


def _with_wrapped_tail(lines: Sequence[str], end: int, held: dict[Label, str], latest: Label | None) -> int:
    """A last label with nothing behind it has its value on the next line."""
    empty = latest is not None and not _value(lines[end - 1])
    return end + 1 if empty and len(held) > 1 and end < len(lines) and lines[end].strip() else end


def _is_block(held: dict[Label, str]) -> bool:
    timed = CLOCK.search(held.get(Label.SENT, ""))
    addressed = any(ADDRESS.search(value) for label, value in held.items() if label is not Label.SUBJECT)
    dated = any(re.search(r"\d", held.get(label, "")) for label in (Label.SENT, Label.DATE))
    if Label.DATE in held and Label.RECIPIENT in held and addressed and STAMPED.match(held[Label.DATE]):
        return True
    if Label.SENDER not in held:
        return Label.SUBJECT in held and dated and (Label.RECIPIENT in held or addressed)
    if Label.SUBJECT in held:
        return True
    return bool(timed) or (len(held) >= 2 and addressed)


def _is_block_on_one_line(line: str) -> bool:
    """From: Matti <a@b> Sent: Friday To: Liisa Subject: Sofa, as left by some conversions from HTML."""
    if len(line) > 1000:
        return False
    kinds = {_LABELS.get(found.casefold()) for found in INLINE_LABELS.findall(line)}
    return len(kinds) >= 2 and (Label.SUBJECT in kinds or bool(ADDRESS.search(line)))


def _label(line: str) -> Label | None:
    found = LABELLED.match(line) if len(line) <= 2000 else None
    return _LABELS.get(found.group(1).strip().casefold()) if found else None


def _value(line: str) -> str:
    found = LABELLED.match(line)
    return found.group(2).strip() if found else ""
