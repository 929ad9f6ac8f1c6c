"""A notice to many, its worker killed in the middle and started again: whether each is told exactly once.

A mail that may have left at a kill is not sent again by itself: it stands on the list of those a person finds out
about. The bench finds out as a person would, by asking the server, and says so; then each has been told exactly once.

``python -m bench killed sqlite 50000`` (or ``postgresql``); in a data folder of its own, so that it may be repeated.
The worker is the real one, a process of its own; the mail server beside it takes everything and counts.
"""

from __future__ import annotations

import os
import random
import signal
import socketserver
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.db.models import F
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from bench.notice import let_wait, sender_of
from kohtaamo.channels.mail.choices import Security, Stage
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.encounters.models import Attempt, Delivery, Message
from kohtaamo.outreach.choices import ToState
from kohtaamo.outreach.commands.by_hand import find_out
from kohtaamo.outreach.commands.cause import open_cause
from kohtaamo.outreach.commands.draft import Said, begin_notice, write_notice
from kohtaamo.outreach.commands.prepare import prepare
from kohtaamo.outreach.commands.send import send
from kohtaamo.outreach.models import Notice, NoticeTo
from kohtaamo.platform.jobs.models import Worker
from kohtaamo.staff.models import Team
from kohtaamo.touchpoints.models import Touchpoint

KILLS = 5
PACE = 60_000  # a minute: as fast as it goes
PASSED = timedelta(minutes=16)  # what a killed worker left is taken up after this; here it is not waited for
STUCK = 120.0  # seconds without one mail more


def measure_killed(people: int, kills: int = KILLS) -> dict[str, float]:
    """Seconds to prepare and to tell them all, and how many were told once, more than once, never, or left in doubt."""
    came: Counter[str] = Counter()
    with _server(came) as port:
        notice, prepared = _notice(people, port)
        began = time.perf_counter()
        moments = random.Random(people)
        for count in sorted(moments.sample(range(people * 9 // 10), kills)):
            worker = _worker()
            _until(lambda count=count: came.total() > count, came, people)
            time.sleep(moments.random() * 0.05)
            _kill(worker)
            _let_pass()
        worker = _worker()
        _until(lambda: _told(notice, ToState.DELIVERED, ToState.DOUBTFUL) == people, came, people)
        seconds = time.perf_counter() - began
        doubtful = _told(notice, ToState.DOUBTFUL)
        _find_out(notice, came)
        _until(lambda: _told(notice, ToState.DELIVERED) == people, came, people)
        _kill(worker)
    figures = {"people": people, "kills": kills, "prepared_s": prepared, "told_s": seconds, "in_doubt": doubtful}
    return {**figures, **_counted(notice, came)}


def _find_out(notice: Notice, came: Counter[str]) -> None:
    """What a person does with those in doubt."""
    for row in notice.to.filter(state=ToState.DOUBTFUL).select_related("message"):
        assert row.message is not None
        find_out(actor=sender_of(), person=row, arrived=bool(came[row.message.header_id]))


def _counted(notice: Notice, came: Counter[str]) -> dict[str, float]:
    """What came to the server beside what is on the books."""
    written = set(Message.objects.filter(notices__notice=notice).values_list("header_id", flat=True))
    return {
        "written": len(written), "told": _told(notice, ToState.DELIVERED),
        "never": sum(1 for one in written if not came[one]), "strange": sum(1 for one in came if one not in written),
        "twice": sum(1 for one in came.values() if one > 1),
    }  # fmt: skip


def _notice(people: int, port: int) -> tuple[Notice, float]:
    """The notice on its way, and the seconds its list took."""
    sender, stamp = sender_of(), time.time_ns()
    team = Team.objects.first() or Team.objects.create(name="Measured")
    touchpoint = Touchpoint.objects.create(name=f"Measured {stamp}", channel="mail", team=team)
    Mailbox.objects.create(
        touchpoint=touchpoint, address=f"measured{stamp}@bench.example", stage=Stage.LIVE, smtp_host="127.0.0.1",
        smtp_port=port, smtp_security=Security.NONE,
    )  # fmt: skip
    cause = open_cause(actor=sender, title=f"Measured delay {stamp}")
    let_wait(cause, touchpoint, people)
    notice = begin_notice(actor=sender, cause=cause)
    texts = [Said(language=each, apology="Hei {name}", text="{promise}: {date}") for each in ("fi", "sv", "en")]
    write_notice(actor=sender, notice=notice, texts=texts, new_due_at=now() + timedelta(days=7))
    Notice.objects.filter(pk=notice.pk).update(pace=PACE)  # the page offers less
    began = time.perf_counter()
    listed = prepare(actor=sender, notice=notice)
    took = time.perf_counter() - began
    send(actor=sender, notice=notice, people=listed)
    return notice, took


def _told(notice: Notice, *states: str) -> int:
    return NoticeTo.objects.filter(notice=notice, state__in=states).count()


def _worker() -> subprocess.Popen[bytes]:
    """The real worker, in a group of its own."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "bench.settings"}
    command = [str(Path(sys.executable).parent / "kohtaamo"), "worker"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True)


def _kill(worker: subprocess.Popen[bytes]) -> None:
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def _let_pass() -> None:
    """The time after which what the dead worker held is taken up has passed."""
    Worker.objects.update(seen_at=F("seen_at") - PASSED)
    Attempt.objects.filter(ended_at__isnull=True).update(began_at=F("began_at") - PASSED)
    Delivery.objects.filter(state__in=["waiting", "sending"]).update(not_before=F("not_before") - PASSED)
    DBTaskResult.objects.filter(run_after__isnull=False).update(run_after=F("run_after") - PASSED)


def _until(is_so: object, came: Counter[str], people: int) -> None:
    """Wait, showing how far it is. Raises ``RuntimeError`` when nothing comes any more."""
    assert callable(is_so)
    last, since = -1, time.monotonic()
    while not is_so():
        if (count := came.total()) != last:
            last, since = count, time.monotonic()
            print(f"\r{count:>7,} of {people:,} mails", end="", file=sys.stderr, flush=True)
        if time.monotonic() - since > STUCK:
            raise RuntimeError(f"stopped at {last} of {people}")
        time.sleep(0.2)
    print(f"\r{came.total():>7,} of {people:,} mails", file=sys.stderr)


@contextmanager
def _server(came: Counter[str]) -> Iterator[int]:
    """A mail server that takes everything and counts by Message-ID."""
    guard = threading.Lock()

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            while line := self.rfile.readline():
                word = line[:4].upper()
                if word == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    identifier = self._read()
                    with guard:
                        came[identifier] += 1
                self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 OK\r\n")
                if word == b"QUIT":
                    return

        def _read(self) -> str:
            found = ""
            while (line := self.rfile.readline()) not in {b".\r\n", b""}:
                if not found and line.lower().startswith(b"message-id:"):
                    found = line.split(b":", 1)[1].strip(b" <>\r\n").decode()
            return found

    socketserver.ThreadingTCPServer.daemon_threads = True
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield int(server.server_address[1])
        server.shutdown()
