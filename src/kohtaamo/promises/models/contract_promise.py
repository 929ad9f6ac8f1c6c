"""What we promised about a contract: to call before it ends, and that it ends on its day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kohtaamo.offers.models import Contract
from kohtaamo.promises.models.promise import Promise


class About(models.TextChoices):
    """What of the contract was promised."""

    CALL = "call", _("a call before it ends")
    ENDING = "ending", _("that it ends")


class ContractPromise(models.Model):
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="promised")
    promise = models.OneToOneField(Promise, on_delete=models.CASCADE, related_name="of_contract")
    about = models.CharField(max_length=6, choices=About)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["contract", "about"], name="contract_promised")]
