"""Fields of the house's own: what is asked of cases, customers and meetings beyond what everyone asks.

Values are rows with a column for each type, so that numbers sort as numbers and either database finds them by an index.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.models import Case, Encounter
from kohtaamo.staff.models import Member, Team
from kohtaamo.work.choices import CHOOSING, FieldKind, Target


def _spoken(names: dict[str, str]) -> str:
    return names.get((get_language() or "fi").split("-")[0]) or names.get("fi", "")


class Field(models.Model):
    """One question. ``options`` are [{"key", "fi", "sv", "en", "retired"}]; retired ones keep their values.

    Seen by everyone who sees what it belongs to, or by the people of ``teams`` only (and who sees every team's cases).
    """

    target = models.CharField(max_length=9, choices=Target)
    kind = models.CharField(max_length=8, choices=FieldKind)
    key = models.CharField(max_length=40, unique=True)  # in the interface for programs and in exports; never changes
    name_fi = models.CharField(_("name in Finnish"), max_length=80)
    name_sv = models.CharField(_("name in Swedish"), max_length=80, blank=True)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    help_fi = models.CharField(max_length=200, blank=True)
    help_sv = models.CharField(max_length=200, blank=True)
    help_en = models.CharField(max_length=200, blank=True)
    options = models.JSONField(default=list)
    is_required = models.BooleanField(default=False)  # before a case is settled
    teams = models.ManyToManyField(Team, blank=True, related_name="+")
    place = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["place", "pk"]

    def __str__(self) -> str:
        return _spoken({"fi": self.name_fi, "sv": self.name_sv, "en": self.name_en})

    @property
    def help(self) -> str:
        return _spoken({"fi": self.help_fi, "sv": self.help_sv, "en": self.help_en})

    @property
    def is_choosing(self) -> bool:
        return self.kind in CHOOSING

    def option(self, key: str) -> dict[str, Any] | None:
        return next((each for each in self.options if each["key"] == key), None)

    def option_name(self, key: str) -> str:
        """An option in the reader's language; the key itself when it is no more."""
        found = self.option(key)
        return _spoken(found) if found else key


_ONE = (
    models.Q(case__isnull=False, customer__isnull=True, encounter__isnull=True)
    | models.Q(case__isnull=True, customer__isnull=False, encounter__isnull=True)
    | models.Q(case__isnull=True, customer__isnull=True, encounter__isnull=False)
)


class FieldValue(models.Model):
    """One value, in the column of its field's kind. ``slot`` is empty but where several options may be chosen."""

    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="values")
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="field_values")
    customer = models.ForeignKey(Customer, null=True, on_delete=models.CASCADE, related_name="field_values")
    encounter = models.ForeignKey(Encounter, null=True, on_delete=models.CASCADE, related_name="field_values")
    slot = models.CharField(max_length=24, blank=True)
    text = models.CharField(max_length=500, blank=True)
    number = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    date = models.DateField(null=True)
    yes = models.BooleanField(null=True)
    option = models.CharField(max_length=24, blank=True)
    set_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["field", "number"], name="value_number", condition=models.Q(number__isnull=False)),
            models.Index(fields=["field", "date"], name="value_date", condition=models.Q(date__isnull=False)),
            models.Index(fields=["field", "yes"], name="value_yes", condition=models.Q(yes__isnull=False)),
            models.Index(fields=["field", "option"], name="value_option", condition=~models.Q(option="")),
            models.Index(fields=["field", "text"], name="value_text", condition=~models.Q(text="")),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="value_of_one", condition=_ONE),
            models.UniqueConstraint(fields=["field", "case", "slot"], name="value_of_case_once"),
            models.UniqueConstraint(fields=["field", "customer", "slot"], name="value_of_customer_once"),
            models.UniqueConstraint(fields=["field", "encounter", "slot"], name="value_of_encounter_once"),
        ]
