"""How people come in: the services they sign in through, who has come, who was refused, and whether passwords open."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kohtaamo.platform.entering import EntryFailed
from kohtaamo.platform.errors import Conflict, KohtaamoError
from kohtaamo.platform.openid.house import look_up
from kohtaamo.staff.choices import EntryKind, Right
from kohtaamo.staff.commands.providers import (
    change_provider,
    end_provider,
    free_account,
    make_provider,
    set_entry_policy,
)
from kohtaamo.staff.models import Provider
from kohtaamo.staff.providers import account_for, client_of, entry_policy, provider_for, providers, refusals
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.entry.forms import FORMS, PolicyForm
from kohtaamo.web.desk.entry.sentences import reason
from kohtaamo.web.gate import DeskRequest, desk

SHOWN = 200


@require_safe
@desk(Right.MANAGE_STAFF)
def entry(request: DeskRequest) -> HttpResponse:
    """The services in use, and whether passwords open."""
    return _entry(request)


def _entry(request: DeskRequest, form: PolicyForm | None = None, *, status: int = 200) -> HttpResponse:
    now = entry_policy()
    page = {
        "room": "settings", "services": list(providers(request.user)), "policy": now,
        "form": form or PolicyForm(initial={"is_single_only": now.is_single_only, "keeper": now.keeper_id}),
    }  # fmt: skip
    return render(request, "desk/entry/list.html", page, status=status)


@require_POST
@desk(Right.MANAGE_STAFF)
def policy(request: DeskRequest) -> HttpResponse:
    """Only through a service, or with passwords too."""
    form = PolicyForm(request.POST)
    status = attempt(form, lambda: set_entry_policy(actor=request.user, **form.cleaned_data))
    if status != 200:
        return _entry(request, form, status=status)
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("entry"), status=303)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.MANAGE_STAFF)
def new(request: DeskRequest) -> HttpResponse:
    """A new service to sign in through."""
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.MANAGE_STAFF)
def edit(request: DeskRequest, entry_id: int) -> HttpResponse:
    """Set a service anew."""
    return _edit(request, provider_for(request.user, entry_id))


def _edit(request: DeskRequest, found: Provider | None) -> HttpResponse:
    asked = request.GET.get("kind", "")
    kind = found.kind if found else asked if asked in FORMS else EntryKind.OPENID
    form = FORMS[kind](request.POST if request.method == "POST" else None, provider=found)
    done: list[Provider] = []

    def act() -> None:
        wish, actor = form.wish(), request.user
        done.append(
            change_provider(actor=actor, provider=found, wish=wish) if found else make_provider(actor=actor, wish=wish)
        )

    status = attempt(form, act) if request.method == "POST" else 200
    if done:
        _say(request, done[0])
        return _to(done[0])
    kinds = [(value, label, value == kind) for value, label in EntryKind.choices]
    page = {"room": "settings", "form": form, "service": found, "kinds": kinds}
    return render(request, "desk/entry/edit.html", page, status=status)


def _say(request: DeskRequest, provider: Provider) -> None:
    """Saved; and whether the service is there at all: by SAML its metadata were read just now."""
    if provider.kind == EntryKind.SAML:
        messages.success(request, _("Saved. Now give the service the address below."))
        return
    try:
        look_up(provider.issuer)
        messages.success(request, _("Saved. The service answers."))
    except EntryFailed as problem:
        messages.warning(
            request, _("Saved, but the service does not answer as it should: %(why)s") % {"why": reason(problem.code, problem.detail)}
        )  # fmt: skip


@never_cache
@require_safe
@desk(Right.MANAGE_STAFF)
def one(request: DeskRequest, entry_id: int) -> HttpResponse:
    """One service: what to write there, who comes in through it, who was refused and why."""
    found = provider_for(request.user, entry_id)
    page = {
        "room": "settings", "service": found, "us": _us(found),
        "accounts": found.accounts.select_related("member").order_by("-used_at")[:SHOWN],
        "groups": found.group_roles.select_related("role"), "teams": found.teams.all(),
        "refused": [(each, reason(each.code, each.detail)) for each in refusals(request.user, found)],
    }  # fmt: skip
    return render(request, "desk/entry/one.html", page)


def _us(provider: Provider) -> object:
    """Who we are to the service."""
    if provider.kind == EntryKind.OPENID:
        return client_of(provider)
    from kohtaamo.staff.saml import saml_client

    return saml_client(provider)


@require_POST
@desk(Right.MANAGE_STAFF)
def ending(request: DeskRequest, entry_id: int) -> HttpResponse:
    """Nobody comes in through it any more."""
    found = provider_for(request.user, entry_id)
    try:
        end_provider(actor=request.user, provider=found)
    except Conflict as problem:
        messages.error(request, str(problem.sentence))
        return _to(found)
    messages.success(request, _("Nobody comes in through %(name)s any more.") % {"name": found})
    return HttpResponseRedirect(reverse("entry"), status=303)


@require_POST
@desk(Right.MANAGE_STAFF)
def account_removal(request: DeskRequest, entry_id: int, account_id: int) -> HttpResponse:
    """Forget who a person is at the service, so that another account of theirs may come in."""
    found = provider_for(request.user, entry_id)
    account = account_for(request.user, found, account_id)
    try:
        free_account(actor=request.user, account=account)
    except KohtaamoError as problem:
        messages.error(request, str(problem.sentence))
        return _to(found)
    messages.success(request, _("%(name)s may come in with another account.") % {"name": account.member})
    return _to(found)


def _to(provider: Provider) -> HttpResponse:
    return HttpResponseRedirect(reverse("entry_one", args=[provider.pk]), status=303)
