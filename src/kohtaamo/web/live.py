"""What a screen may follow live: the gate in front of the stream in ``web/stream.py``."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from kohtaamo.encounters.queries import case_for
from kohtaamo.platform.errors import KohtaamoError, NotFound
from kohtaamo.platform.live.hub import EVERYTHING
from kohtaamo.platform.numbers import number_in
from kohtaamo.staff.choices import Right
from kohtaamo.staff.errors import SecondStepNeeded
from kohtaamo.staff.models import Member
from kohtaamo.web.errors import show_error
from kohtaamo.web.gate import needs_second

TOPICS = "Kohtaamo-Topics"  # header of the answer: what the stream is to tell of; it never reaches the browser


@require_GET
def live(request: HttpRequest) -> HttpResponse:
    """Allow a stream of ``changed`` events of what is watched (``teams`` or ``case:ID``, commas between) and of oneself.

    An event names what changed: ``teams``, ``member``, ``case:ID``, ``visitors:ID``, or ``again`` for everything.
    """
    try:
        topics = _allowed(request)
    except KohtaamoError as problem:
        return show_error(request, problem)
    response = HttpResponse(content_type="text/event-stream")
    response.headers[TOPICS] = ",".join(sorted(topics))
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response


def _allowed(request: HttpRequest) -> set[str]:
    """The topics asked for, each checked against what this person may see. Raises ``NotFound``."""
    member = request.user
    if not isinstance(member, Member) or not member.is_active:
        raise NotFound
    if needs_second(request):
        raise SecondStepNeeded
    topics = {f"member:{member.pk}"}
    for wanted in request.GET.get("watch", "").split(",")[:10]:
        kind, _, number = wanted.partition(":")
        if kind == "teams":
            topics |= {EVERYTHING} if member.may(Right.SEE_ALL) else {f"team:{team}" for team in member.team_ids}
        elif kind == "case" and (asked := number_in(number)) is not None:
            case = case_for(member, asked)
            topics |= {f"case:{case.pk}", f"visitors:{case.pk}"}
        elif wanted:
            raise NotFound
    return topics
