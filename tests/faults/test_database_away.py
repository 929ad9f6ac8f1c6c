"""The database restarts under running servers, and of two servers one dies: what people see, and that nothing is lost."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest

from tests.faults.elsewhere import Elsewhere, HouseElsewhere, changes, postgresql
from tests.faults.test_kill import IS_FULL, WRITE_ANSWERS, until
from tests.stories.house import free_port
from tests.stories.mails import Letters, a_mail, receiving

pytestmark = pytest.mark.server
EEVA = "eeva.mattila@posti.example"


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Elsewhere]:
    with postgresql() as found:
        yield found


@pytest.fixture(scope="module")
def letters() -> Iterator[Letters]:
    with receiving() as found:
        yield found


@pytest.fixture(scope="module")
def houses(
    elsewhere: Elsewhere, letters: Letters, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[HouseElsewhere, HouseElsewhere]]:
    """Two servers of one organisation, as behind one address."""
    folder = tmp_path_factory.mktemp("house")
    options = {"DATABASE_URL": elsewhere.url, "MIGRATE": "no", "UNDO_SECONDS": "0"}
    first, second = (HouseElsewhere(folder, options) for _ in range(2))
    first.furnish()
    first.change("UPDATE mail_mailbox SET smtp_port = %s, acknowledges = false", letters.port)
    first.change("UPDATE staff_member SET language = 'fi'")
    for house in (first, second):
        house.port, house.intake_port = free_port(), free_port()
        house.start()
    yield first, second
    for house in (first, second):
        house.kill()


Houses = tuple[HouseElsewhere, HouseElsewhere]


def words(house: HouseElsewhere) -> list[str]:
    return [row[0].strip() for row in house.rows("SELECT text FROM encounters_message WHERE author = 'customer'")]


def test_while_the_database_is_away_pages_say_so_and_all_goes_on_by_itself(
    houses: Houses, elsewhere: Elsewhere, letters: Letters
) -> None:
    house, _other = houses
    session = house.cast["owner"]["session"]
    assert house.ask("/", session=session)[0] == 200
    with house.stream(session) as stream:
        elsewhere.stop()
        began = time.monotonic()
        status, page = house.ask("/", session=session)
        print(f"said after {time.monotonic() - began:.1f} s")
        assert (status, "Emme juuri nyt pääse omiin tietoihimme" in page) == (503, True)
        with pytest.raises(Exception, match=r"45\d"):
            house.post(a_mail("Kesken katkon"), sender=EEVA)
        elsewhere.start()
        began = time.monotonic()
        until(lambda: house.ask("/", session=session)[0] == 200, within=20)
        print(f"back after {time.monotonic() - began:.1f} s")
        assert changes(stream) == "again"
        house.post(a_mail("Katkon jälkeen"), sender=EEVA)
        while "teams" not in changes(stream):
            pass
    assert words(house) == ["Katkon jälkeen"]
    house.run(WRITE_ANSWERS, "1")
    until(lambda: len(letters.mails) == 1, within=30)


def has_in_hand(house: HouseElsewhere, worker: str) -> bool:
    """Whether the worker is a process of this house; its name ends with its process and a word."""
    return os.getpgid(int(worker.split("-")[-2])) in {process.pid for process in house.processes}


def test_of_two_servers_one_dies_with_a_job_in_hand_and_the_other_goes_on(houses: Houses, letters: Letters) -> None:
    letters.mails.clear()
    letters.wait = 30
    houses[0].run(WRITE_ANSWERS, "1")
    until(lambda: len(letters.mails) == 1)
    ((worker,),) = houses[0].rows(
        "SELECT worker_ids->>-1 FROM django_tasks_database_dbtaskresult WHERE status = 'RUNNING'"
    )
    dying, living = sorted(houses, key=lambda house: not has_in_hand(house, worker))
    session = living.cast["owner"]["session"]
    with living.stream(session) as stream:
        dying.post(a_mail("Ennen", message_id="<1@x>"), sender=EEVA)
        while "teams" not in changes(stream):
            pass
        dying.kill()
        letters.wait = 0
        living.change("UPDATE encounters_attempt SET began_at = began_at - interval '15 minutes'")
        if not IS_FULL:  # what the living one does by itself after 45 seconds of silence
            living.change("DELETE FROM jobs_worker WHERE name = %s", worker)
        living.post(a_mail("Jälkeen", message_id="<2@x>"), sender=EEVA)
        while "teams" not in changes(stream):
            pass
    until(lambda: living.rows("SELECT count(*) FROM encounters_delivery WHERE state != 'sent'") == [(0,)], within=70)
    assert {"Ennen", "Jälkeen"} <= set(words(living))
    (tries,) = living.rows(
        "SELECT count(*), count(ended_at) FROM encounters_attempt WHERE message_id ="
        " (SELECT max(id) FROM encounters_message WHERE author = 'us')"
    )
    assert (len(letters.mails), tries) == (2, (2, 2))  # it may have left before its server died, and that is on record
