"""Cases, the encounters they live in, what was said, and how it travelled."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.choices import Author, CaseState, DeliveryState, EncounterState, Feeling, Outcome
from kohtaamo.platform.storage.models import Blob
from kohtaamo.staff.models import Member, Team
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.touchpoints.models import Matter, Touchpoint

UNCONFIRMED = "sender-unconfirmed"  # codes in a message's note
ONLY_THANKS = "only-thanks"


class Case(models.Model):
    """One matter a customer wants settled. ``waiting_since`` is when it began to wait for us, else empty."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="cases")
    for_customer = models.ForeignKey(
        Customer, null=True, blank=True, on_delete=models.SET_NULL, related_name="cases_for_them"
    )
    for_whom = models.CharField(max_length=200, blank=True)  # "my mother", when that person is not a customer of ours
    subject = models.CharField(max_length=300)
    touchpoint = models.ForeignKey(Touchpoint, on_delete=models.PROTECT, related_name="cases")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="cases")
    owner = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="cases")
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="fi")
    state = models.CharField(max_length=8, choices=CaseState, default=CaseState.WAITING_US)
    waiting_since = models.DateTimeField(null=True, blank=True)
    feeling = models.PositiveSmallIntegerField(null=True, blank=True, choices=Feeling)  # the latest noted
    fast_lane_at = models.DateTimeField(null=True, blank=True)  # distressed: past the ordinary queue since
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reopened = models.PositiveSmallIntegerField(default=0)
    channel = models.CharField(max_length=10, choices=Channel)  # of the latest encounter
    last_words = models.CharField(max_length=240, blank=True)  # the customer's latest words, for lists
    related = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # The case it lives on in, since a person found the two to be one matter.
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from", db_index=False
    )
    matter = models.ForeignKey(
        Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="cases", db_index=False
    )
    key = models.CharField(max_length=16, unique=True)  # in the reply address; opens nothing by itself

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["team", "waiting_since", "id"],
                name="case_queue",
                condition=models.Q(state=CaseState.WAITING_US),
            ),
            models.Index(
                fields=["waiting_since", "id"], name="case_waiting", condition=models.Q(state=CaseState.WAITING_US)
            ),
            models.Index(
                fields=["owner", "waiting_since", "id"],
                name="case_owner_queue",
                condition=models.Q(state=CaseState.WAITING_US),
            ),
            models.Index(
                fields=["touchpoint", "waiting_since", "id"],
                name="case_touchpoint_queue",
                condition=models.Q(state=CaseState.WAITING_US),
            ),
            models.Index(
                fields=["team", "waiting_since", "id"],
                name="case_fast_lane",
                condition=models.Q(state=CaseState.WAITING_US, fast_lane_at__isnull=False),
            ),
            models.Index(
                fields=["team", "-changed_at"], name="case_asked", condition=models.Q(state=CaseState.WAITING_CUSTOMER)
            ),
            models.Index(
                fields=["-changed_at"], name="case_asked_newest", condition=models.Q(state=CaseState.WAITING_CUSTOMER)
            ),
            models.Index(fields=["touchpoint", "-changed_at"], name="case_touchpoint_newest"),
            models.Index(fields=["team", "-changed_at"], name="case_team_newest"),
            models.Index(fields=["owner", "-changed_at"], name="case_owner_newest"),
            models.Index(fields=["-changed_at"], name="case_newest"),
            models.Index(fields=["customer", "-opened_at"], name="case_customer"),
            models.Index(fields=["merged_into"], name="case_joined", condition=models.Q(merged_into__isnull=False)),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="case_waits_since",
                condition=models.Q(state=CaseState.WAITING_US, waiting_since__isnull=False)
                | (~models.Q(state=CaseState.WAITING_US) & models.Q(waiting_since__isnull=True)),
            )
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def number(self) -> str:
        return f"K-{self.pk}"

    @property
    def is_settled(self) -> bool:
        return self.state == CaseState.SETTLED


class Participant(models.Model):
    """An address that may take part in a case's mails besides the customer's own: someone we or they copied in."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="participants")
    address = models.CharField(max_length=320)
    name = models.CharField(max_length=200, blank=True)
    added_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "address"], name="participant_once")]


class Encounter(models.Model):
    """One meeting. Noticed when a person first opened it, answered when we first replied; both empty while open."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="encounters")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="encounters")
    touchpoint = models.ForeignKey(Touchpoint, on_delete=models.PROTECT, related_name="encounters")
    channel = models.CharField(max_length=10, choices=Channel)
    state = models.CharField(max_length=8, choices=EncounterState, default=EncounterState.WAITING)
    arrived_at = models.DateTimeField()
    noticed_at = models.DateTimeField(null=True, blank=True)
    noticed_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    feeling_start = models.PositiveSmallIntegerField(null=True, blank=True, choices=Feeling)
    feeling_end = models.PositiveSmallIntegerField(null=True, blank=True, choices=Feeling)
    is_history = models.BooleanField(default=False)  # taken in with a mailbox's past; waits for nobody, is not measured

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["customer", "-arrived_at"], name="encounter_path"),
            models.Index(fields=["touchpoint", "-arrived_at"], name="encounter_touchpoint"),
            models.Index(fields=["case", "arrived_at"], name="encounter_case"),
        ]


class Message(models.Model):
    """One thing said. ``text`` is whole, ``new_text`` only the new words of a reply (empty when they are the same)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    encounter = models.ForeignKey(Encounter, on_delete=models.PROTECT, related_name="messages")
    author = models.CharField(max_length=8, choices=Author)
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    sender_name = models.CharField(max_length=200, blank=True)
    sender_address = models.CharField(max_length=320, blank=True)
    reply_to = models.CharField(max_length=320, null=True)  # where the writer wants answers, when elsewhere
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    new_text = models.TextField(blank=True)
    at = models.DateTimeField()
    header_id = models.CharField(max_length=400, blank=True)  # Message-ID, without the angle brackets
    raw = models.ForeignKey(Blob, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    has_html = models.BooleanField(default=False)
    is_automatic = models.BooleanField(default=False)
    outside_case = models.BooleanField(default=False)  # sender could not be tied to the case's customer
    once = models.CharField(max_length=40, blank=True)  # names one act of sending, so that a double click sends once
    note = models.CharField(max_length=200, blank=True)  # short codes of what was mended when reading it

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["case", "at", "id"], name="message_case"),
            models.Index(fields=["encounter"], name="message_encounter"),
            models.Index(fields=["header_id"], name="message_header", condition=~models.Q(header_id="")),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["once"], name="message_once", condition=~models.Q(once=""))
        ]

    @property
    def shown_text(self) -> str:
        return self.new_text or self.text

    @property
    def is_shortened(self) -> bool:
        return bool(self.new_text) and self.new_text.strip() != self.text.strip()

    @property
    def is_unconfirmed(self) -> bool:
        """Whether it was found not to come from where it says: anyone may have written it."""
        return UNCONFIRMED in self.note.split()

    @property
    def is_only_thanks(self) -> bool:
        """Whether it is thanks and nothing else, which wakes nobody."""
        return ONLY_THANKS in self.note.split()


class Attachment(models.Model):
    """A file that came or goes with a message."""

    message = models.ForeignKey(Message, null=True, blank=True, on_delete=models.CASCADE, related_name="attachments")
    draft = models.ForeignKey("Draft", null=True, blank=True, on_delete=models.CASCADE, related_name="attachments")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    type = models.CharField(max_length=120)
    size = models.BigIntegerField()
    is_inline = models.BooleanField(default=False)
    content_id = models.CharField(max_length=255, blank=True)


class Delivery(models.Model):
    """A message on its way to one recipient. ``not_before`` leaves time to take it back."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    address = models.CharField(max_length=320)
    role = models.CharField(max_length=3, default="to")  # to, cc, bcc
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    not_before = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    signed = models.BooleanField(default=False)  # it left with a return path of its own; only there is it reported
    is_permanent = models.BooleanField(null=True)  # of a failure; None where nobody knows whether it arrived
    status_code = models.CharField(max_length=12, blank=True)  # RFC 3463
    answer = models.CharField(max_length=1000, blank=True)  # what the other server said
    dismissed_at = models.DateTimeField(null=True)  # when a person left the failure be; the journal says who and why

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "not_before"], name="delivery_state")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["message", "address"], name="delivery_once")]


class Later(models.Model):
    """A message of ours set to leave at a time of its own. Held when the customer wrote before it left; done when it
    left, failed or was taken back."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="later")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    leave_at = models.DateTimeField()
    set_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    set_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True)
    held_for = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["leave_at"], name="later_open", condition=models.Q(done_at__isnull=True)),
            models.Index(fields=["case"], name="later_of_case", condition=models.Q(done_at__isnull=True)),
        ]

    @property
    def is_held(self) -> bool:
        return self.held_at is not None


class Attempt(models.Model):
    """One try to deliver a message, written before the other server is spoken to and closed after it answered.

    One left open was cut off in between. Before ``handing_at`` nothing can have left; after it the message may have.
    It is shown as such, and a new try is a new row.
    """

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attempts")
    began_at = models.DateTimeField()
    handing_at = models.DateTimeField(null=True)  # when the words themselves began to be handed over
    ended_at = models.DateTimeField(null=True)
    ok = models.BooleanField(null=True)
    answer = models.CharField(max_length=1000, blank=True)


class Draft(models.Model):
    """What a person is writing, kept on the server: one for each person and case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="drafts")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="drafts")
    text = models.TextField(blank=True)
    is_note = models.BooleanField(default=False)
    based_on = models.ForeignKey(Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "member"], name="draft_once")]


class Visitor(models.Model):
    """A member of staff who has a case open now, and whether they are writing."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="visitors")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()
    typing_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "member"], name="visitor_once")]


class Sight(models.Model):
    """A member of staff who may see one case besides those of their teams: somebody who may give cases let them."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="sights")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="sights")
    given_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "member"], name="sight_once")]


class OwnPage(models.Model):
    """The customer's own page of a case: what its signed link opens, until when."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="own_pages")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="own_pages")
    nonce = models.CharField(max_length=32, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    visited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "customer"], name="own_page_case")]


class CallRequest(models.Model):
    """A customer asks to be called: a number, a time that suits, until somebody has done it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="call_requests")
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE, related_name="+")
    number = models.CharField(_("number"), max_length=40)
    wished_at = models.DateTimeField(null=True, blank=True)  # empty: as soon as possible
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["wished_at"], name="call_open", condition=models.Q(done_at__isnull=True))
        ]
