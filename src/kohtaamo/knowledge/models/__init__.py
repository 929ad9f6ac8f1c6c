"""Articles: what is known, written once in each language, for customers and for those who serve."""

from kohtaamo.knowledge.models.articles import (
    Article,
    ArticleFile,
    ArticleText,
    ArticleWord,
    FormerSlug,
    NextText,
    Version,
)
from kohtaamo.knowledge.models.sections import Section, SectionText
from kohtaamo.knowledge.models.telling import ArticleUse, Feedback, Sought

__all__ = [
    "Article",
    "ArticleFile",
    "ArticleText",
    "ArticleUse",
    "ArticleWord",
    "Feedback",
    "FormerSlug",
    "NextText",
    "Section",
    "SectionText",
    "Sought",
    "Version",
]
