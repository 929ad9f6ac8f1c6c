"""What the encounter page and Today show of notices."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kohtaamo.encounters.models import Case
from kohtaamo.outreach.choices import ToState
from kohtaamo.outreach.models import Cause, NoticeTo
from kohtaamo.outreach.queries import NOT_REACHED, Belonging, belongings_of, open_causes, work_list
from kohtaamo.platform.prepared import prepared
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.notices.sentences import not_reached
from kohtaamo.web.wording import day_and_clock

OFFERED = 20  # open causes to join


@dataclass(frozen=True)
class To:
    """A cause the case is joined to, and what its customer was told, in a sentence."""

    cause: Cause
    said: str


@dataclass(frozen=True)
class Belongs:
    """Which common matters a case belongs to, and which it may be joined to."""

    to: list[To]
    open: list[Cause]
    may_join: bool


def belongs(viewer: Member, case: Case) -> Belongs:
    """For the encounter page, in four queries however much there is."""
    found = belongings_of(case)
    joined = {one.cause.pk for one in found}
    may_join = viewer.may(Right.ANSWER) and not case.is_settled
    others = [one for one in open_causes(viewer)[:OFFERED] if one.pk not in joined] if may_join else []
    return Belongs([To(one.cause, _said(one)) for one in found], others, may_join)


def _said(one: Belonging) -> str:
    if one.to is None:
        return _("Not told yet.")
    if one.to.state in {ToState.DELIVERED, ToState.BY_HAND} and one.to.settled_at is not None:
        return _("Told %(when)s.") % {"when": day_and_clock(localtime(one.to.settled_at), localtime())}
    return {
        ToState.DOUBTFUL: _("Nobody knows whether the notice arrived. Find out, or tell the customer by a call."),
        ToState.FAILED: _("The notice did not arrive. Tell the customer by a call."),
        ToState.SENT: _("The notice is on its way."),
        ToState.LEFT_OUT: _("Left out of the notice."),
    }.get(ToState(one.to.state), _("Waits for its turn to be told."))


def notice_trouble(viewer: Member) -> str:
    """For Today: how many a notice did not reach, for those who can do something about it; else empty."""
    if not viewer.may(Right.ANSWER):
        return ""
    failed = len(_not_reached(viewer))
    return not_reached(failed) if failed else ""


@prepared
def _not_reached(viewer: Member) -> QuerySet[NoticeTo, int]:
    return work_list(viewer).filter(state__in=NOT_REACHED).order_by().values_list("pk", flat=True)[:1000]
