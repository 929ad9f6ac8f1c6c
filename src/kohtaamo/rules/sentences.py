"""A rule as one reads it aloud, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from kohtaamo.rules.acts import ACTS
from kohtaamo.rules.choices import How, Joined
from kohtaamo.rules.conditions import CONDITIONS, Options
from kohtaamo.rules.models import Rule
from kohtaamo.rules.triggers import TRIGGERS

Row = Mapping[str, Any]
Names = dict[str, dict[str, str]]  # by kind of row, the options by their key


class Reader:
    """Reads rules aloud; what can be chosen is looked up once for however many rules."""

    def __init__(self) -> None:
        self._names: Names = {}

    def sentence(self, rule: Rule) -> str:
        """When..., if ... and ...: do this and that."""
        return self.read(rule.when, rule.joined, rule.conditions, rule.acts)

    def read(self, when: Row, joined: str, conditions: Sequence[Row], acts: Sequence[Row]) -> str:
        between = f" {_('or')} " if joined == Joined.ANY else f" {_('and')} "
        asked = between.join(filter(None, (self.condition(row) for row in conditions)))
        said = {"when": self.when(when), "what": self.listed([self.act(row) for row in acts]) or _("do nothing")}
        if not asked:
            return _("%(when)s, %(what)s.") % said
        return _("%(when)s, and %(conditions)s: %(what)s.") % {**said, "conditions": asked}

    def when(self, when: Row) -> str:
        trigger = TRIGGERS.get(when.get("kind", ""))
        if trigger is None:
            return _("When nothing known happens")
        days = self.listed([_weekdays()[int(day)] for day in when.get("days", [])])
        return str(trigger.said) % {"number": when.get("number", ""), "clock": when.get("clock", ""), "days": days}

    def condition(self, row: Row) -> str:
        found = CONDITIONS.get(row.get("what", ""))
        if found is None:
            return ""
        values, is_not = row.get("values", []), row.get("how") == How.NOT
        if len(values) == 1 and values[0] in found.lone:
            return str(found.lone[values[0]][is_not])
        named = self._named("c" + row["what"], found.options, values)
        parts = [_(" or ").join(named)] if named else []
        if row.get("extra"):
            parts.append(_quoted(row["extra"]))
        said = found.holds_not if is_not else found.holds
        return str(said) % {"what": " ".join(parts)}

    def act(self, row: Row) -> str:
        found = ACTS.get(row.get("do", ""))
        if found is None:
            return ""
        what = ", ".join(self._named("a" + row["do"], found.options, [row.get("value", "")]))
        extra = str(row.get("extra", ""))
        return str(found.said) % {"what": what, "extra": extra if found.is_number else f"”{extra}”"}

    def listed(self, parts: Sequence[str]) -> str:
        """One, two and three."""
        parts = [part for part in parts if part]
        return f" {_('and')} ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))

    def _named(self, kind: str, options: Options | None, values: Sequence[str]) -> list[str]:
        if options is None:
            return []
        if kind not in self._names:
            self._names[kind] = {str(key): str(label) for key, label in options()}
        return [self._names[kind].get(str(value), _("something that is no more")) for value in values if value]


def _quoted(words: str) -> str:
    return _(" or ").join(f"”{one.strip()}”" for one in words.split(",") if one.strip())


def _weekdays() -> list[str]:
    return [
        _("Mondays"), _("Tuesdays"), _("Wednesdays"), _("Thursdays"), _("Fridays"), _("Saturdays"), _("Sundays"),
    ]  # fmt: skip
