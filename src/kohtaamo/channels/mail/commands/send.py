"""Sending a message: an attempt on the books before, the other server's answer on the books after."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.utils.translation import gettext

from kohtaamo.channels.mail.choices import Stage
from kohtaamo.channels.mail.compose import compose, is_sendable
from kohtaamo.channels.mail.models import Intake, Mailbox
from kohtaamo.channels.mail.retrying import HELD, is_over, next_try
from kohtaamo.channels.mail.returning import return_address
from kohtaamo.channels.mail.sending import Handed, hand_over
from kohtaamo.customers.choices import IdentityKind
from kohtaamo.customers.models import Identity
from kohtaamo.encounters.choices import Author, DeliveryState
from kohtaamo.encounters.commands.deliver import begin_attempt, finish_attempt, leave_in_doubt, note_handing
from kohtaamo.encounters.models import Attempt, Case, Delivery, Message
from kohtaamo.outreach.queries import is_of_a_notice
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work

logger = logging.getLogger(__name__)
_ON_THE_WAY = (DeliveryState.WAITING, DeliveryState.SENDING)


@dataclass(frozen=True)
class _Begun:
    attempt: Attempt
    deliveries: list[Delivery]
    doubt: str


def send(message_id: int) -> datetime | None:
    """Try to send what of the message waits to leave. Returns when to try again; None when there is nothing to do.

    Safe to call at any time and twice at once: it does nothing before its time, or while another try is under way.
    """
    message = Message.objects.select_related("case__customer", "case__touchpoint").filter(pk=message_id).first()
    if message is None:
        return None
    mailbox = mailbox_for(message.case)
    if reason := _holds_back(mailbox):
        Delivery.objects.filter(message=message, state=DeliveryState.WAITING).update(answer=reason)
        return None
    begun = _begin(message)
    if not isinstance(begun, _Begun):
        return begun
    assert mailbox is not None
    handed = _hand_over(message, mailbox, begun)
    return _end(message, begun, handed)


def mailbox_for(case: Case) -> Mailbox | None:
    """The mailbox a case is answered from: that of its touchpoint, the one the customer wrote to first among several.

    A case of another kind (a call, a visit) is answered from where its customer's mails came, its team's mailbox, or
    the first live one.
    """
    able = Mailbox.objects.exclude(smtp_host="").select_related("touchpoint")
    came_by = (
        Intake.objects.filter(message__case=case, mailbox__isnull=False)
        .order_by("-id")
        .values_list("mailbox", flat=True)
    )
    last = came_by.first() or 0
    own = sorted(able.filter(touchpoint=case.touchpoint_id), key=lambda one: (one.pk != last, one.pk))
    if own:
        return own[0]
    return (
        able.filter(pk=last).first()
        or able.filter(stage=Stage.LIVE, touchpoint__team=case.team_id).order_by("pk").first()
        or able.filter(stage=Stage.LIVE).order_by("pk").first()
    )


def _holds_back(mailbox: Mailbox | None) -> str:
    """Why nothing is sent now, in a sentence; empty when it may leave."""
    if mailbox is None:
        return gettext("There is no mailbox to send from. It leaves when one is connected.")
    if mailbox.stage == Stage.PAUSED:
        return gettext("The mailbox %(address)s is paused. It leaves when the mailbox goes on.") % {"address": mailbox}
    if mailbox.stage != Stage.LIVE:
        return gettext("The mailbox %(address)s is not live yet. It leaves when it is.") % {"address": mailbox}
    return ""


def _begin(message: Message) -> _Begun | datetime | None:
    """Begin an attempt, or say when one may begin. One left open was cut off: it is closed first.

    Where it may have left, the doubt is carried on to the next try; a notice is not tried again, a person finds out.
    """
    with unit_of_work():
        Message.objects.select_for_update().filter(pk=message.pk).first()
        if (due := due_at(message)) is None or due > now():
            return due
        doubt = ""
        for attempt in Attempt.objects.filter(message=message, ended_at__isnull=True):
            if attempt.handing_at is None:
                _close(attempt, gettext("Cut off before it left."))
                continue
            doubt = gettext("An earlier try was cut off; the message may have left then.")
            _close(attempt, gettext("Cut off in the middle; it may have left."))
            if is_of_a_notice(message):
                leave_in_doubt(attempt, answer=attempt.answer)
        begun = begin_attempt(message)
        return _Begun(*begun, doubt) if begun else None


def _close(attempt: Attempt, answer: str) -> None:
    attempt.ended_at, attempt.ok, attempt.answer = now(), False, answer
    attempt.save()


def due_at(message: Message) -> datetime | None:
    """When the message is to be tried next; None when nothing of it waits."""
    waiting = list(Delivery.objects.filter(message=message, state__in=_ON_THE_WAY).values_list("not_before", flat=True))
    if not waiting:
        return None
    attempts = list(Attempt.objects.filter(message=message, began_at__gte=min(waiting)).order_by("id"))
    under_way = [one.began_at + HELD for one in attempts if one.ended_at is None]
    if under_way:
        return max(under_way)
    return next_try([one.ended_at for one in attempts if one.ended_at], min(waiting))


def _hand_over(message: Message, mailbox: Mailbox, begun: _Begun) -> Handed:
    handed, deliveries = Handed(), begun.deliveries
    sendable = [one for one in deliveries if is_sendable(one.address)]
    for one in deliveries:
        if one not in sendable:
            handed.refused[one.address] = ("5.1.3", gettext("The address cannot be used as it is."), True)
    for recipients, with_page in _groups(message.case, sendable):
        try:
            mail = compose(message, mailbox, sendable, with_page=with_page)
        except Exception as problem:
            logger.exception("message %s could not be written as a mail", message.pk)
            handed.delayed |= dict.fromkeys(
                recipients, gettext("It could not be written (%(name)s).") % {"name": type(problem).__name__}
            )
            continue
        handed.join(_handed(begun.attempt, mailbox, mail, [one for one in sendable if one.address in recipients]))
    return handed


def _handed(attempt: Attempt, mailbox: Mailbox, mail: bytes, deliveries: Sequence[Delivery]) -> Handed:
    """All at once where they share a sender; each by itself where it has a signed return path of its own."""
    leaving = partial(note_handing, attempt)
    if attempt.message.author == Author.SYSTEM:
        return hand_over(mailbox, mail, sender="", recipients=[one.address for one in deliveries], leaving=leaving)
    handed, by_sender = Handed(), defaultdict[str, list[Delivery]](list)
    for one in deliveries:
        by_sender[return_address(mailbox, one.pk)].append(one)
    for sender, theirs in by_sender.items():
        addresses = [one.address for one in theirs]
        handed.join(hand_over(mailbox, mail, sender=sender, recipients=addresses, leaving=leaving))
    signed = [one.pk for sender, theirs in by_sender.items() if sender != mailbox.address for one in theirs
              if one.address not in handed.plain]  # fmt: skip
    Delivery.objects.filter(pk__in=signed).update(signed=True)
    return handed


def _groups(case: Case, deliveries: Sequence[Delivery]) -> Iterator[tuple[list[str], bool]]:
    """The recipients by whether the link to the customer's own page may go to them: only to the customer."""
    own = set(
        Identity.objects.filter(customer_id=case.customer_id, kind=IdentityKind.EMAIL).values_list("value", flat=True)
    )
    for with_page in (True, False):
        if found := [one.address for one in deliveries if (one.address.lower() in own) is with_page]:
            yield found, with_page


def _end(message: Message, begun: _Begun, handed: Handed) -> datetime | None:
    """Put the answers down; what is delayed for too long has failed, and a notice in doubt is for a person."""
    if handed.doubtful and is_of_a_notice(message):
        leave_in_doubt(begun.attempt, answer=next(iter(handed.delayed.values()), ""))
        return None
    first = Attempt.objects.filter(
        message=message, began_at__gte=min(one.not_before for one in begun.deliveries)
    ).earliest("id")
    if is_over(first.began_at, now()):
        handed.refused |= {address: ("4.4.7", said, False) for address, said in handed.delayed.items()}
        handed.delayed = {}
    said = handed.answer or next(iter(handed.delayed.values()), "") or _first_refusal(handed)
    finish_attempt(
        begun.attempt, refused=handed.refused, delayed=handed.delayed, answer=f"{begun.doubt} {said}".strip()
    )
    return due_at(message) if handed.delayed else None


def _first_refusal(handed: Handed) -> str:
    return next((said for _code, said, _permanent in handed.refused.values()), "")
