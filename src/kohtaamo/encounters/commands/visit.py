"""Who else is here: members of staff with the case open, and whether they are writing."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from kohtaamo.encounters.models import Case, Visitor
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.live.signal import signal
from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.models import Member

HERE = timedelta(seconds=45)
TYPING = timedelta(seconds=12)


def visit(*, actor: Member, case: Case, is_typing: bool = False) -> None:
    """Say that this person has the case open now. Screens of others in the case are told when something changed."""
    if not visible_cases(actor).filter(pk=case.pk).exists():
        raise NotFound
    at = now()
    with unit_of_work():
        before = Visitor.objects.filter(case=case, member=actor).first()
        fields = {"seen_at": at, "typing_at": at if is_typing else None}
        Visitor.objects.update_or_create(case=case, member=actor, defaults=fields)
        was_typing = bool(before and before.typing_at and at - before.typing_at < TYPING)
        if before is None or at - before.seen_at > HERE or was_typing != is_typing:
            signal(f"visitors:{case.pk}")


def leave(*, actor: Member, case: Case) -> None:
    """Say that this person closed the case."""
    if Visitor.objects.filter(case=case, member=actor).delete()[0]:
        signal(f"visitors:{case.pk}")


def others_here(*, viewer: Member, case: Case) -> list[Visitor]:
    """The others who have the case open now."""
    return _others(case.pk, viewer.pk, now() - HERE)


@prepared
def _others(case: int, viewer: int, since: datetime) -> QuerySet[Visitor]:
    return Visitor.objects.filter(case_id=case, seen_at__gt=since).exclude(member_id=viewer).select_related("member")
