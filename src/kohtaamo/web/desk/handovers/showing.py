"""What Today and the encounter page show of hand-overs."""

from __future__ import annotations

from typing import Any

from kohtaamo.encounters.models import Case
from kohtaamo.promises.choices import HandoverState
from kohtaamo.promises.handing import CAME_BACK, any_open, chain_of, given_by, may_accept, offered_to
from kohtaamo.staff.models import Member

MOST = 20


def todays(viewer: Member) -> dict[str, Any]:
    """What Today says of hand-overs: offered to me, and mine that wait for an answer or came back. At most three queries."""
    if not any_open(viewer):
        return {"offered": [], "given": [], "came_back": CAME_BACK}
    return {"offered": list(offered_to(viewer)[:MOST]), "given": list(given_by(viewer)[:MOST]), "came_back": CAME_BACK}


def of_case(viewer: Member, case: Case) -> dict[str, Any]:
    """The hand-overs of a case for its page: the chain, and the one that waits for an answer. One query."""
    chain = chain_of(case)
    offered = next((each for each in chain if each.state == HandoverState.OFFERED), None)
    return {
        "chain": [each for each in chain if each.state == HandoverState.ACCEPTED],
        "offered": offered,
        "may_accept": offered is not None and may_accept(viewer, offered),
        "may_recall": offered is not None and offered.from_member_id == viewer.pk,
    }
