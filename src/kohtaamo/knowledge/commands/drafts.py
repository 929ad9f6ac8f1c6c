"""A draft beside a text that is read or was withdrawn: written while the old one stands, then published or put away."""

from __future__ import annotations

from datetime import datetime

from kohtaamo.knowledge.choices import TextState
from kohtaamo.knowledge.commands.texts import Words, cleaned, hold_text, note, put_words
from kohtaamo.knowledge.errors import DraftBehind, DraftMeanwhile, TitleMissing
from kohtaamo.knowledge.models import ArticleText, NextText, Version
from kohtaamo.platform.errors import Conflict, NotFound
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.models import Member


def save_next(
    *, actor: Member, text: ArticleText, words: Words, why: str = "", seen: datetime | None = None, begun_from: int = 0
) -> NextText:
    """Keep what is to be read next beside the published text, which stays as it is. ``seen`` is when the draft the writer
    had before them was saved, None when they saw none; ``begun_from`` the version they began from (0: the present one).

    Raises ``DraftMeanwhile`` when the draft is another by now, ``Conflict`` when the text is itself a draft, ``TitleMissing``.
    """
    with unit_of_work():
        held = hold_text(actor, text)
        if held.state == TextState.DRAFT:
            raise Conflict
        kept = NextText.objects.select_for_update().filter(text=held).first()
        if (kept.changed_at if kept else None) != seen:
            raise DraftMeanwhile
        if kept is None:
            based = begun_from if 0 < begun_from <= held.version else held.version
            kept = NextText(text=held, based_on=based, begun_at=now(), begun_by=actor)
        kept.title, kept.summary, kept.body, kept.keywords = cleaned(words)
        if not kept.title:
            raise TitleMissing
        kept.why, kept.changed_at, kept.changed_by = " ".join(why.split())[:200], now(), actor
        kept.save()
        note("article.draft_saved", actor, held)
        return kept


def draft_version(*, actor: Member, version: Version) -> NextText:
    """What was read in a version, as the draft of the next one. Raises ``DraftMeanwhile`` when another draft waits."""
    words = Words(title=version.title, body=version.body, summary=version.summary, keywords=version.keywords)
    return save_next(actor=actor, text=version.text, words=words, why=f"↺ {version.number}")


def publish_next(*, actor: Member, text: ArticleText, seen: datetime, why: str = "", over: bool = False) -> ArticleText:
    """Let the draft be read, as a new version. With ``over`` also when the text was changed after the draft was begun.

    Raises ``NotFound`` (no draft), ``DraftMeanwhile`` when it is not the one seen, ``DraftBehind``, ``TextEmpty``.
    """
    with unit_of_work():
        held, kept = _held(actor, text, seen)
        if kept.based_on != held.version and not over:
            raise DraftBehind
        words = Words(title=kept.title, body=kept.body, summary=kept.summary, keywords=kept.keywords)
        put_words(actor, held, words, why or kept.why)
        kept.delete()
        return held


def discard_next(*, actor: Member, text: ArticleText, seen: datetime) -> None:
    """Put the draft away; what is read stays. Raises ``NotFound`` and ``DraftMeanwhile``."""
    with unit_of_work():
        held, kept = _held(actor, text, seen)
        kept.delete()
        note("article.draft_discarded", actor, held)


def _held(actor: Member, text: ArticleText, seen: datetime) -> tuple[ArticleText, NextText]:
    held = hold_text(actor, text)
    kept = NextText.objects.select_for_update().filter(text=held).first()
    if kept is None:
        raise NotFound
    if kept.changed_at != seen:
        raise DraftMeanwhile
    return held, kept
