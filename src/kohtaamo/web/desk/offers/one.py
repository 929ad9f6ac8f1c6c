"""One offer: its editor while it is written, else what was given and what became of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kohtaamo.encounters.commands.reply import address_of
from kohtaamo.offers.choices import OfferState
from kohtaamo.offers.commands.accept import note_acceptance
from kohtaamo.offers.commands.settle import note_declined, withdraw
from kohtaamo.offers.models import Acceptance, Offer, Version
from kohtaamo.offers.paper import document, file_name
from kohtaamo.offers.queries import draft_of, offer_for, version_of, versions_of
from kohtaamo.offers.wording import withdrawal_letter
from kohtaamo.platform.errors import NotAllowed, NotFound
from kohtaamo.platform.storage.keep import fetch
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.offers import editor
from kohtaamo.web.desk.offers.forms import AcceptedForm, DeclinedForm, WithdrawForm
from kohtaamo.web.desk.offers.showing import heading
from kohtaamo.web.files import download
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.showing_offers import GLYPHS, changes, shown_line, shown_sums, total_of


@require_http_methods(["GET", "HEAD", "POST"])
@desk()
def offer(request: DeskRequest, offer_id: int) -> HttpResponse:
    """The offer."""
    found = offer_for(request.user, offer_id)
    version = draft_of(found) if found.is_open else None
    if version is not None and request.user.may(Right.ANSWER):
        return editor.edit(request, found, version)
    if request.method == "POST":
        raise NotAllowed
    return show(request, found)


def show(request: DeskRequest, found: Offer, *, status: int = 200, **forms: Form) -> HttpResponse:
    """What was given, what became of it, and what may be done now."""
    versions = versions_of(found)
    standing = next((each for each in versions if each.pk == found.current_id), None) or draft_of(found)
    lines = list(standing.lines.all()) if standing else []
    context = {
        "room": "promises", "offer": found, "heading": heading(found), "versions": versions, "version": standing,
        "lines": [shown_line(line) for line in lines], "total": total_of(standing), "glyph": GLYPHS[OfferState(found.state)],
        "sums": shown_sums(lines, with_vat=standing.with_vat) if standing else [],
        "changes": changes(standing.contract, lines) if standing else [],
        "contract": standing.contract if standing else None,
        "acceptance": Acceptance.objects.filter(offer=found).select_related("message", "noted_by", "contract").first(),
        "may_act": found.state == OfferState.GIVEN and request.user.may(Right.ANSWER), **_forms(request, found, forms),
    }  # fmt: skip
    return render(request, "desk/offers/one.html", context, status=status)


def _forms(request: DeskRequest, found: Offer, forms: dict[str, Form]) -> dict[str, Any]:
    words = withdrawal_letter(found, name=found.case.customer.first_name, teller=request.user.first_name)
    blank = WithdrawForm(auto_id="w-%s", initial={"letter": words, "in_person": not address_of(found.case)})
    return {
        "withdraw_form": forms.get("withdraw", blank),
        "declined_form": forms.get("declined", DeclinedForm(auto_id="d-%s")),
        "accepted_form": forms.get("accepted") or AcceptedForm(offer=found),
        "opened": next(iter(forms), ""),
    }


@require_POST
@desk(Right.ANSWER)
def withdrawal(request: DeskRequest, offer_id: int) -> HttpResponse:
    """Withdraw a given offer and tell the customer."""
    found = offer_for(request.user, offer_id)
    form = WithdrawForm(request.POST, auto_id="w-%s")

    def act() -> None:
        filled = form.cleaned_data
        letter = "" if filled["in_person"] else filled["letter"]
        withdraw(actor=request.user, offer=found, word=filled["word"], letter=letter)

    status = attempt(form, act)
    if status != 200:
        return show(request, offer_for(request.user, offer_id), status=status, withdraw=form)
    messages.success(request, _("Withdrawn. The customer is told."))
    return editor.to(found)


@require_POST
@desk(Right.ANSWER)
def declining(request: DeskRequest, offer_id: int) -> HttpResponse:
    """Note that the customer did not take it."""
    found = offer_for(request.user, offer_id)
    form = DeclinedForm(request.POST, auto_id="d-%s")
    status = attempt(form, lambda: note_declined(actor=request.user, offer=found, word=form.cleaned_data["word"]))
    if status != 200:
        return show(request, offer_for(request.user, offer_id), status=status, declined=form)
    messages.success(request, _("Noted. What was decided for the offer no longer counts."))
    return editor.to(found)


@require_POST
@desk(Right.ANSWER)
def acceptance(request: DeskRequest, offer_id: int) -> HttpResponse:
    """Note that the customer accepted, with the evidence."""
    found = offer_for(request.user, offer_id)
    form = AcceptedForm(request.POST, offer=found)

    def act() -> None:
        filled = form.cleaned_data
        note_acceptance(
            actor=request.user, offer=found, how=filled.get("how") or ("written" if form.message else "person"),
            name=filled["name"], message=form.message, word=filled.get("word", ""),
        )  # fmt: skip

    status = attempt(form, act)
    if status != 200:
        return show(request, offer_for(request.user, offer_id), status=status, accepted=form)
    messages.success(request, _("Accepted. The confirmation leaves now, and what we promised stands in the register."))
    return editor.to(found)


@require_safe
@desk()
def paper(request: DeskRequest, offer_id: int) -> HttpResponse:
    """The document: the very bytes that were given, or the draft as it stands (``?draft=1``)."""
    found = offer_for(request.user, offer_id)
    if request.GET.get("draft"):
        version = draft_of(found)
        if version is None:
            raise NotFound
        return download(document(found, version, is_draft=True), name=file_name(found, version))
    content, name = _given(found, request.GET.get("version", ""))
    return download(content, name=name)


def _given(found: Offer, number: str) -> tuple[bytes, str]:
    version: Version | None = found.current
    if number.isascii() and number.isdecimal() and len(number) < 6:
        version = version_of(found, int(number))
    if version is None or version.document_id is None:
        raise NotFound
    return fetch(version.document_id), file_name(found, version)
