"""Who gets a new case: by turn or by load, those who speak its language first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kohtaamo.serving.choices import Sharing


@dataclass(frozen=True)
class Candidate:
    """Somebody who may get it: their id, the languages they serve in, how many waiting cases they have."""

    pk: int
    speaks: Sequence[str]
    load: int


@dataclass(frozen=True)
class Chosen:
    """Who gets it and why: by turn or load, and whether the language decided."""

    pk: int
    way: str
    language: str


def choose(
    candidates: Sequence[Candidate], *, way: str, language: str, by_language: bool, most: int | None, latest: int | None
) -> Chosen | None:
    """The one whose turn it is, or who has least; None when the team shares freely or nobody has room.

    With ``by_language`` those who speak it come first; when none of them has room, the others are asked.
    """
    if way == Sharing.FREE:
        return None
    free = [one for one in sorted(candidates, key=lambda one: one.pk) if most is None or one.load < most]
    speaking = [one for one in free if language in one.speaks] if by_language else []
    asked = speaking or free
    if not asked:
        return None
    chosen = (
        _by_turn(asked, latest) if way == Sharing.TURN else min(asked, key=lambda one: (one.load, _after(one, latest)))
    )
    return Chosen(chosen.pk, way, language if speaking and len(speaking) < len(free) else "")


def _by_turn(asked: Sequence[Candidate], latest: int | None) -> Candidate:
    return next((one for one in asked if latest is not None and one.pk > latest), asked[0])


def _after(one: Candidate, latest: int | None) -> tuple[bool, int]:
    """Of equals the next by turn."""
    return (latest is not None and one.pk <= latest, one.pk)
