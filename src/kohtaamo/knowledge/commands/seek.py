"""What is looked for: counted, and when nothing was found, turned into a draft or laid aside.

Words are kept without whoever looked. Mail addresses and long numbers tell of a person rather than of a matter, so words
with them are not kept at all.
"""

from __future__ import annotations

import re
from datetime import timedelta

from django.db.models import F

from kohtaamo.knowledge.choices import Audience, Place
from kohtaamo.knowledge.commands.articles import Frame, begin_article
from kohtaamo.knowledge.commands.texts import Words, write_text
from kohtaamo.knowledge.models import Article, Sought
from kohtaamo.knowledge.queries.articles import sections
from kohtaamo.knowledge.queries.telling import sought_for
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require

KEPT = timedelta(days=365)
SHORTEST = 3  # letters
_PERSONAL = re.compile(r"@|\d{5}|\d[\d -]{6}")
_SIGNS = re.compile(r"[^\w\s-]+")


def note_sought(*, words: str, language: str, place: str, found: int) -> Sought | None:
    """Count one search and whether it found nothing; None when the words are not kept. Counting, not an act: no entry."""
    said = " ".join(_SIGNS.sub(" ", words.casefold()).split())
    if len(said) < SHORTEST or len(said) > 80 or _PERSONAL.search(words) or "\0" in words:
        return None
    at = now()
    row, _made = Sought.objects.get_or_create(
        language=language, place=place, words=said, defaults={"first_at": at, "last_at": at}
    )
    missed = 0 if found else 1
    Sought.objects.filter(pk=row.pk).update(times=F("times") + 1, missed=F("missed") + missed, last_at=at)
    return row


def draft_sought(*, actor: Member, sought_id: int) -> Article:
    """Begin an article on what was not found: a draft whose title is what people wrote. One that is there already is
    answered as it is. Raises ``NotAllowed``, and ``NotFound`` also when there is no section yet."""
    require(actor, Right.WRITE_ARTICLES)
    with unit_of_work():
        row = sought_for(actor, sought_id)
        if row.article is not None and row.article.removed_at is None:
            return row.article
        section = sections().first()
        if section is None:
            raise NotFound
        article = begin_article(actor=actor, frame=Frame(section=section, audience=_audience(row), owner=actor))
        title = row.words[:1].upper() + row.words[1:]
        write_text(actor=actor, article=article, language=row.language, words=Words(title=title, keywords=row.words))
        row.article = article
        _settle(actor, row)
        return article


def lay_aside(*, actor: Member, sought_id: int) -> Sought:
    """No article is needed for this. Raises ``NotAllowed`` and ``NotFound``."""
    require(actor, Right.WRITE_ARTICLES)
    with unit_of_work():
        row = sought_for(actor, sought_id)
        _settle(actor, row)
        return row


def _settle(actor: Member, row: Sought) -> None:
    row.settled_at, row.settled_by = now(), actor
    row.save(update_fields=["article", "settled_at", "settled_by"])
    record("article.sought_settled", actor=actor, sought=row.pk, article=row.article_id)


def _audience(row: Sought) -> str:
    return Audience.CUSTOMERS if row.place == Place.CUSTOMERS else Audience.STAFF


def forget_sought() -> int:
    """Once a minute: what nobody has looked for in a year is forgotten. Returns how many."""
    return Sought.objects.filter(last_at__lt=now() - KEPT).delete()[0]
