"""A served Kohtaamo, browsers of people signed in to it, the customers' mail server and an IMAP server."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.channels.mail.conftest import dovecot  # noqa: F401 - a fixture
from tests.founding import folder_of_the_run, founded, one_at_a_time
from tests.stories.house import ROOT, House, furnish
from tests.stories.mails import Letters, receiving

HERE = Path(__file__).parent
SHOTS = ROOT / "tests" / "screenshots"
CHROMIUM = which("chromium-headless-shell") or "/usr/bin/chromium"
PATIENCE = 60_000  # milliseconds: a machine that also builds is slow, and only a failure waits so long
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the database of this version and the cast; made once for all who test at a time, copied for each test."""
    shared = folder_of_the_run(tmp_path_factory)
    folder, new = shared / "furnished", founded(shared)
    with one_at_a_time(shared, "furnishing"):
        if not folder.exists():
            furnish(new, shared / "unfinished", HERE / "make_cast.py").rename(folder)
    return folder


@pytest.fixture(scope="session")
def filled(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with something on every page, and ``ids.json``; made while nobody else reads or writes there."""
    shared = folder_of_the_run(tmp_path_factory)
    folder = shared / "filled"
    with one_at_a_time(shared, "filling"):
        if not folder.exists():
            house = House.copied(furnished, shared / "unfilled")
            (house.folder / "ids.json").write_text(house.run(HERE / "furnish.py"))
            house.folder.rename(folder)
    return folder


@pytest.fixture
def letters() -> Iterator[Letters]:
    """The mails customers get."""
    with receiving() as found:
        yield found


MakesHouse = Callable[..., House]


@pytest.fixture
def house_with(furnished: Path, letters: Letters, tmp_path: Path) -> Iterator[MakesHouse]:
    """Makes a served house with settings of its own: ``house_with(language="sv", UNDO_SECONDS="20")``.

    One that is not ``is_open`` yet is started by the test.
    """
    made: list[House] = []

    def make(language: str = "fi", *, is_open: bool = True, **options: str) -> House:
        house = House.copied(furnished, tmp_path / f"house{len(made)}", **options)
        made.append(house)
        house.change("UPDATE mail_mailbox SET smtp_port = ?", letters.port)
        house.change("UPDATE staff_member SET language = ?", language)
        house.change("UPDATE touchpoints_touchpoint SET language = ?", language)
        if is_open:
            house.start()
        return house

    yield make
    for house in made:
        house.kill()


@pytest.fixture
def house(house_with: MakesHouse) -> House:
    return house_with()


@dataclass(frozen=True)
class Furnished:
    """A served house with something on every page, and the ids and tokens its addresses need."""

    house: House
    ids: dict[str, Any]


@pytest.fixture(scope="package")
def full_house(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    """For tests that only look: made once, changed by none."""
    house = House.copied(filled, tmp_path_factory.mktemp("full") / "house")
    house.start()
    yield Furnished(house, json.loads((house.folder / "ids.json").read_text()))
    house.kill()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, closed after the last story: while it is open, nothing else may use the database in this process."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


Opens = Callable[..., Page]


@pytest.fixture
def opens(browser: Browser) -> Iterator[Opens]:
    """Opens a browser of its own for somebody: ``opens(house, "owner")``; nobody is signed in without a name."""
    contexts: list[BrowserContext] = []

    def open_for(house: House, who: str = "", **options: Any) -> Page:
        size = {"width": 1280, "height": 800}
        context = browser.new_context(
            **{"viewport": size, "locale": "fi-FI", "timezone_id": "Europe/Helsinki", **options}
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        if who:
            session = house.cast[who]["session"]
            context.add_cookies([{"name": "sessionid", "value": session, "url": house.url}])
        return context.new_page()

    yield open_for
    for context in contexts:
        context.close()


Shoots = Callable[[Page, str], None]


@pytest.fixture
def shot() -> Shoots:
    """Keeps a picture of the page when pictures are asked for (``SHOTS=1``)."""

    def shoot(page: Page, name: str) -> None:
        if os.environ.get("SHOTS") == "1":
            SHOTS.mkdir(exist_ok=True)
            page.screenshot(path=SHOTS / f"{name}.png")

    return shoot
