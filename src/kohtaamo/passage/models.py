"""What was taken in from elsewhere, and what is not kept for ever."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.customers.models import Customer
from kohtaamo.encounters.models import Case
from kohtaamo.passage.choices import ExportForm, ExportState, ImportSource, ImportState, RunState, Taking
from kohtaamo.platform.sentences import said
from kohtaamo.platform.storage.models import Blob
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Matter, Touchpoint


class Taken(models.Model):
    """A case or customer of another system and the number it has here."""

    source = models.CharField(max_length=20)
    kind = models.CharField(max_length=10)  # case, customer
    outside_id = models.CharField(max_length=120)
    object_id = models.BigIntegerField()
    taken_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "kind", "outside_id"], name="taken_once"),
        ]


class Rule(models.Model):
    """What is not kept for ever: taken away when a case was settled, or a customer last met, ``months`` ago.

    Empty ``matter`` or ``touchpoint`` means all. Nothing happens before it is on; it is off until a person has seen what it
    would take.
    """

    taking = models.CharField(max_length=9, choices=Taking)
    months = models.PositiveSmallIntegerField()
    matter = models.ForeignKey(Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    touchpoint = models.ForeignKey(Touchpoint, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_on = models.BooleanField(default=False)
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "passage_retention_rule"
        ordering = ["taking", "-months", "pk"]


class Run(models.Model):
    """One night's or one person's going through a rule, piece by piece. ``by`` null: the clock."""

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="runs")
    state = models.CharField(max_length=7, choices=RunState, default=RunState.GOING)
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    began_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    before = models.DateTimeField()  # what is older is taken
    at = models.BigIntegerField(default=0)  # the number it has come to
    of = models.PositiveIntegerField()  # how many there were when it began
    done = models.PositiveIntegerField(default=0)
    passed = models.PositiveIntegerField(default=0)  # something had been opened or held meanwhile

    class Meta:
        db_table = "passage_retention_run"
        ordering = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rule"], name="one_run_of_rule", condition=models.Q(state=RunState.GOING)),
        ]


class Emptied(models.Model):
    """A case some of whose words were taken away by a rule, so that it is not gone through every night."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="emptied")
    taking = models.CharField(max_length=9, choices=Taking)
    at = models.DateTimeField()

    class Meta:
        db_table = "passage_emptied"


class Hold(models.Model):
    """Nothing of this customer is taken away, whatever the rules say: a dispute, an inquiry. Ended, never deleted."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="holds")
    why = models.CharField(max_length=300)
    set_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    set_at = models.DateTimeField()
    ended_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "passage_hold"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["customer"], name="one_hold", condition=models.Q(ended_at__isnull=True)),
        ]


class Import(models.Model):
    """A file on its way in: read, tried, and taken in when a person says so, piece by piece.

    ``at`` and ``offset`` say how far it has come, in rows and in bytes of the read form; the counts are of what goes on,
    ``tried`` those of the trial.
    """

    source = models.CharField(max_length=20, choices=ImportSource)
    name = models.CharField(max_length=200)  # the file's own
    file = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")
    touchpoint = models.ForeignKey(Touchpoint, null=True, on_delete=models.SET_NULL, related_name="+")
    mailbox = models.ForeignKey(Mailbox, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=8, choices=ImportState, default=ImportState.READING)
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)  # it could not be read: the English sentence
    facts = models.JSONField(default=dict)  # what stands in that sentence
    headings = models.JSONField(default=list)  # of a table
    examples = models.JSONField(default=list)  # [what, who, more] of the first rows
    tried = models.JSONField(default=dict)
    of = models.PositiveIntegerField(default=0)
    at = models.PositiveIntegerField(default=0)
    offset = models.BigIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    customers = models.PositiveIntegerField(default=0)
    messages = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "passage_import"
        ordering = ["-pk"]

    @property
    def reason(self) -> str:
        """Why it could not be read, in the language of whoever reads now."""
        return said(self.why, self.facts)


class BadRow(models.Model):
    """A row that could not be taken in: its number in the file, why, and what stood in it."""

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="bad_rows")
    row = models.PositiveIntegerField()
    why = models.CharField(max_length=300)  # the English sentence
    facts = models.JSONField(default=dict)  # what stands in it
    cells = models.JSONField(default=list)

    class Meta:
        db_table = "passage_bad_row"
        ordering = ["pk"]

    @property
    def reason(self) -> str:
        """Why, in the language of whoever reads now."""
        return said(self.why, self.facts)

    @property
    def told(self) -> str:
        """What stood in it, in one line."""
        return " · ".join(filter(None, self.cells))


class Export(models.Model):
    """Everything of ours in one archive, made in the background and kept some days."""

    form = models.CharField(max_length=7, choices=ExportForm)
    files = models.BooleanField(default=False)
    state = models.CharField(max_length=7, choices=ExportState, default=ExportState.GOING)
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)  # it could not be made: the English sentence
    done = models.BigIntegerField(default=0)
    of = models.BigIntegerField(default=0)
    rows = models.BigIntegerField(default=0)
    size = models.BigIntegerField(default=0)  # bytes

    class Meta:
        db_table = "passage_export"
        ordering = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["state"], name="one_export_goes", condition=models.Q(state=ExportState.GOING)
            ),
        ]

    @property
    def reason(self) -> str:
        """Why it could not be made, in the language of whoever reads now."""
        return said(self.why, {})
