"""SAML at the door: our metadata, and the assertion that a provider has the browser post to us.

That post comes from the provider's page, so neither our session (``SameSite=Lax``) nor a form word of ours comes with
it. It lets nobody in: what it brings is believed or not, kept sealed, and the browser is sent on by GET to the page that
does have the session, with a ticket for it. The XML libraries are loaded when first somebody signs in this way.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from kohtaamo.platform.entering import EntryFailed, EntryStale, NotBelieved, ProviderSilent
from kohtaamo.platform.limits import spend
from kohtaamo.staff.commands.bring import keep_brought, take_brought
from kohtaamo.staff.models import Provider
from kohtaamo.staff.told import Told

SALT = "kohtaamo.entry.refused"
LASTS = 120  # seconds a refusal may be on its way
_PROBLEMS = {each.code: each for each in (EntryFailed, ProviderSilent, NotBelieved, EntryStale)}


@require_safe
def provider_metadata(request: HttpRequest, provider_id: int) -> HttpResponse:
    """Who we are, for the provider to read."""
    from kohtaamo.platform.saml.own import own_metadata
    from kohtaamo.staff.saml import saml_client, saml_provider

    told = own_metadata(saml_client(saml_provider(provider_id)))
    return HttpResponse(told, content_type="application/samlmetadata+xml")


@csrf_exempt
@never_cache
@require_POST
def provider_assertion(request: HttpRequest, provider_id: int) -> HttpResponse:
    """An assertion is brought; nobody is let in yet."""
    from kohtaamo.staff.saml import saml_provider

    found, state = saml_provider(provider_id), request.POST.get("RelayState", "")[:80]
    spend(f"assertion:{request.META.get('REMOTE_ADDR', '')}", most=120, seconds=60)
    try:
        after = {"code": _ticket(found, request.POST.get("SAMLResponse", ""), state)}
    except EntryFailed as problem:
        after = {"refused": signing.dumps([state, problem.code, problem.detail], salt=SALT)}
    back = reverse("provider_answer", args=[found.pk])
    return HttpResponseRedirect(f"{back}?{urlencode({'state': state, **after})}", status=303)


def _ticket(provider: Provider, encoded: str, state: str) -> str:
    from kohtaamo.platform.saml.answer import Expected, read_answer
    from kohtaamo.platform.saml.request import request_id
    from kohtaamo.staff.saml import saml_client, saml_house, told_by

    asked = request_id(state)
    assertion = read_answer(encoded, saml_house(provider), Expected(saml_client(provider), asked))
    told = told_by(provider, assertion)
    return keep_brought(provider=provider, name=assertion.name, request=asked, until=assertion.until, told=told)


def way_by_saml(provider: Provider, state: str) -> str:
    """Where the person is sent to sign in. Raises ``ProviderSilent`` or ``NotBelieved``."""
    from kohtaamo.platform.saml.request import address_of
    from kohtaamo.staff.saml import saml_client, saml_house

    return address_of(saml_house(provider), saml_client(provider), state)


def brought(request: HttpRequest, provider: Provider, state: str) -> Told:
    """What was told of the one whose window this is. Raises ``EntryFailed`` when it was refused or is not there."""
    if refused := request.GET.get("refused"):
        raise _refusal(refused, state)
    from kohtaamo.platform.saml.request import request_id

    return take_brought(provider=provider, ticket=request.GET.get("code", ""), request=request_id(state))


def _refusal(told: str, state: str) -> EntryFailed:
    try:
        said: Any = signing.loads(told, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return EntryStale("refused")
    return _PROBLEMS.get(said[1], EntryFailed)(said[2]) if said[0] == state else EntryStale("refused")
