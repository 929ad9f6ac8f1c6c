"""A reply reduced to what the person newly wrote."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from kohtaamo.channels.mail.reading.quotes_attribution import attribution_start
from kohtaamo.channels.mail.reading.quotes_blocks import (
    block_end,
    is_original_mark,
    is_reply_above_mark,
    is_rule,
    unknown_block_end,
)
from kohtaamo.channels.mail.reading.quotes_endings import CONTENT, length_without_endings

QUOTED = re.compile(r"\s*(?:>|&gt;|＞)")
_SPACES = dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF])


def new_words(text: str) -> str:
    """What a person newly wrote in a reply: without quoted mail, its headers, signatures, closings and footers.

    Answers written between quoted lines stay, in order. A mail with nothing of its own, such as a bare forward,
    is given whole: the result has words whenever the text has. The lines kept are unchanged.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    seen = unicodedata.normalize("NFC", text).translate(_SPACES | _INVISIBLE).split("\n")
    kept = _unquoted(seen)
    kept = kept[: length_without_endings([seen[at] if at >= 0 else "" for at in kept])]
    reply = "\n".join(lines[at] if at >= 0 else "" for at in kept).strip()
    return reply if CONTENT.search(reply) else text.strip()


def _unquoted(lines: Sequence[str]) -> list[int]:
    """The numbers of the lines that are neither quoted nor a header of a quote; -1 where something was left out.

    After a header all is quoted, unless the lines that follow are marked as quoted: then the marks tell.
    """
    kept: list[int] = []
    at, below_header = 0, False
    while at < len(lines):
        if QUOTED.match(lines[at]):
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
    return kept


def _header(lines: Sequence[str], at: int) -> tuple[int, int] | None:
    """The first line and the line after the last of a quote's header that is recognised at a line."""
    if is_original_mark(lines, at):
        return at, at + 1
    end = block_end(lines, at) or unknown_block_end(lines, at)
    if end:
        return at, end
    start = attribution_start(lines, at)
    return None if start is None else (start, at + 1)


def _leave_gap(kept: list[int], lines: Sequence[str], *, rules: bool = False) -> None:
    """Close what was kept with one blank line, dropping blank lines, and rules that only led to a header."""
    while kept and (kept[-1] == -1 or not lines[kept[-1]].strip() or (rules and is_rule(lines[kept[-1]]))):
        kept.pop()
    if kept:
        kept.append(-1)
