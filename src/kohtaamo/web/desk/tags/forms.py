"""What is written of a tag."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kohtaamo.web.desk.forms import DeskForm
from kohtaamo.work.models.tags import LONGEST


class TagForm(DeskForm):
    name = forms.CharField(label=_("Tag"), max_length=LONGEST)


class JoiningForm(DeskForm):
    other = forms.CharField(
        label=_("Join to"), max_length=LONGEST, help_text=_("Its cases get that tag instead, and this one is no more.")
    )
