"""The disk is full: nothing is said to be stored that is not, and it goes on by itself when there is room again."""

from __future__ import annotations

import os
import resource
import smtplib
import zipfile
from pathlib import Path

import pytest

from tests.faults.postman import Postman
from tests.faults.test_kill import mails, nothing_is_half_written, until
from tests.stories.conftest import MakesHouse
from tests.stories.house import ROOT, House
from tests.stories.mails import a_mail

pytestmark = pytest.mark.server
WRITE_EXPORT = ROOT / "tests" / "faults" / "write_export.py"
FULL = "The disk is full. Make room on the server, and make the archive again."


def processes(house: House) -> list[int]:
    """Everything that runs in the house."""
    groups = {process.pid for process in house.processes}
    return [
        int(each.name) for each in Path("/proc").iterdir() if each.name.isdecimal() and _group(int(each.name)) in groups
    ]


def _group(process: int) -> int:
    try:
        return os.getpgid(process)
    except ProcessLookupError:
        return 0


def leave_room(house: House, size: int) -> None:
    """Let no file of the house grow beyond so many bytes; -1 takes the limit away."""
    for process in processes(house):
        resource.prlimit(process, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def test_a_mail_that_cannot_be_stored_is_asked_to_come_later_and_none_acknowledged_is_lost(
    house_with: MakesHouse,
) -> None:
    house = house_with(is_open=False)
    house.change("UPDATE mail_mailbox SET acknowledges = 0")
    house.start()
    house.post(a_mail("Tämä mahtui vielä.", message_id="<before@posti.example>"), sender="eeva.mattila@posti.example")
    leave_room(house, 4096)
    with pytest.raises(smtplib.SMTPDataError) as refused:
        house.post(a_mail("Tämä ei mahdu.", message_id="<k0@posti.example>"), sender="eeva.mattila@posti.example")
    assert refused.value.smtp_code == 451

    postman = Postman(house)
    postman.set_out(mails(20))
    until(lambda: len(postman.refusals) > 8)
    assert postman.acknowledged == []
    assert set(postman.refusals) == {451}
    leave_room(house, resource.RLIM_INFINITY)
    postman.arrive(within=60)

    stored = sorted(row[0] for row in house.rows("SELECT header_id FROM encounters_message"))
    assert stored == sorted(["before@posti.example", *(f"k{number}@posti.example" for number in range(20))])
    nothing_is_half_written(house)


def test_on_a_full_disk_what_the_customer_wrote_can_be_read(house_with: MakesHouse) -> None:
    house = house_with()
    house.post(a_mail("Missä sänky on?"), sender="eeva.mattila@posti.example")
    leave_room(house, 4096)
    session = house.cast["owner"]["session"]
    status, page = house.ask("/", session=session)
    assert (status, "Eeva Mattila" in page) == (200, True)
    status, page = house.ask("/cases/1/", session=session)
    assert (status, "Missä sänky on?" in page) == (200, True)
    leave_room(house, resource.RLIM_INFINITY)
    assert house.ask("/cases/1/", session=session)[0] == 200


def test_an_export_that_does_not_fit_is_told_leaves_nothing_and_is_made_once_there_is_room(
    house_with: MakesHouse,
) -> None:
    house = house_with(language="en", is_open=False)
    room = (house.folder / "kohtaamo.sqlite3").stat().st_size + 2_000_000
    house.start()
    leave_room(house, room)
    house.run(WRITE_EXPORT, str(room + 1_000_000))
    until(lambda: house.rows("SELECT state FROM passage_export") == [("failed",)])
    session, number = house.cast["administrator"]["session"], house.rows("SELECT id FROM passage_export")[0][0]
    told = [FULL in house.ask(page, session=session)[1] for page in (f"/settings/exports/{number}/", "/operations/")]
    assert (told, list((house.folder / "exports").iterdir())) == ([True, True], [])

    leave_room(house, resource.RLIM_INFINITY)
    house.run(WRITE_EXPORT)
    until(lambda: house.rows("SELECT state FROM passage_export ORDER BY id") == [("failed",), ("done",)])
    assert FULL not in house.ask("/operations/", session=session)[1]
    archive = [zipfile.ZipFile(path) for path in (house.folder / "exports").iterdir()]
    assert [(each.testzip(), "export.json" in each.namelist()) for each in archive] == [(None, True)]
