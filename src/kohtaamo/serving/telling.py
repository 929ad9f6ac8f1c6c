"""Who is told of a journal entry, and as what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.models import Message
from kohtaamo.platform.journal.models import Entry
from kohtaamo.serving.choices import Told
from kohtaamo.staff.models import Membership

KINDS = (
    "note.mentioned", "message.aside", "case.assigned", "handover.offered", "case.shown", "message.received", "message.held", "delivery.failed",
    "case.woken", "promise.overdue", "contract.ends_soon", "target.near", "target.missed", "article.review_due",
)  # fmt: skip
_OWNED: Mapping[str, tuple[str, str]] = {
    "case.assigned": (Told.GIVEN, "owner"),
    "handover.offered": (Told.GIVEN, "to_member"),
    "case.shown": (Told.SHOWN, "member"),
    "message.held": (Told.HELD, "member"),
    "case.woken": (Told.WOKE, "member"),
    "promise.overdue": (Told.LATE, "member"),
    "contract.ends_soon": (Told.ENDS, "member"),
}


def told_of(entry: Entry) -> tuple[str, Sequence[int]]:
    """The kind of what is told and the ids of those it is told to; nobody is told of what they did themselves."""
    kind, members = _told(entry)
    own = int(entry.actor[7:]) if entry.actor.startswith("member:") else 0
    return kind, [one for one in dict.fromkeys(members) if one and one != own]


def _told(entry: Entry) -> tuple[str, Iterable[int]]:
    data = entry.data
    if entry.kind in _OWNED:
        kind, key = _OWNED[entry.kind]
        return kind, [data.get(key) or 0]
    if entry.kind == "note.mentioned":
        teams = Membership.objects.filter(team_id__in=data.get("teams", []), member__is_active=True)
        return Told.MENTION, [*data.get("members", []), *teams.values_list("member_id", flat=True)]
    if entry.kind == "message.received" and not (data.get("automatic") or data.get("history") or data.get("thanks")):
        return Told.WROTE, [data.get("owner") or 0]
    if entry.kind == "message.aside" and not data.get("automatic"):
        asked = Message.objects.filter(case_id=entry.case_id or 0, author=Author.ASIDE, member__isnull=False).order_by(
            "-pk"
        )
        return Told.ASIDE, [asked.values_list("member_id", flat=True).first() or data.get("owner") or 0]
    if entry.kind == "article.review_due":
        return Told.REVIEW, data.get("members", [])
    if entry.kind == "delivery.failed":
        writer = Message.objects.filter(pk=data.get("message")).values_list("member_id", flat=True).first()
        return Told.FAILED, [writer or 0]
    if entry.kind in {"target.near", "target.missed"}:
        leads = Membership.objects.filter(team_id=data.get("team") or 0, is_lead=True, member__is_active=True)
        others = [] if data.get("owner") and entry.kind == "target.near" else leads.values_list("member_id", flat=True)
        return Told.TARGET, [data.get("owner") or 0, *others]
    return "", []
