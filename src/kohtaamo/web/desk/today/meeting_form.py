"""The form for writing down a meeting that happened by phone, at a counter, by letter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kohtaamo.customers.choices import IdentityKind
from kohtaamo.customers.models import Customer
from kohtaamo.encounters.choices import Feeling
from kohtaamo.encounters.commands.note_meeting import Meeting, reach_of
from kohtaamo.platform.errors import Invalid
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.touchpoints.models import Touchpoint

CHANNELS = [Channel.VISIT, Channel.PHONE, Channel.LETTER, Channel.SMS, Channel.CHAT, Channel.FORM, Channel.MAIL]
MET_IN_PERSON = [Channel.VISIT, Channel.PHONE, Channel.LETTER]  # touchpoints in these come first


class MeetingForm(forms.Form):
    """What is known of a meeting. Whoever came, their words and a way to reach them are needed; the rest is not."""

    channel = forms.ChoiceField(
        label=_("How did you meet?"), choices=[(channel.value, channel.label) for channel in CHANNELS],
        error_messages={"required": _("Choose how you met.")},
    )  # fmt: skip
    touchpoint = forms.ModelChoiceField(
        label=_("Where?"), queryset=Touchpoint.objects.filter(is_active=True), empty_label=None,
        error_messages={"required": _("Choose the place."), "invalid_choice": _("That place is no longer in use.")},
    )  # fmt: skip
    name = forms.CharField(label=_("Who was it?"), max_length=200, required=False)
    reach = forms.CharField(
        label=_("Phone or email"), max_length=320,
        error_messages={"required": _("Write a number or an address, so that we can return to them.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("What did they say?"), max_length=20_000,
        error_messages={"required": _("Write what they said, a few words are enough.")},
    )  # fmt: skip
    feeling = forms.TypedChoiceField(
        label=_("How did they feel?"), choices=Feeling.choices, coerce=int, empty_value=None, required=False
    )
    for_whom = forms.CharField(label=_("For whom, if not for themselves?"), max_length=200, required=False)
    subject = forms.CharField(label=_("What is it about?"), max_length=300, required=False)

    def clean_reach(self) -> str:
        reach = str(self.cleaned_data["reach"])
        try:
            reach_of(reach)
        except Invalid as problem:
            raise forms.ValidationError(str(problem.sentence)) from problem
        return reach

    def meeting(self) -> Meeting:
        """The meeting as the command takes it; only of a valid form."""
        told = self.cleaned_data
        return Meeting(**{name: told[name] for name in (*self.fields,)})


def touchpoints_for(member: Member) -> list[tuple[bool, list[Touchpoint]]]:
    """Touchpoints in groups: one's own teams' (True), then the others'; places of meeting in person first in each."""
    every = sorted(
        Touchpoint.objects.filter(is_active=True), key=lambda each: (each.channel not in MET_IN_PERSON, each.name)
    )
    own = [each for each in every if each.team_id in member.team_ids]
    others = [each for each in every if each.team_id not in member.team_ids]
    return [(is_own, group) for is_own, group in [(True, own), (False, others)] if group]


def starting_values(groups: list[tuple[bool, list[Touchpoint]]], customer: Customer | None) -> dict[str, Any]:
    """What the form is filled with: the likeliest place and way, and the customer when they are known."""
    place = groups[0][1][0] if groups else None
    channel = place.channel if place is not None and place.channel in MET_IN_PERSON else Channel.PHONE
    values: dict[str, Any] = {"channel": channel, "touchpoint": place.pk if place else None}
    if customer is not None:
        values |= {"name": customer.name, "reach": _reach(customer)}
    return values


def _reach(customer: Customer) -> str:
    known = {identity.kind: identity.shown for identity in customer.identities.all()}
    return known.get(IdentityKind.PHONE) or known.get(IdentityKind.EMAIL) or ""
