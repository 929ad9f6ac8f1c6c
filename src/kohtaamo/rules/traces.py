"""How what a rule touches was before and after: written down as it acts. When it is to be undone, what somebody else touched
since stays (``touching.py``), and so does what is not as it was left."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from kohtaamo.encounters.choices import Author, DeliveryState
from kohtaamo.encounters.models import Case, Delivery, Draft, Message
from kohtaamo.outreach.models import CauseCase
from kohtaamo.promises.choices import PromiseState
from kohtaamo.promises.models import Promise
from kohtaamo.rules.choices import Kept
from kohtaamo.serving.models import Snooze
from kohtaamo.work.commands.acts import how_it_stands, team_and_owner
from kohtaamo.work.commands.tag import key_of
from kohtaamo.work.models import CaseStep, FieldValue, Tagging

Row = Mapping[str, Any]
Told = Any  # what JSON holds
Traces = dict[str, Told]  # by subject, and what it is about: "given", "tag:rikki", "field:7"
Touched = Callable[[Row, str], Collection[str]]  # what others touched since an act, of one thing it touched

TOUCHES: Mapping[str, Sequence[str]] = {
    "team": ["given"], "person": ["given"], "share": ["given"], "tag": ["tag"], "untag": ["tag"], "matter": ["matter"],
    "fast_lane": ["lane", "given"], "send": ["sent"], "draft": ["draft"], "promise": ["promise"], "steps": ["steps"],
    "field": ["field"], "cause": ["cause"], "sleep": ["sleep", "state"], "settle": ["state", "lane"],
}  # fmt: skip
NEVER: Mapping[str, Kept] = {"note": Kept.NOTED, "tell": Kept.TOLD}
BACK, PART, KEPT = "back", "part", "kept"


def plain(row: Model) -> dict[str, str | None]:
    """A row's columns as text, so that the very same row can be written again."""
    fields = row._meta.concrete_fields
    return {
        one.attname: None if one.value_from_object(row) is None else str(one.value_to_string(row)) for one in fields
    }


def _tags(case: Case, about: str) -> Told:
    found = Tagging.objects.filter(case=case, tag__key=about).first()
    return None if found is None else plain(found)


def _fields(case: Case, about: str) -> Told:
    values = FieldValue.objects.filter(field_id=int(about))
    found = [*values.filter(case=case), *values.filter(customer_id=case.customer_id)]
    return [plain(one) for one in sorted(found, key=lambda one: one.pk)]


def _causes(case: Case, about: str) -> Told:
    found = CauseCase.objects.filter(case=case, cause_id=int(about)).first()
    return None if found is None else plain(found)


def _asleep(case: Case, about: str) -> Told:
    found = Snooze.objects.filter(case=case, woken_at=None).first()
    return None if found is None else plain(found)


def _drafts(case: Case, about: str) -> Told:
    found = Draft.objects.filter(case=case, member_id=case.owner_id).first() if case.owner_id else None
    if found is None:
        return None
    return {"pk": found.pk, "at": found.changed_at.isoformat(), "files": found.attachments.count()}


def _steps(case: Case, about: str) -> Told:
    own = CaseStep.objects.filter(case=case, step=None).values_list("pk", "text", "done_at")
    return {str(pk): [text, done is not None] for pk, text, done in own}


def _promises(case: Case, about: str) -> Told:
    found = Promise.objects.filter(case=case, state=PromiseState.OPEN).values_list("pk", "what", "due_at")
    return {str(pk): [what, due.isoformat()] for pk, what, due in found}


def _sent(case: Case, about: str) -> Told:
    """What was written by itself, and whether it still waits to leave."""
    waiting = Delivery.objects.filter(message__case=case, state=DeliveryState.WAITING).values("message")
    said = Message.objects.filter(case=case, author=Author.SYSTEM, once__startswith="rule.", pk__in=waiting)
    return {str(pk): "waits" for pk in said.values_list("pk", flat=True)}


def _lane(case: Case, about: str) -> Told:
    return case.fast_lane_at.isoformat() if case.fast_lane_at else None


def still_there(now: Told, was: Told, after: Told) -> list[int]:
    """Of the rows that came, those that are as they came."""
    return [int(pk) for pk, told in after.items() if pk not in was and now.get(pk) == told]


@dataclass(frozen=True)
class Subject:
    """Something a rule touches: how it is told of a case, whether as rows that each stand by themselves, and why it is kept
    when it does not stand as it was left."""

    told: Callable[[Case, str], Told]
    rows: bool = False
    kept: Kept = Kept.CHANGED


SUBJECTS: Mapping[str, Subject] = {
    "given": Subject(lambda case, about: team_and_owner(case)),
    "matter": Subject(lambda case, about: case.matter_id),
    "state": Subject(lambda case, about: how_it_stands(case)),
    "lane": Subject(_lane), "tag": Subject(_tags), "field": Subject(_fields), "cause": Subject(_causes),
    "sleep": Subject(_asleep), "draft": Subject(_drafts), "steps": Subject(_steps, rows=True),
    "promise": Subject(_promises, rows=True), "sent": Subject(_sent, rows=True, kept=Kept.SENT),
}  # fmt: skip


def touched(row: Row) -> list[str]:
    """What an act touches."""
    return [_named(subject, row) for subject in TOUCHES.get(str(row.get("do", "")), ())]


def _named(subject: str, row: Row) -> str:
    if subject == "tag":
        return f"tag:{key_of(' '.join(str(row.get('extra', '')).split()).lstrip('#').strip())}"
    value = str(row.get("value", ""))
    return f"{subject}:{value if value.isdecimal() else 0}" if subject in {"field", "cause"} else subject


def told_of(case: Case, row: Row) -> Traces:
    """How everything that an act touches is in a case, read anew."""
    return told_now(case.pk, touched(row))


def told_now(case_id: int, names: Sequence[str]) -> Traces:
    """How these are now."""
    if not names:
        return {}
    case = Case.objects.get(pk=case_id)
    return {name: _told(case, name) for name in names}


def _told(case: Case, name: str) -> Told:
    subject, _colon, about = name.partition(":")
    return SUBJECTS[subject].told(case, about)


@dataclass(frozen=True)
class Outlook:
    """What undoing comes to for one act. ``left`` are the things that can be put back of what it touched, each as the act left
    it; of rows, only those nobody else touched."""

    how: str
    why: str = ""
    left: Mapping[str, Told] = field(default_factory=dict)


def outlook(row: Row, case_id: int, touched_since: Touched, known: Traces | None = None) -> Outlook | None:
    """What undoing this act would come to; None when it did nothing. ``known`` tells of what later acts touched as it
    will be when they are undone; it is kept up to date."""
    if row.get("why") or row.get("undone") == BACK:
        return None
    if (never := NEVER.get(str(row.get("do", "")))) is not None:
        return Outlook(KEPT, never)
    if "on" not in row:
        return Outlook(KEPT, Kept.OLD)
    was, after = row.get("was") or {}, row.get("is") or {}
    changed = [name for name in after if was.get(name) != after[name]]
    if not changed:
        return None
    if row["on"] != case_id:
        return Outlook(KEPT, Kept.JOINED)
    others = {name: touched_since(row, name) for name in changed}
    return _compared(row, others, case_id, known if known is not None else {})


def _compared(row: Row, others: Mapping[str, Collection[str]], case_id: int, known: Traces) -> Outlook:
    was, after = row["was"], row["is"]
    here = {**told_now(case_id, [name for name in others if name not in known]), **known}
    found = {name: _stands(name, here[name], was[name], after[name], others[name]) for name in others}
    left = {name: rest for name, (how, rest) in found.items() if how != KEPT}
    known |= {name: was[name] for name in left}
    stuck = next((name for name, (how, _rest) in found.items() if how != BACK), "")
    why = SUBJECTS[stuck.partition(":")[0]].kept if stuck else ""
    return Outlook(KEPT if not left else PART if stuck else BACK, why, left)


def _stands(name: str, now: Told, was: Told, after: Told, others: Collection[str]) -> tuple[str, Told]:
    """Whether it stands as it was left and nobody else touched it since, and what of it may be put back."""
    if not SUBJECTS[name.partition(":")[0]].rows:
        return BACK if now == after and not others else KEPT, after
    rest = {pk: told for pk, told in after.items() if pk not in others}
    still = still_there(now, was, rest)
    return KEPT if not still else BACK if len(still) == len(after.keys() - was.keys()) else PART, rest
