"""When it suits a customer to be reached."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kohtaamo.customers.commands.preference import Suits, set_contact_times
from kohtaamo.customers.queries import customer_for
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.customers.forms import TimeForms
from kohtaamo.web.gate import DeskRequest, desk


@desk(Right.EDIT_CUSTOMERS)
def contact_times(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Several periods with their weekday; a row emptied is a time that no longer suits."""
    customer = customer_for(request.user, customer_id)
    known = [{"weekday": row.weekday, "starts": row.starts, "ends": row.ends} for row in customer.contact_times.all()]
    rows = TimeForms(request.POST) if request.method == "POST" else TimeForms(initial=known)
    if rows.is_bound and rows.is_valid():
        said = [row.cleaned_data for row in rows if row.cleaned_data.get("starts")]
        times = [Suits(row["weekday"], row["starts"], row["ends"]) for row in said]
        set_contact_times(actor=request.user, customer=customer, times=times)
        messages.success(request, _("The times are written down."))
        return redirect("customer_times" if "more" in request.POST else "customer", customer.pk)
    context = {"room": "customers", "customer": customer, "rows": rows}
    return render(request, "desk/customers/times.html", context, status=422 if rows.is_bound else 200)
