"""How a subject customers write about is put down: what they say, what we answer, what we promise."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Vow:
    """A promise: the sentence of the answer with ``{when}``, what stands in the register, form, and days from and to."""

    says: str
    what: str
    form: str
    days: tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Topic:
    """A subject. ``goods`` names the kind of things it may be about; ``mood`` is how the customer mostly feels, 1 to 5.

    ``pasted`` is a saved answer many get as it is; ``share`` is how often it comes up beside the others; ``for_whom`` tells whose matter it is, when not their own.
    """

    goods: str
    mood: int
    share: int
    subjects: tuple[str, ...]
    openings: tuple[str, ...]
    answers: tuple[str, ...]
    vows: tuple[Vow, ...] = ()
    pasted: str = ""
    for_whom: tuple[str, ...] = ()
    is_delivery: bool = False


@dataclass(frozen=True, kw_only=True)
class Tongue:
    """What a language needs besides the subjects. Slots: ``{name}``, ``{first}``, ``{order}``, ``{member}``."""

    code: str
    topics: tuple[Topic, ...]
    goods: dict[str, dict[str, str]]
    hello: tuple[str, ...]
    goodbye: tuple[str, ...]
    more: tuple[str, ...]
    we_hello: tuple[str, ...]
    we_goodbye: tuple[str, ...]
    thanks: tuple[str, ...]
    welcome: tuple[str, ...]
    again: tuple[str, ...]
    answer_promise: str
    answered: str
    delivered: str
    done: str
    did_not: str
