"""What becomes of a hand-over: accepted, not accepted with a word, taken back, or back by itself when nobody answered."""

from __future__ import annotations

from contextlib import suppress

from django.utils.translation import gettext as _

from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.commands.reply import take_back
from kohtaamo.encounters.errors import AlreadyLeft
from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import Invalid, NotFound
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.choices import HandoverState, PromiseState
from kohtaamo.promises.commands.hand_over import give_to, note_handover
from kohtaamo.promises.errors import HandoverSettled
from kohtaamo.promises.handing import may_accept
from kohtaamo.promises.models import Handover, Promise
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member, Team
from kohtaamo.staff.rules import require


def accept(*, actor: Member, handover: Handover) -> Handover:
    """Take the matter on: the case and its promise are now the receiver's. Raises ``HandoverSettled``."""
    require(actor, Right.ANSWER)
    with unit_of_work():
        held = _held(actor, handover)
        _give(held, held.to_team, actor)
        return _settle(held, HandoverState.ACCEPTED, "handover.accepted", actor)


def decline(*, actor: Member, handover: Handover, word: str) -> Handover:
    """Say why not; the case goes back to the giver at once. Raises ``Invalid`` without a word."""
    require(actor, Right.ANSWER)
    if not word.strip():
        raise Invalid(_("Say in a word why you cannot take this, so that the giver knows whom to ask next."))
    with unit_of_work():
        held = _held(actor, handover)
        held.word = word.strip()[:300]
        return _come_back(held, HandoverState.DECLINED, "handover.declined", actor)


def take_back_handover(*, actor: Member, handover: Handover) -> Handover:
    """The giver takes the matter back before it was accepted."""
    require(actor, Right.ASSIGN)
    with unit_of_work():
        held = _locked(handover)
        if held.from_member_id != actor.pk:
            raise NotFound
        _come_back(held, HandoverState.WITHDRAWN, "handover.withdrawn", actor)
        _unsay(actor, held)
        return held


def _unsay(actor: Member, held: Handover) -> None:
    """What was written to the customer is taken back too while it has not left; what it promised was then never said."""
    if held.message is not None and held.message.author == Author.US:
        with suppress(AlreadyLeft):
            take_back(actor=actor, message=held.message)


def return_unanswered() -> int:
    """Once a minute: hand-overs nobody answered in time come back visibly. Returns how many."""
    passed = Handover.objects.filter(state=HandoverState.OFFERED, answer_by__lt=now()).order_by("answer_by")
    count = 0
    for handover in list(passed[:200]):
        with unit_of_work():
            held = _locked(handover, is_open=False)
            if held.state == HandoverState.OFFERED:
                _come_back(held, HandoverState.RETURNED, "handover.returned", None)
                count += 1
    return count


def see_returned(*, actor: Member, handover: Handover) -> None:
    """The giver has seen that it came back, and has the case in hand again."""
    with unit_of_work():
        seen = Handover.objects.filter(pk=handover.pk, from_member=actor, seen_at__isnull=True)
        if seen.update(seen_at=now()):
            note_handover("handover.seen", handover, actor)


def _held(actor: Member, handover: Handover) -> Handover:
    held = _locked(handover)
    if not may_accept(actor, held):
        raise NotFound
    return held


def _locked(handover: Handover, *, is_open: bool = True) -> Handover:
    """The hand-over, its case locked first, still open. Raises ``HandoverSettled``."""
    case = Case.objects.select_for_update().get(pk=handover.case_id)
    held = Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    if is_open and held.state != HandoverState.OFFERED:
        raise HandoverSettled
    held.case = case
    return held


def _come_back(held: Handover, state: str, kind: str, actor: Member | None) -> Handover:
    _give(held, held.from_team, held.from_member if held.from_member.is_active else None)
    return _settle(held, state, kind, actor)


def _give(held: Handover, team: Team, owner: Member | None) -> None:
    """The case, and the promise handed over with it, are this person's."""
    give_to(held.case, team, owner)
    if held.promise_id is not None:
        Promise.objects.filter(pk=held.promise_id, state=PromiseState.OPEN).update(owner=owner)


def _settle(held: Handover, state: str, kind: str, actor: Member | None) -> Handover:
    held.state, held.settled_at, held.settled_by = state, now(), actor
    held.save(update_fields=["state", "settled_at", "settled_by", "word"])
    note_handover(kind, held, actor)
    return held
