"""Mails that were not simply stored, and mailboxes in trouble."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kohtaamo.channels.mail.choices import Outcome, Stage
from kohtaamo.channels.mail.models import Folder, Intake, Mailbox, UnwantedSender
from kohtaamo.platform.time import now
from kohtaamo.staff.choices import Right
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


def unwanted_senders() -> QuerySet[UnwantedSender]:
    return UnwantedSender.objects.select_related("added_by")


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
                what=f"{intake.sender or intake.envelope_from or _('unknown sender')}: {intake.subject or _('no subject')}",
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


def _unwanted_rows(found: Sequence[Any], viewer: Member) -> list[Row]:
    """Rows of mails kept apart, with who put their sender on the list."""
    parts = {part for intake in found for part in _parts(intake.sender)}
    listed = unwanted_senders().filter(pattern__in=parts)
    by = {sender.pattern: sender.added_by.name for sender in listed if sender.added_by}
    rows = _mail_rows("anyway", "unwanted")(found, viewer)
    return [
        replace(row, why=_with_author(row.why, next((by[one] for one in _parts(intake.sender) if one in by), "")))
        for row, intake in zip(rows, found, strict=True)
    ]


def _parts(sender: str) -> tuple[str, str]:
    """The address and its domain, either of which may be on the list."""
    address = sender.lower()
    return address, address.rpartition("@")[2]


def _with_author(why: str, name: str) -> str:
    return f"{why} {_('Put there by %(name)s.') % {'name': name}}" if name else why


def _sender_rows(found: Sequence[Any], viewer: Member) -> list[Row]:
    apart = Intake.objects.filter(outcome=Outcome.SPAM).order_by().values("sender").annotate(number=Count("pk"))
    counts: Counter[str] = Counter()
    for each in apart:
        for part in _parts(each["sender"]):
            counts[part] += each["number"]
    return [
        Row(
            what=sender.pattern,
            why=_with_author(_kept(counts[sender.pattern]), sender.added_by.name if sender.added_by else ""),
            at=sender.added_at,
            acts=(Act(_("Let in again"), reverse("sender_wanted", args=[sender.pk])),),
            place=f"{sender.pk}|{sender.pk}",
        )
        for sender in found
    ]


def _kept(count: int) -> str:
    said = ngettext("%(count)s mail has been kept apart.", "%(count)s mails have been kept apart.", count)
    return said % {"count": count}


def _mailbox_rows(found: Sequence[Any], viewer: Member) -> list[Row]:
    return [
        Row(
            what=mailbox.address,
            why=mailbox.trouble,
            at=mailbox.trouble_since,
            href=_page_of(mailbox, viewer),
            place=f"{mailbox.pk}|{mailbox.pk}",
        )
        for mailbox in found
    ]


def _page_of(mailbox: Mailbox, viewer: Member) -> str:
    return reverse("mailbox", args=[mailbox.pk]) if viewer.may(Right.MANAGE_TOUCHPOINTS) else ""


def _folder_rows(found: Sequence[Any], viewer: Member) -> list[Row]:
    return [
        Row(
            what=f"{folder.mailbox.address}, {folder.name}",
            why=_("%(missing)s of %(all)s mails on the server are not stored here.")
            % {"missing": len(folder.missing), "all": folder.on_server},
            at=folder.counted_at,
            href=_page_of(folder.mailbox, viewer),
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


def _senders(count: int) -> str:
    said = ngettext("%(count)s sender is kept away", "%(count)s senders are kept away", count)
    return said % {"count": count}


def _unwanted(count: int) -> str:
    said = ngettext("%(count)s mail was kept apart as unwanted", "%(count)s mails were kept apart as unwanted", count)
    return said % {"count": count}


KINDS = (
    Kind("mailboxes", Level.BROKEN, _boxes, troubled_mailboxes, _mailbox_rows),
    Kind("unread-mails", Level.BROKEN, _unread, unread_mails, _mail_rows("again", "anyway")),
    Kind("missing-mails", Level.BROKEN, _folders, lacking_folders, _folder_rows),
    Kind("unmatched-reports", Level.TO_KNOW, _unmatched, unmatched_reports, _mail_rows("anyway")),
    Kind("refused-mails", Level.TO_KNOW, _refused, refused_mails, _mail_rows("anyway")),
    Kind("unwanted-mails", Level.TO_KNOW, _unwanted, unwanted_mails, _unwanted_rows),
    Kind("unwanted-senders", Level.TO_KNOW, _senders, unwanted_senders, _sender_rows),
)
