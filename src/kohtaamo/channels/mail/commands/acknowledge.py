"""Telling a customer that their mail came, and by when we answer. Never to a machine, never in a storm."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext, override

from kohtaamo.channels.mail.addressing import parted
from kohtaamo.channels.mail.choices import Stage
from kohtaamo.channels.mail.models import Acknowledged, Mailbox
from kohtaamo.channels.mail.moments import told
from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.events import Leaving
from kohtaamo.encounters.locking import teamed, where
from kohtaamo.encounters.models import Delivery, Message
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.choices import PromiseState, Source
from kohtaamo.promises.models import Promise
from kohtaamo.touchpoints.choices import Channel

MANY = 20  # mails in an hour to one case from one sender
A_DAY = timedelta(days=1)
TO_ONE_SENDER = 5  # acknowledgements in a day


def acknowledge(*, message: Message, mailbox: Mailbox, may_be_answered: bool) -> bool:
    """Answer a mail that began a meeting with what is true: it came, and when the answer is due. True when it is sent.

    At most one in a case and ``TO_ONE_SENDER`` to an address in a day (RFC 3834, section 2).
    """
    if not (may_be_answered and mailbox.acknowledges and mailbox.stage == Stage.LIVE):
        return False
    if not _is_first(message) or _had_enough(message):
        return False
    with unit_of_work():
        said = _say(message, mailbox)
        Delivery.objects.create(message=said, address=message.sender_address, not_before=said.at)
        Acknowledged.objects.create(mailbox=mailbox_of(message), at=said.at)
        case = said.case
        record("message.acknowledged", actor=None, **where(case, said.encounter_id), **teamed(case), message=said.pk)
        publish(Leaving(message=said, channel=Channel.MAIL, not_before=said.at))
        return True


def _is_first(message: Message) -> bool:
    return not Message.objects.filter(encounter_id=message.encounter_id, id__lt=message.pk).exists()


def _had_enough(message: Message) -> bool:
    since = now() - A_DAY
    if Message.objects.filter(case_id=message.case_id, author=Author.SYSTEM, at__gte=since).exists():
        return True
    return acknowledged_since(mailbox_of(message), since).count() >= TO_ONE_SENDER


def acknowledged_since(mailbox: str, since: datetime) -> QuerySet[Acknowledged]:
    """The acknowledgements sent to a mailbox since then."""
    return Acknowledged.objects.filter(mailbox=mailbox, at__gte=since)


def forget_acknowledged() -> None:
    """Let go of what no limit asks about any more."""
    oldest = Acknowledged.objects.order_by("id").first()
    if oldest is not None and oldest.at < now() - 2 * A_DAY:
        Acknowledged.objects.filter(at__lt=now() - A_DAY).delete()


def mailbox_of(message: Message) -> str:
    """The writer's mailbox, whatever stands after its plus: a storm may change that with every mail."""
    return parted(message.sender_address)[0]


def _say(message: Message, mailbox: Mailbox) -> Message:
    case = message.case
    with override(case.language):
        text = _words(message, mailbox)
    return Message.objects.create(
        case=case, encounter=message.encounter, author=Author.SYSTEM, subject=case.subject, text=text, at=now(),
        sender_name=mailbox.sender_name, sender_address=mailbox.address, is_automatic=True,
        header_id=f"{case.key}.{secrets.token_hex(10)}@{settings.MESSAGE_DOMAIN}",
    )  # fmt: skip


def _words(message: Message, mailbox: Mailbox) -> str:
    lines = [gettext("Hello,"), gettext("Thank you for your message. It has reached us.")]
    due = _due(message)
    if due is not None and mailbox.touchpoint.answer_is_public:
        lines.append(gettext("A person answers you by %(when)s at the latest.") % {"when": told(due.due_at)})
    lines.append(mailbox.sender_name or str(settings.KOHTAAMO["ORGANISATION"]))
    return "\n\n".join(lines)


def _due(message: Message) -> Promise | None:
    open_ones = Promise.objects.filter(case_id=message.case_id, source=Source.ANSWER_TIME, state=PromiseState.OPEN)
    return open_ones.order_by("due_at").first()
