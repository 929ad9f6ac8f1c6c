"""The page from which a message is forwarded, and addresses offered while one is typed."""

from __future__ import annotations

import secrets

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kohtaamo.customers.choices import IdentityKind
from kohtaamo.customers.models import Identity
from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.commands.forward import forward
from kohtaamo.encounters.models import Case, Message, Participant
from kohtaamo.encounters.queries import case_for
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.numbers import numbers_in
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.cases.forms import AddressesField
from kohtaamo.web.desk.forms import DeskForm
from kohtaamo.web.gate import DeskRequest, desk

MOST = 8


class ForwardForm(DeskForm):
    """To whom, with which words."""

    to = AddressesField(label=gettext_lazy("To whom?"), help_text=gettext_lazy("Several addresses with commas between"))
    text = forms.CharField(
        label=gettext_lazy("Your words"),
        required=False,
        max_length=100_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    once = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.ANSWER)
def forwarding(request: DeskRequest, case_id: int, message_id: int) -> HttpResponse:
    """Forward it under one's own words, with the files that are ticked."""
    case = case_for(request.user, case_id)
    said = Message.objects.filter(case=case, author__in=[Author.CUSTOMER, Author.US])
    message = said.prefetch_related("attachments").filter(pk=message_id).first()
    if message is None:
        raise NotFound
    form, status = ForwardForm(initial={"once": secrets.token_urlsafe(16)}), 200
    if request.method == "POST":
        form = ForwardForm(request.POST)
        status = attempt(form, lambda: _forward(request, case, message, form))
        if status == 200:
            messages.success(request, _("Forwarded. What they answer comes here for us, not to the customer."))
            return redirect("case", case_id=case.pk)
    page = {"room": "cases", "case": case, "message": message, "form": form}
    return render(request, "desk/forward/forward.html", page, status=status)


def _forward(request: DeskRequest, case: Case, message: Message, form: ForwardForm) -> None:
    filled = form.cleaned_data
    files = numbers_in(request.POST.getlist("file"))
    forward(
        actor=request.user, case=case, message=message, to=filled["to"], text=filled["text"], files=files, once=filled["once"]
    )  # fmt: skip


@require_safe
@desk(Right.ANSWER)
def addresses(request: DeskRequest, case_id: int) -> HttpResponse:
    """Known addresses that begin like ``q``: those of this case first, then colleagues' and customers'."""
    case = case_for(request.user, case_id)
    found = known(case, request.GET.get("q", "")[:80].strip()) if request.GET.get("q", "").strip() else []
    return render(request, "desk/forward/offers.html", {"addresses": found})


def known(case: Case, words: str) -> list[tuple[str, str]]:
    """Address and name, each once."""
    begins = Q(address__istartswith=words) | Q(name__icontains=words)
    here = Participant.objects.filter(begins, case=case).values_list("address", "name")
    ours = Member.objects.filter(Q(email__istartswith=words) | Q(name__istartswith=words), is_active=True)
    theirs = Identity.objects.filter(kind=IdentityKind.EMAIL, value__startswith=words.lower()).order_by("value")
    rows = [
        *here[:MOST],
        *ours.values_list("email", "name")[:MOST],
        *theirs.values_list("shown", "customer__name")[:MOST],
    ]
    once: dict[str, tuple[str, str]] = {}
    for address, name in rows:
        once.setdefault(address.lower(), (address, name))
    return list(once.values())[:MOST]
