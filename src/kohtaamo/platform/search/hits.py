"""What is asked of the text index and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Hit:
    """A found thing: what it is, where it belongs."""

    kind: str
    object_id: int
    group_id: int


@dataclass(frozen=True)
class Word:
    """What may stand for one word asked: any of ``terms``, or any word that begins with one of ``beginnings``."""

    terms: list[str]
    beginnings: list[str] = field(default_factory=list)
