"""Passing signals that are not events: who is here, who is typing. They are told and forgotten."""

from __future__ import annotations

from django.db import connection, transaction

from kohtaamo.platform.live.hub import hub
from kohtaamo.platform.live.wake import wake


def signal(*topics: str) -> None:
    """Tell open streams of these topics after the running transaction commits."""

    def tell() -> None:
        if connection.vendor == "postgresql":
            wake("signal", " ".join(topics))
        else:
            hub.tell(topics)

    transaction.on_commit(tell)
