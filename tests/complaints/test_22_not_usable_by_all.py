"""Users of other desks: the pages of the staff could not be used by ear or by keyboard."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.test import Client

from kohtaamo.encounters.models import Case

pytestmark = pytest.mark.django_db
PAGES = [
    "/",
    "/cases/",
    "/cases/{case}/",
    "/customers/",
    "/customers/{customer}/",
    "/promises/",
    "/search/?q=a",
    "/me/",
]
SILENT = {"hidden", "submit", "button", "image", "reset"}


class Heard(HTMLParser):
    """What a page is to one who hears it: headings in order, landmarks, fields without a name, pictures without words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.landmarks: list[str] = []
        self.language = ""
        self.skips_to = ""
        self._labels: set[str] = set()
        self._fields: list[tuple[str, dict[str, str]]] = []
        self._within_label = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._within_label += tag == "label"
        if tag == "html":
            self.language = given.get("lang", "")
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.headings.append(int(tag[1]))
        if tag in {"main", "nav", "header"}:
            self.landmarks.append(tag)
        if tag == "label" and "for" in given:
            self._labels.add(given["for"])
        if tag == "a" and not self.skips_to:
            self.skips_to = given.get("href", "")
        named = self._within_label or "aria-label" in given or "aria-labelledby" in given or "title" in given
        if tag in {"input", "select", "textarea"} and given.get("type", "text") not in SILENT and not named:
            self._fields.append((tag, given))

    def handle_endtag(self, tag: str) -> None:
        self._within_label -= tag == "label"

    @property
    def unnamed(self) -> list[tuple[str, dict[str, str]]]:
        return [(tag, given) for tag, given in self._fields if given.get("id", "") not in self._labels]


@pytest.fixture(params=PAGES)
def heard(as_owner: Client, case: Case, request: pytest.FixtureRequest) -> Heard:
    address = str(request.param).format(case=case.pk, customer=case.customer_id)
    answer = as_owner.get(address)
    assert answer.status_code == 200, address
    return Heard(answer.content.decode())


def test_a_page_of_the_staff_can_be_heard_and_walked_through(heard: Heard) -> None:
    assert (heard.headings.count(1), heard.landmarks.count("main"), heard.language) == (1, 1, "fi")
    assert heard.skips_to == "#main"
    assert heard.unnamed == []
    steps = [after - before for before, after in zip(heard.headings, heard.headings[1:], strict=False)]
    assert max(steps, default=0) <= 1
