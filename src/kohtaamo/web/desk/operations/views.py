"""The operations page: what failed or waits, in plain words, with the button that mends it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from kohtaamo.platform.errors import NotFound
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.operations.findings import Finding, findings, kind_named, troubles
from kohtaamo.web.desk.operations.ground import light_ground
from kohtaamo.web.desk.operations.kinds import Kind, Level, Row
from kohtaamo.web.desk.operations.machine import look
from kohtaamo.web.gate import DeskRequest, desk

SHOWN = 3
PAGE = 50


@dataclass(frozen=True)
class Section:
    """A finding with its first rows."""

    finding: Finding
    rows: list[Row]

    @property
    def is_cut(self) -> bool:
        return self.finding.count > len(self.rows)


@require_safe
@desk(Right.OPERATE)
def operations(request: DeskRequest) -> HttpResponse:
    """Everything that is wrong, the worst first, then what is good to know."""
    machine = look()
    found = findings(machine)
    sections = [Section(each, _first_rows(each.kind, request.user)) for each in found]
    page = {
        "room": "settings",
        "heading": heading(len(troubles(found))),
        "wrong": [each for each in sections if each.finding.level != Level.TO_KNOW],
        "to_know": [each for each in sections if each.finding.level == Level.TO_KNOW],
        "machine": machine,
        "ground": light_ground(),
    }
    return render(request, "desk/operations/operations.html", page)


def heading(number: int) -> str:
    """The state in a sentence."""
    if not number:
        return _("Everything runs.")
    return ngettext("%(number)s thing needs mending.", "%(number)s things need mending.", number) % {"number": number}


def _first_rows(kind: Kind | None, viewer: Member) -> list[Row]:
    return kind.rows(kind.newest(None, SHOWN), viewer) if kind and kind.level != Level.TO_KNOW else []


@require_safe
@desk(Right.OPERATE)
def listing(request: DeskRequest, slug: str) -> HttpResponse:
    """All of one kind, a page at a time."""
    kind = kind_named(slug)
    found = kind.newest(_place(kind, request.GET.get("after", "")), PAGE + 1)
    rows = kind.rows(found[:PAGE], request.user)
    count = kind.found().count()
    page = {
        "room": "settings",
        "heading": kind.sentence(count) if count else _("Everything runs."),
        "rows": rows,
        "next": rows[-1].place if len(found) > PAGE else "",
    }
    return render(request, "desk/operations/listing.html", page)


def _place(kind: Kind, text: str) -> tuple[Any, Any] | None:
    """Where the page begins. Raises ``NotFound`` for what no page of ours wrote."""
    value, _bar, key = text.partition("|")
    if not text:
        return None
    try:
        fields = kind.found().model._meta
        order = fields.pk if kind.order == "pk" else fields.get_field(kind.order)
        read = datetime.fromisoformat(value) if kind.order != "pk" else order.to_python(value)
        return read, fields.pk.to_python(key)
    except (ValueError, ValidationError) as problem:
        raise NotFound from problem
