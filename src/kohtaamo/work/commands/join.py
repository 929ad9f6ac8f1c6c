"""Two cases found to be one matter, and found to be two after all."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from kohtaamo.customers.choices import IdentityKind
from kohtaamo.customers.models import Identity
from kohtaamo.encounters.choices import Author, CaseState
from kohtaamo.encounters.events import CaseMoved
from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import Case, Message, Participant
from kohtaamo.encounters.queries import unanswered_messages, visible_cases
from kohtaamo.platform.errors import Invalid, NotFound
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.choices import HandoverState
from kohtaamo.promises.models import Handover
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require
from kohtaamo.work.errors import JoinedLaterFirst, OtherCustomer, WaitsForHandover
from kohtaamo.work.models import Joining
from kohtaamo.work.moving import move_all, move_back

_STAND = ("state", "waiting_since", "settled_at", "settled_by_id")
_TAKEN = (*_STAND, "fast_lane_at", "owner_id", "feeling", "last_words", "channel")


def join_cases(*, actor: Member, winner: Case, loser: Case, confirmed: bool = False) -> Joining:
    """The loser lives on in the winner: meetings, messages, promises, hand-overs and the rest move; its number leads on.

    Raises ``OtherCustomer`` when their customers differ and that was not ``confirmed``, ``WaitsForHandover``, and what
    ``hold`` raises for one that may not be seen or has been joined itself.
    """
    require(actor, Right.ANSWER)
    if winner.pk == loser.pk:
        raise Invalid(_("This is one and the same case."))
    with unit_of_work():
        held = {case.pk: hold(actor, case) for case in sorted((winner, loser), key=lambda case: case.pk)}
        winner, loser = held[winner.pk], held[loser.pk]
        if winner.customer_id != loser.customer_id and not confirmed:
            raise OtherCustomer
        if Handover.objects.filter(case=loser, state=HandoverState.OFFERED).exists():
            raise WaitsForHandover
        joining = Joining(winner=winner, loser=loser, joined_by=actor, joined_at=now())
        joining.winner_before, joining.loser_before = _told(winner), _told(loser)
        joining.moved = move_all(loser, winner)
        _let_write(actor, winner, loser)
        _take_over(winner, loser)
        joining.winner_after = _told(winner)
        joining.save()
        _lay_down(loser, winner, actor)
        publish(CaseMoved(case=winner, from_team=loser.team_id))
        record(
            "case.joined", actor=actor, **where(winner), **teamed(winner), from_team=winner.team_id, joined=loser.pk,
            joining=joining.pk,
        )  # fmt: skip
        record("case.joined_away", actor=actor, **where(loser), **teamed(loser), winner=winner.pk, joining=joining.pk)
        return joining


def _told(case: Case) -> dict[str, Any]:
    return {name: _plain(getattr(case, name)) for name in _TAKEN}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _let_write(actor: Member, winner: Case, loser: Case) -> None:
    """The addresses of another customer, whose matter this is as well by a person's word, may continue it."""
    if winner.customer_id == loser.customer_id:
        return
    own = Identity.objects.filter(customer_id=loser.customer_id, kind=IdentityKind.EMAIL)
    for identity in own:
        Participant.objects.get_or_create(
            case=winner, address=identity.value.lower(),
            defaults={"name": loser.customer.name, "added_by": actor, "added_at": now()},
        )  # fmt: skip


def _take_over(winner: Case, loser: Case) -> None:
    """The longer wait, the fast lane and the latest words are now the winner's; a settled one opens when its part waits."""
    if loser.state == CaseState.WAITING_US:
        since = [case.waiting_since for case in (winner, loser) if case.waiting_since is not None]
        winner.state, winner.waiting_since = CaseState.WAITING_US, min(since)
    elif winner.is_settled:
        winner.state = loser.state
    if not winner.is_settled:
        winner.settled_at = winner.settled_by = None
    lanes = [case.fast_lane_at for case in (winner, loser) if case.fast_lane_at is not None]
    winner.fast_lane_at = min(lanes, default=None)
    if winner.owner_id is None and winner.team_id == loser.team_id:
        winner.owner_id = loser.owner_id
    if loser.changed_at > winner.changed_at:
        winner.last_words, winner.channel = loser.last_words or winner.last_words, loser.channel
        winner.feeling = loser.feeling or winner.feeling
    winner.changed_at = now()
    winner.save()


def _lay_down(loser: Case, winner: Case, actor: Member) -> None:
    loser.merged_into, loser.changed_at = winner, now()
    if not loser.is_settled:
        loser.state, loser.waiting_since = CaseState.SETTLED, None
        loser.settled_at, loser.settled_by = now(), actor
    loser.fast_lane_at = None
    loser.save()


def part_cases(*, actor: Member, joining: Joining) -> Case:
    """Part them again: what moved goes back with what came since to its meetings; the rest stays.

    Returns the case that is back. Raises ``JoinedLaterFirst`` when the winner has itself been joined to another since.
    Parting twice changes nothing.
    """
    require(actor, Right.ANSWER)
    if not visible_cases(actor).filter(pk=joining.winner_id).exists():
        raise NotFound
    with unit_of_work():
        pair = Case.objects.select_for_update().filter(pk__in=[joining.winner_id, joining.loser_id]).order_by("pk")
        held = {case.pk: case for case in pair}
        winner, loser = held[joining.winner_id], held[joining.loser_id]
        joining = Joining.objects.select_for_update().get(pk=joining.pk)
        if joining.parted_at is not None:
            return loser
        if winner.merged_into_id is not None:
            raise JoinedLaterFirst
        move_back(joining.moved, winner, loser)
        _give_back(winner, joining)
        _stand_up(loser, joining)
        joining.parted_by, joining.parted_at = actor, now()
        joining.save(update_fields=["parted_by", "parted_at"])
        publish(CaseMoved(case=loser, from_team=winner.team_id))
        for case in (winner, loser):
            record(
                "case.parted", actor=actor, **where(case), **teamed(case), from_team=case.team_id, joining=joining.pk,
                other=(loser if case is winner else winner).pk,
            )  # fmt: skip
        return loser


def _give_back(winner: Case, joining: Joining) -> None:
    """What the winner took and has kept since is as it was before; what changed since stays."""
    stands_as_then = all(_plain(getattr(winner, name)) == joining.winner_after[name] for name in _STAND)
    for name in _TAKEN:
        kept = stands_as_then if name in _STAND else _plain(getattr(winner, name)) == joining.winner_after[name]
        if kept:
            _set(winner, name, joining.winner_before[name])
    _stand_by_talk(winner, joining.joined_at)
    winner.changed_at = now()
    winner.save()


def _stand_up(loser: Case, joining: Joining) -> None:
    for name in _TAKEN:
        _set(loser, name, joining.loser_before[name])
    _stand_by_talk(loser, joining.joined_at)
    loser.merged_into, loser.changed_at = None, now()
    loser.save()


def _set(case: Case, name: str, value: Any) -> None:
    field: Any = Case._meta.get_field(name.removesuffix("_id"))
    setattr(case, name, value if name.endswith("_id") else field.to_python(value))


def _stand_by_talk(case: Case, since: datetime) -> None:
    """Where a case stands when something was said in it since: by whose word was the last."""
    said = Message.objects.filter(case=case, at__gte=since, author__in=[Author.CUSTOMER, Author.US], is_automatic=False)
    last = said.order_by("-pk").first()
    if last is None:
        return
    if last.author == Author.US:
        if case.state == CaseState.WAITING_US:
            case.state, case.waiting_since = CaseState.WAITING_CUSTOMER, None
        return
    first = unanswered_messages(case).first() or last
    case.state, case.waiting_since = CaseState.WAITING_US, first.at
    case.settled_at = case.settled_by = None
    case.last_words = " ".join(last.shown_text.split())[:240]
