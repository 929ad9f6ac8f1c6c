"""What a person sets for themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from zoneinfo import available_timezones

from django.conf import settings

from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Presence, Theme
from kohtaamo.staff.errors import NameMissing
from kohtaamo.staff.hours import WeekHours, working_hours
from kohtaamo.staff.models import Member
from kohtaamo.staff.sessions import end_sessions


@dataclass(frozen=True, kw_only=True)
class OwnSettings:
    """A person's own settings as they wish them. ``zone`` empty means the organisation's."""

    name: str
    title: str = ""
    language: str = "fi"
    speaks: Sequence[str] = ()
    zone: str = ""
    theme: str = Theme.SYSTEM
    single_keys: bool = True
    hours: WeekHours = field(default_factory=dict)


def change_own(*, actor: Member, wish: OwnSettings) -> Member:
    """Set one's own name, languages, look and hours. Raises ``NameMissing``, ``WrongHours`` or ``Invalid``."""
    name = " ".join(wish.name.split())[:120]
    if not name:
        raise NameMissing
    _must_be_possible(wish)
    with unit_of_work():
        actor = Member.objects.select_for_update().get(pk=actor.pk)
        actor.name, actor.title, actor.language = name, wish.title.strip()[:80], wish.language
        actor.speaks = [code for code, _name in settings.LANGUAGES if code in wish.speaks]
        actor.zone, actor.theme, actor.single_keys = wish.zone, wish.theme, wish.single_keys
        actor.hours = working_hours(wish.hours)
        actor.save(update_fields=["name", "title", "language", "speaks", "zone", "theme", "single_keys", "hours"])
        record("member.set_own", actor=actor, member=actor.pk)
        return actor


def _must_be_possible(wish: OwnSettings) -> None:
    if wish.language not in dict(settings.LANGUAGES) or wish.theme not in Theme.values:
        raise Invalid
    if wish.zone and wish.zone not in available_timezones():
        raise Invalid


def set_presence(*, actor: Member, presence: str) -> Member:
    """Say whether one is here, busy or away. Raises ``Invalid`` for anything else."""
    if presence not in Presence.values:
        raise Invalid
    with unit_of_work():
        if actor.presence != presence:
            actor.presence = presence
            actor.save(update_fields=["presence"])
            record("member.presence_set", actor=actor, member=actor.pk, presence=presence)
        return actor


def sign_out_elsewhere(*, actor: Member, but: str | None) -> int:
    """End one's sessions on all other devices; returns how many ended."""
    with unit_of_work():
        ended = end_sessions(actor, but=but)
        record("member.signed_out_elsewhere", actor=actor, member=actor.pk, sessions=ended)
        return ended
