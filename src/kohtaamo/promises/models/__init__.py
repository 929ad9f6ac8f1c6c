"""The register's tables."""

from kohtaamo.promises.models.promise import Move, Promise

__all__ = ["Move", "Promise"]
