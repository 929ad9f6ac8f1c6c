"""Priced lines as people fill them in: of an offer, a contract or a template."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kohtaamo.offers.choices import Per, Unit
from kohtaamo.offers.errors import LineWrong
from kohtaamo.offers.models.priced import Priced
from kohtaamo.offers.reading import (
    read_price,
    read_quantity,
    read_vat,
    typed_price,
    typed_quantity,
    typed_vat,
)

MOST = 60
RATES = "25,5"  # the general rate of VAT in Finland since 1 September 2024


def _line(**attributes: Any) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "input", "autocomplete": "off", **attributes})


def _number(**attributes: Any) -> forms.TextInput:
    return _line(**{"inputmode": "decimal", "class": "input num", **attributes})


class RowForm(forms.Form):
    """One line. Left blank it is no line; ticked as gone it is left out."""

    source = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    what = forms.CharField(label=pgettext_lazy("a line", "What"), required=False, max_length=200, widget=_line())
    quantity = forms.CharField(
        label=gettext_lazy("How many"), required=False, max_length=12, initial="1", widget=_number()
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Unit"), choices=Unit.choices, required=False, widget=forms.Select(attrs={"class": "input"})
    )
    price = forms.CharField(label=gettext_lazy("Price, €"), required=False, max_length=20, widget=_number())
    vat = forms.CharField(label=gettext_lazy("VAT %"), required=False, max_length=8, initial=RATES, widget=_number())
    per = forms.ChoiceField(
        label=gettext_lazy("Is paid"),
        choices=Per.choices,
        required=False,
        widget=forms.Select(attrs={"class": "input"}),
    )
    gone = forms.BooleanField(label=gettext_lazy("Leave out"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_permitted = True

    @property
    def is_line(self) -> bool:
        """Whether anything is said of it."""
        filled = getattr(self, "cleaned_data", {})
        return not filled.get("gone") and any(str(filled.get(name, "")).strip() for name in self.telling())

    @classmethod
    def telling(cls) -> tuple[str, ...]:
        """The fields that make it a line when one of them is filled in."""
        return ("what", "price")

    def clean(self) -> dict[str, Any]:
        filled = super().clean() or {}
        if not self.is_line:
            return filled
        if not filled.get(self.telling()[0], "").strip():
            self.add_error(self.telling()[0], _("Say what it is."))
        filled["unit"], filled["per"] = filled.get("unit") or Unit.PIECE, filled.get("per") or Per.ONCE
        self._read("quantity", read_quantity, _("A number, such as 1 or 2,5."))
        self._read("price", read_price, _("A price, such as 12,90."))
        self._read("vat", read_vat, _("A rate, such as 25,5."))
        return filled

    def _read(self, name: str, read: Callable[[str], int], sentence: str) -> None:
        try:
            self.cleaned_data[name] = read(self.cleaned_data.get(name, ""))
        except LineWrong:
            self.add_error(name, sentence)


class OfferRowForm(RowForm):
    """A line of an offer; one that is not of the template also tells what it usually costs."""

    list_price = forms.CharField(label=gettext_lazy("Usual price, €"), required=False, max_length=20, widget=_number())

    def clean(self) -> dict[str, Any]:
        filled = super().clean()
        if self.is_line and str(filled.get("list_price", "")).strip():
            self._read("list_price", read_price, _("A price, such as 12,90."))
        else:
            filled["list_price"] = None
        return filled

    @property
    def is_of_template(self) -> bool:
        return bool(self["source"].value())


class TemplateRowForm(RowForm):
    """A usual line, named in each language."""

    field_order = ("source", "what_fi", "what_sv", "what_en")
    what = None  # type: ignore[assignment]
    what_fi = forms.CharField(label=gettext_lazy("In Finnish"), required=False, max_length=200, widget=_line())
    what_sv = forms.CharField(label=gettext_lazy("In Swedish"), required=False, max_length=200, widget=_line())
    what_en = forms.CharField(label=gettext_lazy("In English"), required=False, max_length=200, widget=_line())

    @classmethod
    def telling(cls) -> tuple[str, ...]:
        return ("what_fi", "what_sv", "what_en", "price")


Rows = BaseFormSet[RowForm]


def rows_of(
    form: type[RowForm], data: Any = None, *, initial: list[dict[str, Any]] | None = None, extra: int = 1
) -> Rows:
    """The lines in a form, with so many blank ones below."""
    made = formset_factory(form, extra=extra, max_num=MOST, absolute_max=MOST + 10)
    return made(data, initial=initial, prefix="rows")


def one_more(form: type[RowForm], data: Any) -> Rows:
    """What was typed, and one more blank line below."""
    more = data.copy()
    count = str(more.get("rows-TOTAL_FORMS", "0"))
    wanted = int(count) + 1 if count.isdecimal() and len(count) < 4 else 1
    more["rows-TOTAL_FORMS"] = str(min(wanted, MOST))
    return rows_of(form, more)


def typed(line: Priced) -> dict[str, Any]:
    """A line as it stands in its fields."""
    return {
        "quantity": typed_quantity(line.quantity), "unit": line.unit, "price": typed_price(line.price),
        "vat": typed_vat(line.vat), "per": line.per,
    }  # fmt: skip


def filled_rows(rows: Rows) -> list[dict[str, Any]]:
    """What is filled in of the lines that stay; only of forms that are valid."""
    return [form.cleaned_data for form in rows.forms if form.is_line]
