"""What may be decided: the kinds every system has and those an organisation adds."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from kohtaamo.mandates.choices import BuiltIn, DefaultAnswer, Unit
from kohtaamo.mandates.models.fulfiller import Fulfiller


class Kind(models.Model):
    """A kind of decision. A built-in one is named and worded through its ``code``; empty texts mean the built-in ones.

    Amounts are in cents, in days, or 1 for a yes. ``helped`` of ``concluded`` and ``answer_seconds`` are reckoned now
    and then from the decisions and requests themselves, so that a page need not count them.
    """

    code = models.SlugField(max_length=40, unique=True)
    name_fi = models.CharField(_("name in Finnish"), max_length=60, blank=True)
    name_sv = models.CharField(_("name in Swedish"), max_length=60, blank=True)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    unit = models.CharField(_("counted in"), max_length=5, choices=Unit, default=Unit.MONEY)
    usual_amount = models.PositiveIntegerField(_("usual amount"), null=True, blank=True)
    told_fi = models.TextField(_("told to the customer, in Finnish"), blank=True)
    told_sv = models.TextField(_("told to the customer, in Swedish"), blank=True)
    told_en = models.TextField(_("told to the customer, in English"), blank=True)
    default_answer = models.CharField(
        _("a request nobody answers"), max_length=7, choices=DefaultAnswer, blank=True, default=DefaultAnswer.NONE
    )
    default_minutes = models.PositiveIntegerField(_("after how many minutes"), default=30)
    default_most = models.PositiveIntegerField(_("granted by default at most"), null=True, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)
    fulfiller = models.ForeignKey(Fulfiller, null=True, blank=True, on_delete=models.SET_NULL, related_name="kinds")
    helped = models.PositiveIntegerField(default=0)
    concluded = models.PositiveIntegerField(default=0)
    answer_seconds = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name_in((get_language() or "fi").split("-")[0])

    @property
    def is_built_in(self) -> bool:
        return self.code in BuiltIn.values

    @property
    def has_amount(self) -> bool:
        return self.unit != Unit.NONE

    def name_in(self, language: str) -> str:
        """The name in ``fi``, ``sv`` or ``en``; a built-in one without a name of the house's own is translated."""
        own = str(getattr(self, f"name_{language}", "")) or self.name_en or self.name_fi
        return own if own or not self.is_built_in else built_in_name(self.code, language)


def built_in_name(code: str, language: str) -> str:
    """What every system calls this kind in a language."""
    with override(language):
        return str(BuiltIn(code).label)
