"""Writing a text, the one way for a page and for a program: what was ever read is never written over, but followed by a
version."""

from __future__ import annotations

from datetime import datetime

from kohtaamo.knowledge.choices import TextState
from kohtaamo.knowledge.commands.articles import hold_article
from kohtaamo.knowledge.commands.drafts import draft_version, publish_next, save_next
from kohtaamo.knowledge.commands.texts import Words, held_text, publish_text, put_words, restore_version, write_text
from kohtaamo.knowledge.errors import WrittenMeanwhile
from kohtaamo.knowledge.models import Article, ArticleText, NextText, Version
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.models import Member


def write(
    *, actor: Member, article: Article, language: str, words: Words, why: str = "", publish: bool | None = False,
    seen: datetime | None = None, draft_seen: datetime | None = None, begun_from: int = 0,
) -> ArticleText:  # fmt: skip
    """Write the text in a language. What nobody has read yet is written over; beside what is read or was withdrawn a draft is
    kept, and ``publish`` makes it the next version at once. ``publish`` None leaves it as it stands: read at once when the
    text is read, else kept.

    ``seen`` is when the text the writer had before them was changed, ``draft_seen`` when the draft beside it was saved (None
    when they saw none), ``begun_from`` the version they began from. Raises ``NotAllowed``, ``NotFound``, ``TitleMissing``,
    ``TextEmpty``, ``WrittenMeanwhile``, ``DraftMeanwhile`` and ``DraftBehind``.
    """
    with unit_of_work():
        text = held_text(hold_article(actor, article), language)
        if text is None or text.state == TextState.DRAFT:
            text = write_text(actor=actor, article=article, language=language, words=words, why=why, seen=seen)
            return publish_text(actor=actor, text=text, why=why) if publish else text
        is_read_at_once = text.state == TextState.PUBLISHED if publish is None else publish
        if is_read_at_once and draft_seen is None and not NextText.objects.filter(text=text).exists():
            if seen is not None and seen != text.changed_at:
                raise WrittenMeanwhile
            put_words(actor, text, words, why)
            return text
        kept = save_next(actor=actor, text=text, words=words, why=why, seen=draft_seen, begun_from=begun_from)
        if is_read_at_once:
            return publish_next(actor=actor, text=text, seen=kept.changed_at, why=why)
        return text


def bring_back(*, actor: Member, version: Version) -> NextText | None:
    """What was read in a version is read again, as one more; of a withdrawn text it becomes a draft, which is returned, so that
    nobody reads it by surprise. Raises ``DraftMeanwhile`` when another draft of that waits."""
    with unit_of_work():
        text = held_text(hold_article(actor, version.text.article), version.text.language)
        if text is not None and text.state == TextState.WITHDRAWN:
            return draft_version(actor=actor, version=version)
        restore_version(actor=actor, version=version)
        return None
