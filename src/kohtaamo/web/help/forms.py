"""What a reader may write on the public pages. The field nobody sees is filled in only by machines."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def _words(label: Any, *, required: bool) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=5000, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write your question.")},
    )  # fmt: skip


def _reach(label: Any, *, required: bool) -> forms.EmailField:
    return forms.EmailField(
        label=label, required=required, max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Write your e-mail address so that we can answer.")},
    )  # fmt: skip


class PublicForm(forms.Form):
    """A form anybody may send."""

    name = forms.CharField(
        label=_("Your name"), required=False, max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    website = forms.CharField(
        required=False, max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off", "aria-hidden": "true"}),
    )  # fmt: skip

    @property
    def is_by_machine(self) -> bool:
        """Whether the unseen field was filled in."""
        return bool(self.cleaned_data.get("website"))


class ToldForm(PublicForm):
    """Whether an article helped, why not, and where to answer."""

    helped = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    words = _words(_("What was missing or unclear?"), required=False)
    reach = _reach(_("Your e-mail, if you would like an answer"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("reach") and not data.get("words", "").strip():
            self.add_error("words", _("Write your question."))
        return data


class QuestionForm(PublicForm):
    """A question of one who did not find what they looked for."""

    words = _words(_("What would you like to know?"), required=True)
    reach = _reach(_("Your e-mail"), required=True)
