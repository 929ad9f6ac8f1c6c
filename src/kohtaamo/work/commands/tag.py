"""Putting words on cases and taking them off; naming, renaming, joining and removing the words themselves."""

from __future__ import annotations

import unicodedata

from django.db.models import F

from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require
from kohtaamo.work.errors import NoSuchTag, TagNameless, TagTaken
from kohtaamo.work.models import Tag, Tagging
from kohtaamo.work.models.tags import LONGEST


def clean_name(text: str) -> str:
    """A tag's name as it is kept. Raises ``TagNameless`` for nothing and for what is too long to be a word."""
    name = " ".join(unicodedata.normalize("NFC", text).replace("\0", "").split()).lstrip("#").strip()
    if not name or len(name) > LONGEST:
        raise TagNameless
    return name


def key_of(name: str) -> str:
    """What two spellings of one tag have in common."""
    return name.casefold()[: 2 * LONGEST]


def name_tag(*, actor: Member, name: str) -> Tag:
    """The tag of this name; a new one when there was none, for who may name tags. Raises ``NoSuchTag``."""
    name = clean_name(name)
    known = Tag.objects.filter(key=key_of(name)).first()
    if known is not None:
        return known
    if not actor.may(Right.NAME_TAGS):
        raise NoSuchTag
    with unit_of_work():
        tag, is_new = Tag.objects.get_or_create(
            key=key_of(name), defaults={"name": name, "made_by": actor, "made_at": now()}
        )
        if is_new:
            record("tag.named", actor=actor, tag=tag.pk, name=tag.name)
        return tag


def put_tag(*, actor: Member, case: Case, name: str) -> Tag:
    """Put a tag on a case, naming it on the way when the actor may. On it already, nothing changes."""
    require(actor, Right.ANSWER)
    with unit_of_work():
        case = hold(actor, case)
        tag = name_tag(actor=actor, name=name)
        _made, is_new = Tagging.objects.get_or_create(case=case, tag=tag, defaults={"by": actor, "at": now()})
        if is_new:
            Tag.objects.filter(pk=tag.pk).update(uses=F("uses") + 1)
            record("case.tagged", actor=actor, **where(case), **teamed(case), tag=tag.pk, name=tag.name)
        return tag


def take_tag_off(*, actor: Member, case: Case, tag: Tag) -> None:
    """Take a tag off a case; not on it, nothing changes."""
    require(actor, Right.ANSWER)
    with unit_of_work():
        case = hold(actor, case)
        gone, _kinds = Tagging.objects.filter(case=case, tag=tag).delete()
        if gone:
            Tag.objects.filter(pk=tag.pk).update(uses=F("uses") - 1)
            record("case.untagged", actor=actor, **where(case), **teamed(case), tag=tag.pk, name=tag.name)


def rename_tag(*, actor: Member, tag: Tag, name: str) -> Tag:
    """Give a tag another name. Raises ``TagTaken`` when another tag has it."""
    require(actor, Right.NAME_TAGS)
    name = clean_name(name)
    with unit_of_work():
        tag = Tag.objects.select_for_update().get(pk=tag.pk)
        if Tag.objects.filter(key=key_of(name)).exclude(pk=tag.pk).exists():
            raise TagTaken
        former, tag.name, tag.key = tag.name, name, key_of(name)
        if former != name:
            tag.save(update_fields=["name", "key"])
            record("tag.renamed", actor=actor, tag=tag.pk, name=name, former=former)
        return tag


def join_tags(*, actor: Member, winner: Tag, loser: Tag) -> Tag:
    """The loser's cases get the winner instead, and the loser is no more. Raises ``Invalid`` for one and the same."""
    require(actor, Right.NAME_TAGS)
    if winner.pk == loser.pk:
        raise Invalid
    with unit_of_work():
        held = {
            tag.pk: tag for tag in Tag.objects.select_for_update().filter(pk__in=[winner.pk, loser.pk]).order_by("pk")
        }
        if len(held) < 2:
            raise NoSuchTag
        winner, loser = held[winner.pk], held[loser.pk]
        both = Tagging.objects.filter(tag=winner).values("case_id")
        moved = Tagging.objects.filter(tag=loser).exclude(case_id__in=both).update(tag=winner)
        Tag.objects.filter(pk=winner.pk).update(uses=F("uses") + moved)
        record(
            "tag.joined",
            actor=actor,
            tag=winner.pk,
            name=winner.name,
            loser_tag=loser.pk,
            former=loser.name,
            cases=moved,
        )
        loser.delete()
        winner.refresh_from_db()
        return winner


def remove_tag(*, actor: Member, tag: Tag) -> None:
    """Take a tag off every case and forget it; the journal keeps its name and how many carried it."""
    require(actor, Right.NAME_TAGS)
    with unit_of_work():
        tag = Tag.objects.select_for_update().get(pk=tag.pk)
        record("tag.removed", actor=actor, tag=tag.pk, name=tag.name, cases=tag.uses)
        tag.delete()
