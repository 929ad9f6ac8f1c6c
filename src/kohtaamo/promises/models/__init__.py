"""The register's tables."""

from kohtaamo.promises.models.handover import Handover
from kohtaamo.promises.models.promise import Move, Promise

__all__ = ["Handover", "Move", "Promise"]
