"""Rate limits: counted once by all who serve, told when to come again, and begun anew after a while."""

from __future__ import annotations

import warnings
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kohtaamo.platform.errors import TooMany
from kohtaamo.platform.limits import forget_spent, spend, use
from kohtaamo.platform.spent import Spent


@pytest.fixture(autouse=True)
def _rested() -> None:
    caches["near"].clear()


@pytest.mark.django_db
def test_past_the_limit_one_is_told_how_long_to_wait() -> None:
    for _number in range(3):
        spend("one", most=3, seconds=60)
    spend("another", most=3, seconds=60)
    with pytest.raises(TooMany) as refused:
        spend("one", most=3, seconds=60)
    assert 1 <= refused.value.seconds <= 60


@pytest.mark.django_db
def test_the_window_begins_anew_when_it_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    assert [use("one", seconds=60).count for _number in range(2)] == [1, 2]
    later = time.time() + 61
    monkeypatch.setattr("time.time", lambda: later)
    monkeypatch.setattr("kohtaamo.platform.limits.time", lambda: later)
    assert use("one", seconds=60).count == 1
    monkeypatch.setattr("kohtaamo.platform.limits.time", lambda: later + 61)
    forget_spent()
    assert Spent.objects.count() == 0


@pytest.mark.django_db
def test_a_use_costs_one_statement_where_many_serve_and_none_where_one_does() -> None:
    with CaptureQueriesContext(connection) as asked:
        use("x" * 500, seconds=60)
    assert len(asked) == (1 if connection.vendor == "postgresql" else 0)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_never_pass_the_limit_together() -> None:
    def attempt(_number: int) -> bool:
        try:
            spend("at-once", most=10, seconds=60)
        except TooMany:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(40))) == 10


@pytest.mark.django_db
def test_what_somebody_wrote_is_counted_without_being_kept() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # of keys that some caches would refuse
        assert [use("sought:hyvä rivi\nja toinen", seconds=60).count for _time in range(2)] == [1, 2]
    assert not Spent.objects.filter(name__contains="rivi").exists()
