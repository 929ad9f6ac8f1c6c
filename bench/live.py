"""A customer's message to an agent's screen: many open streams, and the time until they are told."""

from __future__ import annotations

import asyncio
import os
import statistics
import time
from importlib import import_module

from django.conf import settings
from django.db import close_old_connections

from kohtaamo.encounters.arrivals import Arrival
from kohtaamo.encounters.commands.receive import receive
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Touchpoint


def cookie_of(member: Member) -> str:
    """A session this person is signed in with, as a cookie."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def measure_live(port: int, *, streams: int = 1000, messages: int = 20) -> tuple[float, float, int]:
    """Median and 95th percentile in ms from commit to each open stream, and how many streams were open."""
    cookie = cookie_of(Member.objects.get(email="lead@bench.example"))
    touchpoint = Touchpoint.objects.select_related("team").first()
    if touchpoint is None:
        raise RuntimeError("the data set has no touchpoint")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return asyncio.run(_measure(port, cookie, touchpoint, streams, messages))


async def _measure(
    port: int, cookie: str, touchpoint: Touchpoint, streams: int, messages: int
) -> tuple[float, float, int]:
    heard: list[float] = []
    told: set[int] = set()
    readers = []
    for begun in range(0, streams, 50):
        readers += await asyncio.gather(*(_open(port, cookie) for _ in range(min(50, streams - begun))))
    tasks = [
        asyncio.create_task(_listen(number, reader, heard, told)) for number, (reader, _writer) in enumerate(readers)
    ]
    await asyncio.sleep(5)
    delays: list[float] = []
    for number in range(messages):
        heard.clear()
        told.clear()
        sent = await asyncio.to_thread(_say, touchpoint, number)
        await asyncio.sleep(1.0)
        delays += [(at - sent) * 1000 for at in heard]
    for task in tasks:
        task.cancel()
    for _reader, writer in readers:
        writer.close()
    return statistics.median(delays), statistics.quantiles(delays, n=20)[18], len(delays) // messages


async def _open(port: int, cookie: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET /live/?watch=teams HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n".encode())
    await writer.drain()
    status = await asyncio.wait_for(reader.readline(), 30)
    if b"200" not in status:
        raise RuntimeError(f"a stream was refused: {status!r}")
    return reader, writer


async def _listen(number: int, reader: asyncio.StreamReader, heard: list[float], told: set[int]) -> None:
    """Note when this stream is first told of a message; what is told later in its wake is not waited for."""
    while line := await reader.readline():
        if line.startswith(b"data: teams") and number not in told:
            told.add(number)
            heard.append(time.perf_counter())


def _say(touchpoint: Touchpoint, number: int) -> float:
    """Commit a customer's message from this other process; returns when it was committed."""
    close_old_connections()
    receive(
        Arrival(
            touchpoint=touchpoint,
            channel="mail",
            at=now(),
            identity_kind="email",
            identity=f"live{number}@bench.example",
            sender_name="Live",
            subject="Hei",
            text="Onko teillä mattoa?",
        )
    )
    return time.perf_counter()
