"""Articles at the desk: the list with what is missing, and one article as it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from kohtaamo.knowledge.addresses import public_path
from kohtaamo.knowledge.choices import Audience, Place, TextState
from kohtaamo.knowledge.commands.seek import note_sought
from kohtaamo.knowledge.markdown import as_html
from kohtaamo.knowledge.models import Article, ArticleText
from kohtaamo.knowledge.queries.articles import (
    article_for,
    file_for,
    next_review,
    related_to,
    sections,
    texts_of,
    to_review,
    with_texts,
)
from kohtaamo.knowledge.queries.articles import articles as readable
from kohtaamo.knowledge.queries.drafts import next_of, with_next
from kohtaamo.knowledge.queries.finding import found_by
from kohtaamo.knowledge.queries.telling import sought, use_counts, worth_reading
from kohtaamo.platform.storage.keep import fetch
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.files import download
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.wording import number_word

MOST = 500


@dataclass(frozen=True)
class Standing:
    """A language of an article: how it stands there; empty when it is not written."""

    code: str
    text: ArticleText | None
    has_draft: bool = False

    @property
    def state(self) -> str:
        return self.text.state if self.text else ""


@dataclass(frozen=True)
class Row:
    """An article in the list."""

    article: Article
    title: str
    standings: list[Standing]
    uses: int
    is_due: bool


def title_of(article: Article, language: str) -> str:
    """Its title in the reader's language, else in the first it has. Reads ``texts`` as prefetched."""
    titles = {text.language: text.title for text in article.texts.all()}
    order = [language, *(code for code, _name in settings.LANGUAGES)]
    return next((titles[code] for code in order if code in titles), _("Not written yet"))


@require_safe
@desk()
def articles(request: DeskRequest) -> HttpResponse:
    """All one may read, under their sections; searched, or narrowed to what needs work."""
    viewer, words = request.user, " ".join(request.GET.get("q", "")[:200].split())
    show = request.GET.get("show", "")
    found = list(with_texts(readable(viewer))[:MOST]) if not words else _found(request, words)
    ids = [one.pk for one in found]
    counts, drafts = use_counts(ids), with_next(viewer, ids)
    rows = [_row(each, viewer, counts, drafts) for each in found]
    kept = [row for row in rows if _FILTERS[show](row)] if show in _FILTERS else rows
    groups: dict[str, list[Row]] = {}
    for row in kept:
        groups.setdefault("" if words else row.article.section.name, []).append(row)
    may = viewer.may(Right.WRITE_ARTICLES)
    page = {
        "room": "settings", "groups": list(groups.items()), "heading": _heading(len(kept), words), "may_write": may,
        "query": words, "words": words, "show": show, "filters": _filters(rows, may),
        "to_review": to_review(viewer, localdate()).order_by().count() if may else 0,
        "missed": sought(viewer).count() if may else 0, "unread": worth_reading(viewer).filter(read_at=None).count(),
        "has_sections": bool(found) or sections().exists(),
    }  # fmt: skip
    return render(request, "desk/knowledge/list.html", page)


def _found(request: DeskRequest, words: str) -> list[Article]:
    texts = found_by(request.user, words, language=request.user.language)
    note_sought(words=words, language=request.user.language, place=Place.STAFF, found=len(texts))
    order = [text.article_id for text in texts]
    return sorted(with_texts(readable(request.user).filter(pk__in=order)), key=lambda one: order.index(one.pk))


def _row(article: Article, viewer: Member, counts: dict[int, int], drafts: set[tuple[int, str]]) -> Row:
    texts = {text.language: text for text in article.texts.all()}
    standings = [
        Standing(code, texts.get(code), (article.pk, code) in drafts) for code, _name in settings.LANGUAGES
    ]  # fmt: skip
    is_due = article.review_on is not None and article.review_on <= localdate()
    return Row(article, title_of(article, viewer.language), standings, counts.get(article.pk, 0), is_due)


_FILTERS: dict[str, Callable[[Row], bool]] = {
    "customers": lambda row: row.article.audience == Audience.CUSTOMERS,
    "staff": lambda row: row.article.audience != Audience.CUSTOMERS,
    "review": lambda row: row.is_due,
    "missing": lambda row: any(one.text is None for one in row.standings),
    "draft": lambda row: any(one.state == TextState.DRAFT or one.has_draft for one in row.standings),
    "withdrawn": lambda row: any(one.state == TextState.WITHDRAWN for one in row.standings),
}


def _filters(rows: list[Row], may_write: bool) -> list[tuple[str, str, int]]:
    names = [("customers", _("For customers")), ("staff", _("For us"))]
    if may_write:
        names += [
            ("review", _("To be read through")), ("missing", _("A language is missing")), ("draft", _("Drafts")),
            ("withdrawn", _("Out of use")),
        ]  # fmt: skip
    return [(key, name, sum(map(_FILTERS[key], rows))) for key, name in names]


def _heading(count: int, words: str) -> str:
    if words and not count:
        return _("No article answers this yet.")
    if not count:
        return _("No articles yet. What you explain often can be written once.")
    said = ngettext("One article is here to help.", "%(count)s articles are here to help.", count)
    return (said % {"count": number_word(count)}).capitalize()


@require_safe
@desk()
def article(request: DeskRequest, article_id: int) -> HttpResponse:
    """One article as it is read, in the language asked for or the reader's."""
    found = article_for(request.user, article_id)
    texts = texts_of(request.user, found)
    wanted = request.GET.get("language", request.user.language)
    text = next((one for one in texts if one.language == wanted), texts[0] if texts else None)
    written = {one.language for one in texts}
    page = {
        "room": "settings", "article": found, "texts": texts, "text": text, "may_write": request.user.may(Right.WRITE_ARTICLES),
        "body": shown_body(found, text.body) if text else "", "near": related_to(request.user, found),
        "unwritten": [(code, name) for code, name in settings.LANGUAGES if code not in written],
        "public": public_path(text) if text and is_public(found, text) else "",
        "is_due": found.review_on is not None and found.review_on <= localdate(),
        "name": text.title if text else _("An article without a text"),
        "draft": next_of(request.user, text) if text else None, "again_on": next_review(found, localdate()),
    }  # fmt: skip
    return render(request, "desk/knowledge/article.html", page)


def is_public(article: Article, text: ArticleText) -> bool:
    return article.audience == Audience.CUSTOMERS and text.state == TextState.PUBLISHED


def shown_body(article: Article, body: str) -> SafeString:
    """The body as it is read at the desk, with the article's own files."""
    files = {file.name: f"/knowledge/{article.pk}/files/{file.name}/" for file in article.files.all()}
    return mark_safe(as_html(body, files.get))  # noqa: S308 - cleaned by as_html


@require_safe
@desk()
def file(request: DeskRequest, article_id: int, file_name: str) -> HttpResponse:
    """A file of an article this person may read."""
    found = file_for(request.user, article_id, file_name)
    return download(fetch(found.blob_id), name=found.name, inline_type=found.type)


def ordered(found: QuerySet[Article], language: str) -> list[tuple[str, str]]:
    """Articles as choices, by title."""
    rows = [(str(one.pk), title_of(one, language)) for one in found.prefetch_related("texts")[:MOST]]
    return sorted(rows, key=lambda row: row[1].casefold())
