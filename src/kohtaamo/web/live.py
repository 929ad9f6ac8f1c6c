"""The live stream: one open answer for each screen, told of what changed in what it may see."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from kohtaamo.encounters.queries import case_for
from kohtaamo.platform.errors import KohtaamoError, NotFound
from kohtaamo.platform.live.hub import EVERYTHING, hub
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.errors import show_error

HEARTBEAT = 20.0
LONGEST = 30 * 60.0  # seconds; the screen then opens a new stream, and what it may see is asked anew


async def live(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Stream ``changed`` events of what is watched (``teams`` or ``case:ID``, commas between) and of oneself.

    An event names what changed: ``teams``, ``member``, ``case:ID``, ``visitors:ID``, or ``again`` for everything.
    """
    try:
        topics = await sync_to_async(_checked)(request)
    except KohtaamoError as problem:
        return await sync_to_async(show_error)(request, problem)
    response = StreamingHttpResponse(_stream(topics), content_type="text/event-stream")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response


def _checked(request: HttpRequest) -> set[str]:
    """The topics allowed; the database is let go, for the stream stays open long after."""
    try:
        return _allowed(request)
    finally:
        if not connection.in_atomic_block:
            connection.close()


def _allowed(request: HttpRequest) -> set[str]:
    """The topics asked for, each checked against what this person may see. Raises ``NotFound``."""
    member = request.user
    if not isinstance(member, Member) or not member.is_active:
        raise NotFound
    topics = {f"member:{member.pk}"}
    for wanted in request.GET.get("watch", "").split(",")[:10]:
        kind, _, number = wanted.partition(":")
        if kind == "teams":
            topics |= {EVERYTHING} if member.may(Right.SEE_ALL) else {f"team:{team}" for team in member.team_ids}
        elif kind == "case" and number.isdecimal() and len(number) < 19:
            case = case_for(member, int(number))
            topics |= {f"case:{case.pk}", f"visitors:{case.pk}"}
        elif wanted:
            raise NotFound
    return topics


async def _stream(topics: set[str]) -> AsyncIterator[bytes]:
    ends = asyncio.get_running_loop().time() + LONGEST
    with hub.subscribe(topics) as queue:
        yield b"retry: 2000\n\n"
        while asyncio.get_running_loop().time() < ends:
            try:
                topic = await asyncio.wait_for(queue.get(), HEARTBEAT)
            except TimeoutError:
                yield b": still here\n\n"
                continue
            yield f"event: changed\ndata: {_said(topic)}\n\n".encode()


def _said(topic: str) -> str:
    """A topic as screens know it: any of one's teams is ``teams``, oneself is ``member``."""
    kind = topic.partition(":")[0]
    return {EVERYTHING: "teams", "team": "teams", "member": "member"}.get(kind, topic)
