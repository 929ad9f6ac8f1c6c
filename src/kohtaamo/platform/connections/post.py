"""Asking a server named by people: no redirects, a bounded answer, one deadline, and only to a checked address."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from kohtaamo.platform.connections.choices import AttemptProblem
from kohtaamo.platform.outgoing import InternalAddress, connect

CONNECT_WITHIN = 5.0  # seconds for each address
ANSWER_WITHIN = 15.0  # seconds for the whole exchange once connected
MOST_ANSWER = 64 * 1024  # bytes read
SHOWN = 500  # characters kept of what it said
BUSY = {429, 502, 503, 504}  # nobody is there to take it now


@dataclass(frozen=True)
class Answer:
    """What came of one attempt: the status (None when there was no answer), what was said, why it failed."""

    status: int | None = None
    problem: AttemptProblem = AttemptProblem.NONE
    said: str = ""
    body: bytes = b""
    milliseconds: int = 0
    come_back: timedelta | None = None  # what it asked for with Retry-After

    @property
    def is_taken(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def met_nobody(self) -> bool:
        """Whether trying others now would fail alike."""
        return self.status in BUSY or (self.status is None and self.problem != AttemptProblem.SECRET)

    def read(self) -> Mapping[str, Any]:
        """The JSON object it answered with; empty when it is none."""
        try:
            said = json.loads(self.body.decode())
        except (ValueError, RecursionError):
            return {}
        return said if isinstance(said, dict) else {}


def post(url: str, body: bytes, headers: Mapping[str, str], *, within: float = ANSWER_WITHIN) -> Answer:
    """Post and wait for the answer. Never raises for what the other side does."""
    return _ask("POST", url, body, headers, within, MOST_ANSWER)


def get(url: str, headers: Mapping[str, str], *, within: float = ANSWER_WITHIN, most: int = MOST_ANSWER) -> Answer:
    """Get at most ``most`` bytes. Never raises for what the other side does."""
    return _ask("GET", url, None, headers, within, most)


def _ask(method: str, url: str, body: bytes | None, headers: Mapping[str, str], within: float, most: int) -> Answer:
    began = time.monotonic()
    try:
        answer = _exchange(method, url, body, headers, within, most)
    except (OSError, http.client.HTTPException, ValueError, InternalAddress) as failure:
        took = time.monotonic() - began
        problem = _problem(failure, took >= within)
        return Answer(problem=problem, milliseconds=round(took * 1000))
    return answer


def _exchange(
    method: str, url: str, body: bytes | None, headers: Mapping[str, str], within: float, most: int
) -> Answer:
    began = time.monotonic()
    parts = urlsplit(url)
    is_safe = parts.scheme == "https"
    host, port = parts.hostname or "", parts.port or (443 if is_safe else 80)
    plain = connect(host, port, CONNECT_WITHIN)
    plain.settimeout(within)
    with _ended_after(plain, within), _secured(plain, host) if is_safe else plain as line:
        speaking = http.client.HTTPConnection(host, port, timeout=within)
        speaking.sock = line
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        speaking.request(method, path, body, {**headers, "Connection": "close"})
        response = speaking.getresponse()
        said = response.read(most)
    if time.monotonic() - began >= within:  # what was cut at the deadline can look like a whole answer
        raise TimeoutError
    took = round((time.monotonic() - began) * 1000)
    return _answer(response, said, took)


def _secured(plain: socket.socket, host: str) -> ssl.SSLSocket:
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host)


def _answer(response: http.client.HTTPResponse, said: bytes, took: int) -> Answer:
    problem = AttemptProblem.NONE if 200 <= response.status < 300 else AttemptProblem.STATUS
    if 300 <= response.status < 400:
        problem = AttemptProblem.REDIRECT
    return Answer(
        status=response.status, problem=problem, said=_shown(said), body=said, milliseconds=took,
        come_back=_asked(response.getheader("Retry-After") or ""),
    )  # fmt: skip


@contextmanager
def _ended_after(plain: socket.socket, seconds: float) -> Iterator[None]:
    """Whatever trickles in, the exchange is over at the deadline."""
    held = plain.dup()
    shut = threading.Timer(seconds, _shut, [held])
    shut.daemon = True
    shut.start()
    try:
        yield
    finally:
        shut.cancel()
        held.close()


def _shut(plain: socket.socket) -> None:
    try:
        plain.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def _asked(text: str) -> timedelta | None:
    """Retry-After in seconds; a date is not looked at."""
    return timedelta(seconds=int(text)) if text.isascii() and text.isdecimal() and len(text) < 7 else None


def _shown(said: bytes) -> str:
    text = said[: SHOWN * 4].decode(errors="replace").replace("\0", "")
    return " ".join(text.split())[:SHOWN]


def _problem(failure: Exception, is_late: bool) -> AttemptProblem:
    if isinstance(failure, InternalAddress):
        return AttemptProblem.INTERNAL
    if isinstance(failure, ssl.SSLCertVerificationError):
        return AttemptProblem.CERTIFICATE
    if is_late or isinstance(failure, TimeoutError):
        return AttemptProblem.TIMEOUT
    if isinstance(failure, socket.gaierror | UnicodeError):
        return AttemptProblem.NO_NAME
    if isinstance(failure, ConnectionRefusedError):
        return AttemptProblem.REFUSED
    if isinstance(failure, OSError) and not isinstance(failure, ssl.SSLError):
        return AttemptProblem.UNREACHED
    if isinstance(failure, http.client.RemoteDisconnected):
        return AttemptProblem.UNREACHED
    return AttemptProblem.UNREADABLE
