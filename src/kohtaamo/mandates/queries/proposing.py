"""Proposals to widen or narrow a mandate, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from kohtaamo.mandates.choices import Limit, RequestState, Unit
from kohtaamo.mandates.models import Decision, Mandate, Request
from kohtaamo.mandates.queries.applying import live_mandates
from kohtaamo.mandates.rules import (
    LEAST_LOOSE,
    LEAST_PEOPLE,
    LEAST_REQUESTS,
    LOOSE_SHARE,
    LOOSE_TYPICAL,
    WIDEN_GRANTED,
    WIDEN_TO,
    percentile,
    rounded_up,
)
from kohtaamo.platform.time import now
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require

LOOKED_BACK = timedelta(days=180)
STEP = {Unit.MONEY: 500, Unit.DAYS: 1}


@dataclass(frozen=True)
class Proposal:
    """Another limit for one meeting, and why: ``of`` rows were looked at, ``share`` of them speak for it.

    When it widens, the share is of requests granted; when it narrows, the share of decisions at most ``typical``.
    """

    mandate: Mandate
    per_encounter: int
    of: int
    share: float
    typical: int

    @property
    def widens(self) -> bool:
        return self.per_encounter > self.mandate.per_encounter


def proposals(viewer: Member) -> list[Proposal]:
    """What the last half year speaks for, of standing mandates with amounts: three queries.

    Widened to what four of five requests asked for or were granted of it, when at least ten by three people were answered and nine of ten
    granted. Narrowed to twice the typical amount, when at least twenty decisions by three people stayed under two
    fifths of the limit nineteen times of twenty.
    """
    require(viewer, Right.GRANT)
    standing = live_mandates(now()).exclude(kind__unit=Unit.NONE)
    named = list(standing.select_related("kind", "role", "team", "member", "touchpoint").order_by("pk"))
    asked, given = _asked(named), _given(named)
    found = [_widened(each, asked.get(each.pk, [])) or _narrowed(each, given.get(each.pk, [])) for each in named]
    return [proposal for proposal in found if proposal is not None]


def proposal_for(viewer: Member, mandate_id: int) -> Proposal | None:
    """What is proposed for this mandate now, if anything."""
    return next((each for each in proposals(viewer) if each.mandate.pk == mandate_id), None)


_Asked = tuple[int, int, bool]  # who, how much, whether granted
_Given = tuple[int, int]  # who, how much


def _asked(mandates: Iterable[Mandate]) -> dict[int, list[_Asked]]:
    answered = [RequestState.GRANTED, RequestState.DECLINED]
    since = now() - LOOKED_BACK
    rows = Request.objects.filter(mandate__in=mandates, over=Limit.ENCOUNTER, state__in=answered, asked_at__gte=since)
    found: dict[int, list[_Asked]] = {}
    for mandate, who, amount, part, state in rows.values_list(
        "mandate_id", "asked_by_id", "amount", "granted", "state"
    ):
        found.setdefault(mandate or 0, []).append((who, part or amount, state == RequestState.GRANTED))
    return found


def _given(mandates: Iterable[Mandate]) -> dict[int, list[_Given]]:
    rows = Decision.objects.filter(mandate__in=mandates, at__gte=now() - LOOKED_BACK, amount_now__gt=0)
    found: dict[int, list[_Given]] = {}
    for mandate, who, amount in rows.values_list("mandate_id", "member_id", "amount_now"):
        found.setdefault(mandate or 0, []).append((who, amount))
    return found


def _widened(mandate: Mandate, asked: list[_Asked]) -> Proposal | None:
    if len(asked) < LEAST_REQUESTS or len({who for who, _, _ in asked}) < LEAST_PEOPLE:
        return None
    share = sum(granted for _, _, granted in asked) / len(asked)
    wanted = percentile([amount for _, amount, _ in asked], WIDEN_TO)
    limit = rounded_up(wanted, STEP[Unit(mandate.kind.unit)])
    if share < WIDEN_GRANTED or limit <= mandate.per_encounter:
        return None
    return Proposal(mandate, limit, len(asked), share, wanted)


def _narrowed(mandate: Mandate, given: list[_Given]) -> Proposal | None:
    if len(given) < LEAST_LOOSE or len({who for who, _ in given}) < LEAST_PEOPLE:
        return None
    amounts = [amount for _, amount in given]
    typical = percentile(amounts, LOOSE_TYPICAL)
    limit = rounded_up(2 * typical, STEP[Unit(mandate.kind.unit)])
    if typical > LOOSE_SHARE * mandate.per_encounter or limit >= mandate.per_encounter:
        return None
    share = sum(amount <= typical for amount in amounts) / len(amounts)
    return Proposal(mandate, limit, len(amounts), share, typical)
