"""Which database, and how it is opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

SQLITE_OPENING = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000;"
    " PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864;"
)

# Seconds: a page waits so long for a database that restarts, then says so; once it is back it is found in a moment.
POOL = {"min_size": 1, "max_size": 16, "timeout": 10, "reconnect_timeout": 2}

# A question asked again and again is planned only the first times: planning is half of what a page costs PostgreSQL.
PREPARING = {"server_side_binding": True, "prepare_threshold": 3}


def database(url: str, data: Path) -> dict[str, Any]:
    """Django's settings for the database: PostgreSQL by address, else the embedded file."""
    if url.startswith(("postgresql://", "postgres://")):
        return _postgresql(url)
    path = Path(unquote(url.removeprefix("sqlite:///"))) if url else data / "kohtaamo.sqlite3"
    return {
        "ENGINE": "kohtaamo.platform.embedded",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_OPENING},
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or parts.hostname or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**options, "pool": POOL, **PREPARING},
    }
