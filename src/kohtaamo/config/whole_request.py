"""The largest request there is: what is larger is refused before it fills the disk."""

from __future__ import annotations

from typing import Any

from django.conf import settings

BESIDE_FILES = 8 * 1024 * 1024  # bytes: the words of a form, and what holds its parts together


def refusing_too_large(pages: Any) -> Any:
    """An ASGI application that answers 413 to a request above the largest upload, told or not how large it is.

    The words of a form have their own limit; this one is for what would be written to disk before anybody looks at it.
    """

    async def application(scope: Any, receive: Any, send: Any) -> None:
        limit = int(settings.KOHTAAMO["MAX_UPLOAD_MB"]) * 1024 * 1024 + BESIDE_FILES
        told = dict(scope.get("headers", ())).get(b"content-length", b"0")
        if not told.isdigit() or int(told[:18]) > limit:
            await _refuse(send)
            return
        came, is_answered = 0, False

        async def counted() -> Any:
            nonlocal came
            event = await receive()
            came += len(event.get("body", b""))
            return event if came <= limit else {"type": "http.disconnect"}

        async def answering(event: Any) -> None:
            nonlocal is_answered
            is_answered = True
            await send(event)

        await pages(scope, counted, answering)
        if came > limit and not is_answered:
            await _refuse(send)

    return application


async def _refuse(send: Any) -> None:
    await send(
        {
            "type": "http.response.start",
            "status": 413,
            "headers": [(b"content-type", b"text/plain"), (b"connection", b"close")],
        }
    )
    await send({"type": "http.response.body", "body": b"The request is too large.\n"})
