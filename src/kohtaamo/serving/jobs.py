"""Telling beside the pages: pushes to browsers, and digests by mail."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django_tasks import task

from kohtaamo.platform.connections.post import post
from kohtaamo.platform.jobs.enqueue import enqueue
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.serving.choices import Digest
from kohtaamo.serving.events import ToPush
from kohtaamo.serving.models import Notification, PushDevice
from kohtaamo.serving.push import sealed_for
from kohtaamo.serving.queries.told import with_what
from kohtaamo.serving.ways import is_quiet, wish_of
from kohtaamo.serving.wording import sentence
from kohtaamo.staff.models import Member

SOON = timedelta(minutes=5)  # for seeing it on the page first
GAPS = {Digest.SOON: timedelta(minutes=5), Digest.HOUR: timedelta(hours=1)}
MORNING = 7  # o'clock, of a daily digest
MOST = 50  # lines of a mail
AT_ONCE = 2000  # things one mail speaks of
GONE = {404, 410}


def push_later(event: ToPush) -> None:
    """Put a push in line, in the transaction of the telling."""
    enqueue(push, event.device, event.notification)


@task()
def push(device_id: int, notification_id: int) -> None:
    """Push one notification to one browser, unless it was seen meanwhile. A browser that is gone is forgotten."""
    device = PushDevice.objects.filter(pk=device_id).first()
    found = with_what(Notification.objects.select_related("member").filter(pk=notification_id))
    told = found.filter(seen_at__isnull=True).first()
    if device is None or told is None:
        return
    with override(told.member.language):
        words = {"title": str(settings.KOHTAAMO["ORGANISATION"]), "body": sentence(told)}
    words["url"] = reverse("notification", args=[told.pk])
    try:
        sealed = sealed_for(device.endpoint, device.p256dh, device.auth, words)
    except ValueError:
        device.delete()
        return
    answer = post(device.endpoint, sealed.body, sealed.headers)
    if answer.status in GONE:
        device.delete()
        return
    device.trouble = "" if answer.is_taken else f"{answer.status or answer.problem}"[:200]
    device.told_at = now() if answer.is_taken else device.told_at
    device.save(update_fields=["trouble", "told_at"])


def send_digests() -> int:
    """Once a minute: put in line a mail for everyone whose unseen things are due by mail. Returns how many."""
    waiting = Notification.objects.filter(
        by_mail=True, mailed_at__isnull=True, seen_at__isnull=True, at__lt=now() - SOON, member__is_active=True
    )
    members = Member.objects.filter(pk__in=waiting.values("member_id")).select_related("tell_wish")
    due = [member for member in members if _is_due(member, now())]
    for member in due:
        with unit_of_work():
            ids = list(waiting.filter(member=member).values_list("pk", flat=True)[:AT_ONCE])
            if Notification.objects.filter(pk__in=ids, mailed_at__isnull=True).update(mailed_at=now()):
                enqueue(send_digest, member.pk, ids)
    return len(due)


def _is_due(member: Member, at: datetime) -> bool:
    if is_quiet(member, at):
        return False
    latest = Notification.objects.filter(member=member, mailed_at__isnull=False).order_by("-mailed_at")
    mailed = latest.values_list("mailed_at", flat=True).first()
    digest = wish_of(member).digest
    if digest != Digest.DAY:
        return mailed is None or at - mailed >= GAPS[Digest(digest)]
    local = at.astimezone(member.time_zone)
    return local.hour >= MORNING and (mailed is None or mailed.astimezone(member.time_zone).date() < local.date())


@task()
def send_digest(member_id: int, ids: list[int]) -> None:
    """Send one mail that lists the newest of what was not seen and counts the rest; what was seen meanwhile is left out."""
    member = Member.objects.filter(pk=member_id, is_active=True).first()
    unseen = Notification.objects.filter(pk__in=ids, member_id=member_id, seen_at__isnull=True)
    rows = list(with_what(unseen).order_by("-at", "-pk")[:MOST])
    if member is None or not rows:
        return
    with override(member.language):
        count = unseen.count()
        subject = ngettext("%(count)s thing for you", "%(count)s things for you", count) % {"count": count}
        lines = [f"{sentence(row)}\n{settings.URL}{reverse('notification', args=[row.pk])}" for row in reversed(rows)]
        if rest := count - len(rows):
            earlier = ngettext("%(count)s earlier thing:", "%(count)s earlier things:", rest) % {"count": rest}
            lines.insert(0, f"{earlier}\n{settings.URL}{reverse('notifications')}")
        hello = _("Hello %(name)s,") % {"name": member.first_name}
        how = _("How you are told is set here:")
        text = "\n\n".join([hello, *lines, f"{how}\n{settings.URL}{reverse('my_notifications')}"])
        send_mail(subject, f"{text}\n", None, [member.email])
