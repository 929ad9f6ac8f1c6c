"""What the clock does: passes on requests that wait too long, answers by default, and reckons what helped."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db.models import Q

from kohtaamo.encounters.models import Case
from kohtaamo.mandates.choices import DefaultAnswer, RequestState
from kohtaamo.mandates.commands.answer import answer_by_default
from kohtaamo.mandates.commands.ask import note
from kohtaamo.mandates.events import RequestMade
from kohtaamo.mandates.models import Asking, Kind, Request
from kohtaamo.mandates.queries.granting import who_may_answer
from kohtaamo.mandates.queries.learning import answer_waits, helped_and_concluded
from kohtaamo.mandates.rules import median
from kohtaamo.platform.errors import KohtaamoError
from kohtaamo.platform.events import publish
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work

logger = logging.getLogger(__name__)
PASS_ON_AFTER = timedelta(minutes=5)


def look_after_requests() -> int:
    """Once a minute: default answers that are due, then requests to pass on. Returns how many changed."""
    at = now()
    late = Q(default_at__lte=at) | Q(passed_on_at__lte=at - PASS_ON_AFTER) | Q(asked_of__is_active=False)
    waiting = Request.objects.filter(late, state=RequestState.WAITING).order_by("asked_at", "pk")
    return sum(_look_after(pk, case, at) for pk, case in waiting.values_list("pk", "case_id")[:500])


def _look_after(request_id: int, case_id: int, at: datetime) -> bool:
    with unit_of_work():
        Case.objects.select_for_update().get(pk=case_id)
        held = Request.objects.select_for_update(of=("self",)).select_related("kind", "case", "asked_by__role")
        request = held.filter(pk=request_id, state=RequestState.WAITING).first()
        if request is None:
            return False
        if request.default_at is not None and request.default_at <= at:
            _default(request)
            return True
        return _pass_on(request, at)


def _default(request: Request) -> None:
    """A default yes that can no longer be carried out (the asker has left, no address) becomes a no, in the open."""
    try:
        with unit_of_work():
            answer_by_default(request)
    except KohtaamoError:
        logger.exception("request %s could not be granted by default", request.pk)
        request.default_answer = DefaultAnswer.DECLINE
        request.save(update_fields=["default_answer"])
        answer_by_default(request)


def _pass_on(request: Request, at: datetime) -> bool:
    """Ask the next who may answer and has not been asked; when all have, it stays with the last."""
    asked = set(request.askings.values_list("member_id", flat=True))
    following = next(iter(who_may_answer(request.case, request.asked_by, but=asked)), None)
    request.passed_on_at = at
    if following is None:
        request.save(update_fields=["passed_on_at"])
        return False
    request.asked_of = following
    request.save(update_fields=["passed_on_at", "asked_of"])
    Asking.objects.create(request=request, member=following, at=at)
    note("request.passed_on", request, None)
    publish(RequestMade(request))
    return True


def reckon() -> int:
    """Write down how often each kind helped and how soon requests are answered. Returns how many kinds changed."""
    changed = 0
    for kind in Kind.objects.filter(is_active=True):
        former = kind.helped, kind.concluded, kind.answer_seconds
        kind.helped, kind.concluded = helped_and_concluded(kind)
        wait = median(answer_waits(kind))
        kind.answer_seconds = None if wait is None else round(wait)
        if former != (kind.helped, kind.concluded, kind.answer_seconds):
            kind.save(update_fields=["helped", "concluded", "answer_seconds"])
            changed += 1
    return changed
