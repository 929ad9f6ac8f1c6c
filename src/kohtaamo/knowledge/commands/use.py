"""Putting an article into an answer, as a link or as its whole text, in the customer's language."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F

from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import Case
from kohtaamo.knowledge.addresses import file_url, public_url
from kohtaamo.knowledge.choices import Audience, TextState
from kohtaamo.knowledge.errors import NotPublished
from kohtaamo.knowledge.markdown import as_text
from kohtaamo.knowledge.models import Article, ArticleText, ArticleUse
from kohtaamo.knowledge.queries.articles import articles
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


@dataclass(frozen=True)
class Given:
    """What goes into the answer, and in which language it is."""

    words: str
    language: str
    text: ArticleText


def use_article(*, actor: Member, case: Case, article: Article, is_whole: bool = False, language: str = "") -> Given:
    """The article's words for this case: in ``language``, else the case's, the writer's or the first it has.

    Raises ``NotFound`` when either is not there for this person, ``NotPublished`` when customers may not read it.
    """
    require(actor, Right.ANSWER)
    with unit_of_work():
        case = hold(actor, case)
        found = articles(actor).filter(pk=article.pk).first()
        if found is None:
            raise NotFound
        text = _text(found, (language, case.language, actor.language))
        ArticleUse.objects.create(
            article=found, case=case, member=actor, language=text.language, is_whole=is_whole, at=now()
        )
        Article.objects.filter(pk=found.pk).update(uses=F("uses") + 1, used_at=now())
        record(
            "article.used", actor=actor, **where(case), **teamed(case), article=found.pk, language=text.language,
            whole=is_whole,
        )  # fmt: skip
        return Given(_words(text, is_whole=is_whole), text.language, text)


def _text(article: Article, languages: tuple[str, ...]) -> ArticleText:
    shown = ArticleText.objects.filter(article=article, state=TextState.PUBLISHED)
    shown = shown.select_related("article__section").prefetch_related("article__section__texts", "article__files")
    texts = {text.language: text for text in shown}
    if article.audience != Audience.CUSTOMERS or not texts:
        raise NotPublished
    return next((texts[code] for code in languages if code in texts), texts[min(texts)])


def _words(text: ArticleText, *, is_whole: bool) -> str:
    """A gap's braces are turned round, so that an article is never read as a saved answer's gap."""
    address = public_url(text)
    if not is_whole:
        return f"{text.title}:\n{address}"
    files = {file.name: file_url(file) for file in text.article.files.all()}
    said = as_text(text.body, files.get).replace("{", "(").replace("}", ")")
    return f"{said}\n\n{address}"
