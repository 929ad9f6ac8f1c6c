"""What was looked for in the articles and not found."""

from __future__ import annotations

from kohtaamo.api.articles import ArticleShape, article_again
from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Id, Language, Moment, Number, Shape
from kohtaamo.knowledge.choices import Place
from kohtaamo.knowledge.commands.seek import draft_sought, lay_aside
from kohtaamo.knowledge.models import Sought
from kohtaamo.knowledge.queries.telling import sought
from kohtaamo.staff.choices import Family

noun = Noun("sought", family=Family.KNOWLEDGE, about="What was looked for in the articles and not found.")
MOST = 500


class SoughtShape(Shape):
    """Words somebody looked for, how often, and how often nothing was found."""

    id: Id
    language: Language
    place: Place
    words: str
    times: int
    missed: int
    last_at: Moment
    article_id: Id | None


class SoughtList(Shape):
    """What was not found, the most often missed first; at most 500."""

    items: list[SoughtShape]


def _sought(row: Sought) -> SoughtShape:
    return SoughtShape.of(row, place=Place(row.place))


@noun.read("/sought", SoughtList)
def list_sought(request: ApiRequest) -> SoughtList:
    """List what was sought and not found, for those who write."""
    return SoughtList(items=[_sought(each) for each in sought(request.member)[:MOST]])


@noun.act("/sought/{int:sought_id}/drafts", ArticleShape)
def draft_from_sought(request: ApiRequest, sought_id: Number) -> ArticleShape:
    """Begin an article on what was not found."""
    return article_again(request, draft_sought(actor=request.member, sought_id=sought_id).pk)


@noun.act("/sought/{int:sought_id}/setting-aside", SoughtShape)
def set_sought_aside(request: ApiRequest, sought_id: Number) -> SoughtShape:
    """Note that no article is needed."""
    return _sought(lay_aside(actor=request.member, sought_id=sought_id))
