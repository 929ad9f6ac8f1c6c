"""Saved answers: one thing worth saying, in each language it is said in, with its files, and each time it was used."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from kohtaamo.encounters.models import Case
from kohtaamo.platform.storage.models import Blob
from kohtaamo.staff.models import Member, Team


class SavedAnswer(models.Model):
    """One answer. Of a team, of one person (``owner``), or of everyone when neither. ``code`` is typed after ``/``."""

    name = models.CharField(max_length=120)
    code = models.CharField(max_length=30)
    folder = models.CharField(max_length=60, blank=True)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.CASCADE, related_name="saved_answers")
    owner = models.ForeignKey(Member, null=True, blank=True, on_delete=models.CASCADE, related_name="saved_answers")
    written_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    uses = models.PositiveIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("code"), "owner", name="answer_code_own", condition=models.Q(removed_at__isnull=True)
            ),
            models.UniqueConstraint(
                Lower("code"),
                name="answer_code_shared",
                condition=models.Q(removed_at__isnull=True, owner__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AnswerText(models.Model):
    """The answer in one language, with gaps such as ``{customer.first_name}``."""

    answer = models.ForeignKey(SavedAnswer, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    text = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["answer", "language"], name="answer_text_once")]


class AnswerFile(models.Model):
    """A file that goes along with the answer."""

    answer = models.ForeignKey(SavedAnswer, on_delete=models.CASCADE, related_name="files")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    type = models.CharField(max_length=120)
    size = models.BigIntegerField()


class AnswerUse(models.Model):
    """One time it was put into an answer being written."""

    answer = models.ForeignKey(SavedAnswer, on_delete=models.CASCADE, related_name="times")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=5)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["answer", "-at"], name="answer_use_newest")]
