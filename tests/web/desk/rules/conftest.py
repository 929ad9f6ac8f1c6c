"""Rules are written here as in the tests of the room."""

from tests.rules.conftest import rule

__all__ = ["rule"]
