"""The server's entry: Django, and the background threads that live as long as it does."""

from __future__ import annotations

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kohtaamo.config.settings")

from django.core.asgi import get_asgi_application

_pages = get_asgi_application()

from kohtaamo.config.background import Background


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Serve pages; on start-up begin the background work, on shutdown end it."""
    if scope["type"] != "lifespan":
        await _pages(scope, receive, send)
        return
    background = Background()
    while True:
        event = await receive()
        if event["type"] == "lifespan.startup":
            background.start()
            await send({"type": "lifespan.startup.complete"})
        else:
            background.stop()
            await send({"type": "lifespan.shutdown.complete"})
            return
