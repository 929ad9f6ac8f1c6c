"""Writing a rule and letting it look at what happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from kohtaamo.encounters.models import Case
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.rules.commands.fire import fire
from kohtaamo.rules.commands.write import Wish, switch, write_rule
from kohtaamo.rules.facts import Facts
from kohtaamo.rules.models import Firing, Rule
from kohtaamo.rules.reader import read
from kohtaamo.staff.models import Member
from kohtaamo.work.models import Tagging

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


def do(what: str, value: object = "", extra: str = "") -> dict[str, str]:
    return {"do": what, "value": str(value), "extra": extra}


def acts(rule: Rule, case: Case, occasion: str = "e1") -> Firing:
    """The rule acts on a case."""
    fired = fire(rule=rule, facts=Facts(Case.objects.get(pk=case.pk), now()), occasion=occasion)
    assert fired is not None
    return fired


def tags(case: Case) -> list[str]:
    return sorted(Tagging.objects.filter(case=case).values_list("tag__name", flat=True))
