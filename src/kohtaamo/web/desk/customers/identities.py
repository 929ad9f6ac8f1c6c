"""The addresses and numbers of a customer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kohtaamo.customers.commands.identity import add_identity, remove_identity, verify_identity
from kohtaamo.customers.errors import IdentityTaken
from kohtaamo.customers.queries import customer_for
from kohtaamo.platform.errors import Invalid
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.customers.forms import IdentityForm
from kohtaamo.web.gate import DeskRequest, desk


@desk(Right.EDIT_CUSTOMERS)
def identities(request: DeskRequest, customer_id: int) -> HttpResponse:
    """See and add addresses. One that is another customer's is told so, with the way to join the two."""
    customer = customer_for(request.user, customer_id)
    form, taken = IdentityForm(request.POST if request.method == "POST" else None), None
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            add_identity(actor=request.user, customer=customer, kind=said["kind"], text=said["text"])
        except IdentityTaken as problem:
            taken = customer_for(request.user, problem.customer)
        except Invalid as problem:
            form.add_error("text", str(problem.sentence))
        else:
            messages.success(request, _("Added."))
            return redirect("customer_identities", customer.pk)
    context = {"room": "customers", "customer": customer, "form": form, "taken": taken}
    return render(request, "desk/customers/identities.html", context, status=422 if form.is_bound else 200)


@require_POST
@desk(Right.EDIT_CUSTOMERS)
def removal(request: DeskRequest, customer_id: int, identity_id: int) -> HttpResponse:
    """Remove an address that is not theirs any more."""
    customer = customer_for(request.user, customer_id)
    remove_identity(actor=request.user, customer=customer, identity_id=identity_id)
    messages.success(request, _("Removed."))
    return redirect("customer_identities", customer.pk)


@require_POST
@desk(Right.EDIT_CUSTOMERS)
def verification(request: DeskRequest, customer_id: int, identity_id: int) -> HttpResponse:
    """Note that the address is surely theirs, or that it is not sure."""
    customer = customer_for(request.user, customer_id)
    is_sure = request.POST.get("verified") == "yes"
    verify_identity(actor=request.user, customer=customer, identity_id=identity_id, is_verified=is_sure)
    return redirect("customer_identities", customer.pk)
