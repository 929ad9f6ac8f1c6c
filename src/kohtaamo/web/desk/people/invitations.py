"""Inviting people, sending an invitation again, taking it back."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from kohtaamo.platform.errors import KohtaamoError
from kohtaamo.staff import queries
from kohtaamo.staff.choices import Right, RoleName
from kohtaamo.staff.commands.invite import invite, revoke, send_again
from kohtaamo.staff.errors import AlreadyInvited, EmailInUse, NameMissing, NotAnAddress
from kohtaamo.staff.models import Member, Role, Team
from kohtaamo.web.desk.forms import ManyField
from kohtaamo.web.gate import DeskRequest, desk


class Inviting(forms.Form):
    """Whom to invite, to what."""

    email = forms.CharField(label=gettext_lazy("E-mail"), max_length=254, widget=forms.EmailInput({"class": "input"}))
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120, widget=forms.TextInput({"class": "input"}))
    role = forms.ModelChoiceField(
        Role.objects.none(), label=gettext_lazy("Role"), empty_label=None, widget=forms.Select({"class": "input"})
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the email"), choices=settings.LANGUAGES, widget=forms.Select({"class": "input"})
    )
    teams = ManyField(Team.objects.none(), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, viewer: Member, data: object = None) -> None:
        super().__init__(data, initial={"language": settings.LANGUAGE_CODE})  # type: ignore[arg-type]
        self.fields["role"].queryset = queries.roles(viewer)  # type: ignore[attr-defined]
        self.fields["role"].initial = queries.roles(viewer).filter(name=RoleName.FRONT_LINE).first()
        self.fields["teams"].queryset = queries.teams(viewer).filter(is_active=True)  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.error_messages["required"] = _("This is missing.")


FIELD_OF: dict[type[KohtaamoError], str] = {
    EmailInUse: "email",
    AlreadyInvited: "email",
    NotAnAddress: "email",
    NameMissing: "name",
}


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.MANAGE_STAFF)
def new(request: DeskRequest) -> HttpResponse:
    """Invite a person by mail."""
    form = Inviting(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            invite(actor=request.user, **form.cleaned_data)
        except KohtaamoError as problem:
            form.add_error(FIELD_OF.get(type(problem)), str(problem))
        else:
            messages.success(
                request, _("The invitation is on its way to %(email)s.") % {"email": form.cleaned_data["email"]}
            )
            return redirect("people")
    page = {"room": "settings", "form": form}
    return render(request, "desk/people/invite.html", page, status=422 if form.errors else 200)


@require_POST
@desk(Right.MANAGE_STAFF)
def again(request: DeskRequest, invitation_id: int) -> HttpResponse:
    """Send the mail once more with a new link."""
    invitation = send_again(actor=request.user, invitation=queries.invitation_for(request.user, invitation_id))
    messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": invitation.email})
    return redirect("people")


@require_POST
@desk(Right.MANAGE_STAFF)
def end(request: DeskRequest, invitation_id: int) -> HttpResponse:
    """Take the invitation back."""
    invitation = queries.invitation_for(request.user, invitation_id)
    revoke(actor=request.user, invitation=invitation)
    messages.success(request, _("The invitation to %(email)s is taken back.") % {"email": invitation.email})
    return redirect("people")
