"""Letting the other end of a connection do what was decided, in tests."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kohtaamo.platform.connections.choices import DispatchState
from kohtaamo.platform.connections.models import Connection, Dispatch
from kohtaamo.platform.connections.reading import read
from kohtaamo.platform.connections.serving import serve_all
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "examples" / "shop_receiver.py"


def tell(*, at_once: bool = True) -> int:
    """The journal is read and what is due leaves; ``at_once``, also what waits for its time. How many tries were made."""
    read(list(Entry.objects.order_by("pk")))
    if at_once:
        Dispatch.objects.filter(state__in=[DispatchState.WAITING, DispatchState.FAILED]).update(next_at=now())
        Connection.objects.update(rests_until=None)
    return serve_all()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def example_shop(secret: str, port: int, *, later: bool = False) -> Iterator[subprocess.Popen[str]]:
    """The receiver of the documentation, run as its reader would run it."""
    environment = {**os.environ, "SECRET": secret, "PORT": str(port), "LATER": "yes" if later else "no"}
    shop = subprocess.Popen([sys.executable, str(EXAMPLE)], env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert shop.stdout is not None
        assert shop.stdout.readline() == f"listening on port {port}\n"
        yield shop
    finally:
        shop.terminate()
        shop.wait(timeout=10)
        if shop.stdout:
            shop.stdout.close()
