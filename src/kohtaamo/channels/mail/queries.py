"""Reading what the mail room did, for those who mend things and for those who manage touchpoints."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from kohtaamo.channels.mail.choices import Outcome
from kohtaamo.channels.mail.models import Folder, Intake, Mailbox, UnwantedSender
from kohtaamo.encounters.choices import DeliveryState
from kohtaamo.encounters.models import Delivery
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.time import now
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member

TROUBLED = (Outcome.FAILED, Outcome.KEPT, Outcome.REJECTED)
LONG = timedelta(minutes=10)


def intakes(viewer: Member, *outcomes: str, before: int = 0, most: int = 50) -> list[Intake]:
    """Mails with these outcomes (any when none is named), newest first, a page at a time: ``before`` is an id."""
    if not viewer.may(Right.OPERATE):
        return []
    found = Intake.objects.select_related("mailbox", "message__case", "raw").order_by("-id")
    if outcomes:
        found = found.filter(outcome__in=outcomes)
    if before:
        found = found.filter(id__lt=before)
    return list(found[:most])


def intake_for(viewer: Member, intake_id: int) -> Intake:
    """One mail that came. Raises ``NotFound`` when it is not there for this viewer."""
    if not viewer.may(Right.OPERATE):
        raise NotFound
    found = Intake.objects.select_related("mailbox", "message__case", "raw", "original").filter(pk=intake_id).first()
    if found is None:
        raise NotFound
    return found


def intake_counts(viewer: Member) -> dict[str, int]:
    """How many mails came to each outcome; all but duplicate, rejected, failed and kept are stored in full."""
    if not viewer.may(Right.OPERATE):
        return {}
    return dict(Intake.objects.order_by().values_list("outcome").annotate(number=Count("id")))


def mailboxes(viewer: Member) -> QuerySet[Mailbox]:
    """The mailboxes, for who manages touchpoints or mends things."""
    if not (viewer.may(Right.MANAGE_TOUCHPOINTS) or viewer.may(Right.OPERATE)):
        return Mailbox.objects.none()
    return Mailbox.objects.select_related("touchpoint").order_by("address")


def folders(viewer: Member) -> QuerySet[Folder]:
    """Each folder with the counts on both sides: ``on_server`` as last counted, ``stored`` now, ``missing`` UIDs."""
    same = Q(intakes__uidvalidity=F("uidvalidity"))
    found = Folder.objects.filter(mailbox__in=mailboxes(viewer)).select_related("mailbox")
    return found.annotate(stored=Count("intakes", filter=same)).order_by("mailbox__address", "name")


def stuck_deliveries(viewer: Member) -> QuerySet[Delivery]:
    """What did not arrive, or has waited to leave for long, newest first; only in cases the viewer may see."""
    late = Q(state__in=[DeliveryState.WAITING, DeliveryState.SENDING], not_before__lt=now() - LONG)
    seen = Exists(visible_cases(viewer).filter(pk=OuterRef("message__case_id")))
    return (
        Delivery.objects.filter(late | Q(state=DeliveryState.FAILED, dismissed_at__isnull=True))
        .filter(seen)
        .select_related("message__case__customer", "message__member")
        .order_by("-id")
    )


def unwanted_senders(viewer: Member) -> QuerySet[UnwantedSender]:
    """Who is kept apart, and who put them there."""
    if not viewer.may(Right.OPERATE):
        return UnwantedSender.objects.none()
    return UnwantedSender.objects.select_related("added_by").order_by("pattern")


def kept_apart_by(sender: UnwantedSender) -> QuerySet[Intake]:
    """The mails kept apart from this address or domain."""
    is_domain = "@" not in sender.pattern
    theirs = Q(sender__iendswith=f"@{sender.pattern}") if is_domain else Q(sender__iexact=sender.pattern)
    return Intake.objects.filter(theirs, outcome=Outcome.SPAM)
