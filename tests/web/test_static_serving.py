"""Static files reach an asynchronous server without being read to their end first."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpResponse
from django.test import RequestFactory

from kohtaamo.web.static_serving import StaticFiles


@pytest.fixture
def files(tmp_path: Path, settings: Any) -> StaticFiles:
    settings.STATIC_ROOT, settings.WHITENOISE_USE_FINDERS, settings.WHITENOISE_AUTOREFRESH = str(tmp_path), False, False
    (tmp_path / "big.css").write_bytes(b"a" * 200_000)
    return StaticFiles(lambda _request: HttpResponse(status=404))


def _let_go(response: Any) -> None:
    """What closing it does, without the end of a request that Django tells the database of."""
    for close in response._resource_closers:
        close()


def test_an_asynchronous_server_gets_it_in_pieces_and_nothing_is_warned_of(files: StaticFiles) -> None:
    async def read() -> list[bytes]:
        scope = {"type": "http", "method": "GET", "path": "/static/big.css", "headers": [], "query_string": b""}
        response = files(ASGIRequest(scope, BytesIO()))
        pieces = [piece async for piece in response]
        _let_go(response)
        return pieces

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pieces = async_to_sync(read)()
    assert (b"".join(pieces), len(pieces) > 1) == (b"a" * 200_000, True)


def test_any_other_server_gets_it_as_before(files: StaticFiles) -> None:
    response = files(RequestFactory().get("/static/big.css"))
    assert b"".join(response.streaming_content) == b"a" * 200_000
    _let_go(response)
