"""Places where customers meet us, where they stand and when they are open."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kohtaamo.staff.models import Member, Team
from kohtaamo.touchpoints.choices import Channel


class Location(models.Model):
    """Where touchpoints stand: a shop, an office, a warehouse."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Hours(models.Model):
    """Opening hours that touchpoints share: several periods a day, exceptions, public holidays."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    zone = models.CharField(_("time zone"), max_length=40, default="Europe/Helsinki")
    always = models.BooleanField(_("always open"), default=False)
    holidays_closed = models.BooleanField(_("closed on public holidays"), default=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "hours"

    def __str__(self) -> str:
        return self.name


class OpenPeriod(models.Model):
    """From when to when on a weekday (Monday is 0); ``closes`` 00:00 means the end of the day."""

    hours = models.ForeignKey(Hours, on_delete=models.CASCADE, related_name="periods")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [models.CheckConstraint(condition=models.Q(weekday__lte=6), name="period_weekday")]


class HoursException(models.Model):
    """A day unlike its weekday: closed when both times are empty, else open then. Several rows make several periods."""

    hours = models.ForeignKey(Hours, on_delete=models.CASCADE, related_name="exceptions")
    day = models.DateField()
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    note = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["day", "opens"]


class Touchpoint(models.Model):
    """A place where customers meet us: a mailbox, a line, a counter, a page."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    location = models.ForeignKey(Location, null=True, blank=True, on_delete=models.SET_NULL, related_name="touchpoints")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="touchpoints")
    owner = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="touchpoints")
    hours = models.ForeignKey(Hours, null=True, blank=True, on_delete=models.SET_NULL, related_name="touchpoints")
    answer_minutes = models.PositiveIntegerField(_("answered within, minutes of open time"), null=True, blank=True)
    answer_is_public = models.BooleanField(_("told to customers"), default=True)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="fi")
    thanks_wake = models.BooleanField(default=False)  # thanks alone bring a case back to us
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Matter(models.Model):
    """A kind of matter customers come with, and who sees that such matters go well. Taken out of use, never deleted."""

    name_fi = models.CharField(_("name in Finnish"), max_length=80)
    name_sv = models.CharField(_("name in Swedish"), max_length=80, blank=True)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    owner = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="matters")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="matters")
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["name_fi"]

    def __str__(self) -> str:
        return str(getattr(self, f"name_{(get_language() or 'fi').split('-')[0]}", "")) or self.name_fi
