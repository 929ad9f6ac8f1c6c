"""A customer's page: who they are, and their path."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from kohtaamo.customers.choices import Kind
from kohtaamo.customers.models import ContactTime, Customer
from kohtaamo.customers.queries import customer_for, merges_of, people_of
from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.offers.queries import may_see_contracts
from kohtaamo.platform.cursor import cursor, read_cursor
from kohtaamo.platform.prepared import prepared
from kohtaamo.promises.path import LONG, hidden_steps, path_of
from kohtaamo.promises.path_places import Wanted
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.web.desk.customers.steps import months
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.wording import clock
from kohtaamo.work.fielding import filled

WHOM = ("", "self", "others", "by_others")


@desk()
def customer(request: DeskRequest, customer_id: int) -> HttpResponse:
    """The path page. The address of one who lives on as another leads to that other."""
    found = customer_for(request.user, customer_id)
    if found.pk != customer_id:
        return redirect("customer", found.pk)
    context = {"room": "customers", "customer": found, "state": state_of(request.user, found)}
    context |= _who(request.user, found) | _path(request, found)
    context["sees_contracts"] = may_see_contracts(request.user, found)
    return render(request, "desk/customers/page.html", context)


def state_of(viewer: Member, customer: Customer) -> dict[str, int]:
    """How many of their matters wait: for us, and for them."""
    counts = dict(_by_state(viewer, customer.pk))
    return {"us": counts.get(CaseState.WAITING_US, 0), "them": counts.get(CaseState.WAITING_CUSTOMER, 0)}


@prepared
def _by_state(viewer: Member, customer: int) -> QuerySet[Case, tuple[str, int]]:
    cases = visible_cases(viewer).filter(customer_id=customer)
    return cases.order_by().values("state").annotate(n=Count("pk")).values_list("state", "n")


def _who(viewer: Member, customer: Customer) -> dict[str, Any]:
    is_organisation = customer.kind == Kind.ORGANISATION
    people = people_of(viewer, customer) if is_organisation else []
    return {
        "people": people[:50],
        "has_more_people": len(people) > 50,
        "fields": filled(viewer, customer=customer),
        "merges": merges_of(viewer, customer),
        "suits": [suits(row) for row in customer.contact_times.all()],
    }


def suits(row: ContactTime) -> str:
    """maanantai 9.00–12.00, or every day."""
    day = WEEKDAYS[row.weekday] if row.weekday is not None else _("Every day")
    starts, ends = (datetime.combine(date.min, each) for each in (row.starts, row.ends))
    return f"{day} {clock(starts)}–{clock(ends)}"


def _path(request: DeskRequest, customer: Customer) -> dict[str, Any]:
    wanted = Wanted(channel=_one_of(request, "channel", Channel.values), whom=_one_of(request, "whom", WHOM))
    place = read_cursor(request.GET.get("after", ""))
    steps = path_of(request.user, customer, wanted, before=place)
    last = steps[LONG - 1].place if len(steps) > LONG else None
    return {
        "months": months(steps[:LONG]),
        "wanted": wanted,
        "channels": Channel.choices,
        "hidden": hidden_steps(request.user, customer),
        "after": cursor(last[0], last[2], last[1]) if last else "",
        "is_first": place is None,
    }


def _one_of(request: DeskRequest, name: str, values: Any) -> str:
    chosen = request.GET.get(name, "")
    return chosen if chosen in values else ""
