"""Readers of the journal: in order, at least once, one at a time, and never silently stopped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from kohtaamo.platform.journal.models import Cursor, Entry
from kohtaamo.platform.journal.readers import Reader, advance, catch_up, newest
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work

pytestmark = pytest.mark.django_db


def _happen(*kinds: str) -> None:
    for kind in kinds:
        with unit_of_work():
            record(kind, actor=None)


def _reader(seen: list[str], **fields: object) -> Reader:
    def read(entries: Sequence[Entry]) -> None:
        seen.extend(entry.kind for entry in entries)

    return Reader(name="test", read=read, **fields)  # type: ignore[arg-type]


def test_a_reader_gets_every_entry_once_and_in_order() -> None:
    _happen("a", "b", "c")
    seen: list[str] = []
    catch_up(_reader(seen, batch=2))
    _happen("d")
    catch_up(_reader(seen, batch=2))
    assert seen == ["a", "b", "c", "d"]


def test_a_reader_gets_only_the_kinds_it_wants_and_passes_the_rest() -> None:
    _happen("case.opened", "promise.made", "case.settled")
    seen: list[str] = []
    assert catch_up(_reader(seen, kinds=("case.",))) == 3
    assert seen == ["case.opened", "case.settled"]


def test_a_failing_reader_stays_where_it_was_says_why_and_rests() -> None:
    _happen("a")

    def fail(entries: Sequence[Entry]) -> None:
        raise ValueError("the index is full")

    assert advance(Reader(name="test", read=fail)) == 0
    cursor = Cursor.objects.get()
    assert (cursor.last_id, cursor.trouble, cursor.tries) == (0, "ValueError: the index is full", 1)
    seen: list[str] = []
    assert (advance(_reader(seen)), seen) == (0, [])
    Cursor.objects.update(read_at=now() - timedelta(minutes=5))
    assert (advance(_reader(seen)), seen) == (1, ["a"])
    assert Cursor.objects.get().trouble == ""


def test_another_process_does_not_read_what_is_being_read() -> None:
    _happen("a")
    inner: list[str] = []

    def read(entries: Sequence[Entry]) -> None:
        advance(_reader(inner))

    advance(Reader(name="test", read=read))
    assert inner == []


def test_what_a_dead_process_claimed_is_taken_over() -> None:
    _happen("a")
    Cursor.objects.create(reader="test", claimed_until=now() - timedelta(seconds=1))
    seen: list[str] = []
    assert catch_up(_reader(seen)) == 1


def test_an_entry_outside_a_unit_of_work_is_refused() -> None:
    with pytest.raises(RuntimeError):
        record("a", actor=None)


def test_nothing_of_a_failed_unit_is_written() -> None:
    with pytest.raises(KeyError), unit_of_work():
        record("a", actor=None)
        raise KeyError
    assert Entry.objects.count() == 0


def test_after_an_upgrade_those_who_tell_news_begin_at_the_present() -> None:
    upgrade = import_module("kohtaamo.platform.migrations.0007_news_begins_now")
    upgrade.begin_now(apps, None)
    assert Cursor.objects.count() == 0
    Cursor.objects.create(reader="rules", last_id=0)
    _happen("a", "b")
    upgrade.begin_now(apps, None)
    begun = dict(Cursor.objects.values_list("reader", "last_id"))
    assert begun == {"rules": 0, "notifications": newest(), "connections": newest()}
