"""Every page can be used by everyone: WCAG 2.2 AA by axe in both themes, no sideways scrolling on a phone, one heading.

The pages are read from the address book; each is opened once and looked at in light, dark and at the width of a phone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Response

from tests.stories.addresses import addresses
from tests.stories.conftest import PATIENCE, Furnished

pytestmark = [pytest.mark.story, pytest.mark.server]
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
EVERY_RULE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
NOBODY = ("/accounts/login/", "/accounts/password/reset/", "/p/closed/", "/nothing-here/")
NOT_ALLOWED = "/operations/"
LEAVES = ("/language/", "/live/")
FOR_GUESTS = ("/p/", "/invitations/")
FEWEST = 35
REST = "/healthz"  # of the same house: between it and an empty page the browser would change its process
FACTS = """() => ({
  language: document.documentElement.lang, title: document.title, headings: document.querySelectorAll("h1").length,
})"""


@dataclass
class Look:
    """What was seen of a page."""

    address: str
    status: int
    language: str = ""
    title: str = ""
    headings: int = 0
    is_too_wide: str = ""
    violations: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def looks(full_house: Furnished, browser: Browser) -> list[Look]:
    """Every page, looked at."""
    house, found = full_house.house, []
    apart = (*LEAVES, *NOBODY, *FOR_GUESTS)
    known = [each for each in addresses(full_house.ids) if not each.startswith(apart)]
    for who, wanted in (
        ("administrator", known),
        ("owner", [NOT_ALLOWED]),
        ("", [*NOBODY, *_for_customers(full_house)]),
    ):
        context = browser.new_context(viewport=WIDE, locale="fi-FI", reduced_motion="reduce")  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        if who:
            session = house.cast[who]["session"]
            context.add_cookies([{"name": "sessionid", "value": session, "url": house.url}])
        shown = [each for each in wanted if _is_page(context, house.url + each)]
        looker = Looker.in_a(context, house.url)
        found += [looker.look(each) for each in shown]
        context.close()
    return found


def _for_customers(full_house: Furnished) -> list[str]:
    return [f"/p/{full_house.ids['own_page']}/", f"/invitations/{full_house.ids['invitation']}/"]


def _is_page(context: BrowserContext, address: str) -> bool:
    """Whether it is a page of its own: not a place to post to, a file, a part of a page or a way to another page."""
    answer = context.request.get(address, max_redirects=0)
    return (
        answer.headers.get("content-type", "").startswith("text/html")
        and "<title>" in answer.text()
        and answer.status != 405
    )


@dataclass
class Looker:
    """One page of a browser, led from address to address: a page of its own for each would cost as much as the looking."""

    page: Page
    base: str
    heard: list[str] = field(default_factory=list)

    @classmethod
    def in_a(cls, context: BrowserContext, base: str) -> Looker:
        looker = cls(context.new_page(), base)
        looker.page.on("console", lambda said: looker._hear(said.text) if said.type in {"error", "warning"} else None)
        looker.page.on("pageerror", lambda problem: looker._hear(str(problem)))
        return looker

    def look(self, address: str) -> Look:
        page = self.page
        answer = page.goto(self.base + address)
        assert isinstance(answer, Response)
        found: dict[str, Any] = page.evaluate(FACTS)
        look = Look(address, answer.status, **found)
        page.evaluate(Axe().axe_script)
        look.violations += [f"light: {each}" for each in _violations(page, EVERY_RULE)]
        page.emulate_media(color_scheme="dark")
        look.violations += [f"dark: {each}" for each in _violations(page, COLOURS)]
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        look.is_too_wide = _too_wide(page)
        look.violations += [f"phone: {each}" for each in _violations(page, EVERY_RULE)]
        page.set_viewport_size(WIDE)  # type: ignore[arg-type]
        look.complaints = [
            said for said in self.heard if answer.status < 400 or f"status of {answer.status}" not in said
        ]
        page.goto(self.base + REST)  # what this page says on leaving is not taken for the next one's
        self.heard.clear()
        return look

    def _hear(self, said: str) -> None:
        self.heard.append(said)


def _violations(page: Page, rules: Mapping[str, Any]) -> list[str]:
    found: Any = page.evaluate("(rules) => axe.run(rules).then((found) => found.violations)", rules)
    return [f"{each['id']} at {', '.join(str(node['target']) for node in each['nodes'][:3])}" for each in found]


def _too_wide(page: Page) -> str:
    """What reaches over the edge of the page, if anything."""
    return str(
        page.evaluate(
            """() => {
              const wide = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= wide) return "";
              const over = [...document.body.querySelectorAll("*")].filter((each) => each.getBoundingClientRect().right > wide + 1);
              return over.slice(-3).map((each) => `${each.tagName}.${each.className}`).join(" ") || "the page";
            }"""
        )
    )


def test_the_walk_sees_the_pages(looks: list[Look]) -> None:
    seen = {look.address for look in looks}
    main = {"/", "/cases/", "/cases/1/", "/promises/", "/customers/", "/people/", "/me/", "/settings/", "/operations/"}
    assert main - seen == set()
    assert len(looks) >= FEWEST
    assert [look.address for look in looks if look.status >= 500] == []


def test_no_page_breaks_a_rule_of_accessibility(looks: list[Look]) -> None:
    assert {look.address: look.violations for look in looks if look.violations} == {}


def test_no_page_complains_in_the_console(looks: list[Look]) -> None:
    assert {look.address: look.complaints for look in looks if look.complaints} == {}


def test_no_page_scrolls_sideways_on_a_phone(looks: list[Look]) -> None:
    assert {look.address: look.is_too_wide for look in looks if look.is_too_wide} == {}


def test_every_page_says_its_language_and_has_one_heading(looks: list[Look]) -> None:
    assert {look.address: look.language for look in looks if look.language != "fi"} == {}
    assert {look.address: look.headings for look in looks if look.headings != 1} == {}


def test_every_page_has_a_title_of_its_own(looks: list[Look]) -> None:
    answered = [look for look in looks if look.status < 400]
    titles = Counter(look.title for look in answered)
    assert {look.address: look.title for look in answered if titles[look.title] > 1 or not look.title.strip()} == {}
