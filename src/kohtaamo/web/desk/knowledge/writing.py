"""Writing an article in one language: looked at before it is saved, published, withdrawn."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kohtaamo.knowledge.choices import TextState
from kohtaamo.knowledge.commands.texts import publish_text, withdraw_text
from kohtaamo.knowledge.commands.write import write
from kohtaamo.knowledge.models import Article, ArticleText
from kohtaamo.knowledge.queries.articles import article_for, text_for
from kohtaamo.knowledge.queries.drafts import next_of
from kohtaamo.platform.errors import NotFound
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.attempting import attempt
from kohtaamo.web.desk.knowledge.forms import TextForm, filled_text
from kohtaamo.web.desk.knowledge.pages import shown_body, title_of
from kohtaamo.web.gate import DeskRequest, desk


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.WRITE_ARTICLES)
def text(request: DeskRequest, article_id: int, text_language: str) -> HttpResponse:
    """Write it. The button says what happens: look, keep as a draft, or publish."""
    article = article_for(request.user, article_id)
    if text_language not in dict(settings.LANGUAGES):
        raise NotFound
    known = next((one for one in article.texts.all() if one.language == text_language), None)
    shape: dict[str, Any] = {"language": text_language, "was_read": _was_read(known)}
    if request.method != "POST":
        filled = filled_text(known, next_of(request.user, known)) if known else {}
        return _show(request, article, known, text_language, TextForm(initial=filled, **shape))
    form = TextForm(request.POST, **shape)
    if request.POST.get("act") == "look":
        return _show(request, article, known, text_language, form, looked=request.POST.get("body", "")[:100_000])
    status = attempt(form, lambda: _save(request, article, text_language, form))
    if status != 200:
        return _show(request, article, known, text_language, form, status=status)
    if request.POST.get("act") == "draft":
        return redirect("article_draft", article.pk, text_language)
    return redirect(f"{reverse('article', args=[article.pk])}?language={text_language}")


def _was_read(known: ArticleText | None) -> bool:
    """Whether it is or has been read: then a change is a new version, and a draft of it stands beside."""
    return known is not None and known.state != TextState.DRAFT


def _save(request: DeskRequest, article: Article, language: str, form: TextForm) -> None:
    said, is_published = form.cleaned_data, request.POST.get("act") == "publish"
    text = write(
        actor=request.user, article=article, language=language, words=form.words(), why=said.get("why", ""),
        publish=is_published, seen=_seen(said["seen"]), draft_seen=_seen(said["draft_seen"]),
        begun_from=said["begun_from"] or 0,
    )  # fmt: skip
    messages.success(request, _said(text, is_published))


def _said(text: ArticleText, is_published: bool) -> str:
    if is_published:
        return _("Published as a new version.") if text.version > 1 else _("Saved and published.")
    if text.state == TextState.DRAFT:
        return _("Saved as a draft.")
    if text.state == TextState.WITHDRAWN:
        return _("Kept as a draft. The article stays withdrawn until you publish it.")
    return _("Kept as a draft. What is read is as it was.")


def _seen(written: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(written) if written else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def _show(
    request: DeskRequest, article: Article, known: ArticleText | None, language: str, form: TextForm, *, status: int = 200,
    looked: str | None = None,
) -> HttpResponse:  # fmt: skip
    page = {
        "room": "settings", "article": article, "text": known, "form": form, "language": language,
        "language_name": dict(settings.LANGUAGES)[language], "title": title_of(article, request.user.language),
        "looked": shown_body(article, looked) if looked is not None else None,
        "looked_title": request.POST.get("title", "")[:160], "looked_summary": request.POST.get("summary", "")[:300],
        "others": [one for one in article.texts.all() if one.language != language],
        "was_read": _was_read(known), "is_withdrawn": known is not None and known.state == TextState.WITHDRAWN,
        "draft": next_of(request.user, known) if known else None,
    }  # fmt: skip
    return render(request, "desk/knowledge/text.html", page, status=status)


@require_POST
@desk(Right.WRITE_ARTICLES)
def publishing(request: DeskRequest, article_id: int, text_language: str) -> HttpResponse:
    """Let it be read."""
    publish_text(actor=request.user, text=text_for(request.user, article_id, text_language))
    messages.success(request, _("Published."))
    return redirect(f"{reverse('article', args=[article_id])}?language={text_language}")


@require_POST
@desk(Right.WRITE_ARTICLES)
def withdrawal(request: DeskRequest, article_id: int, text_language: str) -> HttpResponse:
    """Take it back."""
    found = text_for(request.user, article_id, text_language)
    withdraw_text(actor=request.user, text=found, why=request.POST.get("why", ""))
    messages.success(request, _("Withdrawn. Its address says that it is no longer in use."))
    return redirect(f"{reverse('article', args=[article_id])}?language={text_language}")
