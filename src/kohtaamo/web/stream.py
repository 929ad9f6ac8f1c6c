"""The live stream itself: a plain ASGI answer, for a thousand open screens must not hold a thousand threads.

Django decides what a screen may follow (``web/live.py``), through all its middleware; its answer is sent on as it is
when it refuses. When it allows, its thread and its database are let go and the stream goes on here.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import Any
from urllib.parse import parse_qs

from kohtaamo.platform.live.hub import EVERYTHING, hub
from kohtaamo.platform.numbers import number_in
from kohtaamo.web.live import TOPICS

ADDRESS = "/live/"
HEARTBEAT = 20.0  # seconds
LONGEST = 30 * 60.0  # seconds; the screen then opens a new stream, and what it may see is asked anew
_TOPICS = TOPICS.lower().encode()


def streaming(pages: Any) -> Any:
    """An ASGI application that answers ``/live/`` itself once ``pages`` allowed it, and hands on everything else."""

    async def application(scope: Any, receive: Any, send: Any) -> None:
        if scope["path"] != ADDRESS:
            await pages(scope, receive, send)
            return
        answer = await _asked(pages, scope)
        headers = {name.lower(): value for name, value in answer[0]["headers"]}
        topics = headers.pop(_TOPICS, None)
        if topics is None:
            for event in answer:
                await send(event)
            return
        headers.pop(b"content-length", None)
        start = {**answer[0], "headers": list(headers.items())}
        await _open(start, topics.decode().split(","), _since(scope), receive, send)

    return application


async def _asked(pages: Any, scope: Any) -> list[Any]:
    """What the pages answer to the request, whole."""
    came, answer = False, []

    async def empty() -> Any:
        nonlocal came
        if came:
            await asyncio.Event().wait()
        came = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def keep(event: Any) -> None:
        answer.append(event)

    await pages(scope, empty, keep)
    return answer


def _since(scope: Any) -> int | None:
    """The entry up to which the screen was drawn, as it says."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    return number_in(asked.get("since", [""])[0])


async def _open(start: Any, topics: Iterable[str], since: int | None, receive: Any, send: Any) -> None:
    await send(start)
    gone = asyncio.ensure_future(_left(receive))
    telling = asyncio.ensure_future(_tell(topics, since, send))
    try:
        await asyncio.wait({gone, telling}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        gone.cancel()
        telling.cancel()
        _, trouble = await asyncio.gather(gone, telling, return_exceptions=True)
    if isinstance(trouble, Exception):
        raise trouble


async def _left(receive: Any) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _tell(topics: Iterable[str], since: int | None, send: Any) -> None:
    async for part in events(topics, since):
        if not await _arrives(send, part, more=True):
            return
    await _arrives(send, b"", more=False)


async def _arrives(send: Any, part: bytes, *, more: bool) -> bool:
    """Send on; false when the screen has gone, which a server may tell here before it tells it to ``receive``."""
    try:
        await send({"type": "http.response.body", "body": part, "more_body": more})
    except (OSError, RuntimeError):  # ASGI says OSError; servers say RuntimeError too
        return False
    return True


async def events(topics: Iterable[str], since: int | None = None) -> AsyncIterator[bytes]:
    """What the stream says (WHATWG HTML, server-sent events), until it is time to ask anew what may be seen."""
    ends = asyncio.get_running_loop().time() + LONGEST
    with hub.subscribe(topics, since=since) as queue:
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
