"""Where a mail to no address of ours is met: never nowhere."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext

from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.staff.models import Team
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.touchpoints.models import Touchpoint
from kohtaamo.touchpoints.queries import touchpoint_with_hours


def touchpoint_for(mailbox: Mailbox | None, ours: Sequence[Mailbox]) -> tuple[Touchpoint, Mailbox]:
    """The touchpoint and mailbox a mail belongs to: the mailbox's own, else the first there is, else made now."""
    mailbox = mailbox or next(iter(sorted(ours, key=lambda one: one.pk)), None)
    if mailbox is not None:
        if not Mailbox.touchpoint.is_cached(mailbox):
            mailbox.touchpoint = touchpoint_with_hours(mailbox.touchpoint_id)
        return mailbox.touchpoint, mailbox
    mailbox = _made()
    return mailbox.touchpoint, mailbox


def _made() -> Mailbox:
    """The first mailbox: at the system's own address, new, so that nothing leaves from it before a person begins it."""
    active = Touchpoint.objects.select_related("team", "hours").filter(channel=Channel.MAIL, is_active=True)
    touchpoint = active.order_by("id").first() or _made_touchpoint()
    return Mailbox.objects.create(touchpoint=touchpoint, address=str(settings.KOHTAAMO["MAIL_FROM"]))


def _made_touchpoint() -> Touchpoint:
    name = gettext("Customer service")
    team = Team.objects.filter(is_active=True).order_by("id").first() or Team.objects.create(name=name)
    return Touchpoint.objects.create(
        name=gettext("E-mail"), channel=Channel.MAIL, team=team, language=str(settings.LANGUAGE_CODE)
    )
