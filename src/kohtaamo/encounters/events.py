"""What the encounters room tells those above: who listens stands in ``config/subscriptions.py``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kohtaamo.encounters.models import Case, Encounter, Message
from kohtaamo.staff.models import Member


@dataclass(frozen=True)
class Arrived:
    """A customer's message was taken in. ``is_new_encounter`` when it began one, ``is_new_case`` a case too."""

    message: Message
    encounter: Encounter
    case: Case
    is_new_encounter: bool
    is_new_case: bool


@dataclass(frozen=True)
class Leaving:
    """A message of ours is to be sent to its deliveries, no earlier than ``not_before``."""

    message: Message
    channel: str
    not_before: datetime


@dataclass(frozen=True)
class LeavingTogether:
    """Messages of ours that tell many the same thing: to be sent one after another, after ordinary answers."""

    messages: tuple[Message, ...]
    channel: str
    not_before: datetime


@dataclass(frozen=True)
class Noted:
    """A note among us was written."""

    message: Message
    by: Member


@dataclass(frozen=True)
class Held:
    """A message of ours that was to leave later stays: the customer wrote ``because`` before it left."""

    message: Message
    because: Message


@dataclass(frozen=True)
class TakenBack:
    """A message of ours was taken back before it left."""

    message: Message
    by: Member


@dataclass(frozen=True)
class Delivered:
    """A message of ours left for every recipient who was waiting for it."""

    message: Message
    at: datetime


@dataclass(frozen=True)
class DeliveryFailed:
    """A message of ours did not reach a recipient; ``is_doubtful`` when nobody knows whether it did."""

    message: Message
    address: str
    is_permanent: bool
    at: datetime
    is_doubtful: bool = False


@dataclass(frozen=True)
class CaseMoved:
    """A case came to another team or owner."""

    case: Case
    from_team: int


@dataclass(frozen=True)
class Felt:
    """How the customer feels was noted, one of five; ``at_end`` when it is the feeling they left with."""

    case: Case
    feeling: int
    at_end: bool
    by: Member


@dataclass(frozen=True)
class MatterSet:
    """A person said what kind of matter a case is. The publisher holds the case."""

    case: Case


@dataclass(frozen=True)
class Settling:
    """A case is about to be settled; a listener may refuse, saying what is missing."""

    case: Case
    by: Member
