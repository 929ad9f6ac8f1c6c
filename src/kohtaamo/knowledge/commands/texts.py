"""An article's text in one language: written, published, changed with a version of each change, withdrawn, restored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError

from kohtaamo.knowledge.choices import TextState
from kohtaamo.knowledge.commands.articles import hold_article
from kohtaamo.knowledge.errors import TextEmpty, TitleMissing, WrittenMeanwhile
from kohtaamo.knowledge.finding import forget_text, index_text
from kohtaamo.knowledge.models import Article, ArticleText, FormerSlug, Version
from kohtaamo.knowledge.slugs import free_slug, slug_of
from kohtaamo.platform.errors import Conflict, NotFound
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.models import Member

LONGEST = 100_000  # characters of a body


@dataclass(frozen=True, kw_only=True)
class Words:
    """A text as it is written. ``keywords`` are other words people use for the matter."""

    title: str
    body: str = ""
    summary: str = ""
    keywords: str = ""


def write_text(
    *, actor: Member, article: Article, language: str, words: Words, why: str = "", seen: datetime | None = None
) -> ArticleText:
    """Write the text in a language, or change it. A change of a published text is published at once, as a new version.

    ``seen`` is when the text the writer had before them was changed. Raises ``NotAllowed``, ``NotFound``,
    ``TitleMissing``, ``TextEmpty``, ``WrittenMeanwhile``, and ``Conflict`` for a withdrawn text: a draft follows that.
    """
    if language not in dict(settings.LANGUAGES):
        raise NotFound
    with unit_of_work():
        held = hold_article(actor, article)
        text = held_text(held, language) or ArticleText(article=held, language=language)
        if seen is not None and text.pk and text.changed_at != seen:
            raise WrittenMeanwhile
        if text.state == TextState.WITHDRAWN:
            raise Conflict
        is_change = _differs(text, words)
        _put(text, words, actor)
        if text.state == TextState.PUBLISHED:
            if is_change:
                _publish(text, actor, why)
        else:
            note("article.written", actor, text)
        return text


def put_words(actor: Member, text: ArticleText, words: Words, why: str) -> None:
    """These words are what is read from now on, as a new version. For one who holds the text. Raises ``TextEmpty``,
    ``TitleMissing`` and ``WrittenMeanwhile``."""
    is_change = _differs(text, words)
    _put(text, words, actor)
    if is_change or text.state != TextState.PUBLISHED:
        _publish(text, actor, why)


def publish_text(*, actor: Member, text: ArticleText, why: str = "") -> ArticleText:
    """Let it be read. Raises ``TextEmpty``, ``NotAllowed`` and ``NotFound``."""
    with unit_of_work():
        held = hold_text(actor, text)
        if held.state != TextState.PUBLISHED:
            _publish(held, actor, why)
        return held


def withdraw_text(*, actor: Member, text: ArticleText, why: str = "") -> ArticleText:
    """Take it back: at its address stands that it is no longer in use."""
    with unit_of_work():
        held = hold_text(actor, text)
        if held.state != TextState.PUBLISHED:
            return held
        held.state, held.withdrawn_at, held.withdrawn_why = TextState.WITHDRAWN, now(), why.strip()[:200]
        held.save(update_fields=["state", "withdrawn_at", "withdrawn_why"])
        forget_text(held)
        note("article.withdrawn", actor, held, why=held.withdrawn_why)
        return held


def restore_version(*, actor: Member, version: Version, why: str = "") -> ArticleText:
    """Write the text as it was in a version, as one more. Raises ``Conflict`` for a withdrawn text."""
    words = Words(title=version.title, body=version.body, summary=version.summary, keywords=version.keywords)
    text = version.text
    with unit_of_work():
        back = write_text(
            actor=actor, article=text.article, language=text.language, words=words, why=why or f"↺ {version.number}"
        )
        note("article.restored", actor, back, restored=version.number)
        return back


def hold_text(actor: Member, text: ArticleText) -> ArticleText:
    """The text, held for a change. Raises ``NotAllowed`` and ``NotFound``."""
    held = held_text(hold_article(actor, text.article), text.language)
    if held is None:
        raise NotFound
    return held


def held_text(article: Article, language: str) -> ArticleText | None:
    """The text of an article the caller holds, held for a change; None when there is none in that language."""
    found = ArticleText.objects.select_for_update().filter(article=article, language=language).first()
    if found is not None:
        found.article = article
    return found


def cleaned(words: Words) -> tuple[str, str, str, str]:
    """Title, summary, body and keywords as they are kept."""
    body = words.body.replace("\r\n", "\n").strip()[:LONGEST]
    return _line(words.title, 160), _line(words.summary, 300), body, _line(words.keywords, 300)


def _line(text: str, most: int) -> str:
    return " ".join(text.split())[:most]


def _differs(text: ArticleText, words: Words) -> bool:
    return (text.title, text.summary, text.body, text.keywords) != cleaned(words)


def _put(text: ArticleText, words: Words, actor: Member) -> None:
    before = text.title
    text.title, text.summary, text.body, text.keywords = cleaned(words)
    if not text.title:
        raise TitleMissing
    text.changed_at, text.changed_by = now(), actor
    if not text.pk:
        text.slug = _slug(text)
    elif slug_of(text.title) != slug_of(before):
        _move(text)
    try:
        text.save()
    except IntegrityError as problem:  # a namesake came at the same moment
        raise WrittenMeanwhile from problem


def _move(text: ArticleText) -> None:
    """A new title has a new address; the old one, when it was ever public, leads there."""
    former, text.slug = text.slug, _slug(text)
    if former == text.slug:
        return
    FormerSlug.objects.filter(language=text.language, slug=text.slug, text__isnull=False).delete()
    if text.version:
        FormerSlug.objects.filter(language=text.language, slug=former, text__isnull=False).delete()
        FormerSlug.objects.create(language=text.language, slug=former, text=text)


def _slug(text: ArticleText) -> str:
    others = ArticleText.objects.filter(language=text.language).exclude(pk=text.pk)
    return free_slug(text.title, lambda slug: others.filter(slug=slug).exists())


def _publish(text: ArticleText, actor: Member, why: str) -> None:
    if not text.title or not text.body:
        raise TextEmpty
    text.state, text.version = TextState.PUBLISHED, text.version + 1
    text.published_at = text.published_at or now()
    text.withdrawn_at, text.withdrawn_why = None, ""
    text.save()
    Version.objects.create(
        text=text, number=text.version, title=text.title, summary=text.summary, body=text.body, keywords=text.keywords,
        why=why.strip()[:200], at=now(), by=actor,
    )  # fmt: skip
    index_text(text)
    note("article.published", actor, text, version=text.version, why=why.strip()[:200])


def note(kind: str, actor: Member, text: ArticleText, **more: Any) -> None:
    """Write in the journal what happened to a text."""
    article = text.article
    record(
        kind, actor=actor, article=article.pk, language=text.language, audience=article.audience, team=article.team_id,
        slug=text.slug, **more,
    )  # fmt: skip
