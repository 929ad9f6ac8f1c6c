"""An article, its text in each language with every version of it, its files, and the words it is found by."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from kohtaamo.knowledge.choices import Audience, TextState
from kohtaamo.knowledge.models.sections import Section, SectionText
from kohtaamo.platform.storage.models import Blob
from kohtaamo.staff.models import Member, Team


class Article(models.Model):
    """One thing worth knowing. ``team`` is set for an audience of one team only."""

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="articles")
    audience = models.CharField(max_length=9, choices=Audience, default=Audience.CUSTOMERS)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.CASCADE, related_name="articles")
    owner = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="articles")
    review_on = models.DateField(null=True, blank=True)  # to be read through by this day at the latest
    review_told_for = models.DateField(null=True, blank=True)  # the day of review somebody has been told of
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    position = models.PositiveIntegerField(default=0)
    related: models.ManyToManyField[Article, models.Model] = models.ManyToManyField("self", blank=True)
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    uses = models.PositiveIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["section", "position"], name="article_place"),
            models.Index(fields=["review_on"], name="article_to_review", condition=models.Q(removed_at__isnull=True)),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(audience=Audience.TEAM, team__isnull=False)
                | (~models.Q(audience=Audience.TEAM) & models.Q(team__isnull=True)),
                name="article_of_a_team",
            )
        ]

    def title_in(self, language: str) -> str:
        """The title in a language, else in the first it is written in. Reads ``texts`` as prefetched."""
        titles = {text.language: text.title for text in self.texts.all()}
        order = [language, *(code for code, _name in settings.LANGUAGES)]
        return next((titles[code] for code in order if code in titles), "")


class ArticleText(models.Model):
    """The article in one language. ``version`` is the number of what is published, 0 before that.

    ``keywords`` are other words people use for the matter: they are searched, never shown.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    title = models.CharField(max_length=160)
    slug = models.CharField(max_length=80)
    summary = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    keywords = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=9, choices=TextState, default=TextState.DRAFT)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=200, blank=True)
    helped = models.PositiveIntegerField(default=0)
    not_helped = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "language"], name="article_text_once"),
            models.UniqueConstraint(fields=["language", "slug"], name="article_slug_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["language", "state", "-published_at"], name="article_newest")]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """The text as it was published: by whom, when and why."""

    text = models.ForeignKey(ArticleText, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    summary = models.CharField(max_length=300, blank=True)
    body = models.TextField()
    keywords = models.CharField(max_length=300, blank=True)
    why = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["text", "number"], name="article_version_once")]
        ordering: ClassVar = ["-number"]


class NextText(models.Model):
    """A draft beside a published text: what is to be read next. ``based_on`` is the version it was begun from."""

    text = models.OneToOneField(ArticleText, on_delete=models.CASCADE, related_name="next")
    title = models.CharField(max_length=160)
    summary = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    keywords = models.CharField(max_length=300, blank=True)
    why = models.CharField(max_length=200, blank=True)
    based_on = models.PositiveIntegerField()
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")


class FormerSlug(models.Model):
    """A part of an address that was in use once: it leads to where the text or the section is now."""

    language = models.CharField(max_length=5)
    slug = models.CharField(max_length=80)
    text = models.ForeignKey(ArticleText, null=True, on_delete=models.CASCADE, related_name="former_slugs")
    section = models.ForeignKey(SectionText, null=True, on_delete=models.CASCADE, related_name="former_slugs")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["language", "slug"], condition=models.Q(text__isnull=False), name="article_former_slug"
            ),
            models.UniqueConstraint(
                fields=["language", "slug"], condition=models.Q(section__isnull=False), name="section_former_slug"
            ),
        ]


class ArticleFile(models.Model):
    """A picture or another file of an article, named in its text as ``attached:name``."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="files")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    type = models.CharField(max_length=120)
    size = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["article", "name"], name="article_file_once")]


class ArticleWord(models.Model):
    """A word a text is found by; ``weight`` is greater for a title than for what stands in the body."""

    text = models.ForeignKey(ArticleText, on_delete=models.CASCADE, related_name="found_by")
    word = models.CharField(max_length=100)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["word", "text"], name="article_word_once")]
