"""Linking one case to another, and taking the link off."""

from __future__ import annotations

from django.db.models import Q

from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require
from kohtaamo.work.choices import LinkKind
from kohtaamo.work.errors import LinkedAlready
from kohtaamo.work.models import CaseLink


def link_cases(*, actor: Member, case: Case, to: Case, kind: str) -> CaseLink:
    """``case`` is related to, a part of or the same as ``to``. Raises ``LinkedAlready``, and ``Invalid`` for itself."""
    require(actor, Right.ANSWER)
    if kind not in LinkKind.values or kind == LinkKind.SPLIT or case.pk == to.pk:
        raise Invalid
    with unit_of_work():
        held = {one.pk: hold(actor, one) for one in sorted((case, to), key=lambda one: one.pk)}
        between = Q(first=case, second=to) | Q(first=to, second=case)
        if CaseLink.objects.filter(between).exists():
            raise LinkedAlready
        link = CaseLink.objects.create(first=case, second=to, kind=kind, made_by=actor, made_at=now())
        for one, other in ((held[case.pk], to), (held[to.pk], case)):
            record("case.linked", actor=actor, **where(one), **teamed(one), other=other.pk, link=kind)
        return link


def unlink_cases(*, actor: Member, case: Case, link: CaseLink) -> None:
    """Take a link off the case; off already, nothing changes."""
    require(actor, Right.ANSWER)
    with unit_of_work():
        case = hold(actor, case)
        gone, _kinds = CaseLink.objects.filter(Q(first=case) | Q(second=case), pk=link.pk).delete()
        if gone:
            record(
                "case.unlinked", actor=actor, **where(case), **teamed(case), first=link.first_id, second=link.second_id
            )
