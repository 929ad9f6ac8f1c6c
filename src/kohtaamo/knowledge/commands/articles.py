"""An article's own frame: begun, arranged, read through, put away; its files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError

from kohtaamo.knowledge.choices import Audience, TextState
from kohtaamo.knowledge.errors import FileNameTaken, StillPublished, TeamMissing
from kohtaamo.knowledge.finding import forget_text
from kohtaamo.knowledge.models import Article, ArticleFile, ArticleText, Section
from kohtaamo.knowledge.queries.articles import articles
from kohtaamo.knowledge.slugs import slug_of
from kohtaamo.platform.errors import NotAllowed, NotFound, TooLarge
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.storage.keep import keep
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member, Team
from kohtaamo.staff.rules import require


@dataclass(frozen=True, kw_only=True)
class Frame:
    """Where an article stands, for whom it is, who looks after it and by when it is to be read through."""

    section: Section
    audience: str = Audience.CUSTOMERS
    team: Team | None = None
    owner: Member | None = None
    review_on: date | None = None
    position: int = 0
    related: Sequence[int] = field(default=())


def begin_article(*, actor: Member, frame: Frame) -> Article:
    """An article without a text yet. Raises ``NotAllowed`` and ``TeamMissing``."""
    require(actor, Right.WRITE_ARTICLES)
    with unit_of_work():
        article = Article(made_by=actor, made_at=now())
        _arrange(actor, article, frame)
        record("article.begun", actor=actor, article=article.pk, audience=article.audience, team=article.team_id)
        return article


def arrange_article(*, actor: Member, article: Article, frame: Frame) -> Article:
    """Change where it stands, for whom it is and who looks after it. Raises ``NotAllowed``, ``TeamMissing``, ``NotFound``."""
    with unit_of_work():
        held = hold_article(actor, article)
        before = held.audience
        _arrange(actor, held, frame)
        record("article.arranged", actor=actor, article=held.pk, audience=held.audience, team=held.team_id, was=before)
        return held


def _arrange(actor: Member, article: Article, frame: Frame) -> None:
    team = frame.team if frame.audience == Audience.TEAM else None
    if frame.audience == Audience.TEAM and team is None:
        raise TeamMissing
    if team is not None and team.pk not in actor.team_ids and not actor.may(Right.SEE_ALL):
        raise NotAllowed
    article.section, article.audience, article.team = frame.section, Audience(frame.audience).value, team
    article.owner, article.review_on, article.position = frame.owner, frame.review_on, frame.position
    article.save()
    mine = articles(actor).filter(pk__in=list(frame.related)).exclude(pk=article.pk)
    hidden = article.related.exclude(pk__in=articles(actor).order_by().values("pk"))
    article.related.set({*mine.values_list("pk", flat=True), *hidden.values_list("pk", flat=True)})


def hold_article(actor: Member, article: Article) -> Article:
    """The article, held for a change. Raises ``NotAllowed``, and ``NotFound`` when it is not there for this person."""
    require(actor, Right.WRITE_ARTICLES)
    if not articles(actor).filter(pk=article.pk).exists():
        raise NotFound
    return Article.objects.select_for_update().get(pk=article.pk)


def review_article(*, actor: Member, article: Article, again_on: date | None = None) -> Article:
    """Note that it was read through and still holds; ``again_on`` is when it is next to be read."""
    with unit_of_work():
        held = hold_article(actor, article)
        held.reviewed_at, held.reviewed_by, held.review_on = now(), actor, again_on
        held.save(update_fields=["reviewed_at", "reviewed_by", "review_on"])
        again = again_on.isoformat() if again_on else None
        record("article.reviewed", actor=actor, article=held.pk, audience=held.audience, again_on=again)
        return held


def remove_article(*, actor: Member, article: Article) -> None:
    """Put it away for good. Raises ``StillPublished`` while anyone reads it."""
    with unit_of_work():
        held = hold_article(actor, article)
        texts = list(ArticleText.objects.filter(article=held))
        if any(text.state == TextState.PUBLISHED for text in texts):
            raise StillPublished
        for text in texts:
            forget_text(text)
        held.removed_at = now()
        held.save(update_fields=["removed_at"])
        record("article.removed", actor=actor, article=held.pk, audience=held.audience)


_ENDING = re.compile(r"\.([A-Za-z0-9]{1,8})$")


def attach_file(*, actor: Member, article: Article, name: str, type: str, content: bytes, limit: int) -> ArticleFile:
    """Keep a file with the article, under a name that can be written in its text. Raises ``TooLarge`` over ``limit`` bytes
    and ``FileNameTaken``."""
    if len(content) > limit:
        raise TooLarge
    with unit_of_work():
        held = hold_article(actor, article)
        ending = _ENDING.search(name)
        plain = slug_of(name[: ending.start()] if ending else name) + (f".{ending[1].lower()}" if ending else "")
        if ArticleFile.objects.filter(article=held, name=plain).exists():
            raise FileNameTaken
        try:
            file = ArticleFile.objects.create(
                article=held, blob=keep(content), name=plain, type=type[:120], size=len(content)
            )
        except IntegrityError as problem:
            raise FileNameTaken from problem
        record("article.file_added", actor=actor, article=held.pk, audience=held.audience, file=plain)
        return file


def remove_file(*, actor: Member, file: ArticleFile) -> None:
    """Take a file off. A text that names it shows it no more."""
    with unit_of_work():
        held = hold_article(actor, file.article)
        file.delete()
        record("article.file_removed", actor=actor, article=held.pk, audience=held.audience, file=file.name)
