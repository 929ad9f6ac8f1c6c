"""Asking the domain name system within bounds: each answer is remembered, and no mail waits for long."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from functools import cache

import dns.exception
import dns.rdatatype
import dns.resolver
from dns.rdata import Rdata

EACH = 2.0  # seconds for one answer
WHOLE = 5.0  # seconds for everything asked about one mail
REST = 60.0  # seconds nothing is asked after no resolver answered
REMEMBERED = 5000  # answers


class Silent(Exception):
    """There was no answer in time."""


class Names:
    """A resolver: the machine's own, or the one at these addresses."""

    def __init__(self, servers: Sequence[str] = (), port: int = 53) -> None:
        self._resolver = _configured(servers, port)
        self._rests_until = 0.0
        self._guard = threading.Lock()

    def ask(self, name: str, kind: str, ends: float) -> list[Rdata]:
        """The records of this kind, none where there are none. ``ends`` is on the monotonic clock. Raises ``Silent``."""
        left = ends - time.monotonic()
        if self._resolver is None or left <= 0 or time.monotonic() < self._rests_until:
            raise Silent
        try:
            return list(self._resolver.resolve(name, kind, lifetime=min(EACH, left)))
        except (dns.resolver.NoAnswer, dns.resolver.NXDOMAIN, dns.resolver.YXDOMAIN):
            return []
        except (dns.exception.Timeout, OSError) as problem:
            self._rest_unless_alive()
            raise Silent from problem
        except (dns.exception.DNSException, ValueError) as problem:
            raise Silent from problem

    def texts(self, name: str, ends: float) -> list[bytes]:
        """The TXT records, each in one piece."""
        return [b"".join(record.strings) for record in self.ask(name, "TXT", ends)]  # type: ignore[attr-defined]

    def _rest_unless_alive(self) -> None:
        """Tell a slow domain from a resolver that is gone: every resolver knows the root."""
        assert self._resolver is not None
        with self._guard:
            if time.monotonic() < self._rests_until:
                return
            try:
                self._resolver.resolve(".", "NS", lifetime=1.0)
            except (dns.resolver.NoAnswer, dns.resolver.NXDOMAIN, dns.resolver.NoNameservers):
                return
            except (dns.exception.DNSException, OSError):
                self._rests_until = time.monotonic() + REST


def _configured(servers: Sequence[str], port: int) -> dns.resolver.Resolver | None:
    try:
        resolver = dns.resolver.Resolver(configure=not servers)
    except (dns.resolver.NoResolverConfiguration, OSError):
        return None
    if servers:
        resolver.nameservers, resolver.port = list(servers), port
    resolver.cache = dns.resolver.LRUCache(REMEMBERED)
    return resolver


@cache
def own_names() -> Names:
    """The machine's own resolver."""
    return Names()
