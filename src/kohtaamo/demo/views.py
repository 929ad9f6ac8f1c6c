"""Be the customer: write a real mail, see what comes back."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.demo.commands.write_in import intake_bind, write_in
from kohtaamo.demo.examples import EXAMPLES, Example, example
from kohtaamo.demo.forms import LetterForm
from kohtaamo.demo.models import DemoMail
from kohtaamo.demo.queries import loaded_demonstration, mails_to
from kohtaamo.platform.errors import KohtaamoError, NotFound
from kohtaamo.platform.numbers import number_in
from kohtaamo.web.gate import DeskRequest, desk


@require_http_methods(["GET", "HEAD", "POST"])
@desk()
def customer(request: DeskRequest) -> HttpResponse:
    """The page with the mail to write on the left and the customer's own mailbox on the right."""
    _require_demonstration()
    if request.method == "POST":
        return _post(request)
    chosen, address = request.GET.get("example", ""), request.GET.get("as", "").lower()
    first = example(chosen or request.user.language)
    form = LetterForm(initial=_answering(request, address) or _example(first, address))
    return _page(request, form, address or first.address, is_sent=bool(request.GET.get("sent")))


def _post(request: DeskRequest) -> HttpResponse:
    form = LetterForm(request.POST)
    if not form.is_valid():
        return _page(request, form, str(request.POST.get("address", "")).replace("\0", "").lower(), status=422)
    try:
        write_in(form.letter(_first_mailbox()))
    except KohtaamoError as problem:
        form.add_error(None, str(problem.sentence))
        return _page(request, form, form.cleaned_data["address"], status=problem.status)
    words = urlencode({"as": form.cleaned_data["address"], "sent": "yes"})
    response = HttpResponseRedirect(f"{reverse('demo_customer')}?{words}")
    response.status_code = 303
    return response


@require_safe
@desk()
def mailbox(request: DeskRequest) -> HttpResponse:
    """The customer's mailbox, as a part of the page; nothing when nothing came since ``seen``."""
    _require_demonstration()
    address = request.GET.get("as", "").lower()
    mails = mails_to(address)
    if request.htmx and mails and str(mails[0].pk) == request.GET.get("seen", ""):
        return HttpResponse(status=204)
    if not mails and request.GET.get("seen") == "0":
        return HttpResponse(status=204)
    return render(request, "demo/mailbox.html", {"mails": mails, "address": address})


def _page(
    request: DeskRequest, form: LetterForm, address: str, *, is_sent: bool = False, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form, "address": address, "mails": mails_to(address), "examples": EXAMPLES, "is_sent": is_sent,
        "is_open": bool(intake_bind()), "to": _first_mailbox(),
    }  # fmt: skip
    return render(request, "demo/customer.html", context, status=status)


def _example(one: Example, address: str) -> dict[str, str]:
    """What the form begins with: a whole example, or only who the person already is."""
    if not address:
        return {"name": one.name, "address": one.address, "subject": one.subject, "text": one.text}
    who = next((each for each in EXAMPLES if each.address == address), None)
    return {"name": who.name if who else "", "address": address}


def _answering(request: DeskRequest, address: str) -> dict[str, Any] | None:
    """An answer to a mail in this mailbox."""
    mail = DemoMail.objects.filter(pk=number_in(request.GET.get("answer", "")) or 0, to=address).first()
    if mail is None:
        return None
    subject = mail.subject if mail.subject.lower().startswith(("re:", "vs:", "sv:")) else f"Re: {mail.subject}"
    return _example(EXAMPLES[0], address) | {"subject": subject, "answer": mail.pk}


def _first_mailbox() -> str:
    return Mailbox.objects.order_by("pk").values_list("address", flat=True).first() or ""


def _require_demonstration() -> None:
    if loaded_demonstration() is None:
        raise NotFound
