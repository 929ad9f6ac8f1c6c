"""Sending what a rule wants said at once: as an acknowledgement is sent, never to a machine, never in a storm."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.utils.translation import gettext as _

from kohtaamo.channels.mail.choices import Stage
from kohtaamo.channels.mail.commands.acknowledge import A_DAY, TO_ONE_SENDER, acknowledged_since, mailbox_of
from kohtaamo.channels.mail.judging import is_forged, is_unknown
from kohtaamo.channels.mail.models import Acknowledged, Intake
from kohtaamo.channels.mail.opening import Unreadable, open_mail
from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.events import Leaving
from kohtaamo.encounters.locking import teamed, where
from kohtaamo.encounters.models import Delivery, Message
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.storage.keep import Damaged, fetch
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.rules.events import AcknowledgementWanted
from kohtaamo.touchpoints.choices import Channel

BY_RULE = "rule."  # what the names of such messages begin with


def send_for_rule(event: AcknowledgementWanted) -> None:
    """Answer a customer's mail with these words. At most once in a case and ``TO_ONE_SENDER`` to an address in a day.

    Raises ``Invalid`` with the reason when it may not be answered so.
    """
    message = event.message
    intake = Intake.objects.select_related("mailbox", "raw").filter(message=message).order_by("pk").first()
    if intake is None or intake.mailbox is None or intake.mailbox.stage != Stage.LIVE:
        raise Invalid(_("Not sent: the message did not come by mail to a mailbox of ours that is in use."))
    if not _may_be_answered(intake, message):
        raise Invalid(_("Not sent: a machine may have written it, or its sender is not certain."))
    since = now() - A_DAY
    said = Message.objects.filter(case_id=message.case_id, author=Author.SYSTEM, once__startswith=BY_RULE)
    if said.filter(at__gte=since).exists():
        raise Invalid(_("Not sent: the customer got one such message in this matter within a day."))
    if acknowledged_since(mailbox_of(message), since).count() >= TO_ONE_SENDER:
        raise Invalid(_("Not sent: the customer got many automatic messages within a day."))
    with unit_of_work():
        _say(event, intake)


def _may_be_answered(intake: Intake, message: Message) -> bool:
    if message.is_automatic or message.is_unconfirmed or is_forged(intake) or is_unknown(message.sender_address):
        return False
    try:
        return open_mail(fetch(intake.raw_id or ""), envelope_from=intake.envelope_from).reading.may_be_answered
    except (Damaged, Unreadable):
        return False


def _say(event: AcknowledgementWanted, intake: Intake) -> None:
    message, mailbox = event.message, intake.mailbox
    assert mailbox is not None
    case, at = message.case, now()
    said = Message.objects.create(
        case=case, encounter=message.encounter, author=Author.SYSTEM, subject=case.subject, text=event.text, at=at,
        sender_name=mailbox.sender_name, sender_address=mailbox.address, is_automatic=True,
        header_id=f"{case.key}.{secrets.token_hex(10)}@{settings.MESSAGE_DOMAIN}", once=f"{BY_RULE}{message.pk}",
    )  # fmt: skip
    Delivery.objects.create(message=said, address=message.sender_address, not_before=at)
    Acknowledged.objects.create(mailbox=mailbox_of(message), at=at)
    record("message.acknowledged", actor=None, **where(case, said.encounter_id), **teamed(case), message=said.pk)
    publish(Leaving(message=said, channel=Channel.MAIL, not_before=at))
