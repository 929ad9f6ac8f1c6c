"""Noting who is named in a note as it is written."""

from __future__ import annotations

from kohtaamo.encounters.events import Noted
from kohtaamo.encounters.locking import where
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.serving.mentioning import named_in
from kohtaamo.serving.models import Mention
from kohtaamo.staff.models import Member, Team


def note_mentions(event: Noted) -> None:
    """Everyone named is written down and will be told; whether they see the case is asked when they are."""
    message = event.message
    if "@" not in message.text:
        return
    members = Member.objects.filter(is_active=True).values_list("pk", "name")
    teams = Team.objects.filter(is_active=True).values_list("pk", "name")
    named = named_in(message.text, members, teams)
    at = now()
    Mention.objects.bulk_create(
        [Mention(message=message, member_id=one, by=event.by, at=at) for one in named.members]
        + [Mention(message=message, team_id=one, by=event.by, at=at) for one in named.teams]
    )
    if named.members or named.teams:
        record(
            "note.mentioned", actor=event.by, **where(message.case, message.encounter_id), message=message.pk,
            members=named.members, teams=named.teams,
        )  # fmt: skip
