"""Reading how the work is ordered. What belongs to a case is asked for only of cases the viewer already has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.prepared import prepared
from kohtaamo.staff.models import Member
from kohtaamo.work.models import Tag, Tagging

SUGGESTED = 8
FEW = 1000  # cases that are looked up by their numbers rather than asked one by one


def tags(viewer: Member) -> QuerySet[Tag]:
    """Every tag, the most used first: the words are the house's, only the cases under them are not everyone's."""
    return Tag.objects.order_by("-uses", "key") if viewer.is_active else Tag.objects.none()


def tag_for(viewer: Member, tag_id: int) -> Tag:
    """One tag. Raises ``NotFound``."""
    found = tags(viewer).filter(pk=tag_id).first()
    if found is None:
        raise NotFound
    return found


def suggested_tags(viewer: Member, begun: str, *, without: Case | None = None) -> list[Tag]:
    """The most used tags with a word that begins like this; those on the case already are left out."""
    key = " ".join(begun.replace("\0", "").split()).lstrip("#").casefold()[:60]
    if not key and without is not None:
        return _not_yet_on(viewer, without.pk)
    found = tags(viewer)
    if key:
        found = found.filter(Q(key__startswith=key) | Q(key__contains=f" {key}"))
    if without is not None:
        found = found.exclude(pk__in=Tagging.objects.filter(case=without).values("tag"))
    return list(found[:SUGGESTED])


@prepared
def _not_yet_on(viewer: Member, case: int) -> QuerySet[Tag]:
    return tags(viewer).exclude(pk__in=Tagging.objects.filter(case_id=case).values("tag"))[:SUGGESTED]


def tags_of(cases: Iterable[Case]) -> dict[int, list[Tag]]:
    """The tags of each of these cases, which the viewer already has. One question for all."""
    found: dict[int, list[Tag]] = {case.pk: [] for case in cases}
    for one in _taggings(list(found)):
        found[one.case_id].append(one.tag)
    return found


@prepared
def _taggings(cases: Sequence[int]) -> QuerySet[Tagging]:
    return Tagging.objects.filter(case__id__in=cases).select_related("tag").order_by("tag__key")


def tagged(tag_id: int) -> Q:
    """Cases that carry a tag."""
    theirs = Tagging.objects.filter(tag_id=tag_id)
    return few_or_asked(theirs.values_list("case_id", flat=True), theirs.filter(case_id=OuterRef("pk")))


def few_or_asked(ids: QuerySet[Any, int], asked: QuerySet[Any], here: str = "pk") -> Q:
    """Cases by these numbers when they are few, else asked of each case as a list is walked."""
    few = list(ids.order_by()[: FEW + 1])
    return Q(**{f"{here}__in": few}) if len(few) <= FEW else Q(Exists(asked))


def is_few(condition: Q) -> bool:
    """Whether a condition made so names its cases by their numbers."""
    return isinstance(condition.children[0], tuple)
