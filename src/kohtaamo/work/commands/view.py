"""Keeping a list under a name, for oneself or one's team; putting the names in order; forgetting one."""

from __future__ import annotations

from collections.abc import Mapping

from kohtaamo.platform.errors import NotAllowed
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.models import Member, Team
from kohtaamo.work.errors import TooManyViews, ViewNameless
from kohtaamo.work.models import View, ViewPlace
from kohtaamo.work.narrowing import wanted
from kohtaamo.work.viewing import MOST, may_change, view_for, views_of


def _named(name: str) -> str:
    name = " ".join(name.replace("\0", "").split())
    if not name or len(name) > 60:
        raise ViewNameless
    return name


def save_view(*, actor: Member, name: str, asked: Mapping[str, str], team: Team | None = None) -> View:
    """Keep what is asked for under a name; for a team of the actor's when given. Raises ``TooManyViews``."""
    name = _named(name)
    if team is not None and team.pk not in actor.team_ids:
        raise NotAllowed
    if View.objects.filter(maker=actor).count() >= MOST:
        raise TooManyViews
    with unit_of_work():
        view = View.objects.create(
            maker=actor, team=team, name=name, query=wanted(asked, actor).address(), made_at=now()
        )
        record("view.saved", actor=actor, view=view.pk, name=name, team=view.team_id, query=view.query)
        return view


def change_view(
    *, actor: Member, view: View, name: str, team: Team | None, asked: Mapping[str, str] | None = None
) -> View:
    """Rename a view, share it or take it back to oneself, or let it ask for something else."""
    name = _named(name)
    with unit_of_work():
        view = _held(actor, view)
        if team is not None and team.pk not in actor.team_ids and team.pk != view.team_id:
            raise NotAllowed
        view.name, view.team = name, team
        if asked is not None:
            view.query = wanted(asked, actor).address()
        view.save(update_fields=["name", "team", "query"])
        record("view.changed", actor=actor, view=view.pk, name=name, team=view.team_id, query=view.query)
        return view


def forget_view(*, actor: Member, view: View) -> None:
    """The view is no more; the cases in it are untouched."""
    with unit_of_work():
        view = _held(actor, view)
        record("view.forgotten", actor=actor, view=view.pk, name=view.name, team=view.team_id)
        view.delete()


def _held(actor: Member, view: View) -> View:
    view_for(actor, view.pk)
    held = View.objects.select_for_update().get(pk=view.pk)
    if not may_change(actor, held):
        raise NotAllowed
    return held


def place_view(*, actor: Member, view: View, step: int) -> None:
    """Move a view up (-1) or down (1) in the actor's own order; at the end it stays."""
    with unit_of_work():
        ids = list(views_of(actor).values_list("pk", flat=True))
        view_for(actor, view.pk)
        at = ids.index(view.pk)
        to = min(max(at + step, 0), len(ids) - 1)
        ids.insert(to, ids.pop(at))
        rows = [ViewPlace(member=actor, view_id=pk, place=place) for place, pk in enumerate(ids)]
        ViewPlace.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["member", "view"], update_fields=["place"]
        )
        record("view.placed", actor=actor, view=view.pk, place=to)
