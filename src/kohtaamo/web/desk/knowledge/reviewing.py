"""Articles to be read through: the list, how many there are, and reading one today."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from kohtaamo.knowledge.models import Article
from kohtaamo.knowledge.queries.articles import next_review, to_review, with_texts
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.knowledge.pages import title_of
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.wording import number_word

AT_A_TIME = 50


@require_safe
@desk(Right.WRITE_ARTICLES)
def reviews(request: DeskRequest) -> HttpResponse:
    """What is to be read through, the longest due first; all, or what one looks after oneself."""
    today, is_own = localdate(), request.GET.get("show") == "mine"
    found = to_review(request.user, today)
    found = found.filter(owner=request.user) if is_own else found
    shown = Paginator(with_texts(found), AT_A_TIME).get_page(request.GET.get("page"))
    page = {
        "room": "settings", "shown": shown, "show": "mine" if is_own else "", "heading": _heading(shown.paginator.count),
        "rows": [_row(one, request, today) for one in shown],
    }  # fmt: skip
    return render(request, "desk/knowledge/reviews.html", page)


def _row(article: Article, request: DeskRequest, today: date) -> tuple[Article, str, date]:
    return article, title_of(article, request.user.language), next_review(article, today)


def _heading(count: int) -> str:
    if not count:
        return _("Every article has been read through in time.")
    said = ngettext("One article is to be read through.", "%(count)s articles are to be read through.", count)
    return (said % {"count": number_word(count)}).capitalize()


@require_safe
@desk(Right.WRITE_ARTICLES)
def reviews_count(request: DeskRequest) -> HttpResponse:
    """How many there are now, a part of the list of articles; as a page of its own it is the list."""
    if not request.htmx:
        return redirect("article_reviews")
    page = {"to_review": to_review(request.user, localdate()).order_by().count()}
    return render(request, "desk/knowledge/reviews_count.html", page)
