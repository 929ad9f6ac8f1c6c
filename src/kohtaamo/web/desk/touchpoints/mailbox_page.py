"""A mailbox: added, looked at before anything is taken in, begun with a choice about its past, paused and resumed."""

from __future__ import annotations

from collections.abc import Callable
from imaplib import IMAP4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST
from imap_tools.errors import ImapToolsError

from kohtaamo.channels.mail.choices import Stage
from kohtaamo.channels.mail.commands import mailbox as commands
from kohtaamo.channels.mail.fetching.trouble import sentence_of
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.channels.mail.queries import folders, mailboxes
from kohtaamo.platform.errors import KohtaamoError, NotFound
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.touchpoints.mailbox_form import MailboxForm
from kohtaamo.web.gate import DeskRequest, desk


def _mailbox_for(viewer: Member, mailbox_id: int) -> Mailbox:
    found = mailboxes(viewer).filter(pk=mailbox_id).first()
    if found is None:
        raise NotFound
    return found


@desk(Right.MANAGE_TOUCHPOINTS)
def mailbox_list(request: DeskRequest) -> HttpResponse:
    """All mailboxes, with what troubles them."""
    found = list(mailboxes(request.user))
    context = {
        "room": "settings", "mailboxes": found, "troubled": sum(bool(each.trouble) for each in found),
        "live": any(each.stage == Stage.LIVE for each in found),
    }  # fmt: skip
    return render(request, "desk/touchpoints/mailboxes.html", context)


@desk(Right.MANAGE_TOUCHPOINTS)
def mailbox_new(request: DeskRequest) -> HttpResponse:
    """Add a mailbox; nothing is fetched or sent yet."""
    form = MailboxForm(request.POST or None, initial={"touchpoint": request.GET.get("touchpoint", "")})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            saved = commands.add_mailbox(
                actor=request.user, touchpoint=data["touchpoint"], address=data["address"], fields=form.fields_to_set
            )
            return redirect("mailbox", mailbox_id=saved.pk)
        except KohtaamoError as problem:
            form.add_error(None, str(problem))
    context = {"room": "settings", "form": form}
    return render(request, "desk/touchpoints/mailbox_edit.html", context, status=422 if form.errors else 200)


@desk(Right.MANAGE_TOUCHPOINTS)
def mailbox_edit(request: DeskRequest, mailbox_id: int) -> HttpResponse:
    """Change its servers and manners."""
    mailbox = _mailbox_for(request.user, mailbox_id)
    form = MailboxForm.of(mailbox, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            commands.change_mailbox(actor=request.user, mailbox=mailbox, fields=form.fields_to_set)
            return redirect("mailbox", mailbox_id=mailbox.pk)
        except KohtaamoError as problem:
            form.add_error(None, str(problem))
    context = {"room": "settings", "form": form, "mailbox": mailbox}
    return render(request, "desk/touchpoints/mailbox_edit.html", context, status=422 if form.errors else 200)


@desk(Right.MANAGE_TOUCHPOINTS)
def mailbox_page(request: DeskRequest, mailbox_id: int) -> HttpResponse:
    """How it stands: the dry run's finding, the folders with the counts on both sides, and what to do next."""
    mailbox = _mailbox_for(request.user, mailbox_id)
    context = {
        "room": "settings", "mailbox": mailbox, "folders": folders(request.user).filter(mailbox=mailbox),
        "seen": _seen(mailbox),
    }  # fmt: skip
    return render(request, "desk/touchpoints/mailbox.html", context)


def _seen(mailbox: Mailbox) -> dict[str, object] | None:
    """The dry run's finding with its times read."""
    if not mailbox.looked:
        return None
    looked = mailbox.looked["folders"]
    found = [{**each, "oldest": _time(each["oldest"]), "newest": _time(each["newest"])} for each in looked]
    return {**mailbox.looked, "folders": found, "at": _time(mailbox.looked["at"])}


def _time(text: str | None) -> object:
    return parse_datetime(text) if text else None


def _act(act: Callable[[Member, Mailbox, DeskRequest], object]) -> Callable[..., HttpResponse]:
    """A button on the mailbox's page; a server that does not answer is said in a sentence there."""

    @require_POST
    @desk(Right.MANAGE_TOUCHPOINTS)
    def pressed(request: DeskRequest, mailbox_id: int) -> HttpResponse:
        mailbox = _mailbox_for(request.user, mailbox_id)
        try:
            act(request.user, mailbox, request)
        except KohtaamoError as problem:
            messages.error(request, str(problem))
        except (OSError, IMAP4.error, ImapToolsError) as problem:
            messages.error(request, sentence_of(mailbox, problem))
        return redirect("mailbox", mailbox_id=mailbox.pk)

    return pressed


looking = _act(lambda actor, mailbox, request: commands.look(actor=actor, mailbox=mailbox))
beginning = _act(
    lambda actor, mailbox, request: commands.begin(
        actor=actor, mailbox=mailbox, history=request.POST.get("history") == "all"
    )
)
pause = _act(lambda actor, mailbox, request: commands.pause(actor=actor, mailbox=mailbox))
resumption = _act(lambda actor, mailbox, request: commands.resume(actor=actor, mailbox=mailbox))
