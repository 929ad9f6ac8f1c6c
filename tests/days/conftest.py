"""The house and the browsers of the stories, and a desk at work in them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.days.desk import Desk
from tests.stories.conftest import MakesHouse, Opens, browser, dovecot, furnished, house_with, letters, opens, shot  # noqa: F401
from tests.stories.mails import Letters

OpensDesk = Callable[..., Desk]


@pytest.fixture
def desk_with(house_with: MakesHouse, letters: Letters, opens: Opens) -> OpensDesk:  # noqa: F811
    """Opens a desk with settings of its own: ``desk_with(language="sv", UNDO_SECONDS="20")``; its own mails arrive too."""

    def open_with(**options: object) -> Desk:
        own = {"SMTP_URL": f"smtp://127.0.0.1:{letters.port}", **options}
        return Desk(house_with(**own), letters, opens)

    return open_with


@pytest.fixture
def desk(desk_with: OpensDesk) -> Desk:
    return desk_with()
