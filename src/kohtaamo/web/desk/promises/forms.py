"""What a person writes when they settle, move or give a promise."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext_lazy as _

from kohtaamo.promises.models import Promise
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.forms import DeskForm

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class KeepForm(DeskForm):
    evidence = forms.CharField(label=_("How, in a word or two"), max_length=300, required=False)
    in_full = forms.BooleanField(label=_("In full"), required=False, initial=True)
    in_form = forms.BooleanField(label=_("In the form we promised"), required=False, initial=True)


class MoveForm(DeskForm):
    day = forms.DateField(label=_("New day"), widget=DAY, input_formats=["%Y-%m-%d"])
    clock = forms.TimeField(label=_("By what time"), widget=CLOCK, input_formats=["%H:%M", "%H.%M"])
    agreed = forms.BooleanField(label=_("The customer agreed to the new time"), required=False)
    reason = forms.CharField(label=_("Why it moves"), max_length=300, required=False)

    @property
    def due_at(self) -> datetime:
        """The new time in the reader's zone."""
        return make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["clock"]))

    @staticmethod
    def first_values(promise: Promise) -> dict[str, Any]:
        """The day after the promised one, at the same hour, never in the past."""
        due, today = localtime(promise.due_at), localtime()
        return {"day": max(due, today).date() + timedelta(days=1), "clock": time(due.hour, due.minute)}


class ReasonForm(DeskForm):
    reason = forms.CharField(label=_("Why"), max_length=300, required=False)


class WithdrawForm(ReasonForm):
    reason = forms.CharField(
        label=_("Why"), max_length=300, error_messages={"required": _("Say in a word why the promise is withdrawn.")}
    )


class GiveForm(DeskForm):
    owner: Any = forms.ModelChoiceField(
        label=_("Who keeps it"),
        queryset=Member.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choose who keeps it."), "invalid_choice": _("Choose who keeps it.")},
    )

    def __init__(self, *args: Any, promise: Promise, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = able_to_keep(promise)  # type: ignore[attr-defined]


def able_to_keep(promise: Promise) -> Any:
    """Members who see the case: of its team, its owner, or who see all; never those who have left."""
    every = Member.objects.filter(is_active=True).select_related("role")
    able = [each.pk for each in every.prefetch_related("memberships") if _sees(each, promise)]
    return Member.objects.filter(pk__in=able).order_by("name")


def _sees(member: Member, promise: Promise) -> bool:
    if not member.may(Right.PROMISE):
        return False
    teams = {membership.team_id for membership in member.memberships.all()}
    return member.may(Right.SEE_ALL) or promise.case.team_id in teams or promise.case.owner_id == member.pk
