"""The shop of the demonstration: hears of decisions on this machine and carries them out, as a real one would.

Nothing leaves the machine, and nothing is paid.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from django.db import close_old_connections

from kohtaamo.demo.queries import loaded_demonstration
from kohtaamo.platform.connections.keys import keys_of
from kohtaamo.platform.connections.models import Connection
from kohtaamo.platform.numbers import number_in
from kohtaamo.platform.signed import signing_keys

logger = logging.getLogger(__name__)
HERE = "127.0.0.1"
NAME = "Verkkokauppa"
PATH = "/kohtaamo/"
LOOKS_EVERY = 2.0  # seconds
THINKS = 1.0  # seconds, so that one sees it being done
MOST = 1024 * 1024  # bytes


def serve_shop(stop: threading.Event) -> None:
    """Wait until a demonstration with its shop is loaded, then be the shop until it is cleared or ``stop``."""
    while not stop.wait(LOOKS_EVERY):
        port = _port()
        if port is not None:
            _work(port, stop)


def _port() -> int | None:
    close_old_connections()
    found = _connection() if loaded_demonstration() is not None else None
    return urlsplit(found.url).port if found else None


def _connection() -> Connection | None:
    here = Connection.objects.filter(ended_at__isnull=True, name=NAME, url__startswith=f"http://{HERE}:")
    return here.filter(url__endswith=PATH).first()


def _work(port: int, stop: threading.Event) -> None:
    server = ThreadingHTTPServer((HERE, port), _Shop)
    thread = threading.Thread(target=server.serve_forever, name="demo-shop", daemon=True)
    thread.start()
    logger.info("the demonstration's shop is open on port %s", port)
    try:
        while not stop.wait(LOOKS_EVERY) and _port() == port:
            pass
    finally:
        server.shutdown()
        server.server_close()


class _Shop(BaseHTTPRequestHandler):
    """What http.server asks; the names are its own."""

    def do_POST(self) -> None:
        length = self.headers.get("content-length", "")
        body = self.rfile.read(min(number_in(length) or 0, MOST))
        if not _is_ours({name.lower(): value for name, value in self.headers.items()}, body):
            return self._say(401, {})
        event = json.loads(body)
        if not event["data"].get("outcome"):
            return self._say(200, {})
        time.sleep(THINKS)
        return self._say(200, {"outcome": "done", "reference": f"VK-{10_000 + event['data']['decision']['id']}"})

    def _say(self, status: int, said: dict[str, str]) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        return None


def _is_ours(headers: dict[str, str], body: bytes) -> bool:
    try:
        found = _connection()
        return found is not None and bool(signing_keys(headers, body, keys_of(found)))
    finally:
        close_old_connections()
