"""All that is measured of one database at one size."""

from __future__ import annotations

import time
from typing import Any


def measure() -> dict[str, Any]:
    """Pages, the server, the people at work and its streams, and last the intake, the notice and what is done to much at once, which change the data."""
    from bench.intake import measure_intake
    from bench.large import measure_large
    from bench.live import measure_live
    from bench.notice import measure_notice
    from bench.pages import measure_pages
    from bench.people import measure_people
    from bench.server import Server

    pages = measure_pages()
    with Server() as server:
        time.sleep(8)  # to rest
        ready, memory = server.ready_after, server.memory()
        people = measure_people(server.port)
        median, high, streams = measure_live(server.port)
    return {
        "pages": pages,
        "ready_s": ready,
        "memory_mb": memory,
        "live": {"median_ms": median, "p95_ms": high, "streams": streams},
        "people": people,
        "intake": measure_intake(),
        "notice": measure_notice(),
        "large": measure_large(),
    }
