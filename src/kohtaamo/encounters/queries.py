"""Reading cases and encounters: every query takes the viewer, so what may not be seen is never fetched."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from kohtaamo.encounters.models import ONLY_THANKS, Attachment, Case, Delivery, Encounter, Later, Message, Sight
from kohtaamo.platform.cursor import Place
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.prepared import prepared
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member

SHOWN_WITH = ("customer", "for_customer", "touchpoint__location", "touchpoint__hours", "team", "owner")


def visible_cases(viewer: Member) -> QuerySet[Case]:
    """The cases this person may see: their teams', their own, or all with the right."""
    return Case.objects.filter(in_sight(viewer, "")) if viewer.is_active else Case.objects.none()


def in_sight(viewer: Member, case: str = "case__") -> Q:
    """For rows that hang on a case, reached by the path ``case``: only those of cases this person may see.

    It joins the case of each row. ``case__in=visible_cases(viewer)`` would gather every case there is first.
    """
    if not viewer.is_active:
        return Q(pk__in=[])
    if viewer.may(Right.SEE_ALL):
        return Q()
    return Q(**{f"{case}team__id__in": viewer.team_ids}) | Q(**{f"{case}owner": viewer})


def case_for(viewer: Member, case_id: int) -> Case:
    """One case. Raises ``NotFound`` when it is not there for this viewer, whatever the reason."""
    found = []
    if viewer.may(Right.SEE_ALL):
        found = _any_case(case_id)
    elif viewer.is_active:
        found = _case_within(case_id, viewer.pk, [0, *sorted(viewer.team_ids)]) or _case_shown(case_id, viewer.pk)
    if not found:
        raise NotFound
    return found[0]


@prepared
def _any_case(case_id: int) -> QuerySet[Case]:
    return Case.objects.filter(pk=case_id).select_related(*SHOWN_WITH)


@prepared
def _case_within(case_id: int, member: int, teams: Sequence[int]) -> QuerySet[Case]:
    return Case.objects.filter(Q(team__id__in=teams) | Q(owner_id=member), pk=case_id).select_related(*SHOWN_WITH)


@prepared
def _case_shown(case_id: int, member: int) -> QuerySet[Case]:
    return Case.objects.filter(pk=case_id, sights__member_id=member).select_related(*SHOWN_WITH)


def sees(viewer: Member, case: Case) -> bool:
    """Whether this person may see the case: by their teams, as its owner, by right, or because they were let."""
    if visible_cases(viewer).filter(pk=case.pk).exists():
        return True
    return viewer.is_active and Sight.objects.filter(case=case, member=viewer).exists()


def messages_of(case: Case, *, newest: int = 200) -> list[Message]:
    """The newest messages of a case the viewer already has, oldest first, with files and deliveries."""
    found = (
        Message.objects.filter(case=case)
        .select_related("member", "encounter")
        .prefetch_related("attachments", "deliveries", "attempts")
        .order_by("-at", "-id")[:newest]
    )
    return list(reversed(found))


def talk_of(case: Case, *, after: Place | None, most: int) -> list[Message]:
    """What was said in a case the viewer already has, oldest first, from a place (time, 0, id) on."""
    found = Message.objects.filter(case=case)
    if after is not None:
        at, _rank, last = after
        found = found.filter(at__gte=at).filter(Q(at__gt=at) | Q(pk__gt=last))
    return list(found.prefetch_related("attachments", "deliveries").order_by("at", "id")[:most])


def message_for(viewer: Member, message_id: int) -> Message:
    """One message of a case the viewer may see. Raises ``NotFound``."""
    found = Message.objects.filter(in_sight(viewer), pk=message_id).select_related("case", "encounter")
    message = found.prefetch_related("attachments", "deliveries").first()
    if message is None:
        raise NotFound
    return message


def attachment_for(viewer: Member, case: Case, attachment_id: int) -> Attachment:
    """One file of a case the viewer already has, or of their own draft in it. Raises ``NotFound``."""
    mine = Q(message__case=case) | Q(draft__case=case, draft__member=viewer)
    found = Attachment.objects.filter(mine, pk=attachment_id).first()
    if found is None:
        raise NotFound
    return found


def encounters_of(case: Case) -> QuerySet[Encounter]:
    """The meetings of a case the viewer already has, the first first."""
    return Encounter.objects.filter(case=case).order_by("arrived_at", "pk")


def unanswered_messages(case: Case) -> QuerySet[Message]:
    """The customer's messages nobody has answered: later than our latest that was not taken back, oldest first."""
    later_answer = Message.objects.filter(
        case=case, author="us", is_automatic=False, at__gte=OuterRef("at"), id__gt=OuterRef("id")
    ).exclude(deliveries__state__in=["taken_back", "held"])
    return (
        Message.objects.filter(case=case, author="customer", is_automatic=False)
        .exclude(note__contains=ONLY_THANKS)
        .exclude(Exists(later_answer))
        .order_by("at", "id")
    )


def said_to_customer(case: Case, *, newest: int = 50) -> list[Message]:
    """What the customer has said and been told, oldest first: no notes, nothing that has not left or was taken back."""
    found = (
        Message.objects.filter(case=case, author__in=["customer", "us", "system"])
        .exclude(author__in=["us", "system"], deliveries__state__in=["waiting", "taken_back", "held"])
        .select_related("member")
        .prefetch_related("attachments")
        .order_by("-at", "-id")[:newest]
    )
    return list(reversed(found))


def delivery_spoken_of(message: Message, address: str, *, sent_to: str = "") -> Delivery | None:
    """The delivery a report about the message means: the one to the address it names.

    Where the message went to one recipient only, the report may also name nobody, or name another (who it was
    forwarded to) as long as ``sent_to``, the recipient in the mail it returns, is that one. Else None.
    """
    deliveries = list(Delivery.objects.filter(message=message).order_by("id"))
    named = next((one for one in deliveries if one.address.lower() == address.lower()), None)
    if named is not None or len(deliveries) != 1:
        return named
    (only,) = deliveries
    return only if not address or sent_to.lower() == only.address.lower() else None


def leaving_later(viewer: Member) -> QuerySet[Later]:
    """Messages set to leave later in the cases this person may see: those held back first, then by when they leave."""
    found = Later.objects.filter(in_sight(viewer), done_at__isnull=True)
    found = found.select_related("message__member", "case__customer", "set_by").prefetch_related("message__deliveries")
    return found.order_by(F("held_at").asc(nulls_last=True), "leave_at", "pk")


def unsaid(case: Case) -> QuerySet[Message, int]:
    """The ids of messages of ours that have not left: what they tell the customer does not know yet."""
    waiting = Message.objects.filter(case=case, author="us", deliveries__state__in=["waiting", "taken_back", "held"])
    return waiting.values_list("pk", flat=True)
