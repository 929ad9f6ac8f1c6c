"""What is to be gone through in cases of a kind, and what has been in each."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kohtaamo.encounters.models import Case
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Matter, Touchpoint


def _spoken(row: models.Model, stem: str) -> str:
    return str(getattr(row, f"{stem}_{(get_language() or 'fi').split('-')[0]}", "")) or str(getattr(row, f"{stem}_fi"))


class Checklist(models.Model):
    """Steps for cases of one kind of matter, of one touchpoint, of both when both are named, or of every case."""

    name_fi = models.CharField(_("name in Finnish"), max_length=80)
    name_sv = models.CharField(_("name in Swedish"), max_length=80, blank=True)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    matter = models.ForeignKey(Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="checklists")
    touchpoint = models.ForeignKey(
        Touchpoint, null=True, blank=True, on_delete=models.PROTECT, related_name="checklists"
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["name_fi", "pk"]

    def __str__(self) -> str:
        return _spoken(self, "name")


class Step(models.Model):
    """One step of a checklist. Taken out of use it stays where it was ticked."""

    checklist = models.ForeignKey(Checklist, on_delete=models.CASCADE, related_name="steps")
    text_fi = models.CharField(max_length=200)
    text_sv = models.CharField(max_length=200, blank=True)
    text_en = models.CharField(max_length=200, blank=True)
    place = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["place", "pk"]

    def __str__(self) -> str:
        return _spoken(self, "text")


class CaseStep(models.Model):
    """A step in a case: one of a checklist that was ticked, or one of the case's own (``text``), ticked or not."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    step = models.ForeignKey(Step, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=200, blank=True)
    added_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()
    done_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "step"], name="step_once_in_case", condition=models.Q(step__isnull=False)
            ),
            models.CheckConstraint(
                name="step_has_words",
                condition=models.Q(step__isnull=False, text="") | (models.Q(step__isnull=True) & ~models.Q(text="")),
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(self.step)
