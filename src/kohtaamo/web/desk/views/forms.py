"""What is written of a view."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kohtaamo.staff.models import Member, Team
from kohtaamo.web.desk.forms import DeskForm


class ViewForm(DeskForm):
    name = forms.CharField(label=_("Name of the view"), max_length=60)
    team = forms.ModelChoiceField(
        label=_("For whom"), queryset=Team.objects.none(), required=False, empty_label=_("Only for me")
    )

    def __init__(self, *args: Any, viewer: Member, kept: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ids = {*viewer.team_ids, *([kept] if kept else [])}
        self.fields["team"].queryset = Team.objects.filter(pk__in=ids, is_active=True)  # type: ignore[attr-defined]
