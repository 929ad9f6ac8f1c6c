"""The server as it runs: time from start to ready, memory at rest, and how soon a message is on an agent's screen."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """``kohtaamo serve`` on a free port, ended when the block ends."""

    def __init__(self) -> None:
        self.port = free_port()
        self.ready_after = 0.0

    def __enter__(self) -> Server:
        url = f"http://127.0.0.1:{self.port}"
        environment = {**os.environ, "KOHTAAMO_URL": url, "KOHTAAMO_BIND": f"127.0.0.1:{self.port}"}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        began = time.perf_counter()
        command = [str(Path(sys.executable).parent / "kohtaamo"), "serve", "--no-migrate"]
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        while time.perf_counter() - began < 60:
            try:
                with urllib.request.urlopen(f"{url}/readyz", timeout=2) as answer:
                    if answer.status == 200:
                        self.ready_after = time.perf_counter() - began
                        return self
            except OSError:
                time.sleep(0.02)
        raise RuntimeError("the server did not become ready")

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)

    def memory(self) -> float:
        """Megabytes of the process and its children, each page counted once (PSS)."""
        total = 0
        for pid in [self.process.pid, *_children(self.process.pid)]:
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
        return total / 1024


def _children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError):  # a thread that ended meanwhile
            found += [int(child) for child in (task / "children").read_text().split()]
    return found + [grand for child in found for grand in _children(child)]
