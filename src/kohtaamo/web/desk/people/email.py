"""Changing the address a person signs in with: one's own after the password once more, another's with the right."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kohtaamo.platform.errors import Invalid
from kohtaamo.staff import queries
from kohtaamo.staff.choices import Right
from kohtaamo.staff.commands.email import ask_email
from kohtaamo.staff.models import Member
from kohtaamo.web.gate import DeskRequest, desk


class EmailForm(forms.Form):
    email = forms.CharField(
        label=gettext_lazy("New address"),
        max_length=254,
        widget=forms.EmailInput({"class": "input", "autocomplete": "email"}),
        error_messages={"required": gettext_lazy("This is missing.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk()
@reauthentication_required  # type: ignore[untyped-decorator]
def my_email(request: DeskRequest) -> HttpResponse:
    """Ask for another address for oneself."""
    return _ask(request, request.user, reverse("me"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.MANAGE_STAFF)
def person_email(request: DeskRequest, member_id: int) -> HttpResponse:
    """Ask for another address for a person."""
    return _ask(request, queries.person_for(request.user, member_id), reverse("person", args=[member_id]))


def _ask(request: DeskRequest, member: Member, back: str) -> HttpResponse:
    form = EmailForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            email = ask_email(actor=request.user, member=member, email=form.cleaned_data["email"])
        except Invalid as problem:
            form.add_error("email", str(problem))
        else:
            said = _("A link is on its way to %(email)s. The address changes when the link is opened.")
            messages.success(request, said % {"email": email})
            return redirect(back)
    page = {"room": "settings", "form": form, "person": member, "back": back, "is_self": member.pk == request.user.pk}
    return render(request, "desk/people/email.html", page, status=422 if form.errors else 200)
