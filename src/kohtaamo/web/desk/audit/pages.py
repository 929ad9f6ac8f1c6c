"""The audit page: who did what, when and to whom, searched and taken along."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kohtaamo.passage.auditing import PAGE, Sought, entries, names
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.audit.forms import AuditForm
from kohtaamo.web.desk.audit.kinds import WORDS, in_words
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.leaves import leaf

AT_ONCE = 1000
CODE = re.compile(r"[a-z]+(?:[_.-][a-z]+)*")


@dataclass(frozen=True)
class Line:
    """An entry as it is shown: what happened in words, the name of who did it and its facts, each with whether it is a word
    for programs."""

    entry: Entry
    words: str
    name: str
    facts: list[tuple[str, str, bool]]


@require_safe
@desk(Right.AUDIT)
def audit(request: DeskRequest) -> HttpResponse:
    """One page of the journal, the newest first."""
    form = AuditForm(request.GET or None)
    shown = leaf(entries(request.user, form.sought), request.GET.get("before", ""), PAGE)
    asked = request.GET.copy()
    asked.pop("before", None)
    page = {
        "room": "settings", "form": form, "lines": _lines(shown.rows), "asked": asked.urlencode(),
        "next": shown.after, "kinds": WORDS,
    }  # fmt: skip
    return render(request, "desk/audit/audit.html", page)


def _lines(rows: list[Entry]) -> list[Line]:
    known = names(rows)
    return [Line(row, in_words(row.kind), known.get(row.actor, row.actor), _facts(row)) for row in rows]


def _facts(row: Entry) -> list[tuple[str, str, bool]]:
    told = [(key, _told(value)) for key, value in row.data.items() if value not in (None, "", [], {})]
    return [(key, value, bool(CODE.fullmatch(value))) for key, value in told]


def _told(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


@require_safe
@desk(Right.AUDIT)
def audit_export(request: DeskRequest) -> HttpResponse:
    """All that was looked for, an entry a line of JSON, without a cap."""
    sought = AuditForm(request.GET or None).sought
    found = entries(request.user, sought)
    _note(request.user, sought)
    answer: Any = StreamingHttpResponse(_written(found), content_type="application/x-ndjson; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="journal.jsonl"'
    return cast(HttpResponse, answer)


def _written(found: Any) -> Iterator[str]:
    """Page by page of keys, so that no question to the database stays open while somebody reads slowly."""
    last: int | None = None
    while part := list((found if last is None else found.filter(pk__lt=last))[:AT_ONCE]):
        last = part[-1].pk
        known = names(part)
        for row in part:
            told = {
                "id": row.pk, "at": row.at.isoformat(), "kind": row.kind, "actor": row.actor,
                "name": known.get(row.actor, ""), "customer": row.customer_id, "case": row.case_id,
                "encounter": row.encounter_id, "touchpoint": row.touchpoint_id, "data": row.data,
            }  # fmt: skip
            yield json.dumps(told, ensure_ascii=False) + "\n"


def _note(viewer: Member, sought: Sought) -> None:
    with unit_of_work():
        record("journal.exported", actor=viewer, who=sought.who, what=sought.what, of_customer=sought.customer)
