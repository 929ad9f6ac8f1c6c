"""What runs beside the pages takes turns."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest

from kohtaamo.config import background
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.journal.readers import Reader
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.unit import unit_of_work

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_reader_with_far_to_go_holds_up_neither_the_others_nor_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    with unit_of_work():
        for _ in range(20):
            record("case.opened", actor=None)
    stop, slow, quick = threading.Event(), list[int](), list[int]()

    def note(entries: Sequence[Entry]) -> None:
        slow.extend(entry.pk for entry in entries)

    def note_and_end(entries: Sequence[Entry]) -> None:
        quick.extend(entry.pk for entry in entries)
        stop.set()

    two = [Reader("slow", note, batch=2), Reader("quick", note_and_end, batch=2)]
    monkeypatch.setattr(background, "readers", lambda: two)
    background._read(stop)
    assert (len(slow), len(quick)) == (2, 2)
