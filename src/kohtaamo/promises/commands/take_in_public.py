"""Taking in promises to everyone from a file: the good rows, each once however often the file is sent."""

from __future__ import annotations

from collections.abc import Iterable

from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.commands.publish import publish_promise
from kohtaamo.promises.public_rows import Line
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


def take_in(*, actor: Member, lines: Iterable[Line]) -> int:
    """Write the new and changed rows; the bad are left out and the same untouched. Returns how many were written."""
    require(actor, Right.PUBLISH)
    with unit_of_work():
        wanted = [line for line in lines if line.public is not None and not line.is_same]
        for line in wanted:
            if line.public is not None:
                publish_promise(actor=actor, public=line.public, promise=line.known)
        return len(wanted)
