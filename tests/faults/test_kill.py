"""Killed at any moment: no mail lost, none sent twice without a record, nothing half-written.

With ``make faults`` the counts are those of the promise: 2,000 mails in, 200 answers out.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Callable

import pytest

from tests.faults.postman import Postman
from tests.stories.conftest import MakesHouse
from tests.stories.house import ROOT, House
from tests.stories.mails import Letters, a_mail

pytestmark = pytest.mark.server
IS_FULL = os.environ.get("FULL") == "1"
MAILS, ANSWERS, KILLS = (2000, 200, 10) if IS_FULL else (100, 24, 2)
WRITE_ANSWERS = ROOT / "tests" / "faults" / "write_answers.py"


def until(is_so: Callable[[], bool], *, within: float = 60.0) -> None:
    ends = time.monotonic() + within
    while not is_so():
        assert time.monotonic() < ends, "it did not come to be in time"
        time.sleep(0.1)


def mails(count: int) -> list[bytes]:
    return [
        a_mail(
            f"Kysymys numero {number}: milloin sänky tulee?", message_id=f"<k{number}@posti.example>",
            subject=f"Kysymys {number}", sender=f"Asiakas {number} <asiakas{number}@posti.example>",
        )
        for number in range(count)
    ]  # fmt: skip


def nothing_is_half_written(house: House) -> None:
    """Every row has what belongs to it, and the journal tells of each thing exactly once."""
    assert house.rows("PRAGMA integrity_check") == [("ok",)]
    assert house.rows("PRAGMA foreign_key_check") == []
    assert house.rows("SELECT id FROM encounters_case WHERE id NOT IN (SELECT case_id FROM encounters_message)") == []
    assert (
        house.rows("SELECT id FROM encounters_encounter WHERE id NOT IN (SELECT encounter_id FROM encounters_message)")
        == []
    )
    assert house.rows("SELECT id FROM mail_intake WHERE raw_id IS NULL") == []
    for kind, table in (("case.opened", "encounters_case"), ("encounter.arrived", "encounters_encounter")):
        [(told,)] = house.rows("SELECT count(*) FROM journal_entry WHERE kind = ?", kind)
        assert (kind, told) == (kind, house.rows(f"SELECT count(*) FROM {table}")[0][0])
    received = house.rows(
        "SELECT json_extract(data, '$.message') FROM journal_entry WHERE kind = 'message.received' ORDER BY 1"
    )
    assert received == house.rows("SELECT id FROM encounters_message WHERE author = 'customer' ORDER BY id")


def test_no_mail_is_lost_or_taken_in_twice_when_the_server_is_killed_during_the_intake(house_with: MakesHouse) -> None:
    house = house_with(is_open=False)
    house.change("UPDATE mail_mailbox SET acknowledges = 0")
    house.start()
    moments = random.Random(20261122)
    postman = Postman(house)
    began = time.monotonic()
    postman.set_out(mails(MAILS))
    for count in sorted(moments.sample(range(MAILS * 9 // 10), KILLS)):
        postman.has_delivered(count)
        time.sleep(moments.random() * 0.05)
        house.kill()
        house.start()
    postman.arrive(within=240)
    took = time.monotonic() - began
    house.kill()
    left_unread = house.rows("SELECT count(*) FROM mail_intake WHERE outcome = 'kept'")[0][0]
    house.let_pass(minutes=5)
    house.start()
    until(lambda: house.rows("SELECT count(*) FROM mail_intake WHERE outcome = 'kept'") == [(0,)])

    stored = sorted(row[0] for row in house.rows("SELECT header_id FROM encounters_message"))
    assert stored == sorted(f"k{number}@posti.example" for number in range(MAILS))
    outcomes = Counter(row[0] for row in house.rows("SELECT outcome FROM mail_intake"))
    assert set(outcomes) <= {"stored", "duplicate"}
    assert outcomes["stored"] == MAILS
    assert outcomes["duplicate"] <= postman.resent
    nothing_is_half_written(house)
    print(
        f"\n{MAILS} mails, {KILLS} kills, {took:.1f} s: {postman.resent} tries failed, {outcomes['duplicate']} came again"
        f" and were known, {left_unread} had been kept but not read"
    )


def test_no_answer_is_lost_or_sent_twice_without_a_record_when_the_worker_is_killed(
    house_with: MakesHouse, letters: Letters
) -> None:
    house = house_with(is_open=False, UNDO_SECONDS="0")
    house.run(WRITE_ANSWERS, str(ANSWERS))
    letters.wait = 0.03
    moments = random.Random(1122)
    began = time.monotonic()
    for count in sorted(moments.sample(range(ANSWERS * 8 // 10), KILLS)):
        house.start("worker")
        until(lambda count=count: len(letters.mails) > count)  # type: ignore[misc]
        time.sleep(moments.random() * 0.05)
        house.kill()
    open_tries = house.rows("SELECT count(*) FROM encounters_attempt WHERE ended_at IS NULL")[0][0]
    house.let_pass(minutes=15)
    house.start("worker")
    until(lambda: house.rows("SELECT count(*) FROM encounters_delivery WHERE state != 'sent'") == [(0,)], within=120)
    took = time.monotonic() - began
    house.kill()

    came = Counter(str(mail["Message-ID"]).strip("<>") for mail in letters.mails)
    tries = dict(house.rows(
        "SELECT header_id, count(*) FROM encounters_attempt a JOIN encounters_message m ON m.id = a.message_id GROUP BY 1"
    ))  # fmt: skip
    ours = {row[0] for row in house.rows("SELECT header_id FROM encounters_message WHERE author = 'us'")}
    assert len(ours) == ANSWERS
    assert set(came) == ours
    assert [key for key, times in came.items() if times > tries[key]] == []
    assert house.rows("SELECT id FROM encounters_attempt WHERE ended_at IS NULL") == []
    nothing_is_half_written(house)
    print(
        f"\n{ANSWERS} answers, {KILLS} kills, {took:.1f} s: {open_tries} tries were cut off,"
        f" {sum(times > 1 for times in came.values())} mails came twice, each with a record"
    )
