"""Drafts beside published articles: written, compared, published, put away."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from kohtaamo.api.articles import ArticleShape, article_again
from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Flag, Id, Language, Moment, Number, Shape, Text, Told
from kohtaamo.knowledge.commands.drafts import discard_next, publish_next, save_next
from kohtaamo.knowledge.commands.texts import Words
from kohtaamo.knowledge.models import ArticleText, NextText
from kohtaamo.knowledge.queries.articles import article_for, text_for, texts_of
from kohtaamo.knowledge.queries.drafts import next_for, next_of
from kohtaamo.platform.errors import NotAllowed
from kohtaamo.staff.choices import Family, Right

noun = Noun("article drafts", family=Family.KNOWLEDGE, about="What is to be read next, beside what is published.")


class ArticleDraftShape(Shape):
    """A draft beside a published or withdrawn text. `based_on` is the version it was begun from; `is_behind` whether another is read now."""

    language: Language
    title: str
    summary: str
    body: str
    keywords: str
    why: str
    based_on: int
    is_behind: bool
    changed_at: Moment
    changed_by_id: Id | None


class ArticleDraftList(Shape):
    """The drafts of an article, one a language at most."""

    items: list[ArticleDraftShape]


class NewArticleDraft(Told):
    """The words that are to be read next. `seen` is `changed_at` of the draft you had before you, null when there was none."""

    language: Language
    title: Annotated[Text, Field(min_length=1, max_length=160)]
    body: Annotated[Text, Field(max_length=100_000, description="Markdown.")] = ""
    summary: Annotated[Text, Field(max_length=300)] = ""
    keywords: Annotated[Text, Field(max_length=300)] = ""
    why: Annotated[Text, Field(max_length=200)] = ""
    seen: Moment | None = None


class SeenArticleDraft(Told):
    """Which draft, and `changed_at` of the one you saw."""

    language: Language
    seen: Moment


class PublishedArticleDraft(SeenArticleDraft):
    """`over` publishes also when the text was changed after the draft was begun."""

    why: Annotated[Text, Field(max_length=200)] = ""
    over: Flag = False


def _draft(text: ArticleText, draft: NextText) -> ArticleDraftShape:
    return ArticleDraftShape.of(draft, language=text.language, is_behind=draft.based_on != text.version)


def _writers(request: ApiRequest) -> None:
    if not request.member.may(Right.WRITE_ARTICLES):
        raise NotAllowed


@noun.read("/articles/{int:article_id}/drafts", ArticleDraftList)
def list_article_drafts(request: ApiRequest, article_id: Number) -> ArticleDraftList:
    """List the drafts beside an article's texts, for those who write."""
    _writers(request)
    texts = texts_of(request.member, article_for(request.member, article_id))
    found = [(text, next_of(request.member, text)) for text in texts]
    return ArticleDraftList(items=[_draft(text, draft) for text, draft in found if draft is not None])


@noun.act("/articles/{int:article_id}/drafts", ArticleDraftShape)
def save_article_draft(request: ApiRequest, article_id: Number, body: NewArticleDraft) -> ArticleDraftShape:
    """Save a draft beside a published or withdrawn text, which stays as it is."""
    _writers(request)
    text = text_for(request.member, article_id, body.language)
    words = Words(title=body.title, body=body.body, summary=body.summary, keywords=body.keywords)
    saved = save_next(actor=request.member, text=text, words=words, why=body.why, seen=body.seen)
    return _draft(text, saved)


@noun.act("/articles/{int:article_id}/draft-publishings", ArticleShape)
def publish_article_draft(request: ApiRequest, article_id: Number, body: PublishedArticleDraft) -> ArticleShape:
    """Publish a draft as a new version."""
    _writers(request)
    text = text_for(request.member, article_id, body.language)
    publish_next(actor=request.member, text=text, seen=body.seen, why=body.why, over=body.over)
    return article_again(request, article_id)


@noun.act("/articles/{int:article_id}/draft-removals", ArticleDraftList)
def remove_article_draft(request: ApiRequest, article_id: Number, body: SeenArticleDraft) -> ArticleDraftList:
    """Put a draft away; what is read stays."""
    _writers(request)
    text = text_for(request.member, article_id, body.language)
    next_for(request.member, text)
    discard_next(actor=request.member, text=text, seen=body.seen)
    return list_article_drafts(request, article_id)
