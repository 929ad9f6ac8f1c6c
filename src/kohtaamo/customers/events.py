"""What the customers room tells those above."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class CustomersMerged:
    """``loser`` becomes ``winner``. Listeners move their rows and note the moved ids under their own name."""

    winner: int
    loser: int
    moved: dict[str, list[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class MergeUndone:
    """The rows listed in ``moved`` go back to ``loser``."""

    winner: int
    loser: int
    moved: dict[str, list[int]]
