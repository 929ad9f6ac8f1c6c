"""A customer writes on their own page."""

from __future__ import annotations

from collections.abc import Sequence

from kohtaamo.customers.holding import hold
from kohtaamo.encounters.arrivals import Arrival, ArrivedFile
from kohtaamo.encounters.commands.receive import receive
from kohtaamo.encounters.commands.request_call import identity_of
from kohtaamo.encounters.errors import NothingWritten
from kohtaamo.encounters.models import Message, OwnPage
from kohtaamo.platform.errors import TooLarge
from kohtaamo.platform.storage.keep import keep
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.touchpoints.choices import Channel


def say(
    *, page: OwnPage, text: str, files: Sequence[tuple[str, str, bytes]] = (), limit: int, once: str = ""
) -> Message:
    """Take in what the customer wrote, with files as (name, type, content). Sent twice, it is taken in once.

    Raises ``NothingWritten`` when there is neither text nor file, ``TooLarge`` above ``limit`` bytes in all.
    """
    if not text.strip() and not files:
        raise NothingWritten
    if sum(len(content) for _name, _type, content in files) > limit:
        raise TooLarge
    with unit_of_work():
        hold(page.customer)
        once = f"{page.case_id}.{once}"[:40] if once else ""
        if once and (made := Message.objects.filter(once=once, case=page.case).first()):
            return made
        kept = tuple(ArrivedFile(blob=keep(content), name=name, type=type_) for name, type_, content in files)
        kind, value = identity_of(page)
        message = receive(
            Arrival(
                touchpoint=page.case.touchpoint,
                channel=Channel.PAGE,
                at=now(),
                identity_kind=kind,
                identity=value,
                sender_name=page.customer.name,
                subject=page.case.subject,
                text=text.strip(),
                files=kept,
                case=page.case,
            )
        )
        if once:
            message.once = once
            message.save(update_fields=["once"])
        return message
