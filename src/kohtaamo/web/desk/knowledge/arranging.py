"""An article's frame: begun, arranged, read through, its files, put away."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kohtaamo.knowledge.commands.articles import (
    arrange_article,
    attach_file,
    begin_article,
    remove_article,
    remove_file,
    review_article,
)
from kohtaamo.knowledge.models import Article
from kohtaamo.knowledge.queries.articles import article_for, file_for
from kohtaamo.knowledge.queries.articles import sections as all_sections
from kohtaamo.platform.errors import Invalid
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.knowledge.forms import FrameForm, filled_frame
from kohtaamo.web.desk.knowledge.pages import title_of
from kohtaamo.web.gate import DeskRequest, desk


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.WRITE_ARTICLES)
def new(request: DeskRequest) -> HttpResponse:
    """Begin one: where it stands, then its text in the writer's language."""
    if not all_sections().exists():
        messages.info(request, _("Name a section first: articles stand under it."))
        return redirect("article_section_new")
    form = FrameForm(request.POST or None, writer=request.user, initial={"owner": request.user.pk})
    status, made = 200, list[Article]()
    if request.method == "POST":
        status = attempt(form, lambda: made.append(begin_article(actor=request.user, frame=form.frame())))
        if made:
            return redirect("article_text", made[0].pk, request.user.language)
    page = {"room": "settings", "form": form, "article": None}
    return render(request, "desk/knowledge/frame.html", page, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.WRITE_ARTICLES)
def frame(request: DeskRequest, article_id: int) -> HttpResponse:
    """Change where it stands, for whom it is and who looks after it."""
    article = article_for(request.user, article_id)
    form, status = filled_frame(article, request.user), 200
    if request.method == "POST":
        form = FrameForm(request.POST, writer=request.user, article=article)
        status = attempt(form, lambda: arrange_article(actor=request.user, article=article, frame=form.frame()))
        if status == 200:
            messages.success(request, _("Saved."))
            return redirect("article", article.pk)
    page = {"room": "settings", "form": form, "article": article, "title": title_of(article, request.user.language)}
    return render(request, "desk/knowledge/frame.html", page, status=status)


@require_POST
@desk(Right.WRITE_ARTICLES)
def review(request: DeskRequest, article_id: int) -> HttpResponse:
    """Read through: it holds, and is to be read again by a day."""
    article = article_for(request.user, article_id)
    wanted = request.POST.get("again_on", "")
    try:
        again = date.fromisoformat(wanted) if wanted else None
    except ValueError as problem:
        raise Invalid from problem
    review_article(actor=request.user, article=article, again_on=again)
    messages.success(request, _("Thank you. The article holds."))
    if request.POST.get("back") == "reviews":
        return redirect("article_reviews")
    return redirect("article", article.pk)


@require_POST
@desk(Right.WRITE_ARTICLES)
def removal(request: DeskRequest, article_id: int) -> HttpResponse:
    """Put it away."""
    remove_article(actor=request.user, article=article_for(request.user, article_id))
    messages.success(request, _("Put away."))
    return redirect("knowledge")


@require_POST
@desk(Right.WRITE_ARTICLES)
def files(request: DeskRequest, article_id: int) -> HttpResponse:
    """Keep files with the article, to be named in its text."""
    article = article_for(request.user, article_id)
    limit = cast(int, settings.KOHTAAMO["MAX_UPLOAD_MB"]) * 1024 * 1024
    for each in request.FILES.getlist("files"):
        attach_file(
            actor=request.user, article=article, name=each.name or "file", content=each.read(), limit=limit,
            type=each.content_type or "application/octet-stream",
        )  # fmt: skip
    return redirect(f"{reverse('article', args=[article.pk])}#files")


@require_POST
@desk(Right.WRITE_ARTICLES)
def file_removal(request: DeskRequest, article_id: int, file_name: str) -> HttpResponse:
    """Take a file off."""
    remove_file(actor=request.user, file=file_for(request.user, article_id, file_name))
    return redirect(f"{reverse('article', args=[article_id])}#files")
