"""Asking for more than one may decide, with the case attached; and thinking again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from kohtaamo.encounters.commands.reply import address_of
from kohtaamo.encounters.errors import NobodyToSendTo
from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import Case, Encounter
from kohtaamo.mandates.choices import RequestState
from kohtaamo.mandates.commands.counting import applying, hold_tallies, what_stands_in_the_way
from kohtaamo.mandates.commands.decide import Terms, check_what, names
from kohtaamo.mandates.errors import AlreadyAnswered, AlreadyAsked
from kohtaamo.mandates.events import RequestMade
from kohtaamo.mandates.models import Asking, Kind, Request
from kohtaamo.mandates.queries.applying import meeting_of
from kohtaamo.mandates.queries.granting import who_may_answer
from kohtaamo.platform.errors import NotAllowed
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


def ask(
    *, actor: Member, case: Case, kind: Kind, amount: int = 1, why: str, words: str = "", once: str = "",
    is_quiet: bool = False,
) -> Request:  # fmt: skip
    """Ask for one decision. ``words`` is what the customer is told by mail when it is granted; empty: in person, or
    when ``is_quiet`` by what it is asked for.

    The same ``once`` again returns the request already made. Raises ``AlreadyAsked`` while one's request for this kind
    waits in the case, ``AmountMissing``, ``ReasonMissing``, and ``NobodyToSendTo`` when words could not be mailed.
    """
    require(actor, Right.DECIDE)
    with unit_of_work():
        case = hold(actor, case)
        once = f"{case.pk}.{actor.pk}.{once}"[:80] if once else ""
        if once and (made := Request.objects.filter(once=once).first()):
            return made
        kind = check_what(kind, amount, why)
        if words.strip() and not address_of(case):
            raise NobodyToSendTo
        waiting = Request.objects.filter(case=case, kind=kind, asked_by=actor, state=RequestState.WAITING)
        if waiting.exists():
            raise AlreadyAsked
        return _write(actor, case, Terms(kind, amount, why, words, "", once, is_quiet=is_quiet))


def _write(actor: Member, case: Case, terms: Terms) -> Request:
    meeting, at = meeting_of(case), now()
    first = next(iter(who_may_answer(case, actor)), None)
    request = Request.objects.create(
        kind=terms.kind, case=case, encounter=meeting, **_limit(actor, case, meeting, terms), amount=terms.amount,
        why=" ".join(terms.reason.split())[:300], words=terms.words.strip(), is_quiet=terms.is_quiet, asked_by=actor,
        asked_of=first, asked_at=at, passed_on_at=at, **_default(terms, at), once=terms.once,
    )  # fmt: skip
    if first is not None:
        Asking.objects.create(request=request, member=first, at=at)
    note("request.made", request, actor, what=names(terms.kind))
    publish(RequestMade(request))
    return request


def _limit(actor: Member, case: Case, meeting: Encounter, terms: Terms) -> dict[str, object]:
    """The mandate that was not enough, and which limit of it."""
    hold_tallies(terms.kind, actor, case)
    over = what_stands_in_the_way(terms.kind, terms.amount, member=actor, case=case, meeting=meeting)
    return {"mandate": applying(terms.kind, actor, meeting), "over": over}


def _default(terms: Terms, at: datetime) -> dict[str, object]:
    """The default answer, unless the amount is more than is granted by default."""
    kind = terms.kind
    too_much = kind.default_answer == "grant" and kind.default_most is not None and terms.amount > kind.default_most
    if not kind.default_answer or too_much:
        return {}
    return {"default_answer": kind.default_answer, "default_at": at + timedelta(minutes=kind.default_minutes)}


def note(kind: str, request: Request, actor: Member | None, **data: Any) -> None:
    """Write what happened to a request in the journal: whose screens it concerns, never the amount."""
    case = request.case
    record(
        kind, actor=actor, **where(case, request.encounter_id), **teamed(case), request=request.pk,
        member=request.asked_of_id if request.is_waiting else request.asked_by_id, **data,
    )  # fmt: skip


def hold_waiting(actor: Member, request: Request) -> Request:
    """The request, locked after its case and still waiting. Raises ``NotFound`` or ``AlreadyAnswered``."""
    hold(actor, request.case)
    held = Request.objects.select_for_update(of=("self",)).select_related(
        "kind", "case", "asked_by__role", "encounter__touchpoint"
    )
    found = held.get(pk=request.pk)
    if not found.is_waiting:
        raise AlreadyAnswered
    return found


def withdraw(*, actor: Member, request: Request) -> Request:
    """The one who asked no longer needs it. Raises ``NotAllowed`` or ``AlreadyAnswered``."""
    require(actor, Right.DECIDE)
    if request.asked_by_id != actor.pk:
        raise NotAllowed
    with unit_of_work():
        held = hold_waiting(actor, request)
        held.state, held.answered_at, held.answered_by = RequestState.WITHDRAWN, now(), actor
        held.save(update_fields=["state", "answered_at", "answered_by"])
        note("request.withdrawn", held, actor)
        return held
