"""The database connection of a thread that asks again and again."""

from __future__ import annotations

import os
import threading

from django.db import close_old_connections, connection

_opened = threading.local()  # which file this thread's connection was opened on


def remain_connected() -> None:
    """Between rounds of a lasting loop: give up what is broken, keep what works.

    Opening the embedded file costs many times what a round asks of it, so there the connection is kept, until another
    file has come in its place (a restored backup). On PostgreSQL it goes back to the pool, where it costs nothing.
    """
    close_old_connections()
    if connection.vendor != "sqlite":
        return
    if connection.connection is not None and _file() != getattr(_opened, "file", None):
        connection.close()
    if connection.connection is None:
        connection.ensure_connection()
        connection.close_at = None
        _opened.file = _file()


def _file() -> tuple[int, int] | None:
    try:
        found = os.stat(connection.settings_dict["NAME"])
    except OSError:
        return None
    return found.st_dev, found.st_ino
