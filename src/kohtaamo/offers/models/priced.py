"""What every priced line has in common."""

from __future__ import annotations

from django.db import models

from kohtaamo.offers.choices import Per, Unit
from kohtaamo.offers.money import line_total


class Priced(models.Model):
    """So many of something at a price. ``quantity`` is in thousandths, ``price`` in cents for one, ``vat`` in tenths of
    a per cent.
    """

    place = models.PositiveSmallIntegerField(default=0)
    quantity = models.PositiveIntegerField(default=1000)
    unit = models.CharField(max_length=5, choices=Unit, default=Unit.PIECE)
    price = models.PositiveIntegerField()
    vat = models.PositiveSmallIntegerField(default=255)
    per = models.CharField(max_length=5, choices=Per, default=Per.ONCE)

    class Meta:
        abstract = True

    @property
    def total(self) -> int:
        """Cents for all of them, each time they are paid."""
        return line_total(self.quantity, self.price)
