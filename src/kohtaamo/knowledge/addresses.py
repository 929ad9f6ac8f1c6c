"""Where an article is read by anybody: /help/<language>/<section>/<title>/ under our own address."""

from __future__ import annotations

from django.conf import settings

from kohtaamo.knowledge.models import ArticleFile, ArticleText, SectionText


def public_path(text: ArticleText) -> str:
    """The path of a text. Reads its section's texts as prefetched."""
    section = text.article.section.text(text.language)
    return f"/help/{text.language}/{section.slug if section else '-'}/{text.slug}/"


def public_url(text: ArticleText) -> str:
    """The whole address of a text."""
    return whole(public_path(text))


def section_path(section: SectionText) -> str:
    """The path of a section."""
    return f"/help/{section.language}/{section.slug}/"


def file_path(file: ArticleFile) -> str:
    """The path of a file of an article for customers."""
    return f"/help/files/{file.pk}/{file.name}"


def file_url(file: ArticleFile) -> str:
    """The whole address of a file."""
    return whole(file_path(file))


def whole(path: str) -> str:
    """A path under our own address."""
    return str(settings.KOHTAAMO["URL"]).rstrip("/") + path
