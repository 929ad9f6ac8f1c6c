"""What becomes of a notice's messages on their way: arrived, or for a person to call."""

from __future__ import annotations

from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.events import Delivered, DeliveryFailed, TakenBack
from kohtaamo.encounters.models import Message
from kohtaamo.outreach.choices import ToState
from kohtaamo.outreach.models import NoticeTo
from kohtaamo.platform.time import now

_ON_THE_WAY = (ToState.SENT, ToState.FAILED, ToState.DOUBTFUL)


def arrived(event: Delivered) -> None:
    """The message left our house and was taken in: this person is told."""
    if _is_of_a_notice(event.message):
        on_the_way = NoticeTo.objects.filter(message=event.message, state__in=_ON_THE_WAY)
        on_the_way.update(state=ToState.DELIVERED, settled_at=event.at, reason="")


def failed(event: DeliveryFailed) -> None:
    """The message did not arrive, or nobody knows whether it did: this person is on the list of those to be called."""
    if _is_of_a_notice(event.message):
        standing = (ToState.SENT, ToState.DELIVERED, ToState.DOUBTFUL)
        state = ToState.DOUBTFUL if event.is_doubtful else ToState.FAILED
        told = NoticeTo.objects.filter(message=event.message, state__in=standing)
        told.update(state=state, settled_at=event.at, reason=event.address[:300])


def taken_back(event: TakenBack) -> None:
    """The sender took this one message back before it left: this person is left out."""
    if _is_of_a_notice(event.message):
        NoticeTo.objects.filter(message=event.message).update(state=ToState.LEFT_OUT, settled_at=now())


def _is_of_a_notice(message: Message) -> bool:
    """Ordinary answers and what customers say are told from a notice without asking the database."""
    return message.author == Author.US and message.is_automatic
