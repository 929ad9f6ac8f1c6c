"""What a person fills in for an offer and for what becomes of it."""

from __future__ import annotations

import secrets
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kohtaamo.encounters.models import Message
from kohtaamo.offers.choices import How
from kohtaamo.offers.commands.draft import Row, Written, lines_from
from kohtaamo.offers.models import Contract, Line, Offer, Version
from kohtaamo.offers.queries import running_contracts, written_since
from kohtaamo.offers.reading import typed_price
from kohtaamo.offers.wording import letter
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.forms import DeskForm
from kohtaamo.web.desk.offers.rows import OfferRowForm, Rows, filled_rows, one_more, rows_of, typed
from kohtaamo.web.wording import date as told_date


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class OfferForm(DeskForm):
    """All of an offer but its lines."""

    title = forms.CharField(label=_("Heading"), max_length=160)
    valid_to = forms.DateField(label=_("Valid through"), widget=day_input())
    begins_on = forms.DateField(label=_("Begins"), widget=day_input(), required=False)
    contract = forms.TypedChoiceField(label=_("Takes the place of"), required=False, coerce=int, empty_value=None)
    ends_former_on = forms.DateField(label=_("Which then ends on"), widget=day_input(), required=False)
    own_terms = forms.CharField(
        label=_("Agreed besides the terms"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
    is_written = forms.BooleanField(label=_("Accepted in writing only: offered after a call we made"), required=False)
    letter = forms.CharField(
        label=_("The letter with it"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 8})
    )
    once = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, contracts: list[Contract], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="o-%s", **kwargs)
        self.contracts = {each.pk: each for each in contracts}
        chosen: Any = self.fields["contract"]
        chosen.choices = [("", _("Nothing, this is new")), *((each.pk, _said(each)) for each in contracts)]


def _said(contract: Contract) -> str:
    since = told_date(datetime.combine(contract.begins_on, time()))
    return f"{contract.name} ({since}–)"


class Editor:
    """The form of a draft and its lines, blank or as sent."""

    def __init__(self, offer: Offer, version: Version, teller: Member, data: Any = None, *, more: bool = False) -> None:
        self.offer, self.version, self.teller = offer, version, teller
        contracts = running_contracts(offer.customer_id)
        if data is None:
            self.form = OfferForm(initial=self._initial(), contracts=contracts)
            lines = list(version.lines.all())
            initial = [
                {**typed(line), "what": line.what, "source": line.source_id, "list_price": _usual(line)}
                for line in lines
            ]
            self.rows: Rows = rows_of(OfferRowForm, initial=initial, extra=0 if lines else 1)
        else:
            self.form = OfferForm(data, contracts=contracts)
            self.rows = one_more(OfferRowForm, data) if more else rows_of(OfferRowForm, data)

    def _initial(self) -> dict[str, Any]:
        version = self.version
        return {
            "title": version.title, "valid_to": version.valid_to, "begins_on": version.begins_on,
            "contract": version.contract_id, "ends_former_on": version.ends_former_on, "own_terms": version.own_terms,
            "letter": version.letter or self.usual_letter(), "is_written": self.offer.is_written,
            "once": secrets.token_hex(6),
        }  # fmt: skip

    def usual_letter(self) -> str:
        """The letter nobody has changed."""
        name = self.offer.case.customer.first_name
        return letter(self.offer, self.version, name=name, teller=self.teller.first_name)

    def is_valid(self) -> bool:
        """Both halves are looked at, so that every mistake is shown at once."""
        rows_are = self.rows.is_valid()
        return self.form.is_valid() and rows_are

    def written(self) -> Written:
        """What the command takes. A letter nobody changed is written anew when the offer is given."""
        filled = self.form.cleaned_data
        words = filled["letter"].replace("\r\n", "\n").strip()
        contract = self.form.contracts.get(filled["contract"])
        return Written(
            title=filled["title"], valid_to=filled["valid_to"], own_terms=filled["own_terms"],
            letter="" if words == self.usual_letter() else words, begins_on=filled["begins_on"], contract=contract,
            ends_former_on=filled["ends_former_on"], is_written=filled["is_written"], rows=self.filled(),
        )  # fmt: skip

    def filled(self) -> list[Row]:
        """The lines that stay."""
        return [_row(row) for row in filled_rows(self.rows)]

    def lines(self) -> list[Line]:
        """The lines as they stand in the form; those that cannot be read yet are left out."""
        if not self.form.is_bound:
            return list(self.version.lines.all())
        self.rows.is_valid()
        right = [form.cleaned_data for form in self.rows.forms if form.is_line and not form.errors]
        return lines_from(self.offer, self.version, [_row(row) for row in right])


def _row(row: dict[str, Any]) -> Row:
    return Row(
        what=row["what"], price=row["price"], quantity=row["quantity"], unit=row["unit"], vat=row["vat"], per=row["per"],
        list_price=row["list_price"], source=row["source"],
    )  # fmt: skip


def _usual(line: Line) -> str:
    return typed_price(line.list_price) if line.list_price != line.price and not line.source_id else ""


class WithdrawForm(DeskForm):
    word = forms.CharField(label=_("Why, in a word"), max_length=300)
    letter = forms.CharField(
        label=_("The customer is told"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 6})
    )
    in_person = forms.BooleanField(label=_("I told them in person, no message"), required=False)


class DeclinedForm(DeskForm):
    word = forms.CharField(label=_("What they said, and how"), max_length=300)


class AcceptedForm(DeskForm):
    """An acceptance as staff note it: the message it was told in, or a word on how it was told."""

    evidence = forms.TypedChoiceField(
        label=_("The message in which they accept"), required=False, coerce=int, empty_value=None
    )
    how = forms.ChoiceField(label=_("Else how they told it"), required=False)
    word = forms.CharField(label=_("What they said"), required=False, max_length=300)
    name = forms.CharField(label=_("Who accepted"), required=False, max_length=200)

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="a-%s", **kwargs)
        self.found = {each.pk: each for each in written_since(offer)}
        evidence: Any = self.fields["evidence"]
        evidence.choices = [
            ("", _("None")), *((pk, f"{' '.join(each.shown_text.split())[:80]}") for pk, each in self.found.items())
        ]  # fmt: skip
        how: Any = self.fields["how"]
        how.choices = [("", _("Choose")), (How.PERSON, How.PERSON.label), (How.CALL, How.CALL.label)]
        if offer.is_written:
            del self.fields["how"], self.fields["word"]

    @property
    def message(self) -> Message | None:
        return self.found.get(self.cleaned_data.get("evidence") or 0)
