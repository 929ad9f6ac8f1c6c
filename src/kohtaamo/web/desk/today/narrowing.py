"""What the queue may be narrowed by, for its form."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from kohtaamo.platform.prepared import prepared
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Matter
from kohtaamo.web.wording import duration
from kohtaamo.work.fielding import fields_seen
from kohtaamo.work.models import Field, Tag
from kohtaamo.work.narrowing import HOURS, MOST_FIELDS, Narrowing
from kohtaamo.work.queries import tags

MOST_TAGS = 100
MOST_PEOPLE = 300


def choices(viewer: Member, asked: Narrowing) -> dict[str, Any]:
    """Tags, kinds of matters, people and lengths of time to choose from; one question for each."""
    return {
        "tags": _tags(viewer, asked.tag),
        "matters": _matters(),
        "people": _people(viewer),
        "waits": [(hours, duration(timedelta(hours=hours))) for hours in HOURS],
        "own_fields": _fields(viewer, asked),
        "narrowed": bool(asked.fields) or bool(asked.parts.keys() & {"owner", "tag", "matter", "longer", "promise"}),
    }


def _tags(viewer: Member, asked: int | None) -> list[Tag]:
    """The most used by name, and the one asked for."""
    found = _used_tags(viewer)
    if asked is not None and all(tag.pk != asked for tag in found):
        found += tags(viewer).filter(pk=asked)
    return sorted(found, key=lambda tag: tag.key)


def _fields(viewer: Member, asked: Narrowing) -> list[tuple[Field, str]]:
    """The house's own fields with what is asked of each."""
    values = {field.pk: value for field, value in asked.fields}
    return [(field, values.get(field.pk, "")) for field in fields_seen(viewer)[:MOST_FIELDS]]


@prepared
def _used_tags(viewer: Member) -> QuerySet[Tag]:
    return tags(viewer).filter(uses__gt=0)[:MOST_TAGS]


@prepared
def _matters() -> QuerySet[Matter]:
    return Matter.objects.all()


@prepared
def _people(viewer: Member) -> QuerySet[Member]:
    """Those who may have the cases the viewer sees: their teams' people, or everyone."""
    active = Member.objects.filter(is_active=True).only("pk", "name")
    if not viewer.may(Right.SEE_ALL):
        active = active.filter(memberships__team__id__in=viewer.team_ids).distinct()
    return active.order_by("name")[:MOST_PEOPLE]
