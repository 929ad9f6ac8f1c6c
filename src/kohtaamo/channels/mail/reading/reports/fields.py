"""Blocks of ``Name: value`` lines, as reports and quoted headers use them (RFC 3464, section 2.1.1)."""

from __future__ import annotations

import re

Block = list[tuple[str, str]]

_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60})[ \t]{0,8}:(?!//)[ \t]*(.*)")
_ADDRESS = re.compile(r"[^\s<>\"',;:()\[\]@]{1,128}@[^\s<>\"',;:()\[\]@]{1,255}")


def blocks(text: str) -> list[Block]:
    """The blocks of a text, parted by empty lines; names lower-cased, folded values on one line."""
    found: list[Block] = []
    current: Block = []
    for line in text.splitlines():
        if not line.strip():
            if current:
                found.append(current)
            current = []
            continue
        _take(line, current)
    return [*found, current] if current else found


def value(block: Block, name: str) -> str:
    """The first value under a name, or an empty string."""
    return next((text for key, text in block if key == name), "")


def values(block: Block, name: str) -> list[str]:
    """Every value under a name, in order."""
    return [text for key, text in block if key == name]


def address_in(text: str) -> str:
    """The first mail address in a text, or an empty string."""
    found = _ADDRESS.search(text[:2000])
    return found.group().strip(".") if found else ""


def _take(line: str, current: Block) -> None:
    field = None if line[0] in " \t" else _FIELD.match(line)
    if field:
        current.append((field.group(1).lower(), field.group(2).strip()))
    elif current:
        name, before = current[-1]
        current[-1] = (name, f"{before} {line.strip()}".strip())
