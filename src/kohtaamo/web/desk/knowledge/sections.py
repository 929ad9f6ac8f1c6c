"""Sections: their names in each language and their order."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kohtaamo.knowledge.commands.sections import remove_section, save_section
from kohtaamo.knowledge.models import Section
from kohtaamo.knowledge.queries.articles import section_for
from kohtaamo.knowledge.queries.articles import sections as all_sections
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.knowledge.forms import SectionForm, filled_section
from kohtaamo.web.gate import DeskRequest, desk


@require_safe
@desk(Right.WRITE_ARTICLES)
def listed(request: DeskRequest) -> HttpResponse:
    """Every section in its order."""
    counted = all_sections().annotate(count=Count("articles", filter=Q(articles__removed_at=None)))
    page = {"room": "settings", "sections": counted.select_related("touchpoint")}
    return render(request, "desk/knowledge/sections.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.WRITE_ARTICLES)
def new(request: DeskRequest) -> HttpResponse:
    """Name one."""
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.WRITE_ARTICLES)
def section(request: DeskRequest, section_id: int) -> HttpResponse:
    """Change one."""
    return _write(request, section_for(section_id))


def _write(request: DeskRequest, known: Section | None) -> HttpResponse:
    form, status = (filled_section(known) if known else SectionForm()), 200
    if request.method == "POST":
        form = SectionForm(request.POST)
        status = attempt(form, lambda: save_section(actor=request.user, heading=form.heading(), section=known))
        if status == 200:
            messages.success(request, _("Saved."))
            return redirect("article_sections")
    page = {"room": "settings", "form": form, "section": known}
    return render(request, "desk/knowledge/section.html", page, status=status)


@require_POST
@desk(Right.WRITE_ARTICLES)
def removal(request: DeskRequest, section_id: int) -> HttpResponse:
    """Take it away when nothing stands under it."""
    remove_section(actor=request.user, section=section_for(section_id))
    messages.success(request, _("Put away."))
    return redirect("article_sections")
