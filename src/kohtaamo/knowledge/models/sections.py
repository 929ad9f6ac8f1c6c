"""Sections: the headings articles stand under."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language

from kohtaamo.touchpoints.models import Touchpoint


class Section(models.Model):
    """A heading. Questions asked at its articles come to ``touchpoint``, else to the first that takes mail."""

    position = models.PositiveIntegerField(default=0)
    touchpoint = models.ForeignKey(Touchpoint, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    def text(self, language: str) -> SectionText | None:
        """Its name and address in a language; every section has all of them. Reads ``texts`` as prefetched."""
        return next((one for one in self.texts.all() if one.language == language), None)

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        found = self.text((get_language() or settings.LANGUAGE_CODE)[:2])
        return found.name if found else ""


class SectionText(models.Model):
    """A section's name, what it is about, and its part of the address, in one language."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    name = models.CharField(max_length=80)
    about = models.CharField(max_length=200, blank=True)
    slug = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["section", "language"], name="section_text_once"),
            models.UniqueConstraint(fields=["language", "slug"], name="section_slug_once"),
        ]
