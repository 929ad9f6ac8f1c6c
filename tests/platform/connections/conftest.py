from __future__ import annotations

from collections.abc import Iterator

import pytest

from kohtaamo.platform.connections.models import Connection
from kohtaamo.staff.commands.connections import Wish, make_connection
from kohtaamo.staff.models import Member
from tests.platform.connections.receiving import Receiver, receiving


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture
def connected(receiver: Receiver, administrator: Member) -> tuple[Connection, str]:
    """A connection that wants everything of cases and promises, and its secret."""
    return make_connection(actor=administrator, wish=Wish("Kauppa", receiver.url, ["case.", "promise.made"]))


@pytest.fixture
def connection(connected: tuple[Connection, str]) -> Connection:
    return connected[0]
