"""A small DNS server on loopback."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest
from tests.channels.mail.authentication.signing import SELECTOR, public_record

from kohtaamo.channels.mail.authentication.names import Names


@dataclass
class NameServer:
    """Answers from ``zone``: (name, kind) -> texts; ``slow`` names are never answered. ``asked`` counts by name."""

    port: int
    zone: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    slow: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    is_silent: bool = False

    @property
    def names(self) -> Names:
        return Names(["127.0.0.1"], self.port)

    def text(self, name: str, said: str) -> None:
        parts = [said[at : at + 250] for at in range(0, len(said), 250)]
        self.zone.setdefault((name, "TXT"), []).append(" ".join(f'"{part}"' for part in parts))

    def signs(self, domain: str) -> None:
        self.text(f"{SELECTOR}._domainkey.{domain}", public_record())

    def answer(self, wire: bytes) -> bytes | None:
        query = dns.message.from_wire(wire)
        (question,) = query.question
        name, kind = question.name.to_text(omit_final_dot=True).lower(), question.rdtype.name
        self.asked.append(name)
        if self.is_silent or name in self.slow:
            return None
        response = dns.message.make_response(query)
        response.flags |= dns.flags.RA
        if found := self.zone.get((name, kind)):
            response.answer.append(dns.rrset.from_text(question.name, 300, "IN", kind, *found))
        elif not any(known == name for known, _kind in self.zone):
            response.set_rcode(dns.rcode.NXDOMAIN)
        return response.to_wire()


@pytest.fixture
def dns_server() -> Iterator[NameServer]:
    listener = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    listener.bind(("127.0.0.1", 0))
    listener.settimeout(0.05)
    server = NameServer(listener.getsockname()[1])
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            try:
                wire, peer = listener.recvfrom(4096)
            except TimeoutError:
                continue
            if (answer := server.answer(wire)) is not None:
                listener.sendto(answer, peer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield server
    stop.set()
    thread.join()
    listener.close()


Timed = Callable[[], float]


@pytest.fixture
def stopwatch() -> Timed:
    began = time.monotonic()
    return lambda: time.monotonic() - began
