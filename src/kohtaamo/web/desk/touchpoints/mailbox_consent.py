"""Signing in to a mailbox at Microsoft 365 or Google: the page before, and where the service sends the person back."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from kohtaamo.channels.mail.commands.consent import sign_in
from kohtaamo.channels.mail.consent import ConsentRefused, ask, can_ask, refusal
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.channels.mail.queries import mailboxes
from kohtaamo.platform.errors import KohtaamoError, NotFound
from kohtaamo.staff.choices import Right
from kohtaamo.web.gate import DeskRequest, desk

ASKED = "mailbox-consents"  # in the session: state -> what was asked
LASTS = 15 * 60  # seconds a person may take at the service
AT_ONCE = 5  # open questions in one session


def answer_address() -> str:
    """Where services answer; it is registered there."""
    return f"{settings.URL}{reverse('mailbox_consented')}"


@never_cache
@require_safe
@desk(Right.MANAGE_STAFF)
def consent(request: DeskRequest, mailbox_id: int) -> HttpResponse:
    """What is asked for, and the way to the service's own page."""
    mailbox = mailboxes(request.user).exclude(sign_in="password").filter(pk=mailbox_id).first()
    if mailbox is None:
        raise NotFound
    context = {"room": "settings", "mailbox": mailbox, "answer_address": answer_address(), "address": ""}
    if can_ask(mailbox):
        context["address"] = _begin(request, mailbox)
    return render(request, "desk/touchpoints/mailbox_consent.html", context)


def _begin(request: DeskRequest, mailbox: Mailbox) -> str:
    asking = ask(mailbox, answer_address())
    known = list(request.session.get(ASKED, {}).items())[-AT_ONCE + 1 :]
    asked = {"mailbox": mailbox.pk, "verifier": asking.verifier, "at": time.time()}
    request.session[ASKED] = {**dict(known), asking.state: asked}
    return asking.address


@never_cache
@require_GET
@desk(Right.MANAGE_STAFF)
def consented(request: DeskRequest) -> HttpResponse:
    """The service sent the person back, with a code or with why not. Each question is answered once."""
    asked = _asked(request)
    if asked is None:
        messages.error(request, _("This sign-in was not begun here, or it took too long. Begin it again."))
        return redirect("mailboxes")
    mailbox = mailboxes(request.user).filter(pk=asked["mailbox"]).first()
    if mailbox is None:
        raise NotFound
    try:
        _take_in(request, mailbox, asked["verifier"])
        messages.success(request, _("Signed in. The mailbox can be used now."))
    except KohtaamoError as problem:
        messages.error(request, str(problem))
    except OSError:
        messages.error(request, _("The service does not answer. Try again in a moment."))
    return redirect("mailbox", mailbox_id=mailbox.pk)


def _asked(request: DeskRequest) -> dict[str, Any] | None:
    """What was asked with the state in the answer; it is forgotten with this."""
    known = request.session.get(ASKED, {})
    asked: dict[str, Any] | None = known.pop(request.GET.get("state", ""), None)
    request.session[ASKED] = known
    return asked if asked is not None and time.time() - asked["at"] < LASTS else None


def _take_in(request: DeskRequest, mailbox: Mailbox, verifier: str) -> None:
    if error := request.GET.get("error", ""):
        raise refusal(error, request.GET.get("error_description", ""))
    if not (code := request.GET.get("code", "")):
        raise ConsentRefused
    sign_in(actor=request.user, mailbox=mailbox, code=code, verifier=verifier, answer_to=answer_address())
