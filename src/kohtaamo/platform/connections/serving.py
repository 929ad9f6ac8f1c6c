"""The part that runs beside the pages: every connection is served by itself, so that none waits for a slow one."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import close_old_connections, connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from kohtaamo.platform.connections.models import Connection
from kohtaamo.platform.connections.reading import BELL
from kohtaamo.platform.connections.sending import due, send
from kohtaamo.platform.live.wake import wait
from kohtaamo.platform.time import now

logger = logging.getLogger(__name__)
AT_ONCE = 8  # connections served at the same time by one process
SLICE = 10.0  # seconds given to one connection before others get their turn
CLAIM = timedelta(seconds=90)  # longer than one attempt can take; who is cut off is taken over after this


def send_events(stop: threading.Event) -> None:
    """Serve connections until ``stop``."""
    served: dict[int, Future[int]] = {}
    me = f"{socket.gethostname()[:30]}-{os.getpid()}-{uuid4().hex[:6]}"
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="connection") as pool:
        while not stop.is_set():
            close_old_connections()
            served = {pk: future for pk, future in served.items() if not future.done()}
            for pk in ready().exclude(pk__in=served).values_list("pk", flat=True)[: AT_ONCE - len(served)]:
                served[pk] = pool.submit(_serve, pk, me, stop)
            wait(BELL, timeout=0.1 if served else 1.0)


def ready() -> QuerySet[Connection]:
    """Connections that may be spoken to now and have something to be told."""
    at = now()
    free = _unclaimed(at)
    rested = Q(rests_until__isnull=True) | Q(rests_until__lte=at)
    active = Connection.objects.filter(free, rested, ended_at__isnull=True, paused_at__isnull=True)
    return active.filter(Exists(due().filter(connection=OuterRef("pk")))).order_by("pk")


def _unclaimed(at: datetime) -> Q:
    """No claim holds: none, one that ended, or one so far ahead that a clock was set back since."""
    ahead = Q(claimed_until__gt=at + 2 * CLAIM)
    return Q(claimed_until__isnull=True) | Q(claimed_until__lt=at) | ahead


def _serve(pk: int, me: str, stop: threading.Event) -> int:
    try:
        return serve(pk, me, stop)
    except Exception:
        logger.exception("connection %s could not be served; it is tried again in a moment", pk)
        stop.wait(1)
        return 0
    finally:
        connection.close()


def serve(pk: int, me: str = "here", stop: threading.Event | None = None) -> int:
    """Send what one connection has due, the earliest first, for a while; returns how many attempts were made.

    Nothing is done when another process serves it already.
    """
    ends, done = time.monotonic() + SLICE, 0
    if not _claim(pk, me):
        return 0
    try:
        while time.monotonic() < ends and not (stop and stop.is_set()) and _claim(pk, me):
            dispatch = due().filter(connection=pk).select_related("connection").order_by("pk").first()
            if dispatch is None:
                break
            send(dispatch)
            done += 1
    finally:
        Connection.objects.filter(pk=pk, claimed_by=me).update(claimed_by="", claimed_until=None)
    return done


def _claim(pk: int, me: str) -> bool:
    """Whether it is ours to serve now, and may still be spoken to."""
    at = now()
    free = _unclaimed(at) | Q(claimed_by=me)
    rested = Q(rests_until__isnull=True) | Q(rests_until__lte=at)
    mine = Connection.objects.filter(free, rested, pk=pk, ended_at__isnull=True, paused_at__isnull=True)
    return bool(mine.update(claimed_by=me, claimed_until=at + CLAIM))


def serve_all() -> int:
    """Serve every connection that is ready, one after another; returns how many attempts were made."""
    return sum(serve(pk) for pk in list(ready().values_list("pk", flat=True)))
