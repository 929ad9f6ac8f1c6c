"""Our icons: one small drawing each, on a grid of 24, in ``icons.svg`` beside this file."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_SYMBOL = re.compile(r'<symbol id="([\w-]+)" viewBox="([^"]+)">(.*?)</symbol>', re.DOTALL)


@cache
def icons() -> dict[str, tuple[str, str]]:
    """Every icon by name: its view box and its drawing."""
    drawing = Path(__file__).with_name("icons.svg").read_text()
    return {name: (box, inside) for name, box, inside in _SYMBOL.findall(drawing)}
