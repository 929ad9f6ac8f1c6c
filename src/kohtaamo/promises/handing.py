"""Reading hand-overs: what is offered to me, what came back, and the chain a case came by."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.prepared import prepared
from kohtaamo.promises.choices import HandoverState
from kohtaamo.promises.models import Handover
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member, Team

SHOWN_WITH = ("case__customer", "from_member", "from_team", "to_team", "to_member", "promise", "settled_by")
CAME_BACK = (HandoverState.DECLINED, HandoverState.RETURNED)


def may_accept(viewer: Member, handover: Handover) -> bool:
    """The one it was offered to, or anybody of the team when it was offered to the team."""
    if handover.to_member_id is not None:
        return handover.to_member_id == viewer.pk
    return viewer.may(Right.ANSWER) and handover.to_team_id in viewer.team_ids


def offered_to(viewer: Member) -> QuerySet[Handover]:
    """Hand-overs this person may accept, the first to come back first."""
    to_team = Q(to_member__isnull=True, to_team__id__in=viewer.team_ids if viewer.may(Right.ANSWER) else [])
    found = Handover.objects.filter(Q(to_member=viewer) | to_team, state=HandoverState.OFFERED)
    return found.select_related(*SHOWN_WITH).order_by("answer_by", "id")


def given_by(viewer: Member) -> QuerySet[Handover]:
    """This person's hand-overs that still wait for an answer, and those that came back and were not seen yet."""
    waits = Q(state=HandoverState.OFFERED) | Q(state__in=CAME_BACK, seen_at__isnull=True)
    return Handover.objects.filter(waits, from_member=viewer).select_related(*SHOWN_WITH).order_by("-state", "id")


def any_open(viewer: Member) -> bool:
    """Whether any hand-over waits for this person: asked cheaply first, as mostly none does."""
    return bool(_open(viewer.pk, [0, *sorted(viewer.team_ids)]))


@prepared
def _open(member: int, teams: Sequence[int]) -> QuerySet[Handover, int]:
    waits = Q(state=HandoverState.OFFERED) | Q(state__in=CAME_BACK, seen_at__isnull=True)
    mine = Q(from_member_id=member) | Q(to_member_id=member) | Q(to_member__isnull=True, to_team__id__in=teams)
    return Handover.objects.filter(waits, mine).values_list("pk", flat=True)[:1]


def handover_for(viewer: Member, handover_id: int) -> Handover:
    """One hand-over the viewer gave, may accept, or sees by its case. Raises ``NotFound``."""
    found = Handover.objects.select_related(*SHOWN_WITH).filter(pk=handover_id).first()
    if found is None or not viewer.is_active:
        raise NotFound
    if viewer.pk in {found.from_member_id, found.to_member_id} or may_accept(viewer, found):
        return found
    if visible_cases(viewer).filter(pk=found.case_id).exists():
        return found
    raise NotFound


def handed_by(viewer: Member, case_id: int, once: str) -> Handover | None:
    """The hand-over this person already made by this act, when the case may no longer be theirs to see."""
    mine = Handover.objects.filter(from_member=viewer, case_id=case_id, message__once=once)
    return mine.select_related("case").first() if once else None


def chain_of(case: Case) -> list[Handover]:
    """How a case the viewer already has came to be where it is, the first hand-over first."""
    if not _any_of(case.pk):
        return []
    return list(Handover.objects.filter(case=case).select_related(*SHOWN_WITH).order_by("offered_at", "id"))


@prepared
def _any_of(case: int) -> QuerySet[Handover, int]:
    """Most cases were never handed over: asked cheaply first."""
    return Handover.objects.filter(case_id=case).values_list("pk", flat=True)


def words_to_customer(case: Case, giver: Member, team: Team, member: Member | None, due: str = "") -> str:
    """What is written to the customer in the case's language; ``due`` is the promised time in words."""
    with override(case.language):
        name = member.first_name if member else team.name
        greeting = case.customer.first_name
        lines = [_("Hello %(name)s,") % {"name": greeting} if greeting else _("Hello,"), ""]
        if member is not None:
            lines.append(_("I passed your matter on to %(name)s, who knows it best.") % {"name": name})
        else:
            lines.append(_("I passed your matter on to the team %(name)s, who know it best.") % {"name": name})
        if due:
            lines.append(_("You will hear from %(name)s by %(due)s at the latest.") % {"name": name, "due": due})
        lines.append(_("You need not explain everything again: what you told me goes along."))
        return "\n".join([*lines, "", giver.first_name])
