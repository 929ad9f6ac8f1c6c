"""A section and a way to write articles."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kohtaamo.knowledge.commands.articles import Frame, begin_article
from kohtaamo.knowledge.commands.sections import Heading, save_section
from kohtaamo.knowledge.commands.texts import Words, publish_text, write_text
from kohtaamo.knowledge.models import ArticleText, Section
from kohtaamo.staff.models import Member

Writes = Callable[..., ArticleText]


@pytest.fixture
def section(lead: Member) -> Section:
    return save_section(actor=lead, heading=Heading(names={"fi": "Toimitus", "sv": "Leverans", "en": "Delivery"}))


@pytest.fixture
def writes(lead: Member, section: Section) -> Writes:
    """An article is written and published: ``writes("Title", "body", audience="staff")`` with any part of its frame."""

    def write(
        title: str = "Missä tilaukseni on?", body: str = "Seuraa tilausta **linkistä**.", *, language: str = "fi",
        published: bool = True, text: ArticleText | None = None, keywords: str = "", summary: str = "", **frame: object,
    ) -> ArticleText:  # fmt: skip
        kept = Frame(section=section, **frame)  # type: ignore[arg-type]
        article = text.article if text else begin_article(actor=lead, frame=kept)
        words = Words(title=title, body=body, keywords=keywords, summary=summary)
        made = write_text(actor=lead, article=article, language=language, words=words)
        return publish_text(actor=lead, text=made) if published else made

    return write
