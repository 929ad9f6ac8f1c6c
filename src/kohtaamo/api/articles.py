"""Articles: their sections, texts and versions, found and put into answers."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.pages import After, Limit, by_number, part, place_in
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Flag, Id, Language, Moment, Number, Page, Shape, Text, Told
from kohtaamo.api.publicly import Day
from kohtaamo.encounters.queries import case_for
from kohtaamo.knowledge.addresses import public_url
from kohtaamo.knowledge.choices import Audience, TextState
from kohtaamo.knowledge.commands.articles import Frame, begin_article, remove_article, review_article
from kohtaamo.knowledge.commands.texts import Words, publish_text, withdraw_text
from kohtaamo.knowledge.commands.use import use_article
from kohtaamo.knowledge.commands.write import write
from kohtaamo.knowledge.models import Article, ArticleText, Section, Version
from kohtaamo.knowledge.queries.articles import (
    article_for,
    articles,
    section_for,
    sections,
    text_for,
    texts_of,
    versions_of,
)
from kohtaamo.knowledge.queries.finding import found_by, suggested_for
from kohtaamo.platform.errors import NotAllowed
from kohtaamo.staff.choices import Family, Right
from kohtaamo.staff.models import Member, Team

noun = Noun("articles", family=Family.KNOWLEDGE, about="Articles for customers and for those who serve.")
MOST = 500


class SectionNameShape(Shape):
    """A section's name in one language, what it is about, and its part of the address."""

    language: Language
    name: str
    about: str
    slug: str


class SectionShape(Shape):
    """A heading articles stand under."""

    id: Id
    position: int
    touchpoint_id: Id | None = Field(description="Where questions asked at its articles come.")
    texts: list[SectionNameShape]


class SectionList(Shape):
    """The sections in their order."""

    items: list[SectionShape]


def _section(section: Section) -> SectionShape:
    return SectionShape.of(section, texts=[SectionNameShape.of(one) for one in section.texts.all()])


@noun.read("/article-sections", SectionList)
def list_article_sections(request: ApiRequest) -> SectionList:
    """List the sections of articles."""
    return SectionList(items=[_section(each) for each in sections()])


class ArticleTextShape(Shape):
    """An article in one language. ``body`` is Markdown; ``url`` is where customers read it, null when they cannot."""

    language: Language
    title: str
    slug: str
    summary: str
    body: str
    keywords: str
    state: TextState
    version: int
    changed_at: Moment
    published_at: Moment | None
    helped: int
    not_helped: int
    url: str | None


class ArticleShape(Shape):
    """An article with its texts. You see drafts and withdrawn ones with the right to write articles."""

    id: Id
    section_id: Id
    audience: Audience
    team_id: Id | None
    owner_id: Id | None
    review_on: Day | None
    uses: int
    made_at: Moment
    texts: list[ArticleTextShape]


class ArticlePage(Page[ArticleShape]):
    """Articles in the order they were begun."""


def _text(article: Article, text: ArticleText) -> ArticleTextShape:
    text.article = article
    is_public = article.audience == Audience.CUSTOMERS and text.state == TextState.PUBLISHED
    return ArticleTextShape.of(text, state=TextState(text.state), url=public_url(text) if is_public else None)


def _article(request: ApiRequest, article: Article) -> ArticleShape:
    texts = [_text(article, text) for text in texts_of(request.member, article)]
    return ArticleShape.of(article, audience=Audience(article.audience), texts=texts)


def article_again(request: ApiRequest, article_id: int) -> ArticleShape:
    return _article(request, article_for(request.member, article_id))


@noun.read("/articles", ArticlePage)
def list_articles(request: ApiRequest, limit: Limit = 50, after: After = "") -> ArticlePage:
    """List the articles you may read."""
    place = place_in(request, after)
    known = articles(request.member).filter(pk__gt=place[2] if place else 0).select_related("section")
    rows = list(known.prefetch_related("section__texts", "texts").order_by("pk")[: limit + 1])
    found, more = part(request, rows, limit, lambda article: by_number(article.pk))
    return ArticlePage(items=[_article(request, each) for each in found], next=more)


@noun.read("/articles/{int:article_id}", ArticleShape)
def get_article(request: ApiRequest, article_id: Number) -> ArticleShape:
    """Get an article."""
    return article_again(request, article_id)


Name = Annotated[Text, Field(min_length=1, max_length=160)]
Why = Annotated[Text, Field(max_length=200)]


class NewArticle(Told):
    """Where an article stands, for whom it is, who looks after it, and the day it is to be read through by."""

    section_id: Id
    audience: Audience = Audience.CUSTOMERS
    team_id: Id | None = None
    owner_id: Id | None = None
    review_on: Day | None = None


class NewArticleText(Told):
    """The words of an article in one language. Of a published text they become a new version at once; beside a withdrawn one
    they are kept as a draft, unless `publish` makes them the next version. `seen` is `changed_at` of the text you had before
    you: when it was changed since, nothing is written."""

    language: Language
    title: Name
    body: Annotated[Text, Field(max_length=100_000, description="Markdown.")] = ""
    summary: Annotated[Text, Field(max_length=300)] = ""
    keywords: Annotated[Text, Field(max_length=300)] = ""
    why: Why = ""
    publish: Flag = False
    seen: Moment | None = None


class OfArticleLanguage(Told):
    """Which text, and why."""

    language: Language
    why: Why = ""


class ReadAgain(Told):
    """When it is to be read through again."""

    again_on: Day | None = None


@noun.act("/articles", ArticleShape, status=201)
def begin_new_article(request: ApiRequest, body: NewArticle) -> ArticleShape:
    """Begin an article; its texts are written after that."""
    frame = Frame(
        section=section_for(body.section_id), audience=body.audience, review_on=body.review_on,
        team=Team.objects.filter(pk=body.team_id or 0).first(),
        owner=Member.objects.filter(pk=body.owner_id or 0, is_active=True).first(),
    )  # fmt: skip
    made = begin_article(actor=request.member, frame=frame)
    request.made_at = f"/api/v1/articles/{made.pk}"
    return article_again(request, made.pk)


@noun.act("/articles/{int:article_id}/texts", ArticleShape)
def write_article_text(request: ApiRequest, article_id: Number, body: NewArticleText) -> ArticleShape:
    """Write an article's text in a language. While a draft waits beside it, write that instead."""
    words = Words(title=body.title, body=body.body, summary=body.summary, keywords=body.keywords)
    write(
        actor=request.member, article=article_for(request.member, article_id), language=body.language, words=words,
        why=body.why, publish=body.publish or None, seen=body.seen,
    )  # fmt: skip
    return article_again(request, article_id)


@noun.act("/articles/{int:article_id}/publishings", ArticleShape)
def publish_article_text(request: ApiRequest, article_id: Number, body: OfArticleLanguage) -> ArticleShape:
    """Publish a text."""
    publish_text(actor=request.member, text=text_for(request.member, article_id, body.language), why=body.why)
    return article_again(request, article_id)


@noun.act("/articles/{int:article_id}/withdrawals", ArticleShape)
def withdraw_article_text(request: ApiRequest, article_id: Number, body: OfArticleLanguage) -> ArticleShape:
    """Take a text out of use: its address says so."""
    withdraw_text(actor=request.member, text=text_for(request.member, article_id, body.language), why=body.why)
    return article_again(request, article_id)


@noun.act("/articles/{int:article_id}/reviews", ArticleShape)
def review_one_article(request: ApiRequest, article_id: Number, body: ReadAgain) -> ArticleShape:
    """Note that an article was read through and holds."""
    review_article(actor=request.member, article=article_for(request.member, article_id), again_on=body.again_on)
    return article_again(request, article_id)


@noun.remove("/articles/{int:article_id}")
def remove_one_article(request: ApiRequest, article_id: Number) -> None:
    """Put an article away; nothing of it may be published."""
    remove_article(actor=request.member, article=article_for(request.member, article_id))


class ArticleVersionShape(Shape):
    """A text as it was published."""

    language: Language
    number: int
    title: str
    summary: str
    body: str
    why: str
    at: Moment
    by_id: Id | None


class ArticleVersionList(Shape):
    """The versions of every text, by language, the newest first; at most 500."""

    items: list[ArticleVersionShape]


def _version(version: Version, language: str) -> ArticleVersionShape:
    return ArticleVersionShape.of(version, language=language)


@noun.read("/articles/{int:article_id}/versions", ArticleVersionList)
def list_article_versions(request: ApiRequest, article_id: Number) -> ArticleVersionList:
    """List the versions of an article, for those who write."""
    if not request.member.may(Right.WRITE_ARTICLES):
        raise NotAllowed
    article = article_for(request.member, article_id)
    found = [
        _version(one, text.language) for text in texts_of(request.member, article) for one in versions_of(text)[:MOST]
    ]
    return ArticleVersionList(items=found[:MOST])


class FoundArticle(Shape):
    """A text that may answer."""

    article_id: Id
    language: Language
    title: str
    summary: str
    url: str | None


class FoundArticleList(Shape):
    """What may answer, the best first."""

    items: list[FoundArticle]


def _found(texts: list[ArticleText]) -> FoundArticleList:
    shown = [
        FoundArticle.of(one, url=public_url(one) if one.article.audience == Audience.CUSTOMERS else None)
        for one in texts
    ]
    return FoundArticleList(items=shown)


@noun.read("/article-search", FoundArticleList)
def search_articles(
    request: ApiRequest, q: Annotated[Text, Field(max_length=200)], language: Language = "fi"
) -> FoundArticleList:
    """Search the articles you may read."""
    return _found(found_by(request.member, q, language=language))


@noun.read("/cases/{int:case_id}/articles", FoundArticleList)
def suggest_articles(request: ApiRequest, case_id: Number) -> FoundArticleList:
    """Tell which articles may answer a case."""
    return _found(suggested_for(request.member, case_for(request.member, case_id)))


class NewArticleUse(Told):
    """Which article goes into an answer, whole or as a link, and in which language."""

    article_id: Id
    whole: Flag = False
    language: Language | None = Field(default=None, description="Null is the case's.")


class ArticleWords(Shape):
    """What goes into the answer. Nothing is sent."""

    text: str
    language: Language


@noun.act("/cases/{int:case_id}/articles", ArticleWords)
def use_article_in_case(request: ApiRequest, case_id: Number, body: NewArticleUse) -> ArticleWords:
    """Get an article's words for an answer, and count the use."""
    given = use_article(
        actor=request.member, case=case_for(request.member, case_id), article=article_for(request.member, body.article_id),
        is_whole=body.whole, language=body.language or "",
    )  # fmt: skip
    return ArticleWords(text=given.words, language=given.language)
