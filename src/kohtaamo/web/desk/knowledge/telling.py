"""What was sought and not found, and what readers said."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kohtaamo.knowledge.commands.seek import draft_sought, lay_aside
from kohtaamo.knowledge.commands.tell import read_feedback, tell_among_us
from kohtaamo.knowledge.queries import telling
from kohtaamo.knowledge.queries.articles import sections, text_for
from kohtaamo.staff.choices import Right
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.wording import number_word

AT_A_TIME = 50


@require_safe
@desk(Right.WRITE_ARTICLES)
def sought(request: DeskRequest) -> HttpResponse:
    """What was looked for and not found, the most often missed first."""
    language = request.GET.get("language", "")
    found = telling.sought(request.user, language=language if language in dict(settings.LANGUAGES) else "")
    shown = Paginator(found, AT_A_TIME).get_page(request.GET.get("page"))
    page = {
        "room": "settings", "shown": shown, "language": language, "languages": settings.LANGUAGES,
        "heading": _sought(shown.paginator.count), "has_sections": sections().exists(),
    }  # fmt: skip
    return render(request, "desk/knowledge/sought.html", page)


def _sought(count: int) -> str:
    if not count:
        return _("Everything that was sought was found.")
    said = ngettext("One thing was sought and not found.", "%(count)s things were sought and not found.", count)
    return (said % {"count": number_word(count)}).capitalize()


@require_POST
@desk(Right.WRITE_ARTICLES)
def draft(request: DeskRequest, sought_id: int) -> HttpResponse:
    """Begin an article on it."""
    row = telling.sought_for(request.user, sought_id)
    article = draft_sought(actor=request.user, sought_id=row.pk)
    return redirect("article_text", article.pk, row.language)


@require_POST
@desk(Right.WRITE_ARTICLES)
def aside(request: DeskRequest, sought_id: int) -> HttpResponse:
    """No article is needed."""
    lay_aside(actor=request.user, sought_id=sought_id)
    return redirect("sought")


@require_safe
@desk()
def feedback(request: DeskRequest) -> HttpResponse:
    """What readers said, unread first."""
    found = telling.worth_reading(request.user)
    shown = Paginator(found, AT_A_TIME).get_page(request.GET.get("page"))
    rows = list(shown.object_list)
    page = {
        "room": "settings", "shown": shown, "rows": rows, "seen": telling.cases_in_sight(request.user, rows),
        "heading": _said(found.filter(read_at=None).count()), "may_write": request.user.may(Right.WRITE_ARTICLES),
    }  # fmt: skip
    return render(request, "desk/knowledge/feedback.html", page)


def _said(count: int) -> str:
    if not count:
        return _("All feedback on articles has been read.")
    said = ngettext("One word of feedback is unread.", "%(count)s words of feedback are unread.", count)
    return (said % {"count": number_word(count)}).capitalize()


@require_POST
@desk(Right.WRITE_ARTICLES)
def reading(request: DeskRequest, feedback_id: int) -> HttpResponse:
    """Read; nothing more is needed."""
    read_feedback(actor=request.user, feedback_id=feedback_id)
    return redirect("article_feedback")


@require_POST
@desk()
def among_us(request: DeskRequest, article_id: int, text_language: str) -> HttpResponse:
    """One of us says whether it helped, or what is wrong in it."""
    text = text_for(request.user, article_id, text_language)
    helped = request.POST.get("helped") == "yes"
    tell_among_us(actor=request.user, text=text, helped=helped, words=request.POST.get("words", ""))
    messages.success(request, _("Thank you. The one who looks after the article is told on the feedback page."))
    return redirect(f"{reverse('article', args=[article_id])}?language={text_language}")
