"""Gaps in a text that wait to be filled, such as ``{promise.due}``: found, so that none ever reaches a customer."""

from __future__ import annotations

import re

HEADS = ("customer", "case", "me", "team", "organisation", "promise", "touchpoint", "today")
GAP = re.compile(
    r"\{\s*((?:" + "|".join(HEADS) + r")(?:\.[a-z_]{1,30})?)\s*(?:\|([^{}\n]{0,120}))?\}",
    re.IGNORECASE,
)


def gaps_in(text: str) -> list[str]:
    """The gaps left in a text, as they are written, each once and in order."""
    return list(dict.fromkeys(found.group(0) for found in GAP.finditer(text)))
