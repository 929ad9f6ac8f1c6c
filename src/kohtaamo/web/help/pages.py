"""The public help pages: home, a section, an article, search, feed, the map for search engines, files."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kohtaamo.knowledge.addresses import file_path, public_path, public_url, section_path, whole
from kohtaamo.knowledge.choices import Place
from kohtaamo.knowledge.commands.seek import note_sought
from kohtaamo.knowledge.markdown import as_html
from kohtaamo.knowledge.models import ArticleText, SectionText
from kohtaamo.knowledge.queries.articles import public_file, public_section, public_text, public_texts, sections
from kohtaamo.knowledge.queries.finding import found_publicly
from kohtaamo.platform.errors import KohtaamoError, NotFound
from kohtaamo.platform.limits import spend, use
from kohtaamo.platform.storage.keep import fetch
from kohtaamo.web.files import download
from kohtaamo.web.help.door import HelpRequest, alternates, checked, public, shown, switch
from kohtaamo.web.help.forms import ToldForm

NEWEST, FIRST, MOST = 5, 6, 500


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """To the pages in the language the browser asks for."""
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    response = HttpResponseRedirect(reverse("help", args=[language]))
    response.headers["Vary"], response.headers["Cache-Control"] = "Accept-Language", "public, max-age=60"
    return response


start.is_public = True  # type: ignore[attr-defined]


def in_order(language: str) -> list[tuple[SectionText, list[ArticleText]]]:
    """Every section that has something to read, with its texts in their order: three queries."""
    texts = public_texts(language).defer("body").select_related("article")
    under: dict[int, list[ArticleText]] = {}
    for text in texts.order_by("article__position", "article_id")[:MOST]:
        under.setdefault(text.article.section_id, []).append(text)
    found = []
    for section in sections():
        named = section.text(language)
        for text in under.get(section.pk, []):
            text.article.section = section
        if named is not None and section.pk in under:
            found.append((named, under[section.pk]))
    return found


@require_safe
@public
def home(request: HelpRequest) -> HttpResponse:
    """Every section with its first articles, and where to look for the rest."""
    rows = [
        {"section": section, "path": section_path(section), "links": links(texts[:FIRST]), "count": len(texts), "left": len(texts) > FIRST}
        for section, texts in in_order(request.language)
    ]  # fmt: skip
    paths = {code: reverse("help", args=[code]) for code, _name in settings.LANGUAGES}
    return shown(request, "help/home.html", rows=rows, is_home=True, **switch(request, paths))


def links(texts: list[ArticleText]) -> list[dict[str, str]]:
    return [{"title": text.title, "summary": text.summary, "path": public_path(text)} for text in texts]


@require_safe
@public
def section(request: HelpRequest, section_slug: str) -> HttpResponse:
    """All articles of a section."""
    found = public_section(request.language, section_slug)
    if found.slug != section_slug:
        return _moved(section_path(found))
    texts = next((texts for named, texts in in_order(request.language) if named.pk == found.pk), [])
    paths = {one.language: section_path(one) for one in found.section.texts.all()}
    return shown(request, "help/section.html", section=found, links=links(texts), **switch(request, paths))


def _moved(path: str) -> HttpResponse:
    response = HttpResponsePermanentRedirect(path)
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@require_safe
@public
def article(request: HelpRequest, section_slug: str, article_slug: str) -> HttpResponse:
    """An article; a former address leads to where it is now."""
    text = public_text(request.language, article_slug)
    if public_path(text) != request.http.path:
        return _moved(public_path(text))
    told = request.http.GET.get("told", "")
    return read(request, text, told=told if told in {"yes", "no", "asked"} else "")


def read(
    request: HelpRequest, text: ArticleText, *, told: str = "", form: ToldForm | None = None, status: int = 200
) -> HttpResponse:
    """The article's page, with what was said of it or with a form that came back."""
    others = {one.language: one for one in public_texts().filter(article=text.article)}
    for one in others.values():
        one.article = text.article
    files = {file.name: file_path(file) for file in text.article.files.all()}
    near = public_texts(request.language).filter(article__related=text.article).select_related("article__section")
    context: dict[str, Any] = {
        "text": text, "section": text.article.section.text(request.language), "told": told,
        "body": mark_safe(as_html(text.body, files.get)),  # noqa: S308 - cleaned by as_html
        "near": links(list(near.prefetch_related("article__section__texts")[:NEWEST])),
        "form": form or ToldForm(), "opened": form is not None, "path": public_path(text),
    }  # fmt: skip
    paths = {code: public_path(one) for code, one in sorted(others.items())}
    return shown(request, "help/article.html", status=status, **context, **switch(request, paths))


@require_safe
@public
def search(request: HelpRequest) -> HttpResponse:
    """What answers the words; what finds nothing is remembered, without who asked."""
    words = " ".join(request.http.GET.get("q", "")[:200].split())
    found = []
    if words:
        spend(f"help-search:{request.address}", most=60, seconds=60)
        found = found_publicly(words, request.language)
        _remember(request, words, len(found))
    paths = {code: reverse("help_search", args=[code]) for code, _name in settings.LANGUAGES}
    context = {"query": words, "links": links(found), **switch(request, paths), "alternates": [], "is_search": True}
    response = shown(request, "help/search.html", **context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _remember(request: HelpRequest, words: str, found: int) -> None:
    """The same words from the same place count once an hour, and a page fetched ahead not at all."""
    purpose = f"{request.http.headers.get('Sec-Purpose', '')}{request.http.headers.get('Purpose', '')}"
    if request.http.method != "GET" or "prefetch" in purpose:
        return
    if use(f"help-sought:{request.address}:{words.casefold()}", seconds=3600).count == 1:
        note_sought(words=words, language=request.language, place=Place.CUSTOMERS, found=found)


@require_safe
@public
def feed(request: HelpRequest) -> HttpResponse:
    """The newest articles as an Atom feed."""
    title = _("%(organisation)s, help") % {"organisation": settings.KOHTAAMO["ORGANISATION"]}
    home, here = whole(reverse("help", args=[request.language])), whole(request.http.path)
    told = Atom1Feed(title=title, link=home, description=title, language=request.language, feed_url=here)
    newest = public_texts(request.language).select_related("article__section").order_by("-published_at", "-pk")
    for text in newest.prefetch_related("article__section__texts")[:30]:
        address = public_url(text)
        told.add_item(
            title=text.title, link=address, description=text.summary or text.title, unique_id=address,
            pubdate=text.published_at, updateddate=text.changed_at,
        )  # fmt: skip
    return HttpResponse(told.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page with its languages, for search engines."""
    by_article: dict[int, list[ArticleText]] = {}
    shown_texts = public_texts().defer("body").select_related("article__section")
    for text in shown_texts.prefetch_related("article__section__texts").order_by("article_id", "language"):
        by_article.setdefault(text.article_id, []).append(text)
    rows = [{"alternates": alternates({code: reverse("help", args=[code]) for code, _name in settings.LANGUAGES})}]
    rows += [
        {"alternates": alternates({one.language: public_path(one) for one in texts})} for texts in by_article.values()
    ]
    pages = [{**row, "address": address} for row in rows for _code, address in row["alternates"]]
    map_of_all = render_to_string("help/sitemap.xml", {"pages": pages})
    return checked(request, HttpResponse(map_of_all, content_type="application/xml; charset=utf-8"))


sitemap.is_public = True  # type: ignore[attr-defined]


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may look at: the help pages and nothing else."""
    lines = ["User-agent: *", "Allow: /help/", "Disallow: /help/*/search/", "Disallow: /help/*/write/", "Disallow: /"]
    lines += ["", f"Sitemap: {whole(reverse('help_sitemap'))}", ""]
    return checked(request, HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8"))


robots.is_public = True  # type: ignore[attr-defined]


@require_safe
def file(request: HttpRequest, article_file: int, file_name: str) -> HttpResponse:
    """A file of a public article: a picture in its place, anything else as a download."""
    try:
        found = public_file(article_file, file_name)
    except KohtaamoError:
        return HttpResponse(status=NotFound.status)
    response = download(fetch(found.blob_id), name=found.name, inline_type=found.type)
    response.headers["Cache-Control"] = "public, max-age=3600"
    return checked(request, response)


file.is_public = True  # type: ignore[attr-defined]
