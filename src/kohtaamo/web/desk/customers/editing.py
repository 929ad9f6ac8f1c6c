"""Who a customer is: met by hand, details changed, kept apart."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kohtaamo.customers.choices import IdentityKind
from kohtaamo.customers.commands.edit import Details, block, edit, meet
from kohtaamo.customers.errors import IdentityTaken
from kohtaamo.customers.queries import customer_for
from kohtaamo.platform.errors import Invalid, KohtaamoError
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.customers.belonging import Belonging, belonging
from kohtaamo.web.desk.customers.forms import DetailsForm, NewForm
from kohtaamo.web.gate import DeskRequest, desk


def _details(form: DetailsForm, where: Belonging) -> Details:
    said = form.cleaned_data
    return Details(
        name=said["name"], kind=said["kind"], language=said["language"], way=said["way"], wishes=said["wishes"],
        organisation=where.organisation, new_organisation=where.new_name,
    )  # fmt: skip


@desk(Right.EDIT_CUSTOMERS)
def details(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Change what is known of a customer."""
    customer = customer_for(request.user, customer_id)
    context = {"room": "customers", "customer": customer}
    if request.method != "POST":
        form = DetailsForm(initial=DetailsForm.first_values(customer))
        return render(request, "desk/customers/details.html", context | {"form": form})
    form = DetailsForm(request.POST)
    where = belonging(request, form)
    if form.is_valid() and where.is_clear:
        try:
            edit(actor=request.user, customer=customer, details=_details(form, where))
        except Invalid as problem:
            form.add_error(None, str(problem.sentence))
        else:
            messages.success(request, _("The details are changed."))
            return redirect("customer", customer.pk)
    return render(request, "desk/customers/details.html", context | {"form": form, "where": where}, status=422)


@desk(Right.EDIT_CUSTOMERS)
def new(request: DeskRequest) -> HttpResponse:
    """Write down a customer met by hand."""
    context: dict[str, Any] = {"room": "customers"}
    if request.method != "POST":
        form = NewForm(initial={"name": request.GET.get("name", "")[:200], "kind": "person"})
        return render(request, "desk/customers/new.html", context | {"form": form})
    form = NewForm(request.POST)
    where = belonging(request, form)
    taken = None
    if form.is_valid() and where.is_clear:
        try:
            made = meet(actor=request.user, details=_details(form, where), identities=_identities(form))
        except IdentityTaken as problem:
            taken = customer_for(request.user, problem.customer)
        except KohtaamoError as problem:
            form.add_error(None, str(problem.sentence))
        else:
            return redirect("customer", made.pk)
    context |= {"form": form, "where": where, "taken": taken}
    return render(request, "desk/customers/new.html", context, status=422)


def _identities(form: NewForm) -> list[tuple[str, str]]:
    said = form.cleaned_data
    given = [(IdentityKind.EMAIL, said["email"].strip()), (IdentityKind.PHONE, said["phone"].strip())]
    return [(kind, text) for kind, text in given if text]


@require_POST
@desk(Right.EDIT_CUSTOMERS)
def blocking(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Keep their mails apart, or let them in again."""
    customer = customer_for(request.user, customer_id)
    is_blocked = request.POST.get("blocked") == "yes"
    block(actor=request.user, customer=customer, is_blocked=is_blocked)
    said = _("Their emails are now kept apart.") if is_blocked else _("Their emails come in again.")
    messages.success(request, said)
    return redirect("customer", customer.pk)
