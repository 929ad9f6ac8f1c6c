"""What a customer may ask of us by law: their own data, and to be erased."""

from __future__ import annotations

import tempfile
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kohtaamo.customers.models import Customer
from kohtaamo.customers.queries import customer_for
from kohtaamo.passage.commands.erase import erase, extent_of
from kohtaamo.passage.commands.hold import end_hold, set_hold
from kohtaamo.passage.erasing.person import give
from kohtaamo.passage.keeping import hold_of
from kohtaamo.platform.errors import KohtaamoError
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.forms import DeskForm
from kohtaamo.web.gate import DeskRequest, desk

IN_MEMORY = 8 * 1024 * 1024  # bytes of an archive before it goes to a file


class ErasureForm(DeskForm):
    """The second step: why, and that it is meant."""

    reason = forms.CharField(
        label=gettext_lazy("Why?"), max_length=300, help_text=gettext_lazy("Write no name: the reason stays."),
        error_messages={"required": gettext_lazy("Write why: the journal keeps the reason when the words are gone.")},
    )  # fmt: skip
    all_the_same = forms.BooleanField(
        label=gettext_lazy("Erase all the same, though something is open"), required=False
    )
    sure = forms.BooleanField(
        label=gettext_lazy("I know that this cannot be undone"),
        error_messages={"required": gettext_lazy("Tick this when you are sure.")},
    )


@require_safe
@desk(Right.ERASE)
def own_data(request: DeskRequest, customer_id: int) -> HttpResponse:
    """What there is, and the two things that can be done with it."""
    return _page(request, customer_for(request.user, customer_id), ErasureForm())


def _page(request: DeskRequest, customer: Customer, form: ErasureForm, *, status: int = 200) -> HttpResponse:
    extent = extent_of(request.user, customer)
    page = {
        "room": "customers", "customer": customer, "extent": extent, "form": form,
        "hold": hold_of(request.user, customer),
    }  # fmt: skip
    return render(request, "desk/owndata/owndata.html", page, status=status)


@require_POST
@desk(Right.ERASE)
def archive(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Everything about the customer in one file to be given to them."""
    customer = customer_for(request.user, customer_id)
    out = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the answer closes it
    give(actor=request.user, customer=customer, out=out)
    out.seek(0)
    name = f"customer-{customer.pk}.zip"
    answer: Any = FileResponse(out, as_attachment=True, filename=name, content_type="application/zip")
    return cast(HttpResponse, answer)


@require_http_methods(["POST"])
@desk(Right.ERASE)
def erasure(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Erase, with a reason."""
    customer = customer_for(request.user, customer_id)
    form = ErasureForm(request.POST)
    if not form.is_valid():
        return _page(request, customer, form, status=422)
    try:
        erase(
            actor=request.user, customer=customer, reason=form.cleaned_data["reason"],
            all_the_same=form.cleaned_data["all_the_same"],
        )  # fmt: skip
    except KohtaamoError as problem:
        form.add_error(None, str(problem))
        return _page(request, customer, form, status=problem.status)
    messages.success(request, _("The customer is erased. Counts and times remain, words and addresses are gone."))
    return HttpResponseRedirect(reverse("customer", args=[customer.pk]), status=303)


@require_POST
@desk(Right.ERASE)
def hold(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Keep everything of the customer, whatever the rules say."""
    customer = customer_for(request.user, customer_id)
    try:
        set_hold(actor=request.user, customer=customer, why=request.POST.get("why", ""))
    except KohtaamoError as problem:
        messages.error(request, str(problem.sentence))
        return HttpResponseRedirect(reverse("customer_own_data", args=[customer.pk]), status=303)
    messages.success(request, _("What we keep of this customer is held."))
    return HttpResponseRedirect(reverse("customer_own_data", args=[customer.pk]), status=303)


@require_POST
@desk(Right.ERASE)
def hold_ending(request: DeskRequest, customer_id: int) -> HttpResponse:
    """The rules count again."""
    customer = customer_for(request.user, customer_id)
    if (found := hold_of(request.user, customer)) is not None:
        end_hold(actor=request.user, customer=found.customer)
    messages.success(request, _("The hold has ended."))
    return HttpResponseRedirect(reverse("customer_own_data", args=[customer.pk]), status=303)
