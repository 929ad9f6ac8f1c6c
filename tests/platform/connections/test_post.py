"""Posting to a server that may do anything: it is over at the deadline, bounded, and never raises."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from kohtaamo.platform.connections import post as posting
from kohtaamo.platform.connections.choices import AttemptProblem
from kohtaamo.platform.connections.post import MOST_ANSWER, post


@contextmanager
def speaking(say: Callable[[socket.socket], Any]) -> Iterator[str]:
    """A server that does with one connection what it is told."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def run() -> None:
            try:
                line, _peer = server.accept()
            except OSError:
                return
            with line:
                try:
                    line.recv(65_536)
                    say(line)
                except OSError:
                    return

        threading.Thread(target=run, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"


def trickle(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        line.sendall(b"X: y\r\n")
        time.sleep(0.05)


@pytest.mark.parametrize("say", [trickle, lambda line: time.sleep(10)])
def test_it_is_over_at_the_deadline(say: Callable[[socket.socket], Any]) -> None:
    with speaking(say) as url:
        began = time.monotonic()
        answer = post(url, b"{}", {}, within=0.4)
        assert (answer.problem, time.monotonic() - began < 9) == (AttemptProblem.TIMEOUT, True)


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        (b"", AttemptProblem.UNREACHED),
        (b"hello\r\n\r\n", AttemptProblem.UNREADABLE),
        (b"\x00\xff" * 100_000, AttemptProblem.UNREADABLE),
    ],
)
def test_what_is_not_an_answer_is_named(said: bytes, problem: AttemptProblem) -> None:
    with speaking(lambda line: line.sendall(said)) as url:
        assert post(url, b"{}", {}, within=2).problem == problem


def test_an_endless_answer_is_cut() -> None:
    def endless(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.0 200 OK\r\n\r\n")
        while True:
            line.sendall(b"x" * 65_536)

    with speaking(endless) as url:
        answer = post(url, b"{}", {}, within=5)
    assert (answer.is_taken, len(answer.body), dict(answer.read())) == (True, MOST_ANSWER, {})


def test_a_server_without_a_certificate_is_not_spoken_to() -> None:
    with speaking(lambda line: line.sendall(b"HTTP/1.0 200 OK\r\n\r\n")) as url:
        assert post(url.replace("http:", "https:"), b"{}", {}, within=2).problem == AttemptProblem.UNREADABLE


def test_the_address_that_was_checked_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads outside when it is checked and inside when it is used gains nothing: it is asked once."""
    asked: list[str] = []

    def names(host: str, port: int, **_more: object) -> list[Any]:
        asked.append(host)
        inside = len(asked) > 1
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1" if inside else "203.0.113.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", names)
    monkeypatch.setattr(posting, "CONNECT_WITHIN", 0.2)
    answer = post("http://rebinding.example/", b"{}", {})
    assert (asked, answer.problem) == (["rebinding.example"], AttemptProblem.INTERNAL)


def test_a_name_that_leads_inside_and_outside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 80)) for each in ("93.184.216.34", "192.168.1.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: both)
    assert post("http://two.example/", b"{}", {}).problem == AttemptProblem.INTERNAL
