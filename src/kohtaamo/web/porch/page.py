"""The customer's own page: where the matter is, who has it, what is promised, what was said."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kohtaamo.customers.choices import IdentityKind
from kohtaamo.encounters.models import CallRequest, OwnPage
from kohtaamo.encounters.queries import said_to_customer, unsaid
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import PromiseState
from kohtaamo.promises.queries import promises_of
from kohtaamo.web.porch.door import porch
from kohtaamo.web.porch.forms import CallForm, MannerForm, MessageForm
from kohtaamo.web.porch.offers import shown_on


@porch
def page(request: HttpRequest, own: OwnPage) -> HttpResponse:
    """Show the page; a visit is noted so that staff know the customer has seen it."""
    OwnPage.objects.filter(pk=own.pk).update(visited_at=now())
    return show(request, own)


def show(request: HttpRequest, own: OwnPage, status: int = 200, **forms: Any) -> HttpResponse:
    """The page with its forms; a form that could not be taken keeps what was typed and says why."""
    case, at = own.case, now()
    untold = set(unsaid(case))  # promised in an answer that has not left
    promises = [p for p in promises_of(case) if p.state != PromiseState.WITHDRAWN and p.message_id not in untold]
    number = own.customer.identities.filter(kind=IdentityKind.PHONE).values_list("shown", flat=True).first()
    context = {
        "own": own,
        "case": case,
        "token": request.resolver_match.kwargs["token"] if request.resolver_match else "",
        "keeper": case.owner,
        "open_promises": sorted((p for p in promises if p.state == PromiseState.OPEN), key=lambda p: p.due_at),
        "missed": [
            p for p in promises if p.state == PromiseState.BROKEN or (p.state == PromiseState.OPEN and p.due_at < at)
        ],
        "kept": [p for p in promises if p.state == PromiseState.KEPT][:5],
        "offered": shown_on(own),
        "messages_said": said_to_customer(case),
        "call": CallRequest.objects.filter(case=case, done_at__isnull=True).first(),
        "message_form": forms.get("message_form") or MessageForm(initial={"once": secrets.token_hex(12)}),
        "call_form": forms.get("call_form") or CallForm(initial={"number": number or ""}),
        "manner_form": forms.get("manner_form") or MannerForm.of(own.customer, case.language),
        "open_form": next(iter(forms), ""),
        "done": request.GET.get("done", ""),
        "now": at,
    }
    return render(request, "porch/page.html", context, status=status)
