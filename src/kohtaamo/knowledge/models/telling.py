"""What tells how articles serve: each use in an answer, what readers said, what was sought and not found."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from kohtaamo.encounters.models import Case
from kohtaamo.knowledge.choices import Place
from kohtaamo.knowledge.models.articles import Article, ArticleText
from kohtaamo.staff.models import Member


class ArticleUse(models.Model):
    """One time it was put into an answer: as a link, or its whole text."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="times")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=5)
    is_whole = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["article", "-at"], name="article_use_newest")]


class Feedback(models.Model):
    """What a reader said of a text: it helped or not, and why. ``member`` when it was one of us.

    When a customer asked for an answer, their words stand in ``case`` and not here.
    """

    text = models.ForeignKey(ArticleText, on_delete=models.CASCADE, related_name="feedback")
    version = models.PositiveIntegerField()
    helped = models.BooleanField()
    words = models.TextField(blank=True)
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    case = models.ForeignKey(Case, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["read_at", "-at"], name="article_feedback_unread")]


class Sought(models.Model):
    """Words somebody looked for: how often, and how often nothing was found. Who looked is not kept."""

    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    place = models.CharField(max_length=9, choices=Place)
    words = models.CharField(max_length=80)
    times = models.PositiveIntegerField(default=0)
    missed = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    article = models.ForeignKey(Article, null=True, on_delete=models.SET_NULL, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["language", "place", "words"], name="sought_once")]
        indexes: ClassVar = [models.Index(fields=["settled_at", "-missed"], name="sought_missed")]
