"""What a person fills in to decide, to ask for more and to put a decision right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kohtaamo.customers.choices import IdentityKind, Way
from kohtaamo.customers.models import Identity
from kohtaamo.encounters.models import Case
from kohtaamo.mandates.amounts import read, told
from kohtaamo.mandates.choices import Unit
from kohtaamo.mandates.errors import AmountMissing
from kohtaamo.mandates.models import Decision, Kind
from kohtaamo.mandates.wording import AMOUNT, frame_for
from kohtaamo.platform.prepared import prepared
from kohtaamo.staff.models import Member

HOW = [
    ("mail", gettext_lazy("In writing")), ("person", gettext_lazy("I told them in person")),
    ("phone", gettext_lazy("I told them by phone")), ("", gettext_lazy("I tell them later")),
]  # fmt: skip


@prepared
def _kinds(customer: int) -> QuerySet[Identity, str]:
    return Identity.objects.filter(customer_id=customer).values_list("kind", flat=True)


@dataclass(frozen=True)
class Reach:
    """How the customer of a case can be told: whether we know a mail address and a number, and what they wish."""

    has_address: bool
    has_number: bool
    way: str = ""

    @classmethod
    def of(cls, case: Case) -> Reach:
        """Of a case's customer; one query."""
        kinds = set(_kinds(case.customer_id))
        return cls(IdentityKind.EMAIL in kinds, IdentityKind.PHONE in kinds, case.customer.way)

    @property
    def is_nowhere(self) -> bool:
        return not self.has_address and not self.has_number

    @property
    def usual(self) -> str:
        """How one tells unless one chooses: as they wish, in writing where that reaches them."""
        by_word = {Way.PHONE: "phone", Way.VISIT: "person"}.get(Way(self.way), "")
        return by_word or ("mail" if self.has_address else "person")


class DecideForm(forms.Form):
    """One decision, or a request for it: how much, why, what the customer is told.

    ``shown`` is the amount the words were written for: words nobody changed follow the amount.
    """

    amount = forms.CharField(label=gettext_lazy("How much"), required=False, max_length=20)
    reason = forms.CharField(label=gettext_lazy("Why, in a word"), required=False, max_length=120)
    because = forms.CharField(required=False, max_length=120)
    words = forms.CharField(
        label=gettext_lazy("The customer is told"), required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"class": "input", "rows": 6}),
    )  # fmt: skip
    how = forms.ChoiceField(
        label=gettext_lazy("How they are told"), choices=HOW, widget=forms.RadioSelect, required=False
    )
    shown = forms.IntegerField(required=False, min_value=0)
    once = forms.CharField(required=False, max_length=40)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, kind: Kind, case: Case, teller: Member,
        reach: Reach | None = None, **kw: Any,
    ):  # fmt: skip
        super().__init__(data, auto_id=f"d{kind.pk}-%s", **kw)
        self.kind = kind
        self.reach = reach or Reach.of(case)
        self.fields["how"].choices = HOW if self.reach.has_address else HOW[1:]  # type: ignore[attr-defined]
        self.over = False
        self.frame = frame_for(kind, language=case.language, name=case.customer.first_name, teller=teller.first_name)
        self.language = case.language
        attributes = {"class": "input num", "inputmode": "decimal", "autocomplete": "off"}
        self.fields["amount"].widget.attrs.update(attributes)
        self.fields["reason"].widget.attrs.update({"class": "input", "autocomplete": "off"})

    def clean(self) -> dict[str, Any]:
        filled = self.cleaned_data
        try:
            filled["amount"] = read(self.kind.unit, filled.get("amount", ""))
        except AmountMissing as problem:
            self.add_error("amount" if self.kind.has_amount else None, str(problem.sentence))
            return filled
        filled["reason"] = (filled.get("because") or filled.get("reason") or "").strip()
        if not filled["reason"]:
            self.add_error("reason", _("Say in a word why. It is how we learn."))
        is_written = "how" not in self.data or filled.get("how") == "mail"
        filled["words"] = self._words(filled) if is_written else ""
        if is_written and not filled["words"]:
            self.add_error("words", _("Write what the customer is told, or choose how you tell them."))
        return filled

    def _words(self, filled: Mapping[str, Any]) -> str:
        """The words as typed; ones nobody touched are written anew for the amount."""
        typed = " ".join(str(filled.get("words", "")).split())
        as_shown = " ".join(self.filled_in(filled.get("shown") or 0).split())
        return self.filled_in(filled["amount"]) if typed == as_shown else str(filled.get("words", "")).strip()

    def filled_in(self, amount: int) -> str:
        """The letter with this amount."""
        return self.frame.replace(AMOUNT, told(self.kind.unit, amount, self.language))

    @property
    def shape(self) -> str:
        """How an amount is written in the letter, ``{n}`` for the number: for the script that writes it anew."""
        nbsp = "\u00a0"
        if self.kind.unit == Unit.MONEY:
            return "€{n}" if self.language == "en" else f"{{n}}{nbsp}€"
        return told(self.kind.unit, 2, self.language).replace("2", "{n}", 1)


class CorrectForm(forms.Form):
    """A decision put right: what it gives now, and why. Nought takes it back."""

    amount = forms.CharField(label=gettext_lazy("What it gives now"), required=False, max_length=20)
    reason = forms.CharField(label=gettext_lazy("Why, in a word"), max_length=120)

    def __init__(self, data: Mapping[str, Any] | None = None, *, decision: Decision, **kw: Any):
        super().__init__(data, auto_id=f"c{decision.pk}-%s", **kw)
        self.decision = decision
        for field in self.fields.values():
            field.widget.attrs.update({"class": "input", "autocomplete": "off"})

    def clean_amount(self) -> int:
        typed = self.cleaned_data["amount"].strip()
        if not self.decision.kind.has_amount or (typed.strip("0., ") == "" and typed):
            return 0
        try:
            return read(self.decision.kind.unit, typed)
        except AmountMissing as problem:
            raise forms.ValidationError(str(problem.sentence)) from problem
