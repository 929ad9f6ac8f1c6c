"""Making a notice's list of people: at once when they are few, beside the reader when they are many."""

from __future__ import annotations

from kohtaamo.outreach.commands.prepare import AT_ONCE, prepare, want_people
from kohtaamo.outreach.models import Notice
from kohtaamo.outreach.queries import people_waiting
from kohtaamo.staff.models import Member


def prepare_now_or_later(actor: Member, notice: Notice) -> None:
    """Make or renew the list. Raises what ``prepare`` raises."""
    if people_waiting(actor, [notice.cause]).get(notice.cause_id, 0) <= AT_ONCE:
        prepare(actor=actor, notice=notice)
    else:
        want_people(actor=actor, notice=notice)
