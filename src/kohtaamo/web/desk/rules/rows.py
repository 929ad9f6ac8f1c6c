"""The rows of a rule's form: read as they were filled in, shown with what each may be."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from kohtaamo.rules.acts import ACTS
from kohtaamo.rules.choices import Joined
from kohtaamo.rules.commands.write import MOST_ROWS, Wish
from kohtaamo.rules.conditions import CONDITIONS
from kohtaamo.rules.errors import RowWrong
from kohtaamo.rules.models import Rule
from kohtaamo.rules.triggers import TRIGGERS

_DROP = re.compile(r"drop-([ca])(\d{1,2})")
Row = dict[str, Any]


@dataclass
class Filled:
    """A rule as it stands in the form, right or not."""

    name: str = ""
    when: Row = field(default_factory=dict)
    joined: str = Joined.ALL
    conditions: list[Row] = field(default_factory=list)
    acts: list[Row] = field(default_factory=list)
    stops: bool = False
    starts_on: str = ""
    ends_on: str = ""
    newest: str = ""  # the row that was just added

    def wish(self) -> Wish:
        """What is wished. Raises ``RowWrong`` for days that are none."""
        return Wish(
            name=self.name, when=self.when, joined=self.joined, conditions=self.conditions, acts=self.acts,
            stops=self.stops, starts_on=_day(self.starts_on), ends_on=_day(self.ends_on),
        )  # fmt: skip


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text.strip() else None
    except ValueError as problem:
        raise RowWrong(_("Write the day as 2026-12-31.")) from problem


def of_rule(rule: Rule) -> Filled:
    """A rule as it is."""
    return Filled(
        name=rule.name, when=dict(rule.when), joined=rule.joined, conditions=list(rule.conditions), acts=list(rule.acts),
        stops=rule.stops, starts_on=rule.starts_on.isoformat() if rule.starts_on else "",
        ends_on=rule.ends_on.isoformat() if rule.ends_on else "",
    )  # fmt: skip


def read(data: QueryDict) -> Filled:
    """As it was filled in; a row taken off or added by the button that was pressed."""
    filled = Filled(
        name=data.get("name", "")[:200],
        when={
            "kind": data.get("kind", ""), "number": data.get("number", ""), "clock": data.get("clock", ""),
            "days": [day for day in data.getlist("days") if day in set("0123456")],
        },
        joined=data.get("joined", Joined.ALL),
        conditions=[_condition(data, n) for n in _numbers(data, "c")],
        acts=[_act(data, n) for n in _numbers(data, "a")],
        stops="stops" in data, starts_on=data.get("starts_on", "")[:10], ends_on=data.get("ends_on", "")[:10],
    )  # fmt: skip
    _press(filled, data)
    return filled


def _numbers(data: QueryDict, letter: str) -> list[int]:
    drop = _DROP.fullmatch(data.get("press", ""))
    gone = int(drop[2]) if drop and drop[1] == letter else -1
    found = [int(each) for each in data.getlist(letter) if each.isdecimal() and len(each) < 3]
    return [n for n in found[:MOST_ROWS] if n != gone]


def _condition(data: QueryDict, n: int) -> Row:
    return {
        "what": data.get(f"c{n}_what", ""), "how": data.get(f"c{n}_how", "is"), "values": data.getlist(f"c{n}_values"),
        "extra": data.get(f"c{n}_extra", "")[:600],
    }  # fmt: skip


def _act(data: QueryDict, n: int) -> Row:
    return {
        "do": data.get(f"a{n}_do", ""), "value": data.get(f"a{n}_value", ""), "extra": data.get(f"a{n}_extra", "")[:600],
    }  # fmt: skip


def _press(filled: Filled, data: QueryDict) -> None:
    press = data.get("press", "")
    if press == "condition" and data.get("new_condition") in CONDITIONS and len(filled.conditions) < MOST_ROWS:
        filled.conditions.append({"what": data["new_condition"], "how": "is", "values": [], "extra": ""})
        filled.newest = f"c{len(filled.conditions) - 1}"
    if press == "act" and data.get("new_act") in ACTS and len(filled.acts) < MOST_ROWS:
        filled.acts.append({"do": data["new_act"], "value": "", "extra": ""})
        filled.newest = f"a{len(filled.acts) - 1}"


def shown(filled: Filled) -> dict[str, Any]:
    """What the form's template needs."""
    known = TRIGGERS.get(filled.when.get("kind", ""))
    return {
        "filled": filled, "trigger": known,
        "triggers": [(name, one.name) for name, one in TRIGGERS.items()],
        "joins": Joined.choices,
        "days": [(str(n), n, str(n) in {str(day) for day in filled.when.get("days", [])}) for n in range(7)],
        "conditions": [
            _shown_condition(row) | {"is_new": filled.newest == f"c{n}"}
            for n, row in enumerate(filled.conditions)
            if row["what"] in CONDITIONS
        ],
        "acts": [
            _shown_act(row) | {"is_new": filled.newest == f"a{n}"}
            for n, row in enumerate(filled.acts)
            if row["do"] in ACTS
        ],
        "new_conditions": [(name, one.name) for name, one in CONDITIONS.items()],
        "new_acts": [(name, one.name) for name, one in ACTS.items()],
    }  # fmt: skip


def _shown_condition(row: Row) -> Row:
    found = CONDITIONS[row["what"]]
    options = [(str(key), label, str(key) in row["values"]) for key, label in found.options()] if found.options else []
    yes, no = str(found.holds), str(found.holds_not)
    return {
        **row, "name": found.name, "options": options, "many": found.many and len(options) > 2, "words": found.words,
        "yes": yes % {"what": "…"} if "%(what)s" in yes else yes, "no": no % {"what": "…"} if "%(what)s" in no else no,
    }  # fmt: skip


def _shown_act(row: Row) -> Row:
    found = ACTS[row["do"]]
    options = [(str(key), label) for key, label in found.options()] if found.options else []
    return {
        **row, "name": found.name, "options": options, "chooses": found.options is not None, "words": found.words,
        "is_number": found.is_number,
    }  # fmt: skip
