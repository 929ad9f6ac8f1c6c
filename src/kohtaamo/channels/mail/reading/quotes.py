"""A reply reduced to what the person newly wrote."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from kohtaamo.channels.mail.reading.quotes_attribution import (
    attribution_inside,
    attribution_start,
    leads_to_marks,
)
from kohtaamo.channels.mail.reading.quotes_blocks import (
    block_end,
    is_original_mark,
    is_reply_above_mark,
    is_rule,
    unknown_block_end,
)
from kohtaamo.channels.mail.reading.quotes_endings import CONTENT, length_without_endings

LOOKED_AT = 100_000
QUOTED = re.compile(r"\s*(?:>|&gt;|＞)")
DRAWN = re.compile(r"\s*>{2,}[^<>]*(?:>{2,}[^<>]*)?<{2,}\s*")
OPEN_LINK = re.compile(r"<https?:[^<>\s]*\s*")
_SPACES = dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF])


def new_words(text: str) -> str:
    """What a person newly wrote in a reply: without quoted mail, its headers, signatures, closings and footers.

    Answers written between quoted lines stay, in order. A mail with nothing of its own, such as a bare forward,
    is given whole: the result has words whenever the text has. The lines kept are unchanged, but for a header of a
    quote on the same line. Of what follows 100,000 characters only marked lines are left out.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text, rest = _near_and_far(text)
    lines = text.split("\n")
    seen = unicodedata.normalize("NFC", text).translate(_SPACES | _INVISIBLE).split("\n")
    lines, seen = _parted(lines, seen)
    kept, is_whole = _unquoted(seen)
    if rest and is_whole:
        reply = [*_written(lines, kept), *(line for line in rest if not QUOTED.match(line))]
    else:
        reply = _written(lines, kept[: length_without_endings(_written(seen, kept))])
    joined = "\n".join(reply).strip()
    return joined if CONTENT.search(joined) else "\n".join([text, *rest]).strip()


def _near_and_far(text: str) -> tuple[str, list[str]]:
    """What is read closely, and the lines after it of a text longer than any person writes."""
    if len(text) <= LOOKED_AT:
        return text, []
    cut = max(text.rfind("\n", 0, LOOKED_AT), 0) or text.find("\n", LOOKED_AT)
    return (text[:cut], text[cut + 1 :].split("\n")) if cut > 0 else (text, [])


def _written(lines: Sequence[str], kept: Sequence[int]) -> list[str]:
    return [lines[at] if at >= 0 else "" for at in kept]


def _unquoted(lines: Sequence[str]) -> tuple[list[int], bool]:
    """The numbers of the lines that are neither quoted nor a header of a quote; -1 where something was left out; and
    whether the last line was reached, so that what would follow is not quoted.

    After a header all is quoted, unless the lines that follow are marked as quoted: then the marks tell.
    """
    kept: list[int] = []
    at, below_header = 0, False
    while at < len(lines):
        if _is_quoted(lines, at):
            _leave_gap(kept, lines)
            at, below_header = at + 1, False
        elif not lines[at].strip():
            if kept and kept[-1] != -1 and not below_header:
                kept.append(at)
            at += 1
        elif is_reply_above_mark(lines[at]):
            break
        elif header := _header(lines, at):
            start, end = header
            while kept and kept[-1] >= start:
                kept.pop()
            _leave_gap(kept, lines, rules=True)
            at, below_header = end, True
        elif below_header and not is_rule(lines[at]):
            break
        else:
            if not below_header:
                kept.append(at)
            at += 1
    return kept, at >= len(lines)


def _is_quoted(lines: Sequence[str], at: int) -> bool:
    """Marked as quoted; not so the arrows of an advertisement, nor the rest of a link that broke over two lines."""
    if not QUOTED.match(lines[at]):
        return False
    if lines[at].rstrip().endswith(">>>") and is_original_mark(lines, at):
        return False
    if "<<" in lines[at] and DRAWN.fullmatch(lines[at][:1000]):
        return False
    above = lines[at - 1] if at else ""
    link = above.rfind("<http")
    return link < 0 or bool(QUOTED.match(above)) or not OPEN_LINK.fullmatch(above[link:])


def _parted(lines: list[str], seen: list[str]) -> tuple[list[str], list[str]]:
    """Both, each line broken on which words of the reply are followed by the header of a quote."""
    written: list[str] = []
    cleaned: list[str] = []
    for at, (line, bare) in enumerate(zip(lines, seen, strict=True)):
        column = attribution_inside(seen, at)
        written += [line] if column is None else _broken(line, bare, column)
        cleaned += [bare] if column is None else [bare[:column], bare[column:].lstrip(" \t")]
    return written, cleaned


def _broken(line: str, seen: str, column: int) -> tuple[str, str]:
    """The line parted where what is seen of it is; it may be longer by what is not seen."""
    start = line.find(seen[column:].strip()[:12])
    return (line[:start].rstrip(), line[start:]) if start > 0 else (seen[:column], seen[column:])


def _header(lines: Sequence[str], at: int) -> tuple[int, int] | None:
    """The first line and the line after the last of a quote's header that is recognised at a line."""
    if is_original_mark(lines, at):
        return at, at + 1
    end = block_end(lines, at) or unknown_block_end(lines, at)
    if end:
        return at, end
    start = attribution_start(lines, at)
    if start is None and leads_to_marks(lines, at):
        start = at
    return None if start is None else (start, at + 1)


def _leave_gap(kept: list[int], lines: Sequence[str], *, rules: bool = False) -> None:
    """Close what was kept with one blank line, dropping blank lines, and rules that only led to a header."""
    while kept and (kept[-1] == -1 or not lines[kept[-1]].strip() or (rules and is_rule(lines[kept[-1]]))):
        kept.pop()
    if kept:
        kept.append(-1)
