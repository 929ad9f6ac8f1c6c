"""When a rule looks: at entries of the journal, or when time has passed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kohtaamo.platform.journal.models import Entry


def _always(entry: Entry) -> bool:
    return True


def _by_a_person(entry: Entry) -> bool:
    data = entry.data
    return not (data.get("automatic") or data.get("history") or data.get("thanks"))


@dataclass(frozen=True)
class Trigger:
    """Something that moves a rule. ``entries`` are the journal's kinds; none means that time does. ``number`` is what is
    asked beside: hours, days; ``clock`` whether a time of day and weekdays are."""

    name: Any  # in a list to choose from
    said: Any  # at the beginning of the sentence, with %(number)s or %(clock)s
    entries: Sequence[str] = ()
    counts: Callable[[Entry], bool] = _always
    number: Any = ""
    clock: bool = False

    @property
    def is_timed(self) -> bool:
        return not self.entries


TRIGGERS: Mapping[str, Trigger] = {
    "arrived": Trigger(
        _("a new matter arrives"), _("When a new matter arrives"), ("case.opened",),
        lambda entry: not entry.data.get("history"),
    ),
    "wrote": Trigger(_("a customer writes"), _("When a customer writes"), ("message.received",), _by_a_person),
    "answered": Trigger(_("we have answered"), _("When we have answered"), ("message.written",)),
    "taken": Trigger(_("somebody takes it"), _("When somebody takes it"), ("case.taken",)),
    "assigned": Trigger(_("it is given to somebody"), _("When it is given to somebody"), ("case.assigned",)),
    "settled": Trigger(_("it is settled"), _("When it is settled"), ("case.settled",)),
    "reopened": Trigger(_("it is opened again"), _("When it is opened again"), ("case.reopened",)),
    "tagged": Trigger(_("a tag is put on"), _("When a tag is put on"), ("case.tagged",)),
    "matter": Trigger(_("its kind is chosen"), _("When its kind is chosen"), ("case.matter_set",)),
    "field": Trigger(_("an own field is filled in"), _("When an own field is filled in"), ("case.field_set",)),
    "feeling": Trigger(_("a feeling is noted"), _("When a feeling is noted"), ("feeling.noted",)),
    "call": Trigger(_("the customer asks for a call"), _("When the customer asks for a call"), ("call.requested",)),
    "late": Trigger(_("a promise is late"), _("When a promise is late"), ("promise.overdue",)),
    "bounced": Trigger(
        _("a message of ours does not arrive"), _("When a message of ours does not arrive"), ("delivery.failed",)
    ),
    "woken": Trigger(_("it wakes from sleep"), _("When it wakes from sleep"), ("case.woken",)),
    "near": Trigger(_("an answer-time target is near"), _("When an answer-time target is near"), ("target.near",)),
    "missed": Trigger(
        _("an answer-time target is missed"), _("When an answer-time target is missed"), ("target.missed",)
    ),
    "waited": Trigger(
        _("it has waited for us"), _("When it has waited for us for %(number)s open hours"), number=_("open hours"),
    ),
    "silent": Trigger(
        _("the customer has been silent"), _("When the customer has been silent for %(number)s days"), number=_("days"),
    ),
    "due": Trigger(
        _("a promise is soon due"), _("When a promise is due within %(number)s hours"), number=_("hours"),
    ),
    "clock": Trigger(
        _("at a time of day"), _("At %(clock)s on %(days)s, for every open matter"), clock=True,
    ),
}  # fmt: skip

BY_ENTRY: Mapping[str, list[str]] = {
    entry: [name for name, one in TRIGGERS.items() if entry in one.entries]
    for entry in {each for one in TRIGGERS.values() for each in one.entries}
}


def moves(kind: str, entry: Entry) -> bool:
    """Whether an entry of the journal moves rules of this kind. The undoing of what a rule did moves none."""
    found = TRIGGERS.get(kind)
    if "undoes" in entry.data:
        return False
    return found is not None and entry.case_id is not None and entry.kind in found.entries and found.counts(entry)
