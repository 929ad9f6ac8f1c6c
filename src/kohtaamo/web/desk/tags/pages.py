"""The words put on cases: which there are, how much they are used, and putting them in order."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kohtaamo.encounters.queries import case_for
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.numbers import number_in
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.tags.forms import JoiningForm, TagForm
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.work import queries
from kohtaamo.work.commands.tag import join_tags, key_of, name_tag, remove_tag, rename_tag
from kohtaamo.work.models import Tag

PAGE = 200


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.NAME_TAGS)
def tags(request: DeskRequest) -> HttpResponse:
    """Every tag with how many cases carry it; POST names a new one."""
    form, status = TagForm(auto_id="new-%s"), 200
    if request.method == "POST":
        form = TagForm(request.POST, auto_id="new-%s")
        status = attempt(form, lambda: name_tag(actor=request.user, name=form.cleaned_data["name"]))
        if status == 200:
            messages.success(request, _("Saved."))
            return redirect("tags")
    shown = Paginator(queries.tags(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/tags/list.html", {"room": "settings", "tags": shown, "form": form}, status=status)


@require_safe
@desk()
def suggestions(request: DeskRequest) -> HttpResponse:
    """The tags that begin like what is being typed, as options of a list."""
    number = number_in(request.GET.get("case", ""))
    case = case_for(request.user, number) if number is not None else None
    begun = request.GET.get("name", request.GET.get("other", ""))
    found = queries.suggested_tags(request.user, begun, without=case)
    return render(request, "desk/tags/options.html", {"suggested": found})


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.NAME_TAGS)
def tag(request: DeskRequest, tag_id: int) -> HttpResponse:
    """One tag; POST renames it."""
    found = queries.tag_for(request.user, tag_id)
    form, status = TagForm(initial={"name": found.name}), 200
    if request.method == "POST":
        form = TagForm(request.POST)
        status = attempt(form, lambda: rename_tag(actor=request.user, tag=found, name=form.cleaned_data["name"]))
        if status == 200:
            messages.success(request, _("Saved."))
            return redirect("tags")
    return _page(request, found, form, JoiningForm(auto_id="join-%s"), status)


def _page(request: DeskRequest, found: Tag, form: TagForm, joining: JoiningForm, status: int = 200) -> HttpResponse:
    page = {"room": "settings", "tag": found, "form": form, "joining": joining}
    return render(request, "desk/tags/tag.html", page, status=status)


@require_POST
@desk(Right.NAME_TAGS)
def joining(request: DeskRequest, tag_id: int) -> HttpResponse:
    """This tag becomes another that there is."""
    found = queries.tag_for(request.user, tag_id)
    form = JoiningForm(request.POST, auto_id="join-%s")
    status = attempt(form, lambda: _join(request.user, found, form.cleaned_data["other"]))
    if status != 200:
        return _page(request, found, TagForm(initial={"name": found.name}), form, status)
    messages.success(request, _("The tags are one now."))
    return redirect("tags")


def _join(actor: Member, loser: Tag, name: str) -> None:
    winner = queries.tags(actor).filter(key=key_of(" ".join(name.split()))).first()
    if winner is None:
        raise Invalid(_("There is no tag of that name."))
    join_tags(actor=actor, winner=winner, loser=loser)


@require_POST
@desk(Right.NAME_TAGS)
def removal(request: DeskRequest, tag_id: int) -> HttpResponse:
    """Take the tag off everywhere and forget it."""
    remove_tag(actor=request.user, tag=queries.tag_for(request.user, tag_id))
    messages.success(request, _("The tag is removed."))
    return redirect("tags")
