"""Large files leave piece by piece: neither the server's memory nor the reader's pace matters."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import IO, Any, cast

from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

PIECE = 256 * 1024  # bytes


def hand_out(request: HttpRequest, path: Path, *, name: str, kind: str) -> HttpResponse:
    """The file at ``path`` as a download; opened now, so that it may be taken away meanwhile."""
    file = path.open("rb")
    # Of a plain iterator an ASGI server would make a list first.
    pieces: Any = _slowly(file) if isinstance(request, ASGIRequest) else _pieces(file)
    answer: Any = StreamingHttpResponse(pieces, content_type=kind)
    answer["Content-Length"] = str(path.stat().st_size)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return cast(HttpResponse, answer)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece


async def _slowly(file: IO[bytes]) -> AsyncIterator[bytes]:
    with file:
        while piece := await asyncio.to_thread(file.read, PIECE):
            yield piece
