"""What putting right teaches, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import number_format

from kohtaamo.promises.choices import Failing
from kohtaamo.promises.recovering import Taught
from kohtaamo.promises.rules import wilson
from kohtaamo.web.desk.promises.rate import FEW, percent


@dataclass(frozen=True)
class Told:
    """A group in words; empty where there is not enough to say."""

    taught: Taught
    failing: str
    in_a_day: str
    before: str
    after: str
    rose: bool
    came_back: str
    failed_again: str


def told(taught: Taught) -> Told:
    """The figures of one kind of failing."""
    before, after = taught.before, taught.after
    return Told(
        taught=taught, failing=str(Failing(taught.failing).label), in_a_day=share(taught.in_a_day, taught.count),
        before=_step(before), after=_step(after), rose=before is not None and after is not None and after > before,
        came_back=share(taught.came_back, taught.ripe) if taught.ripe else "",
        failed_again=share(taught.failed_again, taught.count),
    )  # fmt: skip


def _step(mean: float | None) -> str:
    return "" if mean is None else number_format(round(mean, 1), 1)


def share(of: int, counted: int) -> str:
    """``7 / 9`` of few; ``78 % (65–88 %)`` of more, with its uncertainty at 95 per cent."""
    if counted < FEW:
        return f"{of} / {counted}"
    low, high = wilson(of, counted)
    return f"{percent(of / counted)} ({round(low * 100)}–{percent(high)})"
