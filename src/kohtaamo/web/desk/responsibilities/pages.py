"""What a person owns, what nobody does, and the kinds of matters customers come with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kohtaamo.encounters.commands.set_matter import set_matter
from kohtaamo.encounters.queries import case_for
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.numbers import number_in
from kohtaamo.promises.owning import may_mend, owned, ownerless, ownerless_count
from kohtaamo.staff import queries
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.commands.matter import write_matter
from kohtaamo.touchpoints.models import Matter
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.cases import table
from kohtaamo.web.desk.recoveries.sentences import what_failed
from kohtaamo.web.desk.responsibilities.forms import MatterForm, filled
from kohtaamo.web.gate import DeskRequest, desk


@dataclass(frozen=True)
class Thing:
    """Something owned: its words and where it is read or mended."""

    what: str
    beside: str
    href: str


@dataclass(frozen=True)
class Part:
    """Things of one kind under their heading."""

    heading: str
    things: list[Thing]


def _parts(found: dict[str, list[Any]], viewer: Member) -> list[Part]:
    headings = {
        "touchpoints": _("Touchpoints"), "matters": _("Kinds of matters"), "promises": _("Open promises"),
        "public_promises": _("Promises to everyone"), "offers": _("Open offers"), "recoveries": _("To be put right"),
    }  # fmt: skip
    shown = {name: [_thing(name, each, viewer) for each in things] for name, things in found.items()}
    return [Part(headings[name], things) for name, things in shown.items() if things]


def _thing(name: str, each: Any, viewer: Member) -> Thing:
    may_manage = viewer.may(Right.MANAGE_TOUCHPOINTS)
    if name == "touchpoints":
        return Thing(str(each), str(each.team), reverse("touchpoint", args=[each.pk]) if may_manage else "")
    if name == "matters":
        return Thing(str(each), str(each.team or ""), reverse("matter", args=[each.pk]) if may_manage else "")
    if name == "public_promises":
        may_write = viewer.may(Right.PUBLISH)
        return Thing(str(each), each.get_kind_display(), reverse("public_promise", args=[each.pk]) if may_write else "")
    if name == "offers":
        title = each.current.title if each.current else _("Being written")
        return Thing(title, str(each.customer), reverse("offer", args=[each.pk]))
    if name == "recoveries":
        return Thing(str(each.customer), what_failed(each), reverse("recovery", args=[each.pk]))
    return Thing(each.what, str(each.customer), reverse("promise", args=[each.pk]))


@require_safe
@desk()
def mine(request: DeskRequest) -> HttpResponse:
    """What I own; for those who lead, what nobody does."""
    return _page(request, request.user)


@require_safe
@desk()
def of_person(request: DeskRequest, member_id: int) -> HttpResponse:
    """What a colleague owns, of what I may see."""
    return _page(request, queries.person_for(request.user, member_id), by_person=True)


def _page(request: DeskRequest, member: Member, *, by_person: bool = False) -> HttpResponse:
    is_self = member.pk == request.user.pk
    parts = _parts(owned(request.user, member), request.user)
    page = {
        "room": "settings", "person": member, "is_self": is_self, "by_person": by_person, "parts": parts, "may_mend": may_mend(request.user),
        "heading": _heading(member, sum(len(part.things) for part in parts), is_self=is_self),
        "nobodys": _parts(ownerless(request.user), request.user) if is_self else [],
    }  # fmt: skip
    return render(request, "desk/responsibilities/page.html", page)


def _heading(member: Member, count: int, *, is_self: bool) -> str:
    if is_self:
        said = ngettext("You own %(count)s thing.", "You own %(count)s things.", count)
        return said % {"count": count} if count else _("Nothing is yours to own yet.")
    said = ngettext("%(name)s owns %(count)s thing.", "%(name)s owns %(count)s things.", count)
    return (said if count else _("%(name)s owns nothing yet.")) % {"name": member.first_name, "count": count}


def ownerless_line(viewer: Member) -> str:
    """For Today: how much nobody owns, for those who may mend it; else empty."""
    count = ownerless_count(viewer)
    said = ngettext("%(count)s thing is without an owner", "%(count)s things are without an owner", count)
    return said % {"count": count} if count else ""


@require_safe
@desk(Right.MANAGE_TOUCHPOINTS)
def matters(request: DeskRequest) -> HttpResponse:
    """The kinds of matters and their owners."""
    found = Matter.objects.select_related("owner", "team").order_by("-is_active", "name_fi")
    return render(request, "desk/responsibilities/matters.html", {"room": "settings", "matters": found})


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.MANAGE_TOUCHPOINTS)
def new_matter(request: DeskRequest) -> HttpResponse:
    """Name a kind of matter."""
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.MANAGE_TOUCHPOINTS)
def matter(request: DeskRequest, matter_id: int) -> HttpResponse:
    """Change a kind of matter."""
    return _write(request, _known(matter_id))


def _known(matter_id: int) -> Matter:
    found = Matter.objects.filter(pk=matter_id).first()
    if found is None:
        raise NotFound
    return found


def _write(request: DeskRequest, known: Matter | None) -> HttpResponse:
    form, status = filled(known) if known else MatterForm(initial={"is_active": True}), 200
    if request.method == "POST":
        form = MatterForm(request.POST)
        status = attempt(form, lambda: write_matter(actor=request.user, naming=form.naming(), matter=known))
        if status == 200:
            messages.success(request, _("Saved."))
            return redirect("matters")
    page = {"room": "settings", "form": form, "matter": known}
    return render(request, "desk/responsibilities/matter.html", page, status=status)


@require_POST
@desk(Right.ANSWER)
def case_matter(request: DeskRequest, case_id: int) -> HttpResponse:
    """What kind of matter this is, in one touch."""
    case = case_for(request.user, case_id)
    number = number_in(request.POST.get("matter", ""))
    chosen = _known(number) if number is not None else None
    set_matter(actor=request.user, case=case, matter=chosen)
    return table.done(request, case)
