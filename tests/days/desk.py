"""The desk of Aitta & Tupa for a day: who sits at it, what customers write to it, what they hear from it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import localtime
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.stories.conftest import Opens
from tests.stories.house import House
from tests.stories.mails import US, Letters, text_of

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@dataclass(frozen=True)
class Person:
    """A customer: what they are called, and where they write from."""

    name: str
    address: str


EEVA = Person("Eeva Mattila", "eeva.mattila@posti.example")
PEKKA = Person("Pekka Virta", "pekka.virta@posti.example")
ULLA = Person("Ulla Berg", "ulla.berg@posti.example")
TOM = Person("Tom Hughes", "tom.hughes@posti.example")


def until(is_so: Callable[[], bool], *, within: float = 90.0) -> None:
    """Wait for what no page shows."""
    ends = time.monotonic() + within
    while not is_so():
        assert time.monotonic() < ends, "it did not come to be in time"
        time.sleep(0.05)


@dataclass
class Desk:
    """A running house, the customers' mail server, and browsers of those who work here."""

    house: House
    letters: Letters
    opens: Opens
    sent: list[str] = field(default_factory=list)

    def at(self, who: str, path: str = "/", **options: Any) -> Page:
        """A browser of somebody of the cast, at a page."""
        page = self.opens(self.house, who, **options)
        page.goto(self.house.url + path)
        return page

    def go(self, page: Page, path: str) -> None:
        page.goto(self.house.url + path)

    def write(
        self, who: Person, text: str, subject: str = "Sänky ei tullut", *, to: EmailMessage | None = None, **headers: str
    ) -> int:  # fmt: skip
        """A customer writes a mail of their own, or an answer to one of ours. Returns the case it came to."""
        mail = EmailMessage()
        mail["From"], mail["Subject"] = f"{who.name} <{who.address}>", subject
        mail["To"] = str((to["Reply-To"] or to["From"]) if to else US)
        mail["Message-ID"], mail["Date"] = f"<{len(self.sent)}.{who.address}>", localtime()
        if to:
            mail["In-Reply-To"] = str(to["Message-ID"])
        for name, value in headers.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(text)
        self.sent.append(str(mail["Message-ID"]).strip("<>"))
        self.house.post(mail.as_bytes(), sender=who.address)
        return self._case_of(self.sent[-1])

    def heard(self, who: Person | str, words: str) -> EmailMessage:
        """The mail with these words that has come to somebody."""
        address = who.address if isinstance(who, Person) else who
        until(lambda: bool(self._heard(address, words)))
        return self._heard(address, words)[0]

    def count(self, who: Person, words: str) -> int:
        """How many mails with these words have come to a customer so far."""
        return len(self._heard(who.address, words))

    def run(self, script: Path, *arguments: str) -> str:
        return self.house.run(script, *arguments)

    def _heard(self, address: str, words: str) -> list[EmailMessage]:
        return [mail for mail in list(self.letters.mails) if address in str(mail["To"]) and words in text_of(mail)]

    def _case_of(self, message_id: str) -> int:
        question = "SELECT case_id FROM encounters_message WHERE header_id = ?"
        until(lambda: bool(self.house.rows(question, message_id)))
        return int(self.house.rows(question, message_id)[0][0])


def button(place: Page | Locator, name: str) -> Locator:
    """A button by the very name a person reads."""
    return place.get_by_role("button", name=name, exact=True)


def link(place: Page | Locator, name: str) -> Locator:
    return place.get_by_role("link", name=name, exact=True)


def heading(page: Page, words: str) -> None:
    """The page has this heading by now, and its keys work."""
    expect(page.get_by_role("heading", level=1)).to_have_text(words)
    page.wait_for_load_state("load")


def answer(page: Page, words: str) -> None:
    """Write an answer in a case and send it."""
    page.locator("#write").fill(words)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#talk-list .ours").last).to_contain_text(words)


def write_note(page: Page, words: str) -> None:
    page.get_by_role("radio", name="Huomautus meille").check(force=True)
    page.locator("#write").fill(words)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#talk-list .note-in", has_text=words)).to_be_visible()


def fits(page: Page) -> bool:
    """Nothing reaches past the side of the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
