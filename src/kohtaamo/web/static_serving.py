"""Static files as whitenoise serves them, read piece by piece beside the loop that serves everyone."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest
from whitenoise.middleware import WhiteNoiseMiddleware


class StaticFiles(WhiteNoiseMiddleware):  # type: ignore[misc]
    """Django reads a plain iterator to its end before it sends any of it to an asynchronous server, and warns of it."""

    @staticmethod
    def serve(static_file: Any, request: HttpRequest) -> Any:
        response = WhiteNoiseMiddleware.serve(static_file, request)
        if isinstance(request, ASGIRequest) and response.streaming:
            response.streaming_content = _pieces(iter(response.streaming_content))
        return response


async def _pieces(content: Iterator[bytes]) -> AsyncIterator[bytes]:
    following = sync_to_async(_following, thread_sensitive=False)
    while (piece := await following(content)) is not None:
        yield piece


def _following(content: Iterator[bytes]) -> bytes | None:
    return next(content, None)
