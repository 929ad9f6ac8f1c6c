"""Reading promises to everyone: those in force at a place today, and how they have been honoured."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Exists, Prefetch, Q, QuerySet, prefetch_related_objects
from django.db.models import OuterRef as Outer

from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.time import default_zone, now
from kohtaamo.promises.choices import PromiseState, Source
from kohtaamo.promises.models import Honouring, Promise, PublicPromise
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Touchpoint

LAWFUL_DAYS = 14  # accessibility feedback: Act on the Provision of Digital Services 306/2019, section 9


def today() -> date:
    """The organisation's own day."""
    return now().astimezone(default_zone()).date()


def in_force(on: date) -> QuerySet[PublicPromise]:
    """The promises to everyone that stand on a day, those about to end first."""
    begun = PublicPromise.objects.filter(ended_at__isnull=True, begins__lte=on)
    return begun.filter(Q(ends__isnull=True) | Q(ends__gte=on)).order_by("ends", "pk")


def _somewhere() -> tuple[Exists, Exists]:
    touchpoints, locations = PublicPromise.touchpoints.through, PublicPromise.locations.through
    return (
        Exists(touchpoints.objects.filter(publicpromise=Outer("pk"))),
        Exists(locations.objects.filter(publicpromise=Outer("pk"))),
    )


def at_touchpoints(found: QuerySet[PublicPromise], touchpoints: QuerySet[Touchpoint]) -> QuerySet[PublicPromise]:
    """Those that apply at any of these touchpoints."""
    named, placed = _somewhere()
    locations = touchpoints.filter(location__isnull=False).values("location")
    here = Q(pk__in=PublicPromise.objects.filter(touchpoints__in=touchpoints).values("pk"))
    here |= Q(pk__in=PublicPromise.objects.filter(locations__in=locations).values("pk"))
    return found.filter(here | (~Q(named) & ~Q(placed)))


def todays(viewer: Member) -> list[PublicPromise]:
    """What was promised to everyone at the touchpoints of the viewer's teams, in force today. Three queries."""
    return _of_teams(viewer, today()) if viewer.is_active else []


@prepared
def _of_teams(viewer: Member, on: date) -> QuerySet[PublicPromise]:
    own = Touchpoint.objects.filter(is_active=True, team__id__in=viewer.team_ids)
    return at_touchpoints(in_force(on), own).prefetch_related("touchpoints", "locations")[:20]


def of_case(case: Case) -> list[PublicPromise]:
    """What applies at the touchpoint of a case the viewer already has, now; each with ``told``, whether honoured."""
    found = _at(case.touchpoint_id, today())
    latest = Honouring.objects.filter(case=case, is_latest=True).select_related("by")
    prefetch_related_objects(found, Prefetch("honourings", latest, "told"))
    return found


@prepared
def _at(touchpoint: int, on: date) -> QuerySet[PublicPromise]:
    return at_touchpoints(in_force(on), Touchpoint.objects.filter(pk=touchpoint))[:20]


def public_promises(viewer: Member) -> QuerySet[PublicPromise]:
    """Every promise to everyone with its counts; all staff may read them. Those in force and to come first."""
    if not viewer.is_active:
        return PublicPromise.objects.none()
    counted = PublicPromise.objects.annotate(
        honoured=Count("honourings", filter=Q(honourings__is_latest=True, honourings__is_honoured=True)),
        failed=Count("honourings", filter=Q(honourings__is_latest=True, honourings__is_honoured=False)),
    )
    return counted.select_related("owner").prefetch_related("touchpoints", "locations").order_by("-begins", "-pk")


def public_promise_for(viewer: Member, promise_id: int) -> PublicPromise:
    """One promise to everyone. Raises ``NotFound``."""
    found = public_promises(viewer).filter(pk=promise_id).first()
    if found is None:
        raise NotFound
    return found


def lawful_counts() -> tuple[int, int]:
    """Of the promises made by law that have come due or been kept: how many were kept in time, and how many there are."""
    by_law = Promise.objects.filter(source=Source.LAW).exclude(state=PromiseState.WITHDRAWN)
    due = by_law.filter(~Q(state=PromiseState.OPEN) | Q(first_due_at__lt=now()))
    sums = due.aggregate(all=Count("pk"), kept=Count("pk", filter=Q(counts_kept=1)))
    return sums["kept"], sums["all"]
