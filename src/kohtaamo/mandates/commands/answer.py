"""Answering a request in one touch: on a yes the decision is made at once, in the asker's name."""

from __future__ import annotations

from kohtaamo.mandates.choices import DefaultAnswer, RequestState
from kohtaamo.mandates.commands.ask import hold_waiting, note
from kohtaamo.mandates.commands.counting import hold_tallies
from kohtaamo.mandates.commands.decide import Terms, make_decision
from kohtaamo.mandates.errors import OwnRequest
from kohtaamo.mandates.events import RequestAnswered
from kohtaamo.mandates.models import Request
from kohtaamo.mandates.queries.applying import meeting_of
from kohtaamo.platform.events import publish
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


def answer_request(*, actor: Member, request: Request, grant: bool, word: str = "") -> Request:
    """Grant or decline. On a grant the customer is told with the words the asker wrote, and who granted is on record.

    Raises ``OwnRequest``, ``AlreadyAnswered``, ``NotFound`` for one who does not see the case, and what ``reply`` raises.
    """
    require(actor, Right.GRANT)
    if request.asked_by_id == actor.pk:
        raise OwnRequest
    with unit_of_work():
        held = hold_waiting(actor, request)
        held.answer_word = word.strip()[:300]
        _settle(held, RequestState.GRANTED if grant else RequestState.DECLINED, actor)
        if grant:
            carry_out(held, actor)
        publish(RequestAnswered(held))
        return held


def _settle(request: Request, state: str, by: Member | None) -> None:
    request.state, request.answered_at, request.answered_by = state, now(), by
    request.save(update_fields=["state", "answered_at", "answered_by", "answer_word"])
    note("request.answered", request, by, state=str(state), default=request.default_answer)


def carry_out(request: Request, granted_by: Member | None) -> None:
    """Make the decision that was asked for; call with the case and the request held."""
    hold_tallies(request.kind, request.asked_by, request.case)
    terms = Terms(request.kind, request.amount, request.why, request.words, "", f"request.{request.pk}")
    make_decision(
        member=request.asked_by, case=request.case, meeting=meeting_of(request.case), terms=terms, request=request,
        granted_by=granted_by,
    )  # fmt: skip


def answer_by_default(request: Request) -> None:
    """Nobody answered in time: the default answer stands. Call with the case and the request held."""
    _settle(request, RequestState.DEFAULTED, None)
    if request.default_answer == DefaultAnswer.GRANT:
        carry_out(request, None)
    publish(RequestAnswered(request))
