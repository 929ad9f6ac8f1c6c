"""Sections: written, put in order, taken away when nothing stands under them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings

from kohtaamo.knowledge.errors import SectionInUse, SectionNameless
from kohtaamo.knowledge.models import Article, FormerSlug, Section, SectionText
from kohtaamo.knowledge.slugs import free_slug, slug_of
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require
from kohtaamo.touchpoints.models import Touchpoint

RESERVED = frozenset({"search", "write", "feed", "sitemap", "files", "helped"})


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A section as it is wished: its name and what it is about by language; a language left out takes another's."""

    names: Mapping[str, str]
    about: Mapping[str, str] = field(default_factory=dict)
    touchpoint: Touchpoint | None = None
    position: int | None = None


def save_section(*, actor: Member, heading: Heading, section: Section | None = None) -> Section:
    """Write a section, or change one. Raises ``NotAllowed`` and ``SectionNameless``."""
    require(actor, Right.WRITE_ARTICLES)
    names = {code: " ".join(name.split())[:80] for code, name in heading.names.items() if name.strip()}
    if not names:
        raise SectionNameless
    with unit_of_work():
        held = _held(section) if section else Section(position=Section.objects.count())
        held.touchpoint = heading.touchpoint
        held.position = held.position if heading.position is None else heading.position
        held.save()
        for code, _language in settings.LANGUAGES:
            _write(held, code, names.get(code) or next(iter(names.values())), heading.about.get(code, "").strip())
        record("section.changed" if section else "section.made", actor=actor, section=held.pk)
        return held


def _held(section: Section) -> Section:
    found = Section.objects.select_for_update().filter(pk=section.pk, removed_at=None).first()
    if found is None:
        raise NotFound
    return found


def _write(section: Section, language: str, name: str, about: str) -> None:
    text = SectionText.objects.filter(section=section, language=language).first()
    if text is None:
        text = SectionText(section=section, language=language, slug=_slug(name, language))
    elif text.name != name and slug_of(name) != text.slug:
        before, text.slug = text.slug, _slug(name, language, text)
        FormerSlug.objects.filter(language=language, slug=text.slug, section__isnull=False).delete()
        if before != text.slug:
            FormerSlug.objects.update_or_create(
                language=language, slug=before, text=None, section__isnull=False, defaults={"section": text}
            )
    text.name, text.about = name, about[:200]
    text.save()


def _slug(name: str, language: str, own: SectionText | None = None) -> str:
    others = SectionText.objects.filter(language=language).exclude(pk=own.pk if own else 0)
    return free_slug(name, lambda slug: slug in RESERVED or others.filter(slug=slug).exists())


def remove_section(*, actor: Member, section: Section) -> None:
    """Take a section away. Raises ``SectionInUse`` while an article stands under it."""
    require(actor, Right.WRITE_ARTICLES)
    with unit_of_work():
        held = _held(section)
        if Article.objects.filter(section=held, removed_at=None).exists():
            raise SectionInUse
        held.removed_at = now()
        held.save(update_fields=["removed_at"])
        record("section.removed", actor=actor, section=held.pk)
