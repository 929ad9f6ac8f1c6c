"""The small language of saved answers: ``{customer.first_name}``, ``{promise.due|soon}``.

A gap has a name we know and, after a bar, what to say when there is nothing to fill it with. Nothing else is
understood: no conditions, no loops, no reaching into objects.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from re import Match

from django.conf import settings
from django.utils.translation import override

from kohtaamo.encounters.gaps import GAP
from kohtaamo.encounters.models import Case
from kohtaamo.platform.moments import told, told_day
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import PromiseState, Source
from kohtaamo.promises.models import Promise
from kohtaamo.serving.errors import UnknownGap
from kohtaamo.staff.models import Member


@dataclass(frozen=True)
class Known:
    """What gaps may be filled with: the case, the one who writes, and the open promise that is due first."""

    case: Case
    writer: Member
    promise: Promise | None


@dataclass(frozen=True)
class Filled:
    """A text with its gaps filled; ``missing`` are those nothing was known for, left as they are written."""

    text: str
    missing: list[str]


KNOWN: dict[str, Callable[[Known], str]] = {
    "customer.name": lambda known: known.case.customer.name,
    "customer.first_name": lambda known: known.case.customer.first_name,
    "case.number": lambda known: known.case.number,
    "case.subject": lambda known: known.case.subject,
    "me.name": lambda known: known.writer.name,
    "me.first_name": lambda known: known.writer.first_name,
    "me.title": lambda known: known.writer.title,
    "team.name": lambda known: known.case.team.name,
    "touchpoint.name": lambda known: known.case.touchpoint.name,
    "organisation.name": lambda known: str(settings.KOHTAAMO["ORGANISATION"]),
    "organisation.phone": lambda known: str(settings.KOHTAAMO["PHONE"]),
    "promise.what": lambda known: known.promise.what if known.promise else "",
    "promise.due": lambda known: told(known.promise.due_at) if known.promise else "",
    "today": lambda known: told_day(now()),
}


def names() -> list[str]:
    """Every gap as it is written."""
    return [f"{{{name}}}" for name in KNOWN]


def check(text: str) -> None:
    """Raise ``UnknownGap`` for a gap nobody can fill."""
    for found in GAP.finditer(text):
        if found.group(1).lower() not in KNOWN:
            raise UnknownGap(found.group(0), ", ".join(names()))


def fill(text: str, *, case: Case, writer: Member, language: str) -> Filled:
    """The text with its gaps filled, in the words of ``language``."""
    known = Known(case, writer, _promise(case))
    missing: list[str] = []

    def put(found: Match[str]) -> str:
        name, instead = found.group(1).lower(), (found.group(2) or "").strip()
        value = KNOWN[name](known).strip() if name in KNOWN else ""
        if not value and not instead:
            missing.append(found.group(0))
            return found.group(0)
        # What customers and colleagues wrote is never read as a gap in its turn.
        return (value or instead).replace("{", "(").replace("}", ")")

    with override(language):
        return Filled(GAP.sub(put, text), missing)


def _promise(case: Case) -> Promise | None:
    """The open promise somebody made that is due first; the promise to answer is what this answer keeps."""
    promised = Promise.objects.filter(case=case, state=PromiseState.OPEN).exclude(source=Source.ANSWER_TIME)
    return promised.order_by("due_at", "pk").first()
