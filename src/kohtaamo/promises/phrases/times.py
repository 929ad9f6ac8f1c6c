"""The times said in a sentence: parts found one by one, then put together."""

from dataclasses import dataclass, replace

from kohtaamo.promises.phrases.languages.language import TimeGrammar
from kohtaamo.promises.phrases.meanings import Clock, Meaning

BLANK = "\v"
"""Stands where a time stood: a blank to every pattern, yet another than the writer's own."""

_LEAD_REACH = 40
_GAP_REACH = 30


@dataclass(frozen=True)
class Said:
    """A time in a sentence with its offsets. Several meanings are alternatives; none means it is no deadline.

    `is_open` marks a time such as "until Friday", which makes its neighbours no deadlines either.
    """

    start: int
    end: int
    meanings: tuple[Meaning, ...]
    is_open: bool = False

    @property
    def has_day(self) -> bool:
        return any(meaning.has_day for meaning in self.meanings)


def times_in(sentence: str, grammar: TimeGrammar) -> list[Said]:
    """Every time said in the sentence, in order, neighbours put together."""
    parts = _with_bare_clocks(sentence, _parts(sentence, grammar), grammar)
    dressed = [_dressed(sentence, part, grammar) for part in parts]
    return _grouped(sentence, dressed, grammar)


def _parts(sentence: str, grammar: TimeGrammar) -> list[Said]:
    """The longest readings that do not overlap; of two as long, the rule listed first."""
    found = []
    rules = [rule for sign, group in grammar.rules if sign.search(sentence) for rule in group]
    for order, (pattern, build) in enumerate(rules):
        for match in pattern.finditer(sentence):
            meaning = build(match)
            if meaning is not None:
                found.append((match.start() - match.end(), order, Said(match.start(), match.end(), (meaning,))))
    chosen: list[Said] = []
    for _, _, said in sorted(found, key=lambda entry: entry[:2]):
        if all(said.end <= other.start or said.start >= other.end for other in chosen):
            chosen.append(said)
    return sorted(chosen, key=lambda said: said.start)


def _with_bare_clocks(sentence: str, parts: list[Said], grammar: TimeGrammar) -> list[Said]:
    """Adds "16" in "tomorrow 16": a number is a clock time only straight after a day."""
    pattern, build = grammar.bare
    result: list[Said] = []
    for index, part in enumerate(parts):
        result.append(part)
        limit = parts[index + 1].start if index + 1 < len(parts) else len(sentence)
        match = pattern.match(sentence, part.end)
        if match and match.end() <= limit and part.meanings[0].clock is None:
            meaning = build(match)
            if meaning is not None:
                result.append(Said(match.start(1), match.end(), (meaning,)))
    return result


def _dressed(sentence: str, part: Said, grammar: TimeGrammar) -> Said:
    """The part with the words that lead into it and out of it, and what they make of it."""
    ahead = sentence[max(0, part.start - _LEAD_REACH) : part.start]
    lead = grammar.leads.search(ahead)
    start = part.start - len(lead.group()) if lead else part.start
    lead_text = lead.group() if lead else ""
    trail = grammar.trails.match(sentence, part.end)
    end = trail.end() if trail else part.end
    meaning = part.meanings[0]
    if _is_open(sentence, start, end, grammar) or _is_anchored(sentence, end, meaning, grammar):
        return Said(start, end, (), is_open=True)
    if grammar.before.search(lead_text):
        meaning = replace(meaning, before=True)
    after_end = grammar.after.match(sentence, end)
    if grammar.after.search(lead_text) or after_end:
        return Said(start, after_end.end() if after_end else end, _after(meaning))
    return Said(start, end, (meaning,))


def _is_open(sentence: str, start: int, end: int, grammar: TimeGrammar) -> bool:
    ahead = sentence[max(0, start - _LEAD_REACH) : start]
    return bool(grammar.open_leads.search(ahead) or grammar.open_trails.match(sentence, end))


def _is_anchored(sentence: str, end: int, meaning: Meaning, grammar: TimeGrammar) -> bool:
    return meaning.is_span and bool(grammar.anchored.match(sentence, end))


def _after(meaning: Meaning) -> tuple[Meaning, ...]:
    """After a clock time means later the same day; after a day there is no last moment."""
    if meaning.clock is None:
        return ()
    late = Clock(16).reading("")[0] <= meaning.clock.reading(meaning.part)[0]
    return (replace(meaning, clock=None, part="evening" if late else "day"),)


def _grouped(sentence: str, parts: list[Said], grammar: TimeGrammar) -> list[Said]:
    groups: list[Said] = []
    for part in parts:
        if groups and _touch(sentence, groups[-1], part, grammar):
            groups[-1] = _together(groups[-1], part)
        else:
            groups.append(part)
    return groups


def _touch(sentence: str, first: Said, second: Said, grammar: TimeGrammar) -> bool:
    gap = sentence[first.end : second.start]
    return len(gap) <= _GAP_REACH and bool(grammar.bridges.fullmatch(gap))


def _together(first: Said, second: Said) -> Said:
    if first.is_open or second.is_open:
        return Said(first.start, second.end, (), is_open=True)
    if not first.meanings or not second.meanings:
        return Said(first.start, second.end, first.meanings or second.meanings)
    both = first.meanings[-1].with_more(second.meanings[0])
    if both is not None:
        return Said(first.start, second.end, (*first.meanings[:-1], both))
    return Said(first.start, second.end, (*first.meanings, _inheriting(first.meanings[-1], second.meanings[0])))


def _inheriting(first: Meaning, second: Meaning) -> Meaning:
    """A second alternative takes the day of the first when it names none ("at 12 or 14 tomorrow")."""
    return second if second.has_day else replace(second, day=first.day)


def combined(first: Said, second: Said) -> Said | None:
    """Two times of one clause that complete each other (a day here, a clock time there), or None."""
    if len(first.meanings) != 1 or len(second.meanings) != 1 or first.has_day == second.has_day:
        return None
    both = first.meanings[0].with_more(second.meanings[0])
    if both is None:
        return None
    return Said(min(first.start, second.start), max(first.end, second.end), (both,))


def blanked(text: str, times: list[Said], offset: int) -> str:
    """The text with its times turned to `BLANK`; `offset` is where the text stands in its sentence."""
    for said in times:
        start, end = max(0, said.start - offset), min(len(text), said.end - offset)
        text = text[:start] + BLANK * (end - start) + text[end:]
    return text
