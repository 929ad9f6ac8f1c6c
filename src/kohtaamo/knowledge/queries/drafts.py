"""Reading drafts beside published texts: for those who write, and for nobody else."""

from __future__ import annotations

from collections.abc import Iterable

from kohtaamo.knowledge.models import ArticleText, NextText
from kohtaamo.platform.errors import NotFound
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member


def next_of(viewer: Member, text: ArticleText) -> NextText | None:
    """The draft beside a text the viewer already has; None when there is none, or when they do not write."""
    if not viewer.may(Right.WRITE_ARTICLES):
        return None
    return NextText.objects.filter(text=text).select_related("changed_by", "begun_by").first()


def next_for(viewer: Member, text: ArticleText) -> NextText:
    """The same. Raises ``NotFound`` without one."""
    found = next_of(viewer, text)
    if found is None:
        raise NotFound
    return found


def with_next(viewer: Member, articles: Iterable[int]) -> set[tuple[int, str]]:
    """Of these articles the ids and languages that have a draft beside what is published. One question."""
    if not viewer.may(Right.WRITE_ARTICLES):
        return set()
    found = NextText.objects.filter(text__article__in=list(articles))
    return set(found.values_list("text__article_id", "text__language"))
