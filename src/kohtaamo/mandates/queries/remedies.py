"""Reading where remedies stand: only for one who sees the decision."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from kohtaamo.mandates.choices import RemedyState
from kohtaamo.mandates.models import Remedy
from kohtaamo.mandates.queries.seeing import may_see, visible_decisions
from kohtaamo.platform.errors import NotFound
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member

TROUBLED = Q(state=RemedyState.FAILED) | Q(state=RemedyState.WAITING, late_at__isnull=False)


def visible_remedies(viewer: Member) -> QuerySet[Remedy]:
    """The remedies of decisions this person sees."""
    if not may_see(viewer):
        return Remedy.objects.none()
    found = Remedy.objects.all()
    return found if viewer.may(Right.SEE_ALL) else found.filter(decision__in=visible_decisions(viewer))


def remedy_for(viewer: Member, remedy_id: int) -> Remedy:
    """One remedy. Raises ``NotFound`` when it is not there for this viewer."""
    found = shown(visible_remedies(viewer)).filter(pk=remedy_id).first()
    if found is None:
        raise NotFound
    return found


def shown(found: QuerySet[Remedy]) -> QuerySet[Remedy]:
    """With what a list shows."""
    return found.select_related(
        "connection", "by_member", "decision__kind", "decision__member", "decision__case__customer"
    )


def troubled_for(viewer: Member) -> QuerySet[Remedy]:
    """Those that failed or are missed, in this person's cases; in a case nobody has, it is for who decided."""
    if not may_see(viewer):
        return Remedy.objects.none()
    theirs = Q(decision__case__owner=viewer) | Q(decision__case__owner=None, decision__member=viewer)
    return shown(visible_remedies(viewer).filter(TROUBLED).filter(theirs)).order_by("pk")


def all_troubled() -> QuerySet[Remedy]:
    """Every one that failed or is missed, for those who operate: counted there, shown without amounts."""
    return Remedy.objects.filter(TROUBLED)
