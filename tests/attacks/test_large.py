"""More than anyone may send is refused before it is kept anywhere."""

from __future__ import annotations

import asyncio
from typing import Any

from django.test import Client, override_settings

from kohtaamo.config.settings import KOHTAAMO
from kohtaamo.config.whole_request import BESIDE_FILES, refusing_too_large

LIMIT = 1024 * 1024 + BESIDE_FILES


def _ask(headers: list[tuple[bytes, bytes]], chunks: list[bytes]) -> tuple[list[int], int]:
    """The statuses answered and how many bytes the pages were given, as a page that reads everything would be."""
    statuses: list[int] = []
    given = 0
    waiting = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]

    async def receive() -> Any:
        return waiting.pop(0) if waiting else {"type": "http.request", "body": b"", "more_body": False}

    async def send(event: Any) -> None:
        statuses.extend([event["status"]] if "status" in event else [])

    async def pages(scope: Any, receive: Any, send: Any) -> None:
        nonlocal given
        while (event := await receive())["type"] == "http.request":
            given += len(event["body"])
            if not event["more_body"]:
                await send({"type": "http.response.start", "status": 200, "headers": []})
                return

    with override_settings(KOHTAAMO={**KOHTAAMO, "MAX_UPLOAD_MB": 1}):
        asyncio.run(refusing_too_large(pages)({"type": "http", "headers": headers}, receive, send))
    return statuses, given


def test_a_request_that_tells_it_is_too_large_is_refused_unread() -> None:
    assert _ask([(b"content-length", str(LIMIT + 1).encode())], [b"x"]) == ([413], 0)


def test_a_request_that_does_not_tell_its_size_is_read_no_further_than_the_limit() -> None:
    half = b"x" * (LIMIT // 2)
    assert _ask([], [half, half, b"xx"]) == ([413], 2 * len(half))


def test_a_request_within_the_limit_is_read() -> None:
    assert _ask([(b"content-length", b"3")], [b"abc"]) == ([200], 3)


def test_a_size_that_is_no_number_is_refused() -> None:
    assert _ask([(b"content-length", b"-1")], [b"abc"]) == ([413], 0)


@override_settings(MIDDLEWARE=["kohtaamo.web.middleware.nearest_client", "tests.attacks.test_large.tell_address"])
def test_behind_a_server_in_front_only_what_that_server_saw_is_believed() -> None:
    answer = Client().get("/", headers={"X-Forwarded-For": "10.0.0.1, 198.51.100.7"}, REMOTE_ADDR="127.0.0.1")
    assert answer.content.decode() == "198.51.100.7"


def tell_address(_get_response: Any) -> Any:
    """A middleware that answers with the address the request came from."""
    from django.http import HttpResponse

    return lambda request: HttpResponse(request.META["REMOTE_ADDR"])
