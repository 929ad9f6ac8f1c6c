"""What a person fills in to hand a case over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import NotFound
from kohtaamo.promises.choices import Form, Source
from kohtaamo.promises.commands.hand_over import USUAL, Handing
from kohtaamo.promises.commands.make import Terms
from kohtaamo.promises.handing import words_to_customer
from kohtaamo.promises.models import Handover
from kohtaamo.staff.models import Member, Team
from kohtaamo.web.wording import day_and_clock

MINUTES = [
    (15, gettext_lazy("15 minutes")),
    (30, gettext_lazy("half an hour")),
    (60, gettext_lazy("an hour")),
    (240, gettext_lazy("four hours")),
    (1440, gettext_lazy("a day")),
]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"class": "input", "rows": rows})


class HandoverForm(forms.Form):
    """To whom, what was asked and tried, what is promised by when, and how the customer is told."""

    to = forms.RegexField(r"\A\d{1,18}(-\d{1,18})?\Z", label=gettext_lazy("To whom?"))
    asked = forms.CharField(
        label=gettext_lazy("What does the customer ask for?"), max_length=2000, required=False, widget=_area(3)
    )
    tried = forms.CharField(
        label=gettext_lazy("What has been tried?"), max_length=4000, required=False, widget=_area(3)
    )
    what = forms.CharField(
        label=gettext_lazy("What do we promise?"), max_length=300, required=False,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )  # fmt: skip
    due_at = forms.DateTimeField(
        label=gettext_lazy("By when?"), required=False,
        widget=forms.DateTimeInput(attrs={"class": "input", "type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip
    form = forms.ChoiceField(
        label=gettext_lazy("In what form?"), choices=Form.choices, initial=Form.ANY, required=False,
        widget=forms.Select(attrs={"class": "input"}),
    )  # fmt: skip
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("Time to accept"), choices=MINUTES, coerce=int, initial=USUAL,
        help_text=gettext_lazy("Unanswered, the matter comes back to you."),
        widget=forms.Select(attrs={"class": "input"}),
    )  # fmt: skip
    told = forms.CharField(label=gettext_lazy("To the customer"), max_length=20_000, required=False, widget=_area(8))
    in_person = forms.BooleanField(label=gettext_lazy("I told the customer in person"), required=False)
    once = forms.CharField(required=False, max_length=40)

    def clean(self) -> dict[str, Any]:
        filled = super().clean() or {}
        if bool(filled.get("what")) != bool(filled.get("due_at")) and "due_at" not in self.errors:
            self.add_error("due_at", _("A promise needs both its words and its time."))
        return filled

    def receiver(self) -> tuple[Team, Member | None]:
        """The team and the person, if one was chosen. Raises ``NotFound``."""
        team_id, _dash, member_id = self.cleaned_data["to"].partition("-")
        team = Team.objects.filter(pk=int(team_id), is_active=True).first()
        member = Member.objects.filter(pk=int(member_id), is_active=True).first() if member_id else None
        if team is None or (member_id and member is None):
            raise NotFound
        return team, member

    def words(self, case: Case, giver: Member) -> str:
        """What is written to the customer: as typed, else what we would write. Raises ``NotFound``."""
        filled = self.cleaned_data
        if filled.get("told", "").strip():
            return str(filled["told"])
        team, member = self.receiver()
        with override(case.language):
            due_at = filled.get("due_at")
            due = day_and_clock(localtime(due_at), localtime()) if due_at else ""
        return words_to_customer(case, giver, team, member, due)

    def handing(self, case: Case, giver: Member) -> Handing:
        """What the command takes. Raises ``NotFound``."""
        filled = self.cleaned_data
        team, member = self.receiver()
        terms = None
        if filled.get("due_at"):
            terms = Terms(
                what=filled["what"], due_at=filled["due_at"], form=filled["form"] or Form.ANY, source=Source.HANDOVER
            )
        return Handing(
            team=team, member=member, asked=filled["asked"], tried=filled["tried"], terms=terms,
            told="" if filled["in_person"] else self.words(case, giver), minutes=filled["minutes"], once=filled["once"],
        )  # fmt: skip


def begun(case: Case, previous: Handover | None) -> HandoverForm:
    """An empty form with what is known: what the last hand-over said goes along, so nobody asks the customer again."""
    asked = previous.asked if previous else case.last_words
    tried = previous.tried if previous else ""
    return HandoverForm(initial={"asked": asked, "tried": tried, "minutes": USUAL})
