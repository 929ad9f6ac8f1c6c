"""Houses whose database is a PostgreSQL of their own, which a test may stop and start again."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import psycopg

from tests.postgresql import HASTY
from tests.stories.house import KOHTAAMO, ROOT, House


@dataclass
class Elsewhere:
    """A PostgreSQL server that can go away and come back."""

    server: Any

    @property
    def url(self) -> str:
        return str(self.server.get_uri())

    def stop(self) -> None:
        """At once, as when its machine loses power."""
        self._control("stop", "-m", "immediate")

    def start(self) -> None:
        self._control("start", "-o", '-h ""', "-o", f"-k {self._socket}", "-l", str(self.server.log))

    @property
    def _socket(self) -> str:
        return str(self.server.get_postmaster_info().socket_dir)

    def _control(self, *what: str) -> None:
        import_module("pgserver._commands").pg_ctl(
            ["-w", "-t", "20", *what], pgdata=self.server.pgdata, user=self.server.system_user, timeout=30
        )


@contextmanager
def postgresql() -> Iterator[Elsewhere]:
    with tempfile.TemporaryDirectory(prefix="kohtaamo-pg-") as folder:
        Path(folder).chmod(0o755)
        server = import_module("pgserver").get_server(f"{folder}/data")
        server.psql(HASTY)
        try:
            yield Elsewhere(server)
        finally:
            server.ensure_postgres_running()
            server.cleanup()


class HouseElsewhere(House):
    """A house that keeps its rows in that PostgreSQL. Several may share it and their folder."""

    def rows(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        with self._base() as base:
            found: list[tuple[Any, ...]] = base.execute(question, values or None).fetchall()
        return found

    def change(self, statement: str, *values: object) -> None:
        with self._base() as base:
            base.execute(statement, values or None)

    def _base(self) -> Any:
        return psycopg.connect(self.options["DATABASE_URL"], autocommit=True)

    def furnish(self) -> None:
        done = subprocess.run([KOHTAAMO, "migrate"], env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        self.run(ROOT / "tests" / "stories" / "make_cast.py")

    @contextmanager
    def stream(self, session: str) -> Iterator[Any]:
        """An open live stream, read line by line."""
        request = Request(f"{self.url}/live/?watch=teams", headers={"Cookie": f"sessionid={session}"})
        with urlopen(request, timeout=30) as answer:
            yield answer


def changes(stream: Any) -> str:
    """Wait for the next event of a live stream; what it says."""
    while True:
        line = stream.readline().decode().strip()
        if line.startswith("data:"):
            return str(line.removeprefix("data:").strip())
