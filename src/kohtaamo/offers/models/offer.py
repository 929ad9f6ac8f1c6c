"""An offer, the versions it was given in, and its acceptance."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.models import Case, Message, OwnPage
from kohtaamo.mandates.models import Decision, Request
from kohtaamo.offers.choices import How, OfferState
from kohtaamo.offers.models.contract import Contract
from kohtaamo.offers.models.priced import Priced
from kohtaamo.offers.models.template import Template, TemplateLine
from kohtaamo.platform.storage.models import Blob
from kohtaamo.staff.models import Member

_SETTLED = models.Q(state__in=[OfferState.DRAFT, OfferState.GIVEN])


class Offer(models.Model):
    """One offer in a case. ``current`` is the version that stands; a version being written has not been given.

    ``valid_until`` is the moment the current version lapses. ``decisions`` are what lets it leave its template.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="offers")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="offers")
    template = models.ForeignKey(Template, null=True, blank=True, on_delete=models.PROTECT, related_name="offers")
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="fi")
    state = models.CharField(max_length=9, choices=OfferState, default=OfferState.DRAFT)
    owner = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="offers")
    made_at = models.DateTimeField()
    is_written = models.BooleanField(default=False)
    current = models.OneToOneField("Version", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    valid_until = models.DateTimeField(null=True, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)  # when its maker was told that it lapses soon
    undelivered_at = models.DateTimeField(null=True, blank=True)  # the mail with it did not arrive
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    word = models.CharField(max_length=300, blank=True)  # why declined or withdrawn
    ending = models.ForeignKey(Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decisions = models.ManyToManyField(Decision, related_name="offers")
    requests = models.ManyToManyField(Request, related_name="offers")
    once = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["case"], name="offer_case"),
            models.Index(fields=["customer", "-made_at"], name="offer_customer"),
            models.Index(fields=["valid_until"], name="offer_lapsing", condition=models.Q(state=OfferState.GIVEN)),
            models.Index(fields=["state", "-made_at"], name="offer_state"),
            models.Index(fields=["owner", "state", "-made_at"], name="offer_owner"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["once"], name="offer_once", condition=~models.Q(once="")),
            models.CheckConstraint(
                name="offer_settled_has_time",
                condition=models.Q(_SETTLED, settled_at__isnull=True)
                | (~_SETTLED & models.Q(settled_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="offer_given_has_version",
                condition=~models.Q(state=OfferState.GIVEN)
                | models.Q(current__isnull=False, valid_until__isnull=False),
            ),
        ]

    @property
    def number(self) -> str:
        return f"T-{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in {OfferState.DRAFT, OfferState.GIVEN}


class Version(models.Model):
    """What was offered, word for word. Never changed once given; ``document`` holds the very bytes the customer got.

    Sums are what the customer pays, VAT included, in cents.
    """

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=160)
    with_vat = models.BooleanField(default=True)
    terms = models.TextField(blank=True)
    own_terms = models.TextField(blank=True)  # what was agreed besides the template's terms
    duty = models.CharField(max_length=200, blank=True)
    duty_days = models.PositiveSmallIntegerField(default=7)
    valid_to = models.DateField()  # its last day
    begins_on = models.DateField(null=True, blank=True)
    contract = models.ForeignKey(Contract, null=True, blank=True, on_delete=models.PROTECT, related_name="offers")
    ends_former_on = models.DateField(null=True, blank=True)
    letter = models.TextField(blank=True)
    once_sum = models.BigIntegerField(default=0)
    month_sum = models.BigIntegerField(default=0)
    year_sum = models.BigIntegerField(default=0)
    given_at = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    message = models.OneToOneField(
        Message, null=True, blank=True, on_delete=models.PROTECT, related_name="offer_version"
    )
    document = models.ForeignKey(Blob, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["offer"], name="offer_one_draft", condition=models.Q(given_at__isnull=True)
            ),
            models.UniqueConstraint(fields=["offer", "number"], name="offer_version_once"),
        ]


class Line(Priced):
    """A line of an offer; ``list_price`` is the template's, or what its maker says it usually costs."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="lines")
    source = models.ForeignKey(TemplateLine, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    what = models.CharField(max_length=200)
    list_price = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["place", "pk"]


class Acceptance(models.Model):
    """Who accepted which version, when and how, in which exact words: the evidence.

    ``text`` is what was said, ``digest`` names the bytes of the accepted document; ``message`` is where it was said.
    Nothing about the device or its address is kept.
    """

    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, related_name="acceptance")
    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="acceptance")
    name = models.CharField(max_length=200)
    how = models.CharField(max_length=7, choices=How)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    message = models.ForeignKey(Message, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    page = models.ForeignKey(OwnPage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    noted_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    confirmation = models.ForeignKey(Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    unconfirmed_at = models.DateTimeField(null=True, blank=True)  # the confirmation did not arrive
    contract = models.ForeignKey(Contract, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
