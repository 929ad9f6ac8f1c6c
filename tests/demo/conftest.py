"""What a test of the demonstration has learnt is forgotten with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kohtaamo.demo.queries import forget_what_is_known


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    forget_what_is_known()
    yield
    forget_what_is_known()
