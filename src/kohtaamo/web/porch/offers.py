"""Offers on the customer's own page: read, downloaded, accepted by an act of its own, or declined with a word."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from kohtaamo.encounters.models import OwnPage
from kohtaamo.offers.choices import OfferState
from kohtaamo.offers.commands.accept import accept
from kohtaamo.offers.commands.settle import decline
from kohtaamo.offers.models import Acceptance, Offer, Version
from kohtaamo.offers.paper import file_name
from kohtaamo.offers.queries import offer_on, offers_on, version_of
from kohtaamo.platform.errors import Invalid, NotFound
from kohtaamo.platform.limits import spend
from kohtaamo.platform.storage.keep import fetch
from kohtaamo.platform.time import now
from kohtaamo.web.files import download
from kohtaamo.web.porch.door import porch
from kohtaamo.web.showing_offers import GLYPHS, changes, shown_line, shown_sums, total_of


class AcceptForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name.")},
    )  # fmt: skip
    agreed = forms.BooleanField(
        label=_("I have read the offer and accept it"),
        error_messages={"required": _("Tick this if you accept the offer.")},
    )
    version = forms.IntegerField(min_value=1, max_value=9999, widget=forms.HiddenInput)


class DeclineForm(forms.Form):
    word = forms.CharField(
        label=_("Would you tell us why? You need not."), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


def shown_on(page: OwnPage) -> list[dict[str, Any]]:
    """The offers as the customer's own page lists them: one query."""
    return [
        {"offer": each, "total": total_of(each.current), "glyph": GLYPHS[state_of(each)], "state": state_of(each)}
        for each in offers_on(page)
    ]


def state_of(offer: Offer) -> OfferState:
    """One whose time is over has lapsed for the customer at once, before the clock has come round."""
    is_over = offer.state == OfferState.GIVEN and offer.valid_until is not None and offer.valid_until <= now()
    return OfferState.LAPSED if is_over else OfferState(offer.state)


@require_safe
@porch
def offer(request: HttpRequest, own: OwnPage, offer_id: int) -> HttpResponse:
    """The offer with all its lines and terms."""
    return _show(request, own, offer_on(own, offer_id))


def _show(request: HttpRequest, own: OwnPage, found: Offer, status: int = 200, **filled: forms.Form) -> HttpResponse:
    version = _version(found)
    lines, state = list(version.lines.all()), state_of(found)
    context = {
        "own": own, "case": own.case, "token": _token(request), "offer": found, "version": version, "state": state,
        "state_name": state.label, "glyph": GLYPHS[state], "is_open": state == OfferState.GIVEN,
        "lines": [shown_line(line) for line in lines], "sums": shown_sums(lines, with_vat=version.with_vat),
        "total": total_of(version), "contract": version.contract, "changes": changes(version.contract, lines),
        "acceptance": Acceptance.objects.filter(offer=found).first() if state == OfferState.ACCEPTED else None,
        "accept_form": filled.get("accept") or AcceptForm(initial={"version": version.number}),
        "decline_form": filled.get("decline") or DeclineForm(), "opened": next(iter(filled), ""),
    }  # fmt: skip
    return render(request, "porch/offer.html", context, status=status)


def _version(found: Offer) -> Version:
    if found.current is None:
        raise NotFound
    return version_of(found, found.current.number)


def _token(request: HttpRequest) -> str:
    return str(request.resolver_match.kwargs["token"]) if request.resolver_match else ""


@require_POST
@porch
def acceptance(request: HttpRequest, own: OwnPage, offer_id: int) -> HttpResponse:
    """The customer accepts: name, tick, and the version they have read."""
    found = offer_on(own, offer_id)
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return _show(request, own, found, 422, accept=form)
    spend(f"own_page:{own.pk}", most=30, seconds=3600)
    try:
        accept(page=own, offer=found, **form.cleaned_data)
    except Invalid as problem:
        form.add_error(None, str(problem))
        return _show(request, own, offer_on(own, offer_id), problem.status, accept=form)
    return _back(request, found)


@require_POST
@porch
def declining(request: HttpRequest, own: OwnPage, offer_id: int) -> HttpResponse:
    """The customer declines, with a word if they like."""
    found = offer_on(own, offer_id)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _show(request, own, found, 422, decline=form)
    spend(f"own_page:{own.pk}", most=30, seconds=3600)
    decline(page=own, offer=found, word=form.cleaned_data["word"])
    return _back(request, found)


def _back(request: HttpRequest, found: Offer) -> HttpResponse:
    response = redirect("porch_offer", token=_token(request), offer_id=found.pk)
    response["Location"] += "#done"
    response.status_code = 303
    return response


@require_safe
@porch
def document(request: HttpRequest, own: OwnPage, offer_id: int) -> HttpResponse:
    """The very bytes that were given."""
    found = offer_on(own, offer_id)
    if found.current is None or found.current.document_id is None:
        raise NotFound
    return download(fetch(found.current.document_id), name=file_name(found, found.current))
