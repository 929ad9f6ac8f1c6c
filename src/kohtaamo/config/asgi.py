"""The server's entry: Django, and the background threads that live as long as it does."""

from __future__ import annotations

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kohtaamo.config.settings")

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.core.management import call_command

from kohtaamo.config.whole_request import refusing_too_large

_django = get_asgi_application()

from kohtaamo.config.background import Background  # noqa: E402
from kohtaamo.platform.courtesy import answering  # noqa: E402
from kohtaamo.platform.version import waiting  # noqa: E402
from kohtaamo.web.stream import streaming  # noqa: E402


async def _answering(scope: Any, receive: Any, send: Any) -> None:
    with answering():
        await _django(scope, receive, send)


_pages = refusing_too_large(streaming(_answering))


def _migrate() -> None:
    """Bring the database to this version, when this is the only serving process."""
    if settings.KOHTAAMO["MIGRATE"] and settings.KOHTAAMO["PROCESSES"] == 1 and waiting():
        call_command("migrate", verbosity=0, interactive=False)


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Serve pages; on start-up begin the background work, on shutdown end it."""
    if scope["type"] != "lifespan":
        await _pages(scope, receive, send)
        return
    background = Background()
    while True:
        event = await receive()
        if event["type"] == "lifespan.startup":
            await sync_to_async(_migrate)()
            background.start()
            await send({"type": "lifespan.startup.complete"})
        else:
            background.stop()
            await send({"type": "lifespan.shutdown.complete"})
            return
