"""What a file told, written out a thing a line, so that taking in can go on from any of them without reading anew."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from kohtaamo.passage.importing.mails import Mail
from kohtaamo.passage.importing.told import Person, Said, ToldCase, Unusable

Told = Person | ToldCase | Mail | Unusable
SAY_EVERY = 500  # things


@dataclass(frozen=True)
class Part:
    """Things read from the spool and where the next one begins."""

    things: list[Told]
    offset: int


def write_spool(things: Iterable[Told], path: Path, said: Callable[[int], object]) -> int:
    """Write all of them beside and then under ``path``; returns how many. ``said`` hears now and then how many so far."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{uuid4().hex}")
    number = 0
    try:
        with beside.open("w", encoding="ascii") as out:
            for number, thing in enumerate(things, 1):
                out.write(json.dumps(_written(thing), separators=(",", ":")) + "\n")
                if number % SAY_EVERY == 0:
                    said(number)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return number


def read_spool(path: Path, offset: int, most: int) -> Part:
    """At most so many things from ``offset`` on; none at the end."""
    found: list[Told] = []
    with path.open("rb") as file:
        file.seek(offset)
        while len(found) < most and (line := file.readline()):
            found.append(_read(json.loads(line)))
        return Part(found, file.tell())


def _written(thing: Told) -> list[Any]:
    if isinstance(thing, Unusable):
        return ["bad", {"why": thing.why, "row": thing.row, "cells": thing.cells, "facts": thing.facts}]
    if isinstance(thing, Mail):
        return ["mail", {"row": thing.row, "raw": base64.b64encode(thing.raw).decode()}]
    told = asdict(thing)
    if isinstance(thing, Person):
        return ["person", told]
    told["opened_at"] = thing.opened_at.isoformat()
    for one, said in zip(told["said"], thing.said, strict=True):
        one["at"] = said.at.isoformat()
    return ["case", told]


def _read(line: list[Any]) -> Told:
    kind, told = line
    if kind == "bad":
        return Unusable(**told)
    if kind == "mail":
        return Mail(told["row"], base64.b64decode(told["raw"]))
    if kind == "person":
        return _person(told)
    said = [Said(**{**each, "at": datetime.fromisoformat(each["at"])}) for each in told["said"]]
    opened = datetime.fromisoformat(told["opened_at"])
    return ToldCase(**{**told, "customer": _person(told["customer"]), "opened_at": opened, "said": said})


def _person(told: dict[str, Any]) -> Person:
    return Person(**{**told, "cells": tuple(told["cells"])})
