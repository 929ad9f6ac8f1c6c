"""Reading saved views: one's own and those of one's teams, in one's own order, with how many cases each holds."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.prepared import prepared
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.work.counting import Count, counts_of
from kohtaamo.work.models import View, ViewPlace
from kohtaamo.work.narrowing import Narrowing, wanted

MOST = 30


@dataclass(frozen=True)
class Counted:
    """A view, what it asks for, and how many it holds."""

    view: View
    asked: Narrowing
    count: Count

    @property
    def address(self) -> str:
        return self.asked.address(view=str(self.view.pk))


def views_of(viewer: Member) -> QuerySet[View]:
    """One's own views and those shared with one's teams, in one's own order."""
    place = ViewPlace.objects.filter(member=viewer, view=OuterRef("pk")).values("place")[:1]
    seen = Q(maker=viewer) | Q(team__id__in=viewer.team_ids)
    found = View.objects.filter(seen).select_related("team", "maker").annotate(place=Subquery(place))
    return found.order_by(F("place").asc(nulls_last=True), "pk")


@prepared
def _views(viewer: Member) -> QuerySet[View]:
    return views_of(viewer)[:MOST]


def view_for(viewer: Member, view_id: int) -> View:
    """One of them. Raises ``NotFound``."""
    found = views_of(viewer).filter(pk=view_id).first()
    if found is None:
        raise NotFound
    return found


def may_change(viewer: Member, view: View) -> bool:
    """Whether this person may rename or forget the view: who made it, or who shapes the work, of a shared one."""
    shared = view.team_id is not None and view.team_id in viewer.team_ids
    return view.maker_id == viewer.pk or (shared and viewer.may(Right.SHAPE_WORK))


def counted_views(viewer: Member) -> list[Counted]:
    """The views with their counts: two questions, however many there are."""
    views = _views(viewer)
    asked = [wanted(view.asked, viewer) for view in views]
    return [Counted(*each) for each in zip(views, asked, counts_of(viewer, asked), strict=True)]
