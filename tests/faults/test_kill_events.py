"""Killed while other systems are told: every event arrives, by one name, and each time it left is on record."""

from __future__ import annotations

import os
import random
import time
from collections import Counter

import pytest

from tests.faults.test_kill import until
from tests.platform.connections.receiving import receiving
from tests.stories.conftest import MakesHouse
from tests.stories.house import ROOT

pytestmark = pytest.mark.server
IS_FULL = os.environ.get("FULL") == "1"
EVENTS, KILLS = (2000, 10) if IS_FULL else (40, 2)
WRITE_EVENTS = ROOT / "tests" / "faults" / "write_events.py"


def test_no_event_is_lost_or_told_twice_without_a_record_when_the_worker_is_killed(house_with: MakesHouse) -> None:
    house = house_with(is_open=False)
    with receiving() as receiver:
        receiver.slow = 0.01
        house.run(WRITE_EVENTS, str(EVENTS), receiver.url)
        moments = random.Random(2211)
        for count in sorted(moments.sample(range(EVENTS * 8 // 10), KILLS)):
            house.start("worker")
            until(lambda count=count: len(receiver.came) > count)  # type: ignore[misc]
            time.sleep(moments.random() * 0.05)
            house.kill()
            house.let_pass(minutes=3)
        house.start("worker")
        until(
            lambda: house.rows("SELECT count(*) FROM connections_dispatch WHERE state = 'delivered'") == [(EVENTS,)],
            within=120,
        )
        house.kill()
    came = Counter(headers["webhook-id"] for headers, _body in receiver.came)
    tries = dict(house.rows(
        "SELECT called, count(*) FROM connections_attempt a JOIN connections_dispatch d ON d.id = a.dispatch_id GROUP BY 1"
    ))  # fmt: skip
    assert len(came) == EVENTS
    assert [called for called, times in came.items() if times > tries[called]] == []
    assert house.rows("SELECT count(*) FROM connections_attempt WHERE ended_at IS NULL") == [(0,)]
    numbers = list(dict.fromkeys(event["data"]["details"]["number"] for event in receiver.events))
    assert numbers == sorted(numbers)
    print(
        f"\n{EVENTS} events, {KILLS} kills: {sum(times > 1 for times in came.values())} came twice, each with a record"
    )
