"""Reading how cases hang together: links both ways, what was joined, where an old number leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.encounters.threading import living
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.prepared import prepared
from kohtaamo.staff.models import Member
from kohtaamo.work.choices import LinkKind
from kohtaamo.work.models import CaseLink, Joining

MOST = 50
OTHERS = 20  # of the customer's other cases, offered to be joined


@dataclass(frozen=True)
class Linked:
    """A case at the other end of a link, and what it is to this one, as a heading of it."""

    link: CaseLink
    case: Case
    how: str


def links_of(viewer: Member, case: Case) -> list[Linked]:
    """The case's links whose other end the viewer may see. One question."""
    links = _links(case.pk)
    others = {_other(link, case).pk for link in links}
    seen = set(visible_cases(viewer).filter(pk__in=others).values_list("pk", flat=True)) if others else set()
    return [Linked(link, _other(link, case), _how(link, case)) for link in links if _other(link, case).pk in seen]


@prepared
def _links(case: int) -> QuerySet[CaseLink]:
    found = CaseLink.objects.filter(Q(first_id=case) | Q(second_id=case))
    return found.select_related("first", "second").order_by("made_at")[:MOST]


def _other(link: CaseLink, case: Case) -> Case:
    return link.second if link.first_id == case.pk else link.first


def _how(link: CaseLink, case: Case) -> str:
    """What the other case is to this one."""
    outward = {
        LinkKind.RELATED: _("Belongs together with"), LinkKind.CHILD: _("Is a part of"),
        LinkKind.DUPLICATE: _("Is the same as"), LinkKind.SPLIT: _("Was split from"),
    }  # fmt: skip
    inward = {
        LinkKind.RELATED: _("Belongs together with"), LinkKind.CHILD: _("Has as a part"),
        LinkKind.DUPLICATE: _("Is the same as"), LinkKind.SPLIT: _("Was split into"),
    }  # fmt: skip
    return (outward if link.first_id == case.pk else inward)[LinkKind(link.kind)]


def link_for(viewer: Member, case: Case, link_id: int) -> CaseLink:
    """A link of this case that the viewer may see. Raises ``NotFound``."""
    found = next((each.link for each in links_of(viewer, case) if each.link.pk == link_id), None)
    if found is None:
        raise NotFound
    return found


def joinings_of(case: Case) -> list[Joining]:
    """What was joined to this case and not parted since, the latest first."""
    return _joinings(case.pk)


@prepared
def _joinings(case: int) -> QuerySet[Joining]:
    found = Joining.objects.filter(winner_id=case, parted_at=None).select_related("loser__customer", "joined_by")
    return found.order_by("-joined_at")[:MOST]


def joining_for(case: Case, joining_id: int) -> Joining:
    """One of them. Raises ``NotFound``."""
    found = Joining.objects.filter(winner=case, pk=joining_id).first()
    if found is None:
        raise NotFound
    return found


def lives_on(viewer: Member, case_id: int) -> Case | None:
    """Where an old number leads: the case it was joined to, when the viewer may see that one."""
    joined = Case.objects.filter(pk=case_id, merged_into__isnull=False).first()
    return visible_cases(viewer).filter(pk=living(joined).pk).first() if joined is not None else None


def joined_ids(case: Case) -> list[int]:
    """The case's own number and those of all that live on in it: what happened in them happened in it."""
    ids, newest = [case.pk], [case.pk]
    while newest:
        newest = _joined_to(newest)
        ids += newest
    return ids


@prepared
def _joined_to(cases: Sequence[int]) -> QuerySet[Case, int]:
    return Case.objects.filter(merged_into__id__in=cases).values_list("pk", flat=True)


def joinable(viewer: Member, case: Case) -> list[Case]:
    """The customer's other cases, the latest change first."""
    others = visible_cases(viewer).filter(customer_id=case.customer_id, merged_into=None).exclude(pk=case.pk)
    return list(others.select_related("touchpoint").order_by("-changed_at", "-pk")[:OTHERS])
