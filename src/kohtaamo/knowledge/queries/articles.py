"""Reading articles: what this person may read and write, and what anybody may on the public pages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from kohtaamo.knowledge.choices import Audience, TextState
from kohtaamo.knowledge.errors import Withdrawn
from kohtaamo.knowledge.markdown import names_in
from kohtaamo.knowledge.models import Article, ArticleFile, ArticleText, FormerSlug, Section, SectionText, Version
from kohtaamo.platform.errors import NotFound
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member


def of_audience(viewer: Member, article: str = "") -> Q:
    """For rows that hang on an article, reached by the path ``article``: those this person may read."""
    seen = Q(**{f"{article}removed_at": None})
    if not viewer.is_active:
        return Q(pk__in=[])
    if viewer.may(Right.SEE_ALL):
        return seen
    within = Q(**{f"{article}team": None}) | Q(**{f"{article}team__id__in": sorted(viewer.team_ids)})
    return seen & within


def articles(viewer: Member) -> QuerySet[Article]:
    """The articles this person may read; those who write see drafts and withdrawn ones too. By section and place."""
    found = Article.objects.filter(of_audience(viewer))
    if not viewer.may(Right.WRITE_ARTICLES):
        found = found.filter(texts__state=TextState.PUBLISHED).distinct()
    return found.order_by("section__position", "section_id", "position", "pk")


def with_texts(found: QuerySet[Article]) -> QuerySet[Article]:
    """Articles with all that a list shows of them."""
    texts: Prefetch[str, Any, str] = Prefetch("texts", queryset=ArticleText.objects.defer("body"))
    return found.select_related("section", "team", "owner").prefetch_related("section__texts", texts)


def article_for(viewer: Member, article_id: int) -> Article:
    """One article with its texts. Raises ``NotFound``."""
    found = articles(viewer).filter(pk=article_id).select_related("section", "team", "owner", "reviewed_by")
    article = found.prefetch_related("section__texts", "texts__changed_by", "files").first()
    if article is None:
        raise NotFound
    return article


def texts_of(viewer: Member, article: Article) -> list[ArticleText]:
    """The article's texts that this person may read, in the order of the languages. Reads ``texts`` as prefetched."""
    may_all = viewer.may(Right.WRITE_ARTICLES)
    found = [one for one in article.texts.all() if may_all or one.state == TextState.PUBLISHED]
    order = [code for code, _name in settings.LANGUAGES]
    return sorted(found, key=lambda one: order.index(one.language))


def text_for(viewer: Member, article_id: int, language: str) -> ArticleText:
    """One text this person may read. Raises ``NotFound``."""
    article = article_for(viewer, article_id)
    found = next((one for one in texts_of(viewer, article) if one.language == language), None)
    if found is None:
        raise NotFound
    found.article = article
    return found


def readable_texts(viewer: Member) -> QuerySet[ArticleText]:
    """The published texts this person may read: what is searched at the desk."""
    return ArticleText.objects.filter(of_audience(viewer, "article__"), state=TextState.PUBLISHED)


def versions_of(text: ArticleText) -> QuerySet[Version]:
    """Every version of a text the viewer already has, the newest first."""
    return Version.objects.filter(text=text).select_related("by").order_by("-number")


def related_to(viewer: Member, article: Article) -> list[ArticleText]:
    """Published texts of related articles that this person may read, one for each article, in the reader's language
    where there is one."""
    found = readable_texts(viewer).filter(article__related=article).order_by("article__position", "article_id")
    return one_of_each(found, viewer.language)


def one_of_each(texts: QuerySet[ArticleText], language: str) -> list[ArticleText]:
    """One text of each article, in ``language`` where it has that."""
    kept: dict[int, ArticleText] = {}
    for text in texts:
        if text.article_id not in kept or text.language == language:
            kept[text.article_id] = text
    return list(kept.values())


def to_review(viewer: Member, today: date) -> QuerySet[Article]:
    """Articles that are read and whose day of review has come, the longest due first."""
    is_read = Exists(ArticleText.objects.filter(article=OuterRef("pk"), state=TextState.PUBLISHED))
    return articles(viewer).filter(is_read, review_on__lte=today).order_by("review_on", "pk")


def next_review(article: Article, today: date) -> date:
    """The day an article read through today is to be read again: after as long as it had last time, a month at least and
    two years at most; half a year when nothing tells."""
    begun = article.reviewed_at or article.made_at
    days = (article.review_on - begun.date()).days if article.review_on else 180
    return today + timedelta(days=min(max(days, 30), 730))


def sections() -> QuerySet[Section]:
    """The sections in use, in their order."""
    return Section.objects.filter(removed_at=None).prefetch_related("texts").order_by("position", "pk")


def section_for(section_id: int) -> Section:
    """One section. Raises ``NotFound``."""
    found = sections().filter(pk=section_id).first()
    if found is None:
        raise NotFound
    return found


def file_for(viewer: Member, article_id: int, name: str) -> ArticleFile:
    """A file of an article this person may read. Raises ``NotFound``."""
    article = articles(viewer).filter(pk=article_id).first()
    found = ArticleFile.objects.filter(article=article, name=name).first() if article else None
    if found is None:
        raise NotFound
    return found


def public_texts(language: str = "") -> QuerySet[ArticleText]:
    """What anybody may read: published, for customers."""
    found = ArticleText.objects.filter(
        state=TextState.PUBLISHED, article__audience=Audience.CUSTOMERS, article__removed_at=None
    )
    return found.filter(language=language) if language else found


def public_text(language: str, slug: str) -> ArticleText:
    """The text at this address, now or formerly. Raises ``Withdrawn`` when it was taken back, else ``NotFound``."""
    found = _at(language, slug)
    if found is None or found.article.audience != Audience.CUSTOMERS or found.article.removed_at is not None:
        raise NotFound
    if found.state == TextState.WITHDRAWN:
        raise Withdrawn
    if found.state != TextState.PUBLISHED:
        raise NotFound
    return found


def _at(language: str, slug: str) -> ArticleText | None:
    texts = ArticleText.objects.filter(language=language).select_related("article__section", "changed_by")
    texts = texts.prefetch_related("article__section__texts", "article__files")
    found = texts.filter(slug=slug).first()
    if found is not None and found.state != TextState.DRAFT:
        return found
    former = FormerSlug.objects.filter(language=language, slug=slug, text__isnull=False).first()
    return texts.filter(former_slugs=former).first() if former else None


def public_section(language: str, slug: str) -> SectionText:
    """The section at this address, now or formerly. Raises ``NotFound``."""
    known = SectionText.objects.filter(language=language, section__removed_at=None).select_related("section")
    found = known.filter(slug=slug).first()
    if found is None:
        former = FormerSlug.objects.filter(language=language, slug=slug, section__isnull=False).first()
        found = known.filter(former_slugs=former).first() if former else None
    if found is None:
        raise NotFound
    return found


def public_file(file_id: int, name: str) -> ArticleFile:
    """A file named in a text anybody may read, as it is or was published: not one of a draft. Raises ``NotFound``."""
    found = ArticleFile.objects.filter(pk=file_id, name=name).first()
    if found is not None:
        published = Version.objects.filter(text__in=public_texts().filter(article=found.article_id))
        if any(name in names_in(body) for body in published.values_list("body", flat=True)):
            return found
    raise NotFound
