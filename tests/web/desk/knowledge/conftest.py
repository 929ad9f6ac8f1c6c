"""The desk's pages of articles are tried with the same section and the same way to write as the room below."""

from tests.knowledge.conftest import section, writes

__all__ = ["section", "writes"]
