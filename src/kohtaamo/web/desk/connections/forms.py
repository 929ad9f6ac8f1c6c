"""Connecting a system, as a person fills it in."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kohtaamo.mandates.models import Fulfiller, Kind
from kohtaamo.platform.connections.models import Connection
from kohtaamo.staff.commands.connections import MOST_KINDS, Wish
from kohtaamo.web.desk.connections.kinds import GROUPS
from kohtaamo.web.desk.forms import DeskForm, ManyField

_KIND = re.compile(r"[a-z_]{1,40}\.[a-z_]{0,40}")


class ConnectionForm(DeskForm):
    """The name, the address, and what is told there."""

    name = forms.CharField(label=gettext_lazy("Its name"), max_length=80)
    url = forms.CharField(
        label=gettext_lazy("Where it listens"), max_length=500,
        help_text=gettext_lazy("Such as https://shop.example.org/events. Only systems outside our own network are called."),
    )  # fmt: skip
    groups_wanted = forms.MultipleChoiceField(
        label=gettext_lazy("What it is told"), choices=list(GROUPS.items()), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    kinds = forms.CharField(
        label=gettext_lazy("Only these kinds"), required=False, max_length=4000,
        help_text=gettext_lazy("Names as docs/events.md lists them, such as promise.kept, with commas between."),
    )  # fmt: skip

    GROUPS = (
        (gettext_lazy("The other system"), "name url", ""),
        (gettext_lazy("What it is told"), "groups_wanted kinds", ""),
    )

    def __init__(self, data: Any = None, *, connection: Connection | None = None) -> None:
        super().__init__(data, initial=_as_filled(connection) if connection else None)
        self.fields["groups_wanted"].widget.attrs.pop("class", None)
        for name in ("url", "kinds"):
            self.fields[name].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
        self.fields["url"].widget.attrs["inputmode"] = "url"

    def clean_kinds(self) -> list[str]:
        """The names written, each in its right form."""
        written = [each for each in re.split(r"[,;\s]+", self.cleaned_data["kinds"]) if each][:MOST_KINDS]
        for each in written:
            if not _KIND.fullmatch(each):
                raise forms.ValidationError(
                    _("%(name)s is no name of a kind. Write it like promise.kept.") % {"name": each}
                )
        return written

    def wish(self) -> Wish:
        filled = self.cleaned_data
        return Wish(filled["name"], filled["url"], [*filled["groups_wanted"], *filled["kinds"]])


def _as_filled(connection: Connection) -> dict[str, Any]:
    groups = [kind for kind in connection.kinds if kind in GROUPS]
    others = [kind for kind in connection.kinds if kind not in GROUPS]
    return {"name": connection.name, "url": connection.url, "groups_wanted": groups, "kinds": ", ".join(others)}


class FulfilForm(DeskForm):
    """Which decisions are carried out there, and how soon it answers."""

    kinds = ManyField(
        label=gettext_lazy("These decisions are carried out there"), required=False,
        queryset=Kind.objects.filter(is_active=True), widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    answer_minutes = forms.IntegerField(
        label=gettext_lazy("It answers within how many minutes"), min_value=1, max_value=43_200, initial=60,
        help_text=gettext_lazy("After this the one who has the case sees on Today that nobody answered."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, connection: Connection) -> None:
        fulfiller = Fulfiller.objects.filter(connection=connection).first()
        initial: dict[str, Any] = {}
        if fulfiller is not None:
            kinds = list(Kind.objects.filter(fulfiller=fulfiller).values_list("pk", flat=True))
            initial = {"answer_minutes": fulfiller.answer_minutes, "kinds": kinds}
        super().__init__(data, initial=initial)
        self.fields["kinds"].widget.attrs.pop("class", None)
