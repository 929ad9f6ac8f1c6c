"""Writing a rule and letting it look at what happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from kohtaamo.platform.journal.models import Entry
from kohtaamo.rules.commands.write import Wish, switch, write_rule
from kohtaamo.rules.models import Rule
from kohtaamo.rules.reader import read
from kohtaamo.staff.models import Member

Row = Mapping[str, Any]
Writes = Callable[..., Rule]


@pytest.fixture
def rule(lead: Member) -> Writes:
    """``rule("wrote", [act], [condition], name=...)``: written by the lead and switched on."""

    def write(when: str | Row, acts: Sequence[Row], conditions: Sequence[Row] = (), **more: Any) -> Rule:
        by = more.pop("by", lead)
        kind = {"kind": when} if isinstance(when, str) else when
        wish = Wish(name=more.pop("name", "Rikkoutunut"), when=kind, acts=acts, conditions=conditions, **more)
        return switch(actor=by, rule=write_rule(actor=by, wish=wish), on=True)

    return write


def look(times: int = 1) -> None:
    """The rules read the whole journal, until nothing more comes of it."""
    for _time in range(times):
        last = 0
        while entries := list(Entry.objects.filter(pk__gt=last).order_by("pk")):
            read(entries)
            last = entries[-1].pk
