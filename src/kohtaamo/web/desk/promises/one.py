"""One promise with its whole history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render

from kohtaamo.encounters.queries import visible_cases
from kohtaamo.platform.journal.models import Entry
from kohtaamo.promises.choices import PromiseState
from kohtaamo.promises.models import Promise
from kohtaamo.promises.queries import promise_for
from kohtaamo.promises.rules import was_kept
from kohtaamo.staff.models import Member
from kohtaamo.web.gate import DeskRequest, desk


@dataclass(frozen=True)
class Happening:
    """One thing that happened to a promise; ``kind`` is the journal's word without the room."""

    at: datetime
    kind: str
    by: str = ""
    word: str = ""
    earlier: datetime | None = None
    later: datetime | None = None


@desk()
def promise(request: DeskRequest, promise_id: int) -> HttpResponse:
    """The promise, what may be done with it, and what has happened to it."""
    found = promise_for(request.user, promise_id)
    context = {
        "room": "promises",
        "promise": found,
        "history": history(found),
        "is_open": found.state == PromiseState.OPEN,
        "was_kept": was_kept(found),
        "opens_case": visible_cases(request.user).filter(pk=found.case_id).exists(),
        "here": request.path,
    }
    return render(request, "desk/promises/one.html", context)


def history(promise: Promise) -> list[Happening]:
    """Everything that happened to the promise, oldest first, from the journal of its case."""
    entries = [
        entry
        for entry in Entry.objects.filter(case_id=promise.case_id, kind__startswith="promise.").order_by("id")
        if entry.data.get("promise") == promise.pk
    ]
    names = _names(entries)
    return [_happening(entry, names) for entry in entries]


def _names(entries: list[Entry]) -> dict[str, str]:
    actors = {entry.actor.removeprefix("member:") for entry in entries if entry.actor.startswith("member:")}
    owners = {str(entry.data["member"]) for entry in entries if entry.data.get("member")}
    return {str(pk): name for pk, name in Member.objects.filter(pk__in=actors | owners).values_list("pk", "name")}


def _happening(entry: Entry, names: dict[str, str]) -> Happening:
    data, kind = entry.data, entry.kind.removeprefix("promise.")
    said = data.get("evidence") or data.get("reason") or data.get("address") or ""
    word = names.get(str(data.get("member")), "") if kind == "given" else said
    return Happening(
        at=entry.at, kind=kind, by=names.get(entry.actor.removeprefix("member:"), ""), word=word,
        earlier=_time(data.get("from_due_at")), later=_time(data.get("to_due_at") or data.get("due_at")),
    )  # fmt: skip


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
