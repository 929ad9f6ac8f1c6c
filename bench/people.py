"""Fifty people at work at once: each reads and writes over HTTP with a live stream open, at the pace of people."""

from __future__ import annotations

import random
import secrets
import socket
import statistics
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings

from bench.live import cookie_of
from bench.pages import QUESTIONS
from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.staff.models import Member

PEOPLE = 50
LASTS = 60.0  # seconds
THINKS = (2.0, 6.0)  # seconds between one person's acts
ACTS = {"today": 6, "queue": 3, "case": 8, "search": 2, "path": 2, "draft": 4, "note": 2, "take": 2}


class Person:
    """One who works: a session, an open stream, and the cases they may see."""

    def __init__(self, port: int, member: Member, number: int) -> None:
        self._pick = random.Random(number)
        self._csrf = secrets.token_hex(16)
        self._cookie = f"{cookie_of(member)}; {settings.CSRF_COOKIE_NAME}={self._csrf}"
        self._port = port
        seen = visible_cases(member).order_by("-id").values_list("id", "customer_id")[:400]
        self._cases = list(seen) or list(Case.objects.order_by("-id").values_list("id", "customer_id")[:400])
        self._http = HTTPConnection("127.0.0.1", port, timeout=30)
        self.taken: list[tuple[str, float]] = []
        self.failed: Counter[str] = Counter()

    def work(self, until: float) -> None:
        """Act, think, act again."""
        with socket.create_connection(("127.0.0.1", self._port)) as stream:
            stream.sendall(f"GET /live/?watch=teams HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nCookie: {self._cookie}\r\n\r\n".encode())  # fmt: skip
            time.sleep(self._pick.uniform(0, THINKS[1]))
            while time.perf_counter() < until:
                self._act(self._pick.choices(list(ACTS), list(ACTS.values()))[0])
                time.sleep(self._pick.uniform(*THINKS))

    def _act(self, act: str) -> None:
        case, customer = self._pick.choice(self._cases)
        question = quote(self._pick.choice(QUESTIONS).format(n=self._pick.randrange(1, 9999)))
        addresses = {
            "today": "/", "queue": "/cases/", "case": f"/cases/{case}/", "search": f"/search/?q={question}",
            "path": f"/customers/{customer}/", "draft": f"/cases/{case}/draft/", "note": f"/cases/{case}/notes/",
            "take": f"/cases/{case}/taking/",
        }  # fmt: skip
        words = {
            "draft": {"text": "Hei, palaan tähän"},
            "note": {"text": "Soitin varastolle, löytyy hyllystä."},
            "take": {},
        }
        began = time.perf_counter()
        try:
            status = self._asked(addresses[act], words.get(act))
        except (OSError, HTTPException) as problem:
            self.failed[f"{act}: {type(problem).__name__}"] += 1
            self._http.close()
            return
        self.taken.append(("write" if act in words else "read", (time.perf_counter() - began) * 1000))
        if status >= 400 and status != 409:  # somebody was quicker: an answer, not a failure
            self.failed[f"{act}: {status}"] += 1

    def _asked(self, address: str, words: dict[str, str] | None) -> int:
        headers = {"Cookie": self._cookie, "Accept-Language": "fi", "X-CSRFToken": self._csrf}
        if words is None:
            self._http.request("GET", address, headers=headers)
        else:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            self._http.request("POST", address, urlencode(words), headers)
        answer = self._http.getresponse()
        answer.read()
        return answer.status


def measure_people(port: int) -> dict[str, Any]:
    """Median and 95th percentile in ms of what they read and wrote, how many acts a second, and what failed."""
    members = list(Member.objects.filter(is_active=True, email__endswith="@bench.example").order_by("pk"))
    people = [Person(port, members[number % len(members)], number) for number in range(PEOPLE)]
    until = time.perf_counter() + LASTS
    with ThreadPoolExecutor(PEOPLE) as pool:
        for future in [pool.submit(one.work, until) for one in people]:
            future.result()
    taken = [each for one in people for each in one.taken]
    failed = sum((one.failed for one in people), Counter())
    return {
        "people": PEOPLE, "acts": len(taken), "per_second": len(taken) / LASTS, "failed": dict(failed),
        **{kind: _spread([spent for what, spent in taken if what == kind]) for kind in ("read", "write")},
    }  # fmt: skip


def _spread(taken: list[float]) -> tuple[float, float]:
    return statistics.median(taken), statistics.quantiles(taken, n=20)[18]
