"""Writing down a meeting that happened outside the system's own channels: a call, a visit, a letter."""

from __future__ import annotations

from dataclasses import dataclass

from kohtaamo.customers.choices import IdentityKind
from kohtaamo.customers.identities import normal_form
from kohtaamo.encounters.arrivals import Arrival
from kohtaamo.encounters.commands.fast_lane import follow_feeling
from kohtaamo.encounters.commands.notice import notice
from kohtaamo.encounters.commands.receive import receive
from kohtaamo.encounters.commands.take import take
from kohtaamo.encounters.errors import NothingWritten
from kohtaamo.encounters.models import Message
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require
from kohtaamo.touchpoints.models import Touchpoint


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """What is known of a meeting: who came, how they can be reached, what they asked and for whom."""

    touchpoint: Touchpoint
    channel: str
    name: str
    reach: str
    subject: str
    words: str
    for_whom: str = ""
    language: str = ""
    feeling: int | None = None


def note_meeting(*, actor: Member, meeting: Meeting) -> Message:
    """Write a meeting down; the case is the writer's from the start. Raises ``NothingWritten`` and ``Invalid``."""
    require(actor, Right.ANSWER)
    if not meeting.words.strip():
        raise NothingWritten
    kind, value = reach_of(meeting.reach)
    with unit_of_work():
        message = receive(
            Arrival(
                touchpoint=meeting.touchpoint,
                channel=meeting.channel,
                at=now(),
                identity_kind=kind,
                identity=value,
                sender_name=meeting.name,
                subject=meeting.subject,
                text=meeting.words.strip(),
                language=meeting.language,
            )
        )
        case = message.case
        case.for_whom = meeting.for_whom[:200]
        case.owner, case.feeling = actor, meeting.feeling
        case.save(update_fields=["for_whom", "owner", "feeling"])
        message.encounter.feeling_start = meeting.feeling
        message.encounter.save(update_fields=["feeling_start"])
        notice(actor=actor, case=case)
        take(actor=actor, case=case)
        if meeting.feeling is not None:
            follow_feeling(actor=actor, case=case, feeling=meeting.feeling)
        return message


def reach_of(text: str) -> tuple[str, str]:
    """Whether a person gave a mail address or a number. Raises ``Invalid`` when it is neither."""
    kind = IdentityKind.EMAIL if "@" in text else IdentityKind.PHONE
    return kind, normal_form(kind, text)
