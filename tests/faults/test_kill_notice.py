"""A notice killed in the middle and continued: nobody is told twice, and every promise moves once.

A mail that may have left when the worker was killed is not sent again by itself: it stands on the list of those whom a
person finds out about, at most one for each kill. All others are told exactly once.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter

import pytest

from tests.faults.test_kill import nothing_is_half_written, until
from tests.stories.conftest import MakesHouse
from tests.stories.house import ROOT
from tests.stories.mails import Letters

pytestmark = pytest.mark.server
IS_FULL = os.environ.get("FULL") == "1"
PEOPLE, KILLS = (1000, 10) if IS_FULL else (40, 2)
WRITE_NOTICE = ROOT / "tests" / "faults" / "write_notice.py"


def test_a_notice_killed_in_the_middle_and_continued_tells_everyone_exactly_once(
    house_with: MakesHouse, letters: Letters
) -> None:
    house = house_with(is_open=False)
    house.run(WRITE_NOTICE, str(PEOPLE), "6000")
    letters.wait = 0.02
    moments = random.Random(722)
    began = time.monotonic()
    for count in sorted(moments.sample(range(PEOPLE * 8 // 10), KILLS)):
        house.start("worker")
        until(lambda count=count: len(letters.mails) > count)  # type: ignore[misc]
        time.sleep(moments.random() * 0.05)
        house.kill()
        house.let_pass(minutes=1)  # the dead worker's job is taken over
    cut_off = house.rows("SELECT count(*) FROM encounters_attempt WHERE ended_at IS NULL")[0][0]
    house.let_pass(minutes=15)
    house.start("worker")
    settled = "SELECT count(*) FROM outreach_noticeto WHERE state NOT IN ('delivered', 'doubtful')"
    until(lambda: house.rows(settled) == [(0,)], within=120)
    until(lambda: house.rows("SELECT state FROM outreach_notice") == [("sent",)])
    took = time.monotonic() - began
    house.kill()

    written = house.rows("SELECT header_id, once FROM encounters_message WHERE author = 'us'")
    came = Counter(str(mail["Message-ID"]).strip("<>") for mail in letters.mails)
    doubtful = {row[0] for row in house.rows(
        "SELECT header_id FROM encounters_message m JOIN outreach_noticeto t ON t.message_id = m.id WHERE t.state = 'doubtful'"
    )}  # fmt: skip
    assert len(written) == len({once for _header, once in written}) == PEOPLE
    assert [key for key, times in came.items() if times > 1] == []
    assert {header for header, _once in written} - set(came) <= doubtful
    assert len(doubtful) <= KILLS
    promised = house.rows("SELECT case_id, count(*) FROM promises_promise WHERE source = 'text' GROUP BY 1")
    assert [times for _case, times in promised] == [1] * PEOPLE
    nothing_is_half_written(house)
    print(f"\n{PEOPLE} people, {KILLS} kills, {took:.1f} s: {cut_off} tries cut off, {len(doubtful)} left to a person")
