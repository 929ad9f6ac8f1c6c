"""Beginning an offer in one step, writing it, and sending it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kohtaamo.encounters.commands.reply import address_of
from kohtaamo.encounters.queries import case_for
from kohtaamo.mandates.errors import AlreadyAsked
from kohtaamo.mandates.models import Kind
from kohtaamo.offers.commands.draft import begin, drop, revise, write
from kohtaamo.offers.commands.give import give
from kohtaamo.offers.commands.mandated import ask_for
from kohtaamo.offers.models import Offer, Version
from kohtaamo.offers.queries import draft_of, offer_for, running_contracts, template_for
from kohtaamo.platform.errors import Conflict, Invalid, NotFound
from kohtaamo.platform.numbers import number_in
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.offers.forms import Editor
from kohtaamo.web.desk.offers.showing import heading, shown_leaving, shown_requests
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.showing_offers import changes, shown_sums


@require_POST
@desk(Right.ANSWER)
def beginning(request: DeskRequest, case_id: int) -> HttpResponse:
    """One step from an encounter to an offer: from the template named, or from nothing."""
    case = case_for(request.user, case_id)
    wanted = number_in(request.POST.get("template", ""))
    template = template_for(request.user, wanted) if wanted is not None else None
    named = request.POST.get("contract", "")
    contract = next((each for each in running_contracts(case.customer_id) if str(each.pk) == named), None)
    offer = begin(
        actor=request.user, case=case, template=template, contract=contract, once=request.POST.get("once", "")[:20]
    )
    return to(offer)


def to(offer: Offer) -> HttpResponse:
    """To the page of an offer."""
    return HttpResponseRedirect(reverse("offer", args=[offer.pk]), status=303)


def edit(request: DeskRequest, offer: Offer, version: Version) -> HttpResponse:
    """The editor of a draft: POST keeps it, adds a line, asks for more, or sends it, as the button says."""
    if request.method != "POST":
        return page(request, offer, version, Editor(offer, version, request.user))
    act = request.POST.get("act", "save")
    if act == "line":
        return page(request, offer, version, Editor(offer, version, request.user, request.POST, more=True), focus=True)
    editor = Editor(offer, version, request.user, request.POST)
    if not editor.is_valid():
        return page(request, offer, version, editor, status=422)
    try:
        write(actor=request.user, offer=offer, written=editor.written())
        return _done(request, offer, editor, act)
    except (Invalid, Conflict) as problem:
        editor.form.add_error(None, str(problem.sentence))
        return page(request, offer, draft_of(offer) or version, editor, status=problem.status)


def _done(request: DeskRequest, offer: Offer, editor: Editor, act: str) -> HttpResponse:
    if act == "give":
        give(actor=request.user, offer=offer, once=editor.form.cleaned_data["once"])
        messages.success(request, _("The offer leaves in a moment. Until then you can take it back."))
        return HttpResponseRedirect(reverse("case", args=[offer.case_id]), status=303)
    if act.startswith("ask-"):
        return _ask(request, offer, act.removeprefix("ask-"))
    if act == "paper":
        return HttpResponseRedirect(reverse("offer_document", args=[offer.pk]) + "?draft=1", status=303)
    messages.success(request, _("Saved. The customer has not been told anything yet."))
    return to(offer)


def _ask(request: DeskRequest, offer: Offer, number: str) -> HttpResponse:
    kind = Kind.objects.filter(pk=number_in(number) or 0).first()
    if kind is None:
        raise NotFound
    try:
        asked = ask_for(actor=request.user, offer=offer, kind=kind, why=request.POST.get(f"why-{kind.pk}", ""))
    except AlreadyAsked as problem:
        messages.info(request, problem.sentence)
        return to(offer)
    who = asked.asked_of.first_name if asked.asked_of else ""
    said = _("Asked. %(name)s answers.") % {"name": who} if who else _("Asked. The answer comes here.")
    messages.success(request, said)
    return to(offer)


def page(
    request: DeskRequest, offer: Offer, version: Version, editor: Editor, *, status: int = 200, focus: bool = False
) -> HttpResponse:
    """The editor as it stands."""
    context = {
        "room": "promises", "offer": offer, "version": version, "editor": editor, "heading": heading(offer),
        "address": address_of(offer.case), "focus": focus, "is_revising": offer.current_id is not None,
        **aside(request, offer, version, editor),
    }  # fmt: skip
    return render(request, "desk/offers/editor.html", context, status=status)


def aside(request: DeskRequest, offer: Offer, version: Version, editor: Editor) -> dict[str, Any]:
    """What stands beside the form: the sums, the way off the template, the present contract."""
    lines = editor.lines()
    chosen = _chosen(version, editor)
    return {
        "sums": shown_sums(lines, with_vat=version.with_vat),
        "leaving": shown_leaving(request.user, offer, _with_days(version, editor), lines),
        "contract": chosen, "changes": changes(chosen, lines), "requests": shown_requests(offer),
    }  # fmt: skip


def _chosen(version: Version, editor: Editor) -> Any:
    if not editor.form.is_bound:
        return version.contract
    editor.form.is_valid()
    return editor.form.contracts.get(editor.form.cleaned_data.get("contract") or 0)


def _with_days(version: Version, editor: Editor) -> Version:
    """The version with the last day that is being typed."""
    if editor.form.is_bound and editor.form.cleaned_data.get("valid_to"):
        version.valid_to = editor.form.cleaned_data["valid_to"]
    return version


@require_POST
@desk(Right.ANSWER)
def totals(request: DeskRequest, offer_id: int) -> HttpResponse:
    """The aside for what is being typed. Nothing is kept."""
    offer = offer_for(request.user, offer_id)
    version = draft_of(offer)
    if version is None:
        raise NotFound
    editor = Editor(offer, version, request.user, request.POST)
    context = {"offer": offer, "version": version, **aside(request, offer, version, editor)}
    return render(request, "desk/offers/aside.html", context)


@require_safe
@desk()
def asked(request: DeskRequest, offer_id: int) -> HttpResponse:
    """What was asked for an offer as it is now, for the open page to put in place."""
    offer = offer_for(request.user, offer_id)
    return render(request, "desk/offers/requests.html", {"offer": offer, "requests": shown_requests(offer)})


@require_POST
@desk(Right.ANSWER)
def revision(request: DeskRequest, offer_id: int) -> HttpResponse:
    """Begin the next version; the one given stands until this one is sent."""
    offer = offer_for(request.user, offer_id)
    revise(actor=request.user, offer=offer)
    return to(offer)


@require_POST
@desk(Right.ANSWER)
def removal(request: DeskRequest, offer_id: int) -> HttpResponse:
    """Drop what is being written."""
    offer = drop(actor=request.user, offer=offer_for(request.user, offer_id))
    messages.info(request, _("Dropped. The customer was told nothing."))
    if offer.current_id:
        return to(offer)
    return HttpResponseRedirect(reverse("case", args=[offer.case_id]), status=303)
