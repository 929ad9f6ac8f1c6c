"""What people in the demonstration may decide, what they have decided, and one who asks for more right now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from kohtaamo.demo.cast.customers import Known
from kohtaamo.demo.cast.organisation import Organisation
from kohtaamo.demo.stories import World
from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.models import Case, Encounter
from kohtaamo.mandates.choices import Limit, RequestState, Telling
from kohtaamo.mandates.commands.ask import ask
from kohtaamo.mandates.commands.clock import reckon
from kohtaamo.mandates.commands.decide import names
from kohtaamo.mandates.commands.mandate import Limits
from kohtaamo.mandates.models import Decision, Kind, Mandate, Request
from kohtaamo.mandates.wording import words_for
from kohtaamo.staff.choices import RoleName
from kohtaamo.staff.models import Role

GIVEN: tuple[tuple[str, Limits], ...] = (
    ("refund", Limits(6000, 12_000, 50_000)),
    ("gift", Limits(2000, 4000, 20_000)),
    ("free_delivery", Limits(2900, 2900, 29_000)),
    ("replacement", Limits(1, 2, 10)),
)
EXPERTS = Limits(15_000, 30_000, 100_000)
USUAL = {"refund": 3000, "gift": 2000, "free_delivery": 2900}
REASONS = ("Myöhässä", "Rikki", "Väärä tuote", "Pitkä odotus")
ASKER, ASKED_FOR = "noora", "Maarit Kangas"


def grant_mandates(world: World, *, since: datetime) -> dict[str, Mandate]:
    """What the front line may decide since then, by the code of its kind; experts may refund more."""
    for code, usual in USUAL.items():
        Kind.objects.filter(code=code).update(usual_amount=usual)
    roles = {role.name: role for role in Role.objects.all()}
    kinds = {kind.code: kind for kind in Kind.objects.all()}
    _grant(world, kinds["refund"], roles[RoleName.EXPERT], EXPERTS, since)
    return {code: _grant(world, kinds[code], roles[RoleName.FRONT_LINE], limits, since) for code, limits in GIVEN}


def _grant(world: World, kind: Kind, role: Role, limits: Limits, since: datetime) -> Mandate:
    boss = world.home.members["katri"]
    world.book.note(since, "mandate.granted", actor=boss, code=kind.code, role=role)
    return Mandate.objects.create(
        kind=kind, role=role, per_encounter=limits.per_encounter, per_customer=limits.per_customer,
        per_person=limits.per_person, valid_from=since, granted_by=boss, granted_at=since,
    )  # fmt: skip


def tell_decisions(world: World, mandates: Mapping[str, Mandate]) -> None:
    """Decisions in some cases whose owner is at the front line, and now and then more, asked for."""
    meetings: dict[int, Encounter] = {}
    for meeting in world.book.encounters:
        meetings.setdefault(id(meeting.case), meeting)
    for case in list(world.book.cases):
        owner, chance = case.owner, world.chance
        found = meetings.get(id(case))
        if owner is None or owner.role.name != RoleName.FRONT_LINE or found is None or found.ended_at is None:
            continue
        if chance.random() < (1 / 8 if case.state == CaseState.SETTLED else 1 / 4):
            _decide(world, case, found, mandates[chance.choices(list(mandates), [5, 2, 3, 1])[0]])


def _decide(world: World, case: Case, meeting: Encounter, mandate: Mandate) -> None:
    """One decision while the case was open; one refund in five was more than the owner may give and was asked for."""
    kind, chance = mandate.kind, world.chance
    at = meeting.arrived_at + ((meeting.ended_at or meeting.arrived_at) - meeting.arrived_at) / 2
    is_refund = kind.code == "refund"
    amount = chance.choice((1500, 2000, 3000, 3000, 4000, 6000)) if is_refund else kind.usual_amount or 1
    request = _request(world, case, meeting, mandate, at) if is_refund and chance.random() < 0.2 else None
    if request is not None:
        amount = request.amount
        world.book.requests.append(request)
    if request is None or request.state == RequestState.GRANTED:
        made = Decision(
            kind=kind, mandate=None if request else mandate, request=request, member=case.owner, case=case,
            encounter=meeting, customer=case.customer, touchpoint=case.touchpoint, amount=amount, amount_now=amount,
            granted_by=request.answered_by if request else None, reason=chance.choice(REASONS),
            feeling_before=meeting.feeling_start, at=at, told=Telling.PERSON,
        )  # fmt: skip
        world.book.decisions.append(made)
        world.book.note(at, "decision.made", actor=case.owner, case=case, encounter=meeting, what=names(kind))


def _request(world: World, case: Case, meeting: Encounter, mandate: Mandate, at: datetime) -> Request:
    """A request answered in some minutes, nearly always with a yes."""
    chance, leila = world.chance, world.home.members["leila"]
    asked_at = at - timedelta(seconds=chance.randint(60, 420))
    return Request(
        kind=mandate.kind, case=case, encounter=meeting, mandate=mandate, over=Limit.ENCOUNTER,
        amount=chance.choice((7500, 8000, 9000, 9000, 12_000)), why=chance.choice(REASONS), asked_by=case.owner,
        asked_of=leila, asked_at=asked_at, passed_on_at=asked_at, answered_by=leila, answered_at=at,
        state=RequestState.DECLINED if chance.random() < 0.03 else RequestState.GRANTED,
    )  # fmt: skip


def ask_now(home: Organisation, today: Mapping[str, Known]) -> None:
    """Somebody asks for more at this very moment, so that Today of those who may answer shows it."""
    reckon()
    noora, kind = home.members[ASKER], Kind.objects.get(code="refund")
    case = Case.objects.filter(customer=today[ASKED_FOR].customer, owner=noora).latest("pk")
    words = words_for(kind, 9000, language=case.language, name=case.customer.first_name, teller=noora.first_name)
    ask(
        actor=noora,
        case=case,
        kind=kind,
        amount=9000,
        why="Mittasimme maton itse väärin, uusi on kalliimpi",
        words=words,
    )
