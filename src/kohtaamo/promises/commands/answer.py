"""Answering with the promises in the answer: both stand, or neither."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.models import Case, Message
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.commands.make import Terms, make
from kohtaamo.promises.models import Promise
from kohtaamo.staff.models import Member


def answer(
    *, actor: Member, case: Case, text: str, promises: Sequence[Terms] = (), to: str = "", copies: Sequence[str] = (),
    more: Sequence[str] = (), blind: Sequence[str] = (),
    seen: int = 0, once: str = "", leave_at: datetime | None = None, keeps_draft: bool = False,
) -> Message:  # fmt: skip
    """Reply and put what the reply promises in the register. Raises what ``reply`` and ``make`` raise."""
    with unit_of_work():
        message = reply(
            actor=actor, case=case, text=text, to=to, copies=copies, more=more, blind=blind, seen=seen, once=once, leave_at=leave_at,
            keeps_draft=keeps_draft,
        )  # fmt: skip
        if not Promise.objects.filter(message=message).exists():
            for terms in promises:
                make(actor=actor, case=case, terms=terms, message=message)
        return message
