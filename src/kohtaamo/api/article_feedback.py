"""What readers said of articles."""

from __future__ import annotations

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Id, Language, Moment, Number, Shape
from kohtaamo.knowledge.commands.tell import read_feedback
from kohtaamo.knowledge.models import Feedback
from kohtaamo.knowledge.queries.telling import worth_reading
from kohtaamo.staff.choices import Family

noun = Noun("article_feedback", family=Family.KNOWLEDGE, about="What readers said of articles.")
MOST = 500


class ArticleFeedbackShape(Shape):
    """What a reader said. ``member_id`` when it was one of us; their question is in a case when they asked for an answer."""

    id: Id
    article_id: Id
    language: Language
    version: int
    helped: bool
    words: str
    member_id: Id | None
    at: Moment
    read_at: Moment | None


class ArticleFeedbackList(Shape):
    """Feedback with words or that it did not help, unread first; at most 500."""

    items: list[ArticleFeedbackShape]


def _feedback(row: Feedback) -> ArticleFeedbackShape:
    return ArticleFeedbackShape.of(row, article_id=row.text.article_id, language=row.text.language)


@noun.read("/article-feedback", ArticleFeedbackList)
def list_article_feedback(request: ApiRequest) -> ArticleFeedbackList:
    """List feedback on articles."""
    return ArticleFeedbackList(items=[_feedback(each) for each in worth_reading(request.member)[:MOST]])


@noun.act("/article-feedback/{int:feedback_id}/reading", ArticleFeedbackShape)
def read_article_feedback(request: ApiRequest, feedback_id: Number) -> ArticleFeedbackShape:
    """Note that feedback was read."""
    return _feedback(read_feedback(actor=request.member, feedback_id=feedback_id))
