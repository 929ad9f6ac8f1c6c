"""A few pages are made at once; more wait in line and are all answered."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from kohtaamo.platform.places import AT_ONCE, out_of_place
from kohtaamo.web.turns import in_turn


def asked(path: str = "/") -> HttpRequest:
    return RequestFactory().get(path)


def test_no_more_than_a_few_pages_are_made_at_once_and_every_one_is_answered() -> None:
    guard, full, goes_on = threading.Lock(), threading.Event(), threading.Event()
    inside, most = 0, 0

    def page(request: HttpRequest) -> HttpResponse:
        nonlocal inside, most
        with guard:
            inside += 1
            most = max(most, inside)
            if inside == AT_ONCE:
                full.set()
        goes_on.wait(30)
        with guard:
            inside -= 1
        return HttpResponse("made")

    answer = in_turn(page)
    with ThreadPoolExecutor(5 * AT_ONCE) as pool:
        answers = [pool.submit(answer, asked()) for _each in range(5 * AT_ONCE)]
        assert full.wait(30)
        assert in_turn(lambda request: HttpResponse("ok"))(asked("/healthz")).content == b"ok"
        goes_on.set()
        assert {each.result().content for each in answers} == {b"made"}
    assert most == AT_ONCE


def test_a_page_that_fails_leaves_its_place() -> None:
    def page(request: HttpRequest) -> HttpResponse:
        raise LookupError

    answer = in_turn(page)
    for _each in range(3 * AT_ONCE):
        try:
            answer(asked())
        except LookupError:
            continue
    assert in_turn(lambda request: HttpResponse("made"))(asked()).content == b"made"


def test_one_that_waits_for_something_to_happen_leaves_its_place_meanwhile() -> None:
    all_wait, happens = threading.Barrier(2 * AT_ONCE + 1), threading.Event()

    def waits(request: HttpRequest) -> HttpResponse:
        with out_of_place():
            all_wait.wait(30)
            happens.wait(30)
        return HttpResponse("heard")

    answer = in_turn(waits)
    with ThreadPoolExecutor(2 * AT_ONCE) as pool:
        answers = [pool.submit(answer, asked()) for _each in range(2 * AT_ONCE)]
        all_wait.wait(30)
        assert in_turn(lambda request: HttpResponse("made"))(asked()).content == b"made"
        happens.set()
        assert {each.result().content for each in answers} == {b"heard"}


def test_outside_of_any_place_there_is_none_to_leave() -> None:
    with out_of_place():
        assert in_turn(lambda request: HttpResponse("made"))(asked()).content == b"made"
