"""Keys that let programs in: made, their secret shown once, revoked."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kohtaamo.platform.errors import KohtaamoError, NotAllowed
from kohtaamo.platform.storage.seal import seal, unseal
from kohtaamo.staff import queries
from kohtaamo.staff.choices import READ, WRITE, Family, Right
from kohtaamo.staff.commands.keys import make_key, revoke_key
from kohtaamo.staff.models import Key, Member
from kohtaamo.web.desk.keys.forms import KeyForm
from kohtaamo.web.gate import DeskRequest, desk

JUST_MADE = "key"  # in the session, sealed: the secret that the next page shows and nobody after
USE = "kohtaamo-key"
SHOWN = 200


@dataclass(frozen=True)
class Told:
    """A key as the page tells of it; ``opens`` in words, ``of`` the person when it is not one's own."""

    key: Key
    opens: list[str]
    of: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@desk()
def keys(request: DeskRequest) -> HttpResponse:
    """The keys in use and those over. POST makes one; its secret is on the next page."""
    if request.method != "POST":
        return _page(request, KeyForm(viewer=request.user))
    if not _may_make(request.user):
        raise NotAllowed
    form = KeyForm(request.POST, viewer=request.user)
    if not form.is_valid():
        return _page(request, form, status=422)
    said = form.cleaned_data
    try:
        _key, secret = make_key(
            actor=request.user, name=said["name"], scopes=said["scopes"], expires_at=form.expires_at,
            member=said.get("member"),
        )  # fmt: skip
    except KohtaamoError as problem:
        form.add_error(None, str(problem.sentence))
        return _page(request, form, status=problem.status)
    request.session[JUST_MADE] = seal(secret, use=USE)
    return HttpResponseRedirect(reverse("keys"), status=303)


def _may_make(viewer: Member) -> bool:
    return viewer.may(Right.MAKE_KEYS) or viewer.may(Right.MANAGE_STAFF)


def _page(request: DeskRequest, form: KeyForm, *, status: int = 200) -> HttpResponse:
    every = [_told(request.user, key) for key in queries.keys(request.user)[:SHOWN]]
    page = {
        "room": "settings", "form": form if _may_make(request.user) else None,
        "in_use": [each for each in every if not each.key.is_over], "over": [each for each in every if each.key.is_over],
        "secret": unseal(request.session.pop(JUST_MADE, ""), use=USE), "document": "/api/v1/openapi.json",
    }  # fmt: skip
    return render(request, "desk/keys/keys.html", page, status=status)


def _told(viewer: Member, key: Key) -> Told:
    opens = [words for family in Family if (words := _opens(key, family))]
    return Told(key, opens, key.member.name if key.member_id != viewer.pk else "")


def _opens(key: Key, family: Family) -> str:
    reads, writes = (f"{family}:{how}" in key.scopes for how in (READ, WRITE))
    name = {"family": family.label}
    if reads and writes:
        return _("%(family)s: reads and writes") % name
    return _("%(family)s: reads") % name if reads else _("%(family)s: writes") % name if writes else ""


@require_POST
@desk()
def revocation(request: DeskRequest, key_id: int) -> HttpResponse:
    """From now on the key opens nothing."""
    key = queries.key_for(request.user, key_id)
    revoke_key(actor=request.user, key=key)
    messages.success(request, _("%(name)s no longer gets in.") % {"name": key})
    return redirect("keys")
