"""Granting and ending mandates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from kohtaamo.mandates.choices import Period, Unit
from kohtaamo.mandates.errors import (
    AlreadyEnded,
    AmountMissing,
    ForOne,
    NoMandate,
    OwnMandate,
    ProposalGone,
    WrongLimits,
    WrongTimes,
)
from kohtaamo.mandates.models import Kind, Mandate
from kohtaamo.mandates.queries.proposing import Proposal, proposal_for
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member, Role, Team
from kohtaamo.staff.rules import require
from kohtaamo.touchpoints.models import Touchpoint


@dataclass(frozen=True)
class Limits:
    """How much, in the kind's unit: in one meeting, to one customer and by one person in the period. None: no limit."""

    per_encounter: int
    per_customer: int | None = None
    per_person: int | None = None
    period: str = Period.MONTH


def grant(
    *, actor: Member, kind: Kind, to: Role | Member | Team, limits: Limits, touchpoint: Touchpoint | None = None,
    valid_from: datetime | None = None, valid_to: datetime | None = None,
) -> Mandate:  # fmt: skip
    """Give a mandate to one role, person or team, from now on unless told otherwise.

    Raises ``OwnMandate``, ``WrongLimits``, ``WrongTimes``, ``ForOne``, ``AmountMissing`` and ``NoMandate`` for a kind
    not in use.
    """
    require(actor, Right.GRANT)
    if not isinstance(to, (Role, Member, Team)):
        raise ForOne
    if isinstance(to, Member) and to.pk == actor.pk:
        raise OwnMandate
    begins = valid_from or now()
    if valid_to is not None and valid_to <= max(begins, now()):
        raise WrongTimes
    with unit_of_work():
        held = Kind.objects.filter(pk=kind.pk, is_active=True).first()
        if held is None:
            raise NoMandate
        check_limits(held, limits)
        return _write(actor, held, to, limits, touchpoint, begins, valid_to)


def check_limits(kind: Kind, limits: Limits) -> None:
    """Raises ``AmountMissing`` or ``WrongLimits``."""
    if limits.per_encounter < 1 or limits.period not in Period.values or kind.unit not in Unit.values:
        raise AmountMissing
    others = [most for most in (limits.per_customer, limits.per_person) if most is not None]
    if any(most < limits.per_encounter for most in others):
        raise WrongLimits


def _write(
    actor: Member, kind: Kind, to: Role | Member | Team, limits: Limits, touchpoint: Touchpoint | None,
    begins: datetime, ends: datetime | None, replaces: Mandate | None = None,
) -> Mandate:  # fmt: skip
    mandate = Mandate.objects.create(
        kind=kind, touchpoint=touchpoint, per_encounter=limits.per_encounter, per_customer=limits.per_customer,
        per_person=limits.per_person, period=limits.period, valid_from=begins, valid_to=ends, granted_by=actor,
        granted_at=now(), replaces=replaces, role=to if isinstance(to, Role) else None,
        member=to if isinstance(to, Member) else None, team=to if isinstance(to, Team) else None,
    )  # fmt: skip
    record(
        "mandate.granted", actor=actor, touchpoint=mandate.touchpoint_id, mandate=mandate.pk, code=kind.code,
        role=mandate.role_id, person=mandate.member_id, group=mandate.team_id, period=str(limits.period),
        replaces=mandate.replaces_id,
    )  # fmt: skip
    return mandate


def end(*, actor: Member, mandate: Mandate) -> Mandate:
    """End a mandate from now on; what was decided under it stands. Raises ``AlreadyEnded``."""
    require(actor, Right.GRANT)
    with unit_of_work():
        held = Mandate.objects.select_for_update(of=("self",)).select_related("kind").get(pk=mandate.pk)
        if held.ended_at is not None:
            raise AlreadyEnded
        held.ended_at, held.ended_by = now(), actor
        held.save(update_fields=["ended_at", "ended_by"])
        record("mandate.ended", actor=actor, mandate=held.pk, code=held.kind.code)
        return held


def apply_proposal(*, actor: Member, mandate: Mandate, per_encounter: int) -> Mandate:
    """Widen or narrow a mandate as the figures propose: the former ends, another takes its place on the same terms.

    ``per_encounter`` is what was shown; raises ``ProposalGone`` when that is no longer proposed, and ``OwnMandate``.
    """
    require(actor, Right.GRANT)
    with unit_of_work():
        proposal = proposal_for(actor, mandate.pk)
        if proposal is None or proposal.per_encounter != per_encounter:
            raise ProposalGone
        former = end(actor=actor, mandate=proposal.mandate)
        if former.member_id == actor.pk:
            raise OwnMandate
        return _write(
            actor, former.kind, former.holder, _limits(proposal), former.touchpoint, now(), former.valid_to, former
        )


def _limits(proposal: Proposal) -> Limits:
    """The former limits with the new one for a meeting; those of the period give way where they would be smaller."""
    former, most = proposal.mandate, proposal.per_encounter
    limits = Limits(most, former.per_customer, former.per_person, former.period)
    if limits.per_customer is not None:
        limits = replace(limits, per_customer=max(most, limits.per_customer))
    if limits.per_person is not None:
        limits = replace(limits, per_person=max(most, limits.per_person))
    return limits
