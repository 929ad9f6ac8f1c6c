"""Finding who is named in a note: ``@Sami Lahti``, ``@Sami`` when there is only one, ``@Palvelu`` for a team."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_SIGN = re.compile(r"(?<![\w@.])@(?=\w)", re.UNICODE)
_INSIDE = re.compile(r"[\w'’-]", re.UNICODE)


@dataclass(frozen=True)
class Named:
    """The ids of the people and teams named, each once, in the order they come."""

    members: list[int] = field(default_factory=list)
    teams: list[int] = field(default_factory=list)


def named_in(text: str, members: Iterable[tuple[int, str]], teams: Iterable[tuple[int, str]]) -> Named:
    """Who of these (id, name) is named in the text. The longest name that fits counts; one that fits two does not."""
    known = _known(members, teams)
    lengths = sorted({len(name) for name in known}, reverse=True)
    folded, found = text.casefold(), Named()
    for sign in _SIGN.finditer(folded):
        start = sign.end()
        for length in lengths:
            name = folded[start : start + length]
            after = folded[start + length : start + length + 1]
            if len(name) == length and name in known and not _INSIDE.match(after or " "):
                _add(found, known[name])
                break
    return found


def _add(found: Named, whose: tuple[str, int]) -> None:
    kind, number = whose
    place = found.members if kind == "member" else found.teams
    if number not in place:
        place.append(number)


def _known(members: Iterable[tuple[int, str]], teams: Iterable[tuple[int, str]]) -> Mapping[str, tuple[str, int]]:
    """Whole names and first names by which exactly one is meant; a whole name before a first name."""
    whole: dict[str, set[tuple[str, int]]] = defaultdict(set)
    first: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for number, name in teams:
        whole[name.casefold()].add(("team", number))
    for number, name in members:
        whole[name.casefold()].add(("member", number))
        first[name.split(" ")[0].casefold()].add(("member", number))
    meant = {name: next(iter(whose)) for name, whose in first.items() if len(whose) == 1}
    return meant | {name: next(iter(whose)) for name, whose in whole.items() if len(whose) == 1}
