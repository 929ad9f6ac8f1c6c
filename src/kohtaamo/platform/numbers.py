"""Whole numbers in what came from outside."""

from __future__ import annotations

from collections.abc import Iterable

_DIGITS = 18  # any number of so many fits into the 63 bits a database has for one


def number_in(text: str) -> int | None:
    """The whole number in what a browser sent, in digits 0 to 9 alone; None when it is none a database could hold."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else None


def numbers_in(texts: Iterable[str]) -> list[int]:
    """The whole numbers among what a browser sent, in its order."""
    return [number for number in map(number_in, texts) if number is not None]
