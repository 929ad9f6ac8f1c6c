"""What sellers start from: the usual lines, prices, terms and validity."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kohtaamo.offers.models.priced import Priced
from kohtaamo.staff.models import Member


class Template(models.Model):
    """A template of offers. Texts are by language; an empty one falls back to Finnish.

    ``is_written``: the contract comes about only when the customer accepts in writing, as after a call we made
    (Consumer Protection Act 38/1978, chapter 6). ``duty`` is what we promise to do, in ``duty_days``, once accepted.
    """

    name = models.CharField(_("name"), max_length=120)
    title_fi = models.CharField(_("heading in Finnish"), max_length=160)
    title_sv = models.CharField(_("heading in Swedish"), max_length=160, blank=True)
    title_en = models.CharField(_("heading in English"), max_length=160, blank=True)
    terms_fi = models.TextField(_("terms in Finnish"), blank=True)
    terms_sv = models.TextField(_("terms in Swedish"), blank=True)
    terms_en = models.TextField(_("terms in English"), blank=True)
    duty_fi = models.CharField(_("promised when accepted, in Finnish"), max_length=200, blank=True)
    duty_sv = models.CharField(_("promised when accepted, in Swedish"), max_length=200, blank=True)
    duty_en = models.CharField(_("promised when accepted, in English"), max_length=200, blank=True)
    duty_days = models.PositiveSmallIntegerField(_("kept in how many days"), default=7)
    valid_days = models.PositiveSmallIntegerField(_("valid for how many days"), default=14)
    with_vat = models.BooleanField(_("prices include VAT"), default=True)
    is_written = models.BooleanField(_("accepted in writing only"), default=False)
    is_active = models.BooleanField(_("in use"), default=True)
    changed_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def text(self, what: str, language: str) -> str:
        """``title``, ``terms`` or ``duty`` in a language."""
        return str(getattr(self, f"{what}_{language}", "") or getattr(self, f"{what}_fi"))


class TemplateLine(Priced):
    """A usual line, at the list price."""

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="lines")
    what_fi = models.CharField(max_length=200)
    what_sv = models.CharField(max_length=200, blank=True)
    what_en = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["place", "pk"]

    def what_in(self, language: str) -> str:
        return str(getattr(self, f"what_{language}", "") or self.what_fi)
