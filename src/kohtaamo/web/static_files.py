"""Static files: named by their content once collected, plain while developing."""

from __future__ import annotations

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedWhenCollected(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Falls back to the plain name when nothing has been collected yet."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        hashed: Any = self.hashed_files.get(self.hash_key(self.clean_name(name)))
        return str(hashed) if hashed else name
