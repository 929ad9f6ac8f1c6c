"""Killed in the middle of taking mails in: nothing told of is lost, nothing is half-written, nothing comes twice."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from tests.channels.mail.conftest import make_mail
from tests.founding import folder_of_the_run, founded
from tests.stories.house import environment

pytestmark = pytest.mark.server
NUMBER = 120
RUN = [sys.executable, "-c", "from kohtaamo.cli import main; main()"]


@pytest.fixture
def told(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    shutil.copytree(founded(folder_of_the_run(tmp_path_factory)), tmp_path / "data")
    return environment(tmp_path / "data")


def count(data: Path, question: str) -> int:
    with sqlite3.connect(data / "kohtaamo.sqlite3") as database:
        found: int = database.execute(question).fetchone()[0]
    return found


def test_a_kill_at_any_moment_loses_nothing(tmp_path: Path, told: dict[str, str]) -> None:
    folder, data = tmp_path / "mails", tmp_path / "data"
    folder.mkdir()
    for number in range(NUMBER):
        (folder / f"{number:04}.eml").write_bytes(make_mail(f"Asia {number}", Message_ID=f"<{number}@x>"))
    command = [*RUN, "mail", "ingest", str(folder), "--json"]
    killed = subprocess.Popen(command, env=told, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert killed.stdout is not None
    heard = [json.loads(killed.stdout.readline())["message_id"] for _ in range(45)]
    killed.send_signal(signal.SIGKILL)
    killed.stdout.close()
    killed.wait()
    stored = count(data, "select count(*) from mail_intake where outcome = 'stored'")
    assert (stored >= len(heard), count(data, "select count(*) from mail_intake where outcome = 'kept'")) == (True, 0)
    subprocess.run(command, env=told, stdout=subprocess.DEVNULL, check=True)
    assert count(data, "select count(*) from encounters_message") == NUMBER
    assert count(data, "select count(distinct header_id) from encounters_message") == NUMBER
    assert count(data, "select count(*) from mail_intake where outcome = 'duplicate'") == stored
    orphans = "select count(*) from encounters_case where id not in (select case_id from encounters_message)"
    assert count(data, orphans) == 0
