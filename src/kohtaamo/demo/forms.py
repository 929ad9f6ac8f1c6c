"""The mail an invented customer writes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kohtaamo.demo.commands.write_in import Letter
from kohtaamo.demo.models import DemoMail
from kohtaamo.web.desk.forms import DeskForm


class LetterForm(DeskForm):
    """Who writes, and what. ``answer`` is the id of the mail being answered, when it is one."""

    name = forms.CharField(
        label=_("Your invented name"), max_length=120, error_messages={"required": _("Invent a name.")}
    )
    address = forms.EmailField(
        label=_("Your invented address"), max_length=200,
        error_messages={
            "required": _("Invent an address that ends in .example."),
            "invalid": _("The address is not whole. It looks like name@posti.example."),
        },
    )  # fmt: skip
    subject = forms.CharField(
        label=_("Subject"), max_length=200, error_messages={"required": _("Say in a word what it is about.")}
    )
    text = forms.CharField(
        label=_("Your mail"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 9}),
        error_messages={"required": _("Write something first.")},
    )  # fmt: skip
    answer = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_address(self) -> str:
        """Only addresses that cannot exist: a real person must not appear in a demonstration."""
        address = str(self.cleaned_data["address"]).strip().lower()
        if not address.endswith(".example"):
            raise forms.ValidationError(_("Invent an address that ends in .example."))
        return address

    def letter(self, to: str) -> Letter:
        """The letter to be sent; only of a valid form."""
        told: dict[str, Any] = self.cleaned_data
        answered = DemoMail.objects.filter(pk=told["answer"] or 0, to=told["address"]).first()
        if answered is not None and answered.reply_to:
            to = answered.reply_to
        return Letter(told["name"], told["address"], to, told["subject"], told["text"], answered)
