"""Mails that were not simply stored, and mailboxes in trouble."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kohtaamo.channels.mail.choices import Outcome, Stage
from kohtaamo.channels.mail.models import Folder, Intake, Mailbox
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.operations.kinds import Act, Kind, Level, Row

UNREAD_AFTER = timedelta(minutes=5)


def unread_mails() -> QuerySet[Intake]:
    """Mails that could not be read, or that have been waiting to be read for five minutes."""
    left = Q(outcome=Outcome.KEPT, came_at__lt=now() - UNREAD_AFTER)
    return Intake.objects.filter(left | Q(outcome=Outcome.FAILED)).select_related("raw")


def unmatched_reports() -> QuerySet[Intake]:
    """Delivery failures and complaints for which no message of ours was found."""
    reports = Intake.objects.filter(outcome__in=[Outcome.BOUNCE, Outcome.COMPLAINT], message__isnull=True)
    return reports.select_related("raw")


def refused_mails() -> QuerySet[Intake]:
    return Intake.objects.filter(outcome=Outcome.REJECTED).select_related("raw")


def unwanted_mails() -> QuerySet[Intake]:
    return Intake.objects.filter(outcome=Outcome.SPAM).select_related("raw")


def troubled_mailboxes() -> QuerySet[Mailbox]:
    return Mailbox.objects.exclude(trouble="").exclude(stage=Stage.PAUSED)


def lacking_folders() -> QuerySet[Folder]:
    """Folders with mails on the server that are not stored here."""
    return Folder.objects.exclude(missing=[]).select_related("mailbox")


def _mail_rows(*acts: str) -> Any:
    """Rows of mails with these acts: "again" reads again, "anyway" takes in, "unwanted" keeps the sender away."""

    def rows(found: Sequence[Any], viewer: Member) -> list[Row]:
        return [
            Row(
                what=f"{intake.sender or _('unknown sender')}: {intake.subject or _('no subject')}",
                why=intake.reason,
                at=intake.came_at,
                href=reverse("raw_mail", args=[intake.pk]) if intake.raw_id else "",
                acts=tuple(_act(act, intake) for act in acts if _suits(act, intake)),
                place=f"{intake.pk}|{intake.pk}",
            )
            for intake in found
        ]

    return rows


def _suits(act: str, intake: Intake) -> bool:
    return act != "anyway" or intake.is_whole


def _act(act: str, intake: Intake) -> Act:
    label = {"again": _("Read again"), "anyway": _("Take in anyway"), "unwanted": _("Keep the sender away")}[act]
    return Act(label, reverse(f"mail_{act}", args=[intake.pk]))


def _mailbox_rows(found: Sequence[Any], viewer: Member) -> list[Row]:
    return [
        Row(what=mailbox.address, why=mailbox.trouble, at=mailbox.trouble_since, place=f"{mailbox.pk}|{mailbox.pk}")
        for mailbox in found
    ]


def _folder_rows(found: Sequence[Any], viewer: Member) -> list[Row]:
    return [
        Row(
            what=f"{folder.mailbox.address}, {folder.name}",
            why=_("%(missing)s of %(all)s mails on the server are not stored here.")
            % {"missing": len(folder.missing), "all": folder.on_server},
            at=folder.counted_at,
            place=f"{folder.pk}|{folder.pk}",
        )
        for folder in found
    ]


def _unread(count: int) -> str:
    return ngettext("%(count)s mail could not be read", "%(count)s mails could not be read", count) % {"count": count}


def _boxes(count: int) -> str:
    said = ngettext("%(count)s mailbox cannot be reached", "%(count)s mailboxes cannot be reached", count)
    return said % {"count": count}


def _folders(count: int) -> str:
    said = ngettext("%(count)s folder lacks mails here", "%(count)s folders lack mails here", count)
    return said % {"count": count}


def _unmatched(count: int) -> str:
    said = ngettext(
        "%(count)s report speaks of no message of ours", "%(count)s reports speak of no message of ours", count
    )
    return said % {"count": count}


def _refused(count: int) -> str:
    return ngettext("%(count)s mail was refused", "%(count)s mails were refused", count) % {"count": count}


def _unwanted(count: int) -> str:
    said = ngettext("%(count)s mail was kept apart as unwanted", "%(count)s mails were kept apart as unwanted", count)
    return said % {"count": count}


KINDS = (
    Kind("mailboxes", Level.BROKEN, _boxes, troubled_mailboxes, _mailbox_rows),
    Kind("unread-mails", Level.BROKEN, _unread, unread_mails, _mail_rows("again", "anyway")),
    Kind("missing-mails", Level.BROKEN, _folders, lacking_folders, _folder_rows),
    Kind("unmatched-reports", Level.TO_KNOW, _unmatched, unmatched_reports, _mail_rows("anyway")),
    Kind("refused-mails", Level.TO_KNOW, _refused, refused_mails, _mail_rows("anyway")),
    Kind("unwanted-mails", Level.TO_KNOW, _unwanted, unwanted_mails, _mail_rows("anyway", "unwanted")),
)
