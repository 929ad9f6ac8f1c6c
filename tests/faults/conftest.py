"""The houses of the stories, to be broken."""

from tests.stories.conftest import furnished, house_with, letters  # noqa: F401 - fixtures
