"""The pages behind the links of our own mails, and what is closed here."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from kohtaamo.platform.errors import KohtaamoError, NotFound, TooMany
from kohtaamo.staff.commands.email import change_email
from kohtaamo.staff.commands.invite import accept
from kohtaamo.staff.emails import open_email_change
from kohtaamo.staff.errors import SingleOnly
from kohtaamo.staff.invitations import open_invitation
from kohtaamo.staff.models import Invitation
from kohtaamo.staff.providers import entry_policy
from kohtaamo.staff.second import has_second
from kohtaamo.web.accounts.forms import Joining
from kohtaamo.web.errors import show_error
from kohtaamo.web.gate import DeskRequest, desk, needs_second

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def closed(request: HttpRequest, **named: Any) -> HttpResponse:
    """Nobody signs up by themselves, and addresses are changed on our own pages."""
    raise NotFound


def too_many(request: HttpRequest) -> HttpResponse:
    """Too many tries from here, said kindly."""
    return show_error(request, TooMany())


@never_cache
@sensitive_post_parameters("password")
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """The invited person sets a name, a password and a language, and is signed in."""
    invited = open_invitation(token)
    language = _language(request, invited)
    with translation.override(language):
        form = Joining(request.POST or None, initial={"name": invited.name, "language": language})
        if request.method == "POST" and form.is_valid():
            try:
                return _join(request, invited, form)
            except KohtaamoError as problem:
                form.add_error(None, str(problem))
        page = {"form": form, "invitation": invited, "LANGUAGE_CODE": language}
        return render(request, "account/invitation.html", page, status=422 if form.errors else 200)


def _language(request: HttpRequest, invited: Invitation) -> str:
    """The language the invitation was written in, until another is chosen on this page."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else invited.language


def _join(request: HttpRequest, invited: Invitation, form: Joining) -> HttpResponse:
    if entry_policy().is_single_only:
        raise SingleOnly
    member = accept(invitation=invited, **form.cleaned_data)
    request.session.flush()  # whoever was signed in on this device is not the one who was invited
    login(request, member, backend=BACKEND)
    return redirect("today")


@never_cache
def email_change(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever reads the new mailbox says that the address is theirs; the address changes with that."""
    change = open_email_change(token)
    with translation.override(change.member.language):
        if request.method == "POST":
            member = change_email(token=token)
            messages.success(request, _("From now on you sign in with %(email)s.") % {"email": member.email})
            return redirect("today")
        page = {"change": change, "LANGUAGE_CODE": change.member.language}
        return render(request, "account/email_change.html", page)


@never_cache
@require_safe
@desk(is_before_second=True)
def second_step(request: DeskRequest) -> HttpResponse:
    """Where one who must set up a second step is led."""
    page = {"needs": needs_second(request), "is_set": has_second(request.user)}
    return render(request, "account/second_step.html", page)
