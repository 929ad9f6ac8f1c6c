"""Where one sentence ends and the next begins, in a folded reading."""

import re
from collections.abc import Iterator

from kohtaamo.promises.phrases.reading import BREAK, Reading

LONGEST = 600
"""Characters after which a sentence is cut, so that unpunctuated text costs no more than ordinary text."""

_SHORT_LINE = 45
_STOP = re.compile(r"[.!?\u2026]+[)\"'\u201d]*(?=\s|$)|\n\s*\n|\n|" + BREAK + "+", re.ASCII)
_TITLE = re.compile(r"\b(?:mr|mrs|ms|dr|esim|t\.ex|e\.g|i\.e|bl\.a|dvs|puh|tel|nr)$", re.ASCII)
_ABBREVIATION = re.compile(
    r"(?:[0-9]|\b(?:[ap]\.m|klo|kl|n|viim|os|mm|ym|yms|ns|ko|d|ca|osv|st|v|approx|"
    r"jan|feb|mar|apr|jun|jul|aug|sep|sept|okt|oct|nov|dec|mon|tue|tues|wed|thu|thurs|thur|fri|"
    r"man|tis|ons|tors|fre|ma|ti|ke|to|pe|la|su|vko|pvm|huom|no|pv|arkipv|tammik|helmik|maalisk|huhtik|toukok|kesak|"
    r"heinak|elok|syysk|lokak|marrask|jouluk))$",
    re.ASCII,
)
_DATE_WORD = re.compile(
    r"\s*(?:jan|feb|mar|apr|may|maj|jun|jul|aug|sep|okt|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|"
    r"tammi|helmi|maalis|huhti|touko|kesa|heina|elo|syys|loka|marras|joulu|tomorrow|today)",
    re.ASCII,
)
_BULLET = re.compile(r"\n\s*(?:[-*\u2022]|[0-9]{1,2}[.)])\s", re.ASCII)


def sentences(reading: Reading) -> Iterator[tuple[int, int]]:
    """Start and end of every sentence, its closing mark included; in order, none longer than LONGEST."""
    start = 0
    for match in _STOP.finditer(reading.text):
        if _ends(reading, match, start):
            yield from _cut(reading.text, start, match.end())
            start = match.end()
    yield from _cut(reading.text, start, len(reading.text))


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        gap = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        middle = gap if gap > 0 else start + LONGEST
        yield start, middle
        start = middle
    if text[start:end].strip():
        yield start, end


def _ends(reading: Reading, match: re.Match[str], start: int) -> bool:
    mark = match.group()
    if mark == "\n":
        return _line_ends_sentence(reading, match.start(), start)
    if mark[0] != "." or len(mark) > 1:
        return True
    return _full_stop(reading, match, start)


def _full_stop(reading: Reading, match: re.Match[str], start: int) -> bool:
    """A point after a number or an abbreviation closes nothing, unless a new sentence plainly begins."""
    before = reading.text[max(start, match.start() - 12) : match.start()]
    if _TITLE.search(before):
        return False
    if _ABBREVIATION.search(before):
        return _capital_follows(reading, match.end()) and not _DATE_WORD.match(reading.text, match.end())
    return True


def _line_ends_sentence(reading: Reading, place: int, start: int) -> bool:
    if _BULLET.match(reading.text, place):
        return True
    line_start = max(reading.text.rfind("\n", start, place) + 1, start)
    line = reading.text[line_start:place].rstrip()
    short = len(line) < _SHORT_LINE and not line.endswith(",")
    return short and _capital_follows(reading, place)


def _capital_follows(reading: Reading, place: int) -> bool:
    while place < len(reading.text) and reading.text[place] in " \n(":
        place += 1
    return place < len(reading.text) and reading.original[reading.places[place]].isupper()
