"""Before a contract ends: who calls, what is promised about it, and the offer beside it."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from kohtaamo.encounters.commands.reply import address_of
from kohtaamo.offers.knowing import Known, good_time, known_to
from kohtaamo.offers.models import Contract
from kohtaamo.offers.queries import latest_case_of
from kohtaamo.offers.rules import end_of, today
from kohtaamo.promises.choices import PromiseState
from kohtaamo.promises.models import About, ContractPromise
from kohtaamo.promises.renewing import promised_of, to_be_called
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.forms import DeskForm
from kohtaamo.web.desk.offers.forms import day_input
from kohtaamo.web.wording import date, date_with_weekday, short_clock


class CallForm(DeskForm):
    """Who calls by when, and the letter that tells the customer; the letter empty, nothing is sent."""

    caller: Any = forms.ChoiceField(label=gettext_lazy("Who calls"))
    day = forms.DateField(label=gettext_lazy("On what day at the latest"), widget=day_input())
    clock = forms.TimeField(
        label=gettext_lazy("By what time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M", "%H.%M"],
    )  # fmt: skip
    letter = forms.CharField(
        label=gettext_lazy("What the customer is told by mail"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("{caller} and {when} are filled in. Leave it empty and nothing is sent."),
    )  # fmt: skip

    def __init__(self, contract: Contract, people: list[Known], data: Any = None) -> None:
        super().__init__(data, initial=_first_values(contract) if data is None else None, auto_id="call-%s")
        self._contract, self._people = contract, {str(one.member.pk): one.member for one in people}
        caller: Any = self.fields["caller"]
        caller.choices = [(str(one.member.pk), _choice(one)) for one in people]

    @property
    def caller_chosen(self) -> Member:
        return self._people[self.cleaned_data["caller"]]

    @property
    def by(self) -> datetime:
        return make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["clock"]))

    def text(self, language: str) -> str:
        """The letter with who calls and by when."""
        with override(language):
            when = f"{date_with_weekday(self.by)} {short_clock(self.by)}"
        letter: str = self.cleaned_data["letter"]
        return letter.replace("{caller}", self.caller_chosen.first_name).replace("{when}", when)


def _choice(one: Known) -> str:
    if one.sold:
        return _("%(name)s, sold it to them") % {"name": one.member}
    said = ngettext("%(name)s, answered them once", "%(name)s, answered them %(times)s times", one.answers)
    return said % {"name": one.member, "times": one.answers}


def _first_values(contract: Contract) -> dict[str, Any]:
    last = contract.ends_on or today()
    at = localtime(good_time(contract.customer, end_of(last)))
    return {"day": min(at.date(), last), "clock": at.time()}


def _letter(contract: Contract, language: str) -> str:
    """The letter as it begins, in the customer's language."""
    with override(language):
        day = date(datetime.combine(contract.ends_on or today(), time()))
        told = {"name": contract.customer.first_name, "contract": contract.name, "day": day}
        return (
            _(
                "Hello %(name)s,\n\n%(contract)s ends on %(day)s. {caller} calls you by {when} and tells how it could go on. "
                "You need not do anything: it ends as agreed unless you decide otherwise."
            )
            % told
        )


def shown(viewer: Member, contract: Contract, form: CallForm | None = None) -> dict[str, Any]:
    """For the contract's page: what is promised about it, and the form for promising a call where there is none."""
    promised = promised_of(contract)
    page: dict[str, Any] = {"promised": [_told(one) for one in promised]}
    has_call = any(one.about == About.CALL and one.promise.state == PromiseState.OPEN for one in promised)
    runs = contract.ends_on is not None and contract.ended_at is None and contract.ends_on >= today()
    if not runs or has_call or not viewer.may(Right.PROMISE):
        return page
    people = known_to(contract)
    form = form or CallForm(contract, people)
    case = latest_case_of(viewer, contract.customer)
    if not form.is_bound and case is not None and address_of(case):
        form.initial["letter"] = _letter(contract, case.language)
    return {**page, "call_form": form if people else None, "nobody_known": not people}


def _told(one: ContractPromise) -> dict[str, Any]:
    return {"promise": one.promise, "about": one.about}


def todays(viewer: Member) -> dict[str, Any]:
    """The line of Today: whom to call before their contract ends. One query."""
    found = to_be_called(viewer)
    return {"ending_contracts": {"count": len(found), "first": found[0]} if found else None}
