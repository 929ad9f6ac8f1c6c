"""Who else has laid hands on what a rule touched, by the journal: what somebody decided since is theirs, also when it is again
as the rule left it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kohtaamo.platform.journal.models import Entry
from kohtaamo.rules.models import Firing
from kohtaamo.rules.traces import BACK, PART, touched
from kohtaamo.work.commands.tag import key_of

Data = Mapping[str, Any]
Told = Any
WHOLE = ""  # the thing as a whole, where it is not many rows
ENDS = ("rule.acted", "rule.failed", "rule.held")  # the last entry of each try of a firing
_HANDED = ("handover.offered", "handover.accepted", "handover.declined", "handover.withdrawn", "handover.returned")
_STATE = (
    "case.settled", "case.reopened", "case.snoozed", "case.woken", "encounter.ended", "message.written",
    "message.taken_back", "message.set_later", "message.held", "message.aside", "delivery.failed", "handover.offered",
)  # fmt: skip
_PROMISED = ("moved", "postponed", "given", "kept", "broken", "withdrawn", "opened_again")


@dataclass(frozen=True)
class Hands:
    """The entries that say somebody changed a subject. ``which`` of its rows an entry speaks of, given what the subject is
    about, the entry's data, and how the rule left it (how it found it, when it left nothing)."""

    kinds: Collection[str]
    which: Callable[[str, Data, Told], Iterable[str]] = lambda about, data, told: [WHOLE]


def _tag(about: str, data: Data, told: Told) -> list[str]:
    """Also when it has got another name since."""
    is_it = str(data.get("tag")) == told["tag_id"] or key_of(str(data.get("name", ""))) == about
    return [WHOLE] if is_it else []


def _numbered(name: str) -> Callable[[str, Data, Told], list[str]]:
    return lambda about, data, told: [WHOLE] if str(data.get(name)) == about else []


def _row(name: str) -> Callable[[str, Data, Told], list[str]]:
    return lambda about, data, told: [str(data.get(name))]


def _steps(about: str, data: Data, told: Told) -> list[str]:
    """Steps of the case's own are known by their words."""
    return [pk for pk, (text, _done) in told.items() if data.get("step") is None and text == data.get("text")]


HANDS: Mapping[str, Hands] = {
    "given": Hands(("case.taken", "case.let_go", "case.assigned", *_HANDED)),
    "matter": Hands(("case.matter_set",)),
    "state": Hands(_STATE),
    "lane": Hands(("case.fast_lane", "case.fast_lane_left")),
    "tag": Hands(("case.tagged", "case.untagged"), _tag),
    "field": Hands(("case.field_set", "customer.field_set"), _numbered("field")),
    "cause": Hands(("cause.joined", "cause.parted"), _numbered("cause")),
    "sleep": Hands(("case.snoozed", "case.woken")),
    "draft": Hands(()),  # writing is not in the journal: its moment tells
    "steps": Hands(("case.step_done", "case.step_open", "case.step_dropped"), _steps),
    "promise": Hands([f"promise.{each}" for each in _PROMISED], _row("promise")),
    "sent": Hands(("message.set_later", "message.taken_back"), _row("message")),
}


@dataclass(frozen=True)
class Noted:
    """An entry of the journal, and the firing that made it, when one did."""

    pk: int
    kind: str
    data: Data
    firing: int | None = None


class Since:
    """What others did to a case since a firing of a rule in it. One question to the journal, two where later firings acted on
    the same, one more where fields of the customer were filled in; none until it is asked for."""

    def __init__(self, firing: Firing) -> None:
        self._firing = firing

    def hands(self, row: Mapping[str, Any], name: str) -> set[str]:
        """Of what an act touched, the rows that somebody else touched later; ``WHOLE`` for what is not rows. What the same
        firing did, and what was undone, does not count."""
        was, after = row["was"][name], row["is"][name]
        subject, _colon, about = name.partition(":")
        known = HANDS[subject]
        later = [one for one in self._others(row) if one.kind in known.kinds and self._counts(one, name)]
        return {key for one in later for key in known.which(about, one.data, was if after is None else after)}

    def _others(self, row: Mapping[str, Any]) -> list[Noted]:
        """After the try in which the act was done. A journal that does not hold the firing tells nothing."""
        mine = self._firing.pk
        ends = [one.pk for one in self._noted if one.kind in ENDS and one.firing == mine]
        if not ends:
            return []
        end = ends[min(int(row.get("try", 1)), len(ends)) - 1]
        return [one for one in self._noted if one.pk > end and one.firing != mine]

    def _counts(self, one: Noted, name: str) -> bool:
        """Not when a firing did it and all it did to this has been put back."""
        rows = [row for row in self._later.get(one.firing or 0, []) if name in _changed(row)]
        return not rows or any(row.get("undone") not in {BACK, PART} for row in rows)

    @cached_property
    def _noted(self) -> list[Noted]:
        names = {name.partition(":")[0] for row in self._firing.acts for name in _changed(row)}
        kinds = {*ENDS, *(kind for name in names for kind in HANDS[name].kinds)}
        rows = list(_rows(case_id=self._firing.case_id, kind__in=sorted(kinds)))
        if "field" in names:
            theirs = ("customer.field_set", *ENDS)
            rows += _rows(customer_id=self._firing.case.customer_id, kind__in=theirs)
        return _by_firing(sorted({row[0]: row for row in rows}.values()))

    @cached_property
    def _later(self) -> Mapping[int, list[dict[str, Any]]]:
        """The acts of the other firings, by firing."""
        ids = {one.firing for one in self._noted if one.firing not in {None, self._firing.pk} and one.kind not in ENDS}
        return dict(Firing.objects.filter(pk__in=ids).values_list("pk", "acts")) if ids else {}


def _changed(row: Mapping[str, Any]) -> list[str]:
    was, after = row.get("was") or {}, row.get("is") or {}
    return [name for name in touched(row) if was.get(name) != after.get(name)]


def _rows(**where: Any) -> Iterable[tuple[int, str, str, Data]]:
    """The kinds wanted of one case or customer, by its index."""
    return Entry.objects.filter(**where).order_by("pk").values_list("pk", "kind", "actor", "data")


def _by_firing(rows: Sequence[tuple[int, str, str, Data]]) -> list[Noted]:
    """Each entry with the firing that made it: those of a rule stand before the one that says it has acted, in one transaction
    and in order. What undoing wrote is left out."""
    noted: list[Noted] = []
    ends: dict[str, int] = {}
    for pk, kind, actor, data in reversed(rows):
        if kind in ENDS:
            ends[actor] = int(data.get("firing") or 0)
        if "undoes" not in data:
            noted.append(Noted(pk, kind, data, ends.get(actor) if actor.startswith("rule:") else None))
    return noted[::-1]
