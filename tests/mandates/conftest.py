"""Kinds and mandates that the tests of this room stand on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from kohtaamo.encounters.models import Case
from kohtaamo.mandates.commands.decide import decide
from kohtaamo.mandates.commands.mandate import Limits, grant
from kohtaamo.mandates.models import Decision, Kind, Mandate
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member, Role, Team

EURO = 100


@pytest.fixture
def kinds(db: None) -> dict[str, Kind]:
    """The kinds of a new system, by code."""
    return {kind.code: kind for kind in Kind.objects.all()}


@pytest.fixture
def refund(kinds: dict[str, Kind]) -> Kind:
    return kinds["refund"]


Grants = Callable[..., Mandate]


@pytest.fixture
def grants(administrator: Member, refund: Kind) -> Grants:
    """``grants(member, 60, per_person=500, kind=..., touchpoint=..., valid_to=...)``, in euros for money."""

    def give(
        to: Role | Member | Team, per_encounter: int = 60, *, kind: Kind = refund, period: str = "month",
        per_customer: int | None = None, per_person: int | None = None, **terms: object,
    ) -> Mandate:  # fmt: skip
        scale = EURO if kind.unit == "money" else 1
        most = [None if each is None else each * scale for each in (per_customer, per_person)]
        limits = Limits(per_encounter * scale, *most, period=period)
        return grant(actor=administrator, kind=kind, to=to, limits=limits, **terms)  # type: ignore[arg-type]

    return give


Decides = Callable[..., Decision]


@pytest.fixture
def decides(case: Case, owner: Member, refund: Kind) -> Decides:
    """``decides(30)``: the owner refunds thirty euros in the case, told in person; any field may be told otherwise."""

    def do(euros: int = 30, **fields: object) -> Decision:
        known = {"actor": owner, "case": case, "kind": refund, "amount": euros * EURO, "reason": "myöhässä"}
        return decide(**{**known, **fields})  # type: ignore[arg-type]

    return do


@pytest.fixture
def made_ago() -> Callable[[Decision, timedelta], None]:
    """Makes a decision that much older."""

    def age(decision: Decision, by: timedelta) -> None:
        Decision.objects.filter(pk=decision.pk).update(at=now() - by)

    return age
