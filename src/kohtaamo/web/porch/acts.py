"""What a customer does on their own page: write, ask for a call, say how they like to be served, open a file."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kohtaamo.customers.commands.set_own_manner import Manner, set_own_manner
from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.commands.request_call import request_call
from kohtaamo.encounters.commands.say import say
from kohtaamo.encounters.models import Attachment, OwnPage
from kohtaamo.platform.errors import Invalid, KohtaamoError, NotFound, TooLarge
from kohtaamo.platform.limits import spend
from kohtaamo.platform.storage.keep import fetch
from kohtaamo.web.files import download
from kohtaamo.web.porch.door import porch
from kohtaamo.web.porch.forms import PERIODS, CallForm, MannerForm, MessageForm
from kohtaamo.web.porch.page import show


@require_POST
@porch
def message(request: HttpRequest, own: OwnPage) -> HttpResponse:
    """The customer writes, with files if they like."""
    form = MessageForm(request.POST, request.FILES)
    if not form.is_valid():
        return show(request, own, 422, message_form=form)
    spend(f"own_page:{own.pk}", most=30, seconds=3600)
    limit = int(settings.KOHTAAMO["MAX_UPLOAD_MB"]) * 1024 * 1024
    files = form.cleaned_data["files"]
    try:
        if sum(file.size or 0 for file in files) > limit:
            raise TooLarge
        say(
            page=own, text=form.cleaned_data["text"], limit=limit, once=form.cleaned_data["once"],
            files=[(file.name or "file", file.content_type or "application/octet-stream", file.read()) for file in files],
        )  # fmt: skip
    except KohtaamoError as problem:
        form.add_error("text", str(problem))
        return show(request, own, problem.status, message_form=form)
    return _back(request, "message")


@require_POST
@porch
def call(request: HttpRequest, own: OwnPage) -> HttpResponse:
    """The customer asks to be called."""
    form = CallForm(request.POST)
    if not form.is_valid():
        return show(request, own, 422, call_form=form)
    spend(f"own_page:{own.pk}", most=30, seconds=3600)
    try:
        request_call(page=own, number=form.cleaned_data["number"], wished_at=form.wished_at)
    except Invalid as problem:
        form.add_error("number", str(problem))
        return show(request, own, problem.status, call_form=form)
    return _back(request, "call")


@require_POST
@porch
def manner(request: HttpRequest, own: OwnPage) -> HttpResponse:
    """The customer says how they like to be reached and served."""
    form = MannerForm(request.POST)
    if not form.is_valid():
        return show(request, own, 422, manner_form=form)
    spend(f"own_page:{own.pk}", most=30, seconds=3600)
    data = form.cleaned_data
    set_own_manner(
        customer=own.customer,
        manner=Manner(
            way=data["way"], language=data["language"], wishes=data["wishes"],
            times=[(None, *PERIODS[name]) for name in data["times"]],
        ),
    )  # fmt: skip
    return _back(request, "manner")


@porch
def attachment(request: HttpRequest, own: OwnPage, attachment_id: int) -> HttpResponse:
    """A file of a message the customer may see, never shown as a page."""
    file = (
        Attachment.objects.filter(pk=attachment_id, message__case=own.case)
        .filter(message__author__in=[Author.CUSTOMER, Author.US])
        .exclude(message__deliveries__state__in=["waiting", "taken_back", "held"])
        .first()
    )
    if file is None:
        raise NotFound
    return download(fetch(file.blob_id), name=file.name)


def _back(request: HttpRequest, done: str) -> HttpResponse:
    token = request.resolver_match.kwargs["token"] if request.resolver_match else ""
    response = redirect("porch", token=token)
    response["Location"] += f"?done={done}#done"
    response.status_code = 303
    return response
