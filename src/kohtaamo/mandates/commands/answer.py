"""Answering a request in one touch: on a yes the decision is made at once, in the asker's name."""

from __future__ import annotations

from kohtaamo.mandates.choices import DefaultAnswer, RequestState
from kohtaamo.mandates.commands.ask import hold_waiting, note
from kohtaamo.mandates.commands.counting import hold_tallies
from kohtaamo.mandates.commands.decide import Terms, make_decision
from kohtaamo.mandates.errors import AmountMissing, MoreThanAsked, OwnRequest
from kohtaamo.mandates.events import RequestAnswered
from kohtaamo.mandates.models import Request
from kohtaamo.mandates.queries.applying import meeting_of
from kohtaamo.mandates.wording import words_of
from kohtaamo.platform.events import publish
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


def answer_request(
    *, actor: Member, request: Request, grant: bool, amount: int | None = None, word: str = ""
) -> Request:  # fmt: skip
    """Grant, whole or ``amount`` of it in the kind's unit, or decline.

    On a grant the customer is told with the words the asker wrote, in which a smaller amount takes the place of the one
    asked, and who granted is on record. Raises ``OwnRequest``, ``MoreThanAsked``, ``AmountMissing``,
    ``AlreadyAnswered``, ``NotFound`` for one who does not see the case, and what ``reply`` raises.
    """
    require(actor, Right.GRANT)
    if request.asked_by_id == actor.pk:
        raise OwnRequest
    with unit_of_work():
        held = hold_waiting(actor, request)
        held.answer_word = word.strip()[:300]
        held.granted = _checked(held, amount) if grant else None
        _settle(held, RequestState.GRANTED if grant else RequestState.DECLINED, actor)
        if grant:
            carry_out(held, actor)
        publish(RequestAnswered(held))
        return held


def _checked(request: Request, amount: int | None) -> int:
    """How much is granted: all that was asked, or a part of it."""
    if amount is None:
        return request.amount
    if amount < 1:
        raise AmountMissing
    if amount > request.amount:
        raise MoreThanAsked
    return amount


def _settle(request: Request, state: str, by: Member | None) -> None:
    request.state, request.answered_at, request.answered_by = state, now(), by
    request.save(update_fields=["state", "answered_at", "answered_by", "answer_word", "granted"])
    in_part = request.is_granted_in_part
    note("request.answered", request, by, state=str(state), default=request.default_answer, in_part=in_part)


def carry_out(request: Request, granted_by: Member | None) -> None:
    """Make the decision that was asked for; call with the case and the request held."""
    hold_tallies(request.kind, request.asked_by, request.case)
    amount = request.amount if request.granted is None else request.granted
    words = words_of(request, amount)
    once = f"request.{request.pk}"
    terms = Terms(request.kind, amount, request.why, words, "", once, is_quiet=request.is_quiet)
    make_decision(
        member=request.asked_by, case=request.case, meeting=meeting_of(request.case), terms=terms, request=request,
        granted_by=granted_by,
    )  # fmt: skip


def answer_by_default(request: Request) -> None:
    """Nobody answered in time: the default answer stands. Call with the case and the request held."""
    request.granted = request.amount if request.default_answer == DefaultAnswer.GRANT else None
    _settle(request, RequestState.DEFAULTED, None)
    if request.default_answer == DefaultAnswer.GRANT:
        carry_out(request, None)
    publish(RequestAnswered(request))
