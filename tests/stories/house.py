"""A running Kohtaamo of a test's own: its folder, its database, its processes, spoken to only from outside."""

from __future__ import annotations

import json
import os
import shutil
import signal
import smtplib
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parents[2]
KOHTAAMO = Path(sys.executable).with_name("kohtaamo")
BESIDE = "import django, runpy, sys; django.setup(); del sys.argv[0]; runpy.run_path(sys.argv[0])"
READY_WITHIN = 90.0  # seconds: on a machine where much else runs
# settings of the test run; and what is read once need not be compiled by each process anew
NOT_OURS = ("KOHTAAMO_", "DJANGO_", "PYTHONDONTWRITEBYTECODE")
LOOKED_BACK_AT = (
    ("mail_intake", "came_at"), ("encounters_attempt", "began_at"), ("encounters_attempt", "ended_at"),
    ("connections_connection", "claimed_until"), ("connections_dispatch", "next_at"), ("journal_cursor", "claimed_until"),
    ("encounters_delivery", "not_before"), ("jobs_worker", "seen_at"), ("django_tasks_database_dbtaskresult", "run_after"),
)  # fmt: skip


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def environment(folder: Path, **options: str) -> dict[str, str]:
    """What a process of the house sees: nothing of the settings of the test run itself."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(NOT_OURS)}
    told = {
        "DATA": str(folder), "SECRET_KEY": "a key for tests only, long enough to sign with", "UNDO_SECONDS": "1",
        "INTERNAL_HOSTS": "127.0.0.1,localhost", "ORGANISATION": "Aitta & Tupa", "LOG_LEVEL": "WARNING",
        "WORDS": str(Path(tempfile.gettempdir()) / "kohtaamo-words"), **options,
    }  # fmt: skip
    return {
        **own,
        **{f"KOHTAAMO_{name}": value for name, value in told.items()},
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "kohtaamo.config.settings",
    }


@dataclass
class House:
    """One organisation at work. ``start`` and ``kill`` may be called again and again."""

    folder: Path
    options: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    intake_port: int = field(default_factory=free_port)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @classmethod
    def copied(cls, furnished: Path, folder: Path, **options: str) -> House:
        """A house of its own with the same people in it."""
        shutil.copytree(furnished, folder)
        return cls(folder, options)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def cast(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "cast.json").read_text())
        return found

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")

    @property
    def environment(self) -> dict[str, str]:
        binds = {"URL": self.url, "BIND": f"127.0.0.1:{self.port}", "INTAKE_BIND": f"127.0.0.1:{self.intake_port}"}
        return environment(self.folder, **{**binds, **self.options})

    def start(self, command: str = "serve") -> subprocess.Popen[bytes]:
        """Start ``kohtaamo serve`` or ``worker`` in a process group of its own; a server is waited for."""
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [KOHTAAMO, command], env=self.environment, cwd=self.folder, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        self.processes.append(process)
        if command == "serve":
            self._wait_until_ready(process)
        return process

    def kill(self, *, by: signal.Signals = signal.SIGKILL) -> None:
        """End every process of the house and what they started; by default at once, as a power cut does."""
        for process in self.processes:
            try:
                os.killpg(process.pid, by)
            except ProcessLookupError:
                continue
        for process in self.processes:
            process.wait(timeout=60)
            _wait_for_group(process.pid)
        self.processes.clear()

    def run(self, script: Path, *arguments: str) -> str:
        """Run a script of the tests beside the server, against the same data; what it printed."""
        done = subprocess.run(
            [sys.executable, "-c", BESIDE, str(script), *arguments], env=self.environment, cwd=self.folder, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def ask(self, path: str, *, session: str = "") -> tuple[int, str]:
        """Status and text of a page, for the person of the session; 0 when nothing answers."""
        try:
            with urlopen(
                Request(f"{self.url}{path}", headers={"Cookie": f"sessionid={session}"}), timeout=30
            ) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as refused:
            return refused.code, refused.read().decode()
        except (URLError, OSError):
            return 0, ""

    def rows(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of the database, read only."""
        base = sqlite3.connect(f"file:{self.folder}/kohtaamo.sqlite3?mode=ro", uri=True, timeout=60)
        try:
            return base.execute(question, values).fetchall()
        finally:
            base.close()

    def change(self, statement: str, *values: object) -> None:
        """Change the database while nothing runs, to prepare a test."""
        base = sqlite3.connect(self.folder / "kohtaamo.sqlite3", timeout=60)
        try:
            with base:
                base.execute(statement, values)
        finally:
            base.close()

    def let_pass(self, minutes: int) -> None:
        """Let time pass while nothing runs: every moment a clock looks back at becomes that much older."""
        for table, column in LOOKED_BACK_AT:
            self.change(
                f"UPDATE {table} SET {column} = strftime('%Y-%m-%d %H:%M:%f', {column}, '-{minutes} minutes')"
                f" WHERE {column} < '9990-01-01'"  # a job that may run at any time says so by the end of all years
            )

    def post(self, mail: bytes, *, sender: str, to: str = "palvelu@tupa.example") -> None:
        """Deliver a mail to the built-in intake, as a customer's mail server does."""
        with smtplib.SMTP("127.0.0.1", self.intake_port, timeout=60) as server:
            server.sendmail(sender, [to], mail)

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        ends = time.monotonic() + READY_WITHIN
        while time.monotonic() < ends and process.poll() is None:
            if self.ask("/readyz")[0] == 200 and self._takes_mail():
                return
            time.sleep(0.05)
        raise AssertionError(f"the server did not start:\n{self.log[-4000:]}")

    def _takes_mail(self) -> bool:
        with socket.socket() as one:
            return one.connect_ex(("127.0.0.1", self.intake_port)) == 0


def _wait_for_group(group: int) -> None:
    """Until the last process of the group is gone."""
    for _ in range(3000):
        if not _lives(group):
            return
        time.sleep(0.02)
    raise AssertionError(f"process group {group} did not end")


def _lives(group: int) -> bool:
    """Whether a process of the group still does anything: one that has ended holds nothing, whenever it is cleared away."""
    for told in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _parent, its_group = told.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(its_group) == group and state not in "ZX":
            return True
    return False


def furnish(founded: Path, folder: Path, cast: Path) -> Path:
    """Make a data folder with the people of a cast in it."""
    House.copied(founded, folder).run(cast)
    return folder
