"""What a person fills in to put something right."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kohtaamo.encounters.commands.reply import address_of
from kohtaamo.mandates.amounts import as_typed, read, told
from kohtaamo.mandates.errors import AmountMissing
from kohtaamo.mandates.models import Kind
from kohtaamo.mandates.queries.applying import remaining
from kohtaamo.mandates.rules import Remaining
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import Source
from kohtaamo.promises.commands.make import Terms
from kohtaamo.promises.commands.recover import Mending
from kohtaamo.promises.models import Recovery
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.cases.decision_icons import icon_of
from kohtaamo.web.desk.recoveries.sentences import apology, letter, promised_line, wished


@dataclass(frozen=True)
class Remedy:
    """One kind that may be given: its sign, what is left in words, and the amount in its field."""

    kind: Kind
    icon: str
    left: str
    amount: str
    is_chosen: bool


class MendForm(forms.Form):
    """Apology, remedy, new promise. ``remedy`` is the number of a kind; its amount stands in ``amount-<number>``."""

    words = forms.CharField(
        label=gettext_lazy("We apologise"), required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"class": "input", "rows": 7}),
    )  # fmt: skip
    in_person = forms.BooleanField(label=gettext_lazy("I apologised in person, no message"), required=False)
    remedy = forms.CharField(required=False, max_length=18)
    what = forms.CharField(
        label=gettext_lazy("What do we promise?"), max_length=300, required=False,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )  # fmt: skip
    due_at = forms.DateTimeField(
        label=gettext_lazy("By when?"), required=False,
        widget=forms.DateTimeInput(attrs={"class": "input", "type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip
    all_open = forms.BooleanField(required=False)
    once = forms.CharField(required=False, max_length=40)

    def __init__(self, data: Mapping[str, Any] | None = None, *, recovery: Recovery, teller: Member, **kw: Any) -> None:
        super().__init__(data, **kw)
        self.recovery, self.teller = recovery, teller
        self.rooms = remaining(teller, recovery.case) if teller.may(Right.DECIDE) else []

    def clean(self) -> dict[str, Any]:
        filled = super().clean() or {}
        filled["kind"], filled["amount"] = self._chosen(filled.get("remedy", ""))
        if not filled.get("in_person") and not filled.get("words", "").strip() and "words" not in self.errors:
            self.add_error("words", _("Write what the customer is told, or say that you apologised in person."))
        if filled.get("due_at") and not filled.get("what"):
            self.add_error("what", _("A promise needs both its words and its time."))
        return filled

    def _chosen(self, number: str) -> tuple[Kind | None, int]:
        kind = next((room.mandate.kind for room in self.rooms if str(room.mandate.kind_id) == number), None)
        if kind is None:
            return None, 1
        try:
            return kind, read(kind.unit, str(self.data.get(f"amount-{kind.pk}", "")))
        except AmountMissing as problem:
            self.add_error(None, str(problem.sentence))
            return None, 1

    def remedies(self) -> list[Remedy]:
        """What may be given here, with what was typed."""
        return [self._remedy(room) for room in self.rooms if room.left]

    def _remedy(self, room: Remaining) -> Remedy:
        kind = room.mandate.kind
        usual = as_typed(kind.unit, min(kind.usual_amount or room.left, room.left))
        typed = str(self.data.get(f"amount-{kind.pk}", usual)) if self.is_bound else usual
        left = _("%(amount)s left") % {"amount": told(kind.unit, room.left)} if kind.has_amount else ""
        return Remedy(kind, icon_of(kind), left, typed, self["remedy"].value() == str(kind.pk))

    def letter(self) -> str:
        """The letter as it leaves, from what is filled in so far."""
        filled = self.cleaned_data
        return letter(self.recovery, self.teller, filled.get("words", ""), filled.get("kind"), filled.get("amount", 1))

    def promised(self) -> str:
        """The new promise as the customer reads it; empty when none is made."""
        filled = self.cleaned_data
        if not filled.get("due_at") or not filled.get("what"):
            return ""
        return promised_line(self.recovery.case.language, filled["what"], filled["due_at"])

    def mending(self) -> Mending:
        """What the command takes."""
        filled = self.cleaned_data
        terms = None
        if filled.get("due_at"):
            terms = Terms(what=filled["what"], due_at=filled["due_at"], source=Source.RECOVERY)
        return Mending(
            words="" if filled["in_person"] else self.letter(), kind=filled["kind"], amount=filled["amount"],
            terms=terms, all_open=filled["all_open"], once=filled["once"],
        )  # fmt: skip


def begun(recovery: Recovery, teller: Member) -> MendForm:
    """The form with the apology written and the likely promise begun; nothing is promised until a time is given."""
    late = recovery.lateness.late_until if recovery.lateness else None
    has_address = bool(address_of(recovery.case))
    initial = {
        "words": apology(recovery), "what": wished(recovery), "due_at": localtime(late) if late and late > now() else None,
        "in_person": not has_address, "all_open": True, "once": secrets.token_hex(8),
    }  # fmt: skip
    return MendForm(recovery=recovery, teller=teller, initial=initial)
