"""What is compared of a text and how two versions differ, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Line:
    """A line of the comparison: ``same``, ``gone`` or ``new``."""

    how: str
    text: str


def whole(title: str, summary: str, body: str) -> str:
    """All that is read of a text, in the order it is compared in."""
    return "\n".join(part for part in (title, summary, "", body) if part or part == "")


def differences(before: str, after: str) -> list[Line]:
    """The lines of both, in order, each with what became of it."""
    old, new = before.splitlines(), after.splitlines()
    found: list[Line] = []
    for act, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if act == "equal":
            found += [Line("same", text) for text in old[old_from:old_to]]
            continue
        found += [Line("gone", text) for text in old[old_from:old_to]]
        found += [Line("new", text) for text in new[new_from:new_to]]
    return found
