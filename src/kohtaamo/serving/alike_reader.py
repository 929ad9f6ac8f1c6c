"""The journal's reader that counts answers that are alike."""

from __future__ import annotations

from collections.abc import Sequence

from kohtaamo.encounters.models import Message
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.serving.commands.alike import LOOKED_BACK, note_answer, note_question

SENT, RECEIVED = "message.sent", "message.received"


def read(entries: Sequence[Entry]) -> None:
    """Count what was sent and what came, in order. Seeing an entry twice counts nothing twice."""
    since = now() - LOOKED_BACK
    spoken = [entry for entry in entries if entry.kind in {SENT, RECEIVED} and entry.at > since]
    told = [(entry.kind, entry.data.get("message", 0)) for entry in spoken]
    found = Message.objects.select_related("case__customer").in_bulk({number for _kind, number in told})
    for kind, number in told:
        message = found.get(number)
        if message is not None:
            (note_answer if kind == SENT else note_question)(message)
