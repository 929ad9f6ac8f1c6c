"""Coming in through a provider: sent there, back with a code, in through the same steps as with a password.

By SAML the provider has the browser post an assertion to ``assertions.py``, from where it comes back here with a ticket.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import asdict
from hmac import compare_digest
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kohtaamo.platform.entering import EntryFailed, EntryStale, NotBelieved
from kohtaamo.platform.errors import KohtaamoError, TooMany
from kohtaamo.platform.limits import spend
from kohtaamo.platform.openid.exchange import Begun, address_of, begin, claims_for
from kohtaamo.platform.openid.house import House, look_up
from kohtaamo.staff.choices import EntryKind
from kohtaamo.staff.commands.enter import enter, refuse
from kohtaamo.staff.models import Member, Provider
from kohtaamo.staff.providers import client_of, open_provider
from kohtaamo.staff.told import MOST_GROUPS, Told
from kohtaamo.web.accounts.assertions import brought, way_by_saml

BEGUN = "entries_begun"  # in the session: what was begun, by its state
MOST_BEGUN = 5  # windows at once
LASTS = 600  # seconds
log = logging.getLogger(__name__)


@never_cache
@require_safe
def provider(request: HttpRequest, provider_id: int) -> HttpResponse:
    """Send the person to the provider."""
    found = open_provider(provider_id)
    spend(f"entry:{request.META.get('REMOTE_ADDR', '')}", most=120, seconds=60)
    try:
        begun = begin()
        way = way_by_saml(found, begun.state) if found.kind == EntryKind.SAML else _way(found, begun)
        _remember(request, found, begun)
        return HttpResponseRedirect(way)
    except KohtaamoError as problem:
        return _back(request, found, problem)


def _way(provider: Provider, begun: Begun) -> str:
    return address_of(look_up(provider.issuer), client_of(provider), begun)


def _remember(request: HttpRequest, provider: Provider, begun: Begun) -> None:
    every = {state: each for state, each in _begun(request).items() if time.time() - each["at"] < LASTS}
    for state in sorted(every, key=lambda each: float(every[each]["at"]))[: max(0, len(every) - MOST_BEGUN + 1)]:
        del every[state]
    after = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(after, allowed_hosts=None)
    every[begun.state] = {
        **asdict(begun),
        "provider": provider.pk,
        "at": time.time(),
        "next": after if is_ours else "",
    }
    request.session[BEGUN] = every


def _begun(request: HttpRequest) -> dict[str, dict[str, Any]]:
    kept = request.session.get(BEGUN)
    return dict(kept) if isinstance(kept, dict) else {}


@never_cache
@require_safe
def provider_answer(request: HttpRequest, provider_id: int) -> HttpResponse:
    """The person is back with a code, which opens once and only for the window it was begun in."""
    found = open_provider(provider_id)
    told = Told("")
    try:
        spend(f"entry:{request.META.get('REMOTE_ADDR', '')}", most=120, seconds=60)
        kept = _taken(request, found)
        told = (
            brought(request, found, kept["state"]) if found.kind == EntryKind.SAML else _claimed(request, found, kept)
        )
        member = enter(provider=found, told=told)
    except KohtaamoError as problem:
        return _back(request, found, problem, told.email)
    return _let_in(request, found, member, kept["next"])


def _taken(request: HttpRequest, provider: Provider) -> dict[str, Any]:
    """What was begun, taken out so that the same address opens nothing twice. Raises ``EntryStale``."""
    every = _begun(request)
    kept = every.pop(request.GET.get("state", ""), None)
    if kept is None or kept["provider"] != provider.pk or time.time() - kept["at"] > LASTS:
        raise EntryStale("state")
    request.session[BEGUN] = every
    request.session.save()
    return kept


def _claimed(request: HttpRequest, provider: Provider, kept: Mapping[str, Any]) -> Told:
    return _told(provider, _claims(request, provider, kept))


def _claims(request: HttpRequest, provider: Provider, kept: Mapping[str, Any]) -> dict[str, Any]:
    house = look_up(provider.issuer)
    _must_be_named(request, house)
    if request.GET.get("error") or not request.GET.get("code"):
        raise EntryFailed(request.GET.get("error", "code")[:60])
    begun = Begun(kept["state"], kept["nonce"], kept["verifier"])
    return claims_for(request.GET["code"], house, client_of(provider), begun)


def _must_be_named(request: HttpRequest, house: House) -> None:
    """An answer that names another provider was meant for it (RFC 9207)."""
    said = request.GET.get("iss", "" if house.names_itself else house.issuer)
    if not compare_digest(said.encode(), house.issuer.encode()):
        raise NotBelieved("iss")


def _told(provider: Provider, claims: Mapping[str, Any]) -> Told:
    groups = claims.get(provider.groups_claim) if provider.groups_claim else None
    listed = groups if isinstance(groups, list) else [groups] if isinstance(groups, str) else []
    return Told(
        subject=str(claims["sub"]), email=_text(claims, provider.email_claim), name=_text(claims, provider.name_claim),
        is_verified=claims.get("email_verified") is True and provider.email_claim == "email",
        groups=tuple(str(each) for each in listed[:MOST_GROUPS]),
    )  # fmt: skip


def _text(claims: Mapping[str, Any], name: str) -> str:
    said = claims.get(name)
    return said.replace("\0", "").strip()[:254] if isinstance(said, str) else ""


def _let_in(request: HttpRequest, provider: Provider, member: Member, after: str) -> HttpResponse:
    if request.user.is_authenticated:
        logout(request)
    record_authentication(request, member, "socialaccount", provider=str(provider.pk))
    login = Login(user=member, redirect_url=after or None, signal_kwargs={"entry": provider.pk})
    inside: HttpResponse = perform_login(request, login)
    return inside


def _back(request: HttpRequest, provider: Provider, problem: KohtaamoError, email: str = "") -> HttpResponse:
    """To the sign-in page with the sentence; what the provider brought and we refused is kept for administrators."""
    detail = problem.detail if isinstance(problem, EntryFailed) else ""
    log.warning("sign-in through provider %s refused: %s %s", provider.pk, problem.code, detail)
    if not isinstance(problem, EntryStale | TooMany):
        refuse(provider=provider, code=problem.code, detail=detail, email=email)
    messages.error(request, str(problem.sentence))
    return HttpResponseRedirect(reverse("account_login"))
