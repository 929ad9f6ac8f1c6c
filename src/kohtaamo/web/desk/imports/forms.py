"""What a file is, and where what it tells belongs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.passage.choices import ImportSource
from kohtaamo.passage.commands.imports import Brought
from kohtaamo.touchpoints.models import Touchpoint
from kohtaamo.web.desk.forms import DeskForm


class ImportForm(DeskForm):
    """A file of another system."""

    source = forms.ChoiceField(label=_("What is in the file?"), choices=ImportSource.choices)
    touchpoint = forms.ModelChoiceField(
        label=_("Which touchpoint do the cases belong to?"), queryset=Touchpoint.objects.all(), required=False,
        empty_label=_("Choose"), help_text=_("Its team gets the cases. Settled ones come as history, open ones wait."),
    )  # fmt: skip
    mailbox = forms.ModelChoiceField(
        label=_("Which mailbox did the mails come to?"), queryset=Mailbox.objects.all(), required=False,
        empty_label=_("As the mails themselves tell"),
    )  # fmt: skip
    file = forms.FileField(label=_("The file"), max_length=None, allow_empty_file=True)

    def brought(self) -> Brought:
        """The file as the command wants it."""
        told = self.cleaned_data
        file: Any = told["file"]
        return Brought(
            source=told["source"], name=file.name or "", content=file.file, size=file.size or 0,
            touchpoint=told["touchpoint"], mailbox=told["mailbox"],
        )  # fmt: skip
