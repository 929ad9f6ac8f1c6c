"""The signing key: given, or made once into the data folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_key(given: str, data: Path) -> str:
    """The given key, else the one in ``DATA/secret-key``, made on first use and readable by the owner only."""
    if given:
        return given
    file = data / "secret-key"
    data.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    with os.fdopen(handle, "w") as out:
        out.write(secrets.token_urlsafe(48))
    return file.read_text().strip()
