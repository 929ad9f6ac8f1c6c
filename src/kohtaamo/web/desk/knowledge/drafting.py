"""The draft beside a published text: compared with what is read, published or put away."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kohtaamo.knowledge.commands.drafts import discard_next, publish_next
from kohtaamo.knowledge.comparing import differences, whole
from kohtaamo.knowledge.errors import DraftMeanwhile
from kohtaamo.knowledge.models import ArticleText, NextText
from kohtaamo.knowledge.queries.articles import text_for
from kohtaamo.knowledge.queries.drafts import next_for
from kohtaamo.platform.errors import Conflict, Invalid
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.knowledge.pages import shown_body
from kohtaamo.web.gate import DeskRequest, desk


@require_safe
@desk(Right.WRITE_ARTICLES)
def draft(request: DeskRequest, article_id: int, text_language: str) -> HttpResponse:
    """What would change if it were published, and how it would look."""
    text = text_for(request.user, article_id, text_language)
    return _show(request, text, next_for(request.user, text))


def _show(
    request: DeskRequest, text: ArticleText, kept: NextText, problem: str = "", status: int = 200
) -> HttpResponse:
    before, after = whole(text.title, text.summary, text.body), whole(kept.title, kept.summary, kept.body)
    page = {
        "room": "settings", "article": text.article, "text": text, "draft": kept, "problem": problem,
        "lines": differences(before, after), "body": shown_body(text.article, kept.body),
        "is_behind": kept.based_on != text.version, "is_same": before == after and kept.keywords == text.keywords,
        "language_name": dict(settings.LANGUAGES)[text.language],
    }  # fmt: skip
    return render(request, "desk/knowledge/draft.html", page, status=status)


@require_POST
@desk(Right.WRITE_ARTICLES)
def draft_publishing(request: DeskRequest, article_id: int, text_language: str) -> HttpResponse:
    """Let it be read, as it was seen."""
    text = text_for(request.user, article_id, text_language)
    kept = next_for(request.user, text)
    try:
        publish_next(
            actor=request.user, text=text, seen=_seen(request), why=request.POST.get("why", ""),
            over=request.POST.get("over") == "yes",
        )  # fmt: skip
    except (Conflict, Invalid) as problem:
        text = text_for(request.user, article_id, text_language)
        return _show(request, text, kept, str(problem.sentence), problem.status)
    messages.success(request, _("Published as a new version."))
    return _back(article_id, text_language)


@require_POST
@desk(Right.WRITE_ARTICLES)
def draft_removal(request: DeskRequest, article_id: int, text_language: str) -> HttpResponse:
    """Put it away, as it was seen; what is read stays."""
    text = text_for(request.user, article_id, text_language)
    kept = next_for(request.user, text)
    try:
        discard_next(actor=request.user, text=text, seen=_seen(request))
    except Conflict as problem:
        return _show(request, text, kept, str(problem.sentence), problem.status)
    messages.success(request, _("The draft was put away. What is read stayed as it was."))
    return _back(article_id, text_language)


def _seen(request: DeskRequest) -> datetime:
    """When the draft they looked at was saved. Raises ``DraftMeanwhile`` for none."""
    try:
        return datetime.fromisoformat(request.POST.get("seen", ""))
    except ValueError as problem:
        raise DraftMeanwhile from problem


def _back(article_id: int, language: str) -> HttpResponse:
    return redirect(f"{reverse('article', args=[article_id])}?language={language}")
