"""Telling people: the journal's reader that writes down what each is told, seeing it, and how they wish to be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time, timedelta

from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import sees
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.live.signal import signal
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.serving.choices import By, Digest, Told
from kohtaamo.serving.events import ToPush
from kohtaamo.serving.models import Notification, PushDevice, TellWish
from kohtaamo.serving.telling import KINDS, told_of
from kohtaamo.serving.ways import is_quiet, ways_for
from kohtaamo.staff.models import Member

OLD = timedelta(
    hours=6
)  # what happened before is not told any more, as when a whole journal is read for the first time
KEPT = timedelta(days=90)


def read(entries: Sequence[Entry]) -> None:
    """The journal's reader: everyone an entry concerns and who may see its case is told, each once."""
    for entry in entries:
        if entry.kind in KINDS and entry.at > now() - OLD:
            _tell(entry)


def _tell(entry: Entry) -> None:
    kind, ids = told_of(entry)
    if not ids:
        return
    case = Case.objects.filter(pk=entry.case_id or 0).first()
    members = Member.objects.filter(pk__in=ids, is_active=True).select_related("role", "tell_wish")
    with unit_of_work():
        for member in members:
            if case is None or sees(member, case):
                _tell_one(entry, kind, member)


def _tell_one(entry: Entry, kind: str, member: Member) -> None:
    ways = ways_for(member, kind)
    if not ways:
        return
    by = int(entry.actor[7:]) if entry.actor.startswith("member:") else None
    told, is_new = Notification.objects.get_or_create(
        entry=entry.pk, member=member,
        defaults={
            "kind": kind, "case_id": entry.case_id, "message_id": entry.data.get("message"), "by_id": by,
            "article_id": entry.data.get("article"), "at": entry.at,
            "on_page": By.PAGE in ways, "by_mail": By.MAIL in ways,
        },
    )  # fmt: skip
    if not is_new:
        return
    signal(f"member:{member.pk}")
    if By.PUSH in ways and not is_quiet(member, now()):
        for device in PushDevice.objects.filter(member=member).values_list("pk", flat=True):
            publish(ToPush(device=device, notification=told.pk))


def see(*, actor: Member, only: Notification | None = None) -> int:
    """Mark one's own as seen: one of them, or all. Returns how many were new."""
    with unit_of_work():
        unseen = Notification.objects.filter(member=actor, seen_at__isnull=True)
        unseen = unseen.filter(pk=only.pk) if only else unseen
        count = unseen.update(seen_at=now())
        if count:
            record("notification.seen", actor=actor, member=actor.pk, count=count)
        return count


@dataclass(frozen=True)
class Wish:
    """How a person wishes to be told; quiet hours in their own zone, none when an end is missing."""

    ways: Mapping[str, Sequence[str]]
    quiet_from: time | None
    quiet_until: time | None
    digest: str


def wish_to_be_told(*, actor: Member, wish: Wish) -> TellWish:
    """Set how one is told of each kind. Raises ``Invalid`` for a kind, a way or a digest that is none."""
    known = all(kind in Told.values and set(ways) <= set(By.values) for kind, ways in wish.ways.items())
    if not known or wish.digest not in Digest.values:
        raise Invalid
    with unit_of_work():
        found, _made = TellWish.objects.update_or_create(
            member=actor,
            defaults={
                "ways": {kind: sorted(set(ways)) for kind, ways in wish.ways.items()}, "digest": wish.digest,
                "quiet_from": wish.quiet_from, "quiet_until": wish.quiet_until,
            },
        )  # fmt: skip
        record("member.wished_to_be_told", actor=actor, member=actor.pk)
        return found


def forget_old() -> None:
    """Once a minute: what was told long ago is told no more; the journal keeps what happened."""
    old = Notification.objects.filter(at__lt=now() - KEPT).values_list("pk", flat=True)[:500]
    Notification.objects.filter(pk__in=list(old)).delete()
