"""What somebody beside the customer answers: one a message was forwarded to, or who got a copy in secret."""

from __future__ import annotations

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.arrivals import Arrival
from kohtaamo.encounters.choices import Author, CaseState
from kohtaamo.encounters.locking import teamed, where
from kohtaamo.encounters.models import Attachment, Case, Delivery, Encounter, Message
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now


def is_aside(case: Case, sender: Customer, arrival: Arrival) -> bool:
    """Whether the writer has a part in the case only behind the customer's back, or answers what was forwarded.

    One who was also written to openly is read as open unless the newest message of ours they refer to was forwarded.
    """
    if arrival.case is not None or sender.pk in {case.customer_id, case.for_customer_id}:
        return False
    sent = Delivery.objects.filter(message__case=case, address__iexact=arrival.identity.strip())
    ways = set(sent.values_list("message__author", "role"))
    is_beside = any(author == Author.ASIDE or role == "bcc" for author, role in ways)
    if not is_beside or not any(author == Author.US and role != "bcc" for author, role in ways):
        return is_beside
    named = Message.objects.filter(case=case, header_id__in=[one for one in arrival.references if one])
    return named.order_by("-pk").values_list("author", flat=True).first() == Author.ASIDE


def take_aside(case: Case, arrival: Arrival) -> Message:
    """Put it in the case for us alone. The case waits for us, since somebody is to read it; the customer is told nothing."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    encounter = Encounter.objects.filter(case=case).latest("id")
    message = Message.objects.create(
        case=case, encounter=encounter, author=Author.ASIDE, sender_name=arrival.sender_name[:200],
        sender_address=arrival.identity.strip()[:320], subject=" ".join(arrival.subject.split())[:300], text=arrival.text,
        new_text="" if arrival.new_text == arrival.text else arrival.new_text, at=arrival.at,
        header_id=arrival.header_id[:400], raw=arrival.raw, has_html=arrival.has_html, is_automatic=arrival.is_automatic,
        note=arrival.note[:200],
    )  # fmt: skip
    keep_files(message, arrival)
    case.changed_at = now()
    if case.state != CaseState.WAITING_US and not (arrival.is_automatic or arrival.is_history):
        case.state, case.waiting_since, case.settled_at, case.settled_by = CaseState.WAITING_US, now(), None, None
    case.save(update_fields=["state", "waiting_since", "settled_at", "settled_by", "changed_at"])
    record(
        "message.aside", actor=None, **where(case, encounter.pk), **teamed(case), message=message.pk,
        automatic=arrival.is_automatic,
    )  # fmt: skip
    return message


def keep_files(message: Message, arrival: Arrival) -> None:
    """The files that came along."""
    Attachment.objects.bulk_create(
        Attachment(
            message=message, blob=file.blob, name=file.name[:255], type=file.type[:120], size=file.blob.size,
            is_inline=file.inline, content_id=file.content_id[:255],
        )
        for file in arrival.files
    )  # fmt: skip
