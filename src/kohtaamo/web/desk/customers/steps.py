"""The path as it is drawn: months, and the fine line that leans left when it hurts, right when it delights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from django.utils.timezone import localtime

from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.models import Message
from kohtaamo.mandates.amounts import told
from kohtaamo.offers.choices import OfferState
from kohtaamo.promises.path import Step, first_words
from kohtaamo.web.showing_offers import GLYPHS, total_of

MIDDLE = 3
PLACES = {1: 10, 2: 18, 3: 26, 4: 34, 5: 42}  # pixels from the left, by feeling


@dataclass(frozen=True)
class Drawn:
    """A step and its place on the line; ``thread`` leads to the next one, empty at the end of a month."""

    step: Step
    lean: int
    thread: str = ""

    @property
    def words(self) -> str:
        return first_words(self.step)

    @property
    def others(self) -> list[Message]:
        """What was said after the customer's first words."""
        said = self.step.said
        theirs = next((message for message in said if message.author == Author.CUSTOMER), None)
        return [message for message in said if message is not theirs]

    @property
    def amount(self) -> str:
        """What a decision now stands at, as people read it; empty for a yes or no and for what was taken back."""
        decision = self.step.decision
        return told(decision.kind.unit, decision.amount_now) if decision and decision.amount_now else ""

    @property
    def offer_glyph(self) -> str:
        return GLYPHS[OfferState(self.step.offer.state)] if self.step.offer else ""

    @property
    def offer_total(self) -> str:
        return total_of(self.step.offer.current) if self.step.offer else ""

    @property
    def untold(self) -> int:
        """How many messages are only to be read in the case."""
        return self.step.total - len(self.step.said)


@dataclass(frozen=True)
class Month:
    """The steps of one month; ``first`` is a day in it."""

    first: date
    steps: list[Drawn]


def months(steps: Sequence[Step]) -> list[Month]:
    """The steps by month, newest first."""
    grouped = groupby(steps, key=lambda step: localtime(step.at).date().replace(day=1))
    return [Month(first, _drawn(list(inside))) for first, inside in grouped]


def _drawn(steps: list[Step]) -> list[Drawn]:
    leans = [step.feeling or MIDDLE for step in steps]
    threads = [_thread(here, below) for here, below in pairwise(leans)]
    return [Drawn(step, lean, thread) for step, lean, thread in zip(steps, leans, [*threads, ""], strict=True)]


def _thread(here: int, below: int) -> str:
    a, b = PLACES[here], PLACES[below]
    return f"M{a} 0C{a} 55 {b} 45 {b} 100"
