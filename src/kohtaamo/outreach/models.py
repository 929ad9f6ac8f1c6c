"""What many wait for at once, who they are, and the one notice that tells them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.models import Case, Message
from kohtaamo.outreach.choices import How, NoticeState, ToldBy, ToState
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Matter, Touchpoint


class Cause(models.Model):
    """What many wait for at once, named so that a colleague knows it."""

    title = models.CharField(_("what they wait for"), max_length=120)
    opened_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="causes")
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    late_at = models.ForeignKey(Touchpoint, null=True, on_delete=models.SET_NULL, related_name="+")  # its queue is late

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["-opened_at"], name="cause_open", condition=models.Q(closed_at__isnull=True))
        ]

    def __str__(self) -> str:
        return self.title


class CauseRule(models.Model):
    """Which cases belong to a cause by themselves: of one touchpoint, of one kind of matter, with these words, arrived
    between these times.

    ``words`` are found in any inflected form; an empty condition asks nothing.
    """

    cause = models.OneToOneField(Cause, on_delete=models.CASCADE, related_name="rule")
    touchpoint = models.ForeignKey(Touchpoint, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    matter = models.ForeignKey(Matter, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=200, blank=True)
    since = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()


class CauseCase(models.Model):
    """A case joined to a cause. One taken out again (``left_at``) is not joined by the rule a second time."""

    cause = models.ForeignKey(Cause, on_delete=models.CASCADE, related_name="joined")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="causes")
    how = models.CharField(max_length=8, choices=How)
    by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    left_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["cause", "case"], name="cause_case_once")]


class Notice(models.Model):
    """One message to all who wait for a cause. ``pace`` is messages a minute; ``run`` tells a stopped run from the next.

    With a new time each waiting promise is moved to it; ``rests`` lets the cases wait for that time instead of for us.
    """

    cause = models.ForeignKey(Cause, on_delete=models.PROTECT, related_name="notices")
    state = models.CharField(max_length=9, choices=NoticeState, default=NoticeState.DRAFT)
    new_due_at = models.DateTimeField(null=True, blank=True)
    rests = models.BooleanField(default=False)
    pace = models.PositiveIntegerField(default=300)
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="notices")
    made_at = models.DateTimeField()
    preparing_at = models.DateTimeField(null=True, blank=True)
    prepared_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    begun_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    run = models.PositiveIntegerField(default=0)
    beat_at = models.DateTimeField(null=True, blank=True)  # when the run last showed that it lives

    class Meta:
        indexes: ClassVar = [models.Index(fields=["cause", "-id"], name="notice_cause")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cause"],
                name="notice_one_on_its_way",
                condition=models.Q(state__in=[NoticeState.SENDING, NoticeState.PAUSED]),
            )
        ]


class NoticeText(models.Model):
    """A notice's words in one language. ``promise`` is what is promised by the new time to those without a promise."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    apology = models.CharField(max_length=600, blank=True)
    text = models.TextField(blank=True)
    promise = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["notice", "language"], name="notice_text_once")]


class NoticeTo(models.Model):
    """One customer and one notice: told once, however many cases they have. ``case`` is the one the message is in."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="to")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="notices")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notices")
    way = models.CharField(max_length=6, choices=ToldBy)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    state = models.CharField(max_length=9, choices=ToState, default=ToState.WAITING)
    message = models.ForeignKey(Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="notices")
    reason = models.CharField(max_length=300, blank=True)  # why it failed or was left out
    prepared_at = models.DateTimeField()
    written_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    told_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["notice", "state", "id"], name="notice_to_state"),
            models.Index(fields=["notice", "written_at"], name="notice_to_written"),
            models.Index(
                fields=["notice", "id"],
                name="notice_to_by_hand",
                condition=models.Q(state__in=[ToState.FAILED, ToState.DOUBTFUL])
                | models.Q(state=ToState.WAITING, way__in=[ToldBy.CALL, ToldBy.LETTER]),
            ),
        ]
        constraints: ClassVar = [models.UniqueConstraint(fields=["notice", "customer"], name="notice_to_once")]

    @property
    def once(self) -> str:
        """The name of this act of sending: with it a message is written once, whatever is cut off."""
        return f"notice{self.notice_id}.{self.pk}"
