"""Writing rules, their order, switching them on and off."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.numbers import number_in
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.rules.acts import ACTS
from kohtaamo.rules.choices import How, Joined
from kohtaamo.rules.conditions import CONDITIONS
from kohtaamo.rules.errors import NothingToDo, RowWrong, RuleNameless
from kohtaamo.rules.models import Rule
from kohtaamo.rules.queries import rules
from kohtaamo.rules.triggers import TRIGGERS
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require

MOST_ROWS = 20
LONGEST = 500
_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A rule as it is to be; the rows as in ``Rule``."""

    name: str
    when: Row
    acts: Sequence[Row]
    conditions: Sequence[Row] = ()
    joined: str = Joined.ALL
    stops: bool = False
    starts_on: date | None = None
    ends_on: date | None = None


def write_rule(*, actor: Member, wish: Wish, rule: Rule | None = None) -> Rule:
    """Write a rule, or change one. Whoever wrote it last answers for it: it may do what they may. A new one is off.

    Raises ``RuleNameless``, ``NothingToDo`` and ``RowWrong``.
    """
    require(actor, Right.SHAPE_WORK)
    wish = checked(wish)
    with unit_of_work():
        held = rules(actor).select_for_update(of=("self",)).get(pk=rule.pk) if rule else Rule(place=_last() + 1)
        for name in ("name", "joined", "stops", "starts_on", "ends_on"):
            setattr(held, name, getattr(wish, name))
        held.when, held.conditions, held.acts = dict(wish.when), list(wish.conditions), list(wish.acts)
        held.owner, held.changed_at = actor, now()
        _from_now(held)
        held.save()
        record("rule.changed" if rule else "rule.made", actor=actor, rule=held.pk, name=held.name)
        return held


def checked(wish: Wish) -> Wish:
    """The wish with nothing unknown in it. Raises what is wrong with it."""
    name = " ".join(wish.name.replace("\0", "").split())[:120]
    if not name:
        raise RuleNameless
    if wish.joined not in Joined.values:
        raise RowWrong(_("Choose how the conditions hang together."))
    if wish.starts_on and wish.ends_on and wish.ends_on < wish.starts_on:
        raise RowWrong(_("It cannot end before it begins."))
    conditions, acts = [_condition(row) for row in wish.conditions], [_act(row) for row in wish.acts]
    if not acts:
        raise NothingToDo
    if len(conditions) > MOST_ROWS or len(acts) > MOST_ROWS:
        raise RowWrong(_("A rule has at most twenty conditions and twenty acts."))
    return replace(wish, name=name, when=_when(wish.when), conditions=conditions, acts=acts)


def _when(row: Row) -> Row:
    trigger = TRIGGERS.get(str(row.get("kind", "")))
    if trigger is None:
        raise RowWrong(_("Choose when the rule looks."))
    told: dict[str, Any] = {"kind": str(row["kind"])}
    if trigger.number:
        told["number"] = _number(row.get("number"), str(trigger.name))
    if trigger.clock:
        days = sorted({int(day) for day in row.get("days", []) if str(day) in set("0123456")})
        if not _CLOCK.fullmatch(str(row.get("clock", ""))) or not days:
            raise RowWrong(_("Write the time of day as 08:30 and choose a weekday at least."))
        told |= {"clock": str(row["clock"]), "days": days}
    return told


def _number(value: Any, name: str) -> int:
    number = number_in(str(value or "").strip())
    if number is None or not 0 < number <= 10_000:
        raise RowWrong(_("%(what)s: write a whole number, at least 1.") % {"what": name})
    return number


def _extra(value: Any) -> str:
    return " ".join(str(value or "").replace("\0", "").split())[:LONGEST]


def _condition(row: Row) -> Row:
    found = CONDITIONS.get(str(row.get("what", "")))
    if found is None:
        raise RowWrong(_("One of the conditions is not known."))
    allowed = {str(key) for key, _label in found.options()} if found.options else set()
    values, extra = [str(each) for each in row.get("values", []) if str(each) in allowed], _extra(row.get("extra"))
    if (found.options and not values) or (found.words and not extra):
        raise RowWrong(_("%(what)s: choose or write what it is to be.") % {"what": found.name})
    told = {"what": str(row["what"]), "how": How.NOT.value if row.get("how") == How.NOT else How.IS.value}
    return {**told, "values": values if found.many else values[:1], "extra": extra if found.words else ""}


def _act(row: Row) -> Row:
    found = ACTS.get(str(row.get("do", "")))
    if found is None:
        raise RowWrong(_("One of the acts is not known."))
    value, extra = str(row.get("value", "")), _extra(row.get("extra"))
    if found.options and value not in {str(key) for key, _label in found.options()}:
        raise RowWrong(_("%(what)s: choose which.") % {"what": found.name})
    if found.needs_words and not extra:
        raise RowWrong(_("%(what)s: write what.") % {"what": found.name})
    if found.is_number:
        extra = str(_number(extra, str(found.name)))
    return {"do": str(row["do"]), "value": value if found.options else "", "extra": extra if found.words else ""}


def _last() -> int:
    return int(Rule.objects.aggregate(last=Max("place"))["last"] or 0)


def _from_now(rule: Rule) -> None:
    """What has happened concerns it no more."""
    rule.from_entry = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    rule.on_at, rule.clocked_on = now(), None


def switch(*, actor: Member, rule: Rule, on: bool) -> Rule:
    """Switch it on, from now, or off."""
    require(actor, Right.SHAPE_WORK)
    with unit_of_work():
        held = rules(actor).select_for_update(of=("self",)).get(pk=rule.pk)
        if held.is_on != on:
            held.is_on = on
            if on:
                _from_now(held)
            held.save()
            record("rule.switched_on" if on else "rule.switched_off", actor=actor, rule=held.pk, name=held.name)
        return held


def move(*, actor: Member, rule: Rule, up: bool) -> None:
    """Change places with the rule before or after it."""
    require(actor, Right.SHAPE_WORK)
    with unit_of_work():
        ordered = list(rules(actor).select_for_update(of=("self",)))
        at = next((n for n, one in enumerate(ordered) if one.pk == rule.pk), -1)
        other = at - 1 if up else at + 1
        if at < 0 or not 0 <= other < len(ordered):
            return
        ordered[at], ordered[other] = ordered[other], ordered[at]
        for place, one in enumerate(ordered, start=1):
            if one.place != place:
                Rule.objects.filter(pk=one.pk).update(place=place)
        record("rule.reordered", actor=actor, rule=rule.pk, name=rule.name)


def remove(*, actor: Member, rule: Rule) -> None:
    """Take it away: it acts no more; what it did stays in the log and in the cases."""
    require(actor, Right.SHAPE_WORK)
    with unit_of_work():
        held = rules(actor).select_for_update(of=("self",)).get(pk=rule.pk)
        held.is_on, held.removed_at = False, now()
        held.save(update_fields=["is_on", "removed_at"])
        record("rule.removed", actor=actor, rule=held.pk, name=held.name)
