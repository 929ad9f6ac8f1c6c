"""What one case is changed by when many are: each by its own command, and the way back when nobody changed it since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kohtaamo.encounters.choices import EncounterState, Outcome
from kohtaamo.encounters.commands.end import end
from kohtaamo.encounters.commands.take import assign
from kohtaamo.encounters.events import CaseMoved
from kohtaamo.encounters.locking import teamed, where
from kohtaamo.encounters.models import Case, Encounter
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member, Team
from kohtaamo.work.choices import Act
from kohtaamo.work.commands.tag import put_tag, take_tag_off
from kohtaamo.work.models import Bulk, Tag, Tagging

Told = dict[str, Any]


@dataclass(frozen=True)
class Way:
    """How a case is (``told``), how it is changed, and put back as it was before. All run inside a unit, the case held."""

    told: Callable[[Case, Told], Told]
    do: Callable[[Member, Case, Told], object]
    undo: Callable[[Bulk, Case, Told], None]


def team_and_owner(case: Case) -> Told:
    """Whose it is."""
    return {"team": case.team_id, "owner": case.owner_id}


def _assign(actor: Member, case: Case, what: Told) -> None:
    team = Team.objects.filter(pk=what["team"], is_active=True).first()
    owner = Member.objects.filter(pk=what["owner"], is_active=True).first() if what.get("owner") else None
    if team is None or (what.get("owner") and owner is None):
        raise NotFound
    assign(actor=actor, case=case, team=team, owner=owner, word=what.get("word", ""))


def give_back(by: Member, case: Case, before: Told, **mark: int) -> None:
    """Whoever had the case, held by the caller, has it again, also when it has left the sight of ``by``."""
    from_team, former = case.team_id, case.owner_id
    case.team_id, case.owner_id, case.changed_at = before["team"], before["owner"], now()
    case.save(update_fields=["team", "owner", "changed_at"])
    record(
        "case.assigned", actor=by, **where(case), **teamed(case), from_team=from_team, member=former, word="", **mark
    )
    publish(CaseMoved(case=case, from_team=from_team))


def _tag(what: Told) -> Tag:
    tag = Tag.objects.filter(pk=what["tag"]).first()
    if tag is None:
        raise NotFound
    return tag


def _carried(case: Case, what: Told) -> Told:
    return {"carried": Tagging.objects.filter(case=case, tag_id=what["tag"]).exists()}


def _put_on(actor: Member, case: Case, what: Told) -> None:
    put_tag(actor=actor, case=case, name=_tag(what).name)


def _take_off(actor: Member, case: Case, what: Told) -> None:
    take_tag_off(actor=actor, case=case, tag=_tag(what))


_STANDS = ("state", "waiting_since", "settled_at", "settled_by_id")


def how_it_stands(case: Case) -> Told:
    """Whether it is open, since when it waits, and its open meetings, so that it can be put back."""
    values = {name: getattr(case, name) for name in _STANDS}
    opened = Encounter.objects.filter(case=case, ended_at__isnull=True).order_by("pk").values_list("pk", "state")
    last = Encounter.objects.filter(case=case).order_by("-pk").values_list("pk", "outcome", "feeling_end").first()
    told = {**_plain(values), "opened": [list(each) for each in opened]}
    return told if told["opened"] or last is None else {**told, "last": list(last)}


def _plain(values: Told) -> Told:
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()}


def _settled(case: Case, what: Told) -> Told:
    return {**how_it_stands(case), **_plain({"fast_lane_at": case.fast_lane_at})}


def _settle(actor: Member, case: Case, what: Told) -> None:
    if not case.is_settled:
        end(actor=actor, case=case, outcome=Outcome.SOLVED)


def open_again(by: Member, case: Case, before: Told, **mark: int) -> None:
    """The case, held by the caller, stands as it did, and so do the meetings that were open."""
    was_settled = case.is_settled
    for name in ("waiting_since", "settled_at", "fast_lane_at"):
        if name in before:
            field: Any = Case._meta.get_field(name)
            setattr(case, name, field.to_python(before[name]))
    case.state, case.settled_by_id, case.changed_at = before["state"], before["settled_by_id"], now()
    case.save()
    for pk, state in before["opened"]:
        ended = Encounter.objects.filter(pk=pk, state__in=[EncounterState.ENDED, EncounterState.MISSED])
        ended.update(state=state, ended_at=None, ended_by=None, outcome="")
    if "last" in before:
        pk, outcome, feeling = before["last"]
        Encounter.objects.filter(pk=pk).update(outcome=outcome, feeling_end=feeling)
    if was_settled and not case.is_settled:
        record("case.reopened", actor=by, **where(case), **teamed(case), **mark)


WAYS: dict[str, Way] = {
    Act.ASSIGN: Way(
        lambda case, what: team_and_owner(case), _assign,
        lambda bulk, case, before: give_back(bulk.by, case, before, undone=bulk.pk),
    ),
    Act.TAG: Way(_carried, _put_on, lambda bulk, case, before: _take_off(bulk.by, case, bulk.what)),
    Act.UNTAG: Way(_carried, _take_off, lambda bulk, case, before: _put_on(bulk.by, case, bulk.what)),
    Act.SETTLE: Way(
        _settled, _settle, lambda bulk, case, before: open_again(bulk.by, case, before, undone=bulk.pk)
    ),
}  # fmt: skip
