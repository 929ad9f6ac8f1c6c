"""Reading who is named in notes, and who of them cannot see the case."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from kohtaamo.encounters.models import Case, Sight
from kohtaamo.serving.models import Mention
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member, Membership, Role, Team


def may_see(case: Case) -> Q:
    """Members who see the case: of its team, its owner, those let to see it, and those who see all."""
    wanted = Q(pk__in=Membership.objects.filter(team_id=case.team_id).values("member_id"))
    wanted |= Q(pk__in=Sight.objects.filter(case=case).values("member_id")) | Q(pk=case.owner_id or 0)
    every = [role for role, rights in _roles() if Right.SEE_ALL in rights]
    return Q(is_active=True) & (wanted | Q(role_id__in=every))


def _roles() -> list[tuple[int, list[str]]]:
    return list(Role.objects.values_list("pk", "rights"))


def blind_of(case: Case) -> dict[int, list[Member]]:
    """By message: the people named in it who cannot see the case."""
    mentions = list(
        Mention.objects.filter(message__case=case, member__isnull=False, member__is_active=True).select_related(
            "member"
        )
    )
    if not mentions:
        return {}
    seeing = set(
        Member.objects.filter(may_see(case), pk__in=[one.member_id for one in mentions]).values_list("pk", flat=True)
    )
    found: dict[int, list[Member]] = defaultdict(list)
    for one in mentions:
        if one.member is not None and one.member_id not in seeing:
            found[one.message_id].append(one.member)
    return found


@dataclass(frozen=True)
class Nameable:
    """Somebody or some team that may be named; ``sees`` whether they see the case."""

    name: str
    about: str
    sees: bool


def nameable(viewer: Member, case: Case, words: str, *, most: int = 8) -> list[Nameable]:
    """Who may be named by what is typed after ``@``: those who see the case first."""
    words = words.strip()
    people = Member.objects.filter(is_active=True).filter(Q(name__istartswith=words) | Q(name__icontains=f" {words}"))
    seeing = set(Member.objects.filter(may_see(case)).values_list("pk", flat=True))
    found = [
        Nameable(one.name, one.title, one.pk in seeing) for one in people.exclude(pk=viewer.pk).order_by("name")[:50]
    ]
    teams = Team.objects.filter(is_active=True, name__istartswith=words).order_by("name")[:10]
    found += [Nameable(team.name, "", team.pk == case.team_id) for team in teams]
    return sorted(found, key=lambda one: not one.sees)[:most]
