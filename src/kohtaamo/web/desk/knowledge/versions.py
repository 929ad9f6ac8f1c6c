"""The versions of a text: who changed what and why, two beside each other, one brought back."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kohtaamo.knowledge.commands.write import bring_back
from kohtaamo.knowledge.comparing import differences, whole
from kohtaamo.knowledge.models import Version
from kohtaamo.knowledge.queries.articles import text_for, versions_of
from kohtaamo.knowledge.queries.drafts import next_of
from kohtaamo.platform.errors import NotFound
from kohtaamo.staff.choices import Right
from kohtaamo.web.gate import DeskRequest, desk

MOST = 200


@require_safe
@desk(Right.WRITE_ARTICLES)
def versions(request: DeskRequest, article_id: int, text_language: str) -> HttpResponse:
    """Every version, and what changed between two: the newest and the one before it unless others are chosen."""
    text = text_for(request.user, article_id, text_language)
    found = list(versions_of(text)[:MOST])
    after = _chosen(found, request.GET.get("to", "")) or (found[0] if found else None)
    before = _chosen(found, request.GET.get("from", "")) or _previous(found, after)
    page = {
        "room": "settings", "text": text, "article": text.article, "versions": found, "before": before, "after": after,
        "lines": differences(_whole(before), _whole(after)) if after else [],
        "language_name": dict(settings.LANGUAGES)[text.language], "draft": next_of(request.user, text),
    }  # fmt: skip
    return render(request, "desk/knowledge/versions.html", page)


def _chosen(found: list[Version], number: str) -> Version | None:
    return next((one for one in found if str(one.number) == number), None)


def _previous(found: list[Version], after: Version | None) -> Version | None:
    return next((one for one in found if after is not None and one.number < after.number), None)


def _whole(version: Version | None) -> str:
    if version is None:
        return ""
    return whole(version.title, version.summary, version.body)


@require_POST
@desk(Right.WRITE_ARTICLES)
def restoring(request: DeskRequest, article_id: int, text_language: str, version_number: int) -> HttpResponse:
    """Bring a version back, as one more version; of a withdrawn text as a draft, so that nobody reads it by surprise."""
    text = text_for(request.user, article_id, text_language)
    version = versions_of(text).filter(number=version_number).first()
    if version is None:
        raise NotFound
    version.text = text
    if bring_back(actor=request.user, version=version) is not None:
        messages.success(
            request, _("Version %(number)s is a draft now. Publish it when it is right.") % {"number": version.number}
        )
        return redirect("article_draft", article_id, text_language)
    messages.success(request, _("Version %(number)s is in use again.") % {"number": version.number})
    return redirect(f"{reverse('article', args=[article_id])}?language={text_language}")
