"""Reading decisions and requests: only for one who sees the case and may decide or grant."""

from __future__ import annotations

from django.db.models import Case as Where
from django.db.models import IntegerField, QuerySet, Value, When

from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import in_sight
from kohtaamo.mandates.choices import RequestState
from kohtaamo.mandates.models import Decision, Request
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.prepared import prepared
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member


def may_see(viewer: Member) -> bool:
    """Whether amounts are shown to this person at all: those who decide, and those who grant."""
    return viewer.may(Right.DECIDE) or viewer.may(Right.GRANT)


def visible_decisions(viewer: Member) -> QuerySet[Decision]:
    """The decisions in cases this person sees."""
    if not may_see(viewer):
        return Decision.objects.none()
    found = Decision.objects.all()
    return found if viewer.may(Right.SEE_ALL) else found.filter(in_sight(viewer))


def decisions_of(viewer: Member, case: Case, *, newest: int = 20) -> list[Decision]:
    """The newest decisions of a case the viewer already has, newest first; none for one who may not see amounts."""
    if not may_see(viewer) or not _decided(case.pk):
        return []
    found = Decision.objects.filter(case=case).select_related(
        "kind", "member", "granted_by", "message", "remedy__connection", "remedy__by_member"
    )
    return list(found.prefetch_related("corrections", "message__deliveries").order_by("-pk")[:newest])


@prepared
def _decided(case: int) -> QuerySet[Decision, int]:
    """Most cases have none; that is answered quickly."""
    return Decision.objects.filter(case_id=case).values_list("pk", flat=True)[:1]


@prepared
def _asked(case: int) -> QuerySet[Request, int]:
    return Request.objects.filter(case_id=case).values_list("pk", flat=True)[:1]


def decision_for(viewer: Member, decision_id: int) -> Decision:
    """One decision. Raises ``NotFound`` when it is not there for this viewer, whatever the reason."""
    found = visible_decisions(viewer).select_related("kind", "member", "case", "mandate", "message")
    decision = found.filter(pk=decision_id).first()
    if decision is None:
        raise NotFound
    return decision


def visible_requests(viewer: Member) -> QuerySet[Request]:
    """The requests in cases this person sees."""
    if not may_see(viewer):
        return Request.objects.none()
    found = Request.objects.all()
    return found if viewer.may(Right.SEE_ALL) else found.filter(in_sight(viewer))


def requests_of(viewer: Member, case: Case, *, newest: int = 10) -> list[Request]:
    """The newest requests of a case the viewer already has, newest first; none for one who may not see amounts."""
    if not may_see(viewer) or not _asked(case.pk):
        return []
    found = Request.objects.filter(case=case).select_related("kind", "asked_by", "asked_of", "answered_by")
    return list(found.order_by("-pk")[:newest])


def waiting_requests(viewer: Member) -> QuerySet[Request]:
    """The requests this person may answer now, those asked of them first, then the longest waiting."""
    if not viewer.may(Right.GRANT):
        return Request.objects.none()
    found = visible_requests(viewer).filter(state=RequestState.WAITING).exclude(asked_by=viewer)
    found = found.select_related("kind", "case__customer", "asked_by", "asked_of")
    own_first = Where(When(asked_of=viewer, then=Value(0)), default=Value(1), output_field=IntegerField())
    return found.order_by(own_first, "asked_at", "pk")


def answered_requests(viewer: Member, *, newest: int = 30) -> list[Request]:
    """The latest answered requests this person may have answered or asked, newest first."""
    found = visible_requests(viewer).exclude(state=RequestState.WAITING)
    if not viewer.may(Right.GRANT):
        found = found.filter(asked_by=viewer)
    found = found.select_related("kind", "case__customer", "asked_by", "answered_by")
    return list(found.order_by("-answered_at", "-pk")[:newest])


def request_for(viewer: Member, request_id: int) -> Request:
    """One request, for one who may answer it or who asked it. Raises ``NotFound``."""
    found = visible_requests(viewer).select_related("kind", "case__customer", "mandate", "asked_by", "asked_of")
    if not viewer.may(Right.GRANT):
        found = found.filter(asked_by=viewer)
    request = found.select_related("answered_by").filter(pk=request_id).first()
    if request is None:
        raise NotFound
    return request
