"""Looking for articles: by words typed, and by what a customer wrote."""

from __future__ import annotations

from django.db.models import QuerySet

from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.models import Case, Message
from kohtaamo.knowledge.choices import Audience
from kohtaamo.knowledge.finding import best
from kohtaamo.knowledge.models import ArticleText
from kohtaamo.knowledge.queries.articles import public_texts, readable_texts
from kohtaamo.staff.models import Member

LOOKED_AT = 600  # characters of what a customer wrote last
SHARE = 0.12  # of a whole letter's words that a suggested article must hold


def found_publicly(words: str, language: str, *, most: int = 30) -> list[ArticleText]:
    """What anybody may read that answers these words in this language, the best first."""
    among = public_texts(language)
    return _rows(best(words, among)[:most], among)


def found_by(viewer: Member, words: str, *, language: str = "", most: int = 30) -> list[ArticleText]:
    """What this person may read that answers these words: one text of each article, those of a language first."""
    among = readable_texts(viewer)
    return _once(_rows(best(words, among)[: most * 3], among), language)[:most]


def suggested_for(viewer: Member, case: Case, *, most: int = 3) -> list[ArticleText]:
    """Articles that may answer a case the viewer already has: by its subject and the customer's last words."""
    last = Message.objects.filter(case=case, author=Author.CUSTOMER, is_automatic=False).order_by("-at", "-pk").first()
    said = (last.new_text or last.text)[:LOOKED_AT] if last else ""
    among = readable_texts(viewer)
    found = best(f"{case.subject} {said}", among, enough=SHARE, at_head=True)
    return _once(_rows(found[: most * 6], among), case.language)[:most]


def _rows(ids: list[int], among: QuerySet[ArticleText]) -> list[ArticleText]:
    shown = among.filter(pk__in=ids).select_related("article__section", "article__team")
    known = {text.pk: text for text in shown.prefetch_related("article__section__texts")}
    return [known[pk] for pk in ids if pk in known]


def _once(found: list[ArticleText], language: str) -> list[ArticleText]:
    """One text of each article, at the place of its best; in the language where that was found as well."""
    kept: dict[int, ArticleText] = {}
    for text in found:
        if text.article_id not in kept or text.language == language:
            kept[text.article_id] = text
    return list(kept.values())


def is_for_customers(text: ArticleText) -> bool:
    """Whether it may be put into an answer."""
    return text.article.audience == Audience.CUSTOMERS
