"""No address of the house falls over, whatever is asked of it and whatever is sent to it."""

from __future__ import annotations

import re
from contextlib import suppress
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from django.test import Client, RequestFactory

from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.live.hub import EVERYTHING
from kohtaamo.staff.models import Member, Role, Team
from kohtaamo.web.live import _allowed
from tests.attacks.conftest import Ids
from tests.attacks.junk import FAR, HUGE, LONG, PARAMETERS, QUERY, VALUES, by_turns, filled, quietly, routes

pytestmark = pytest.mark.django_db
Asked = tuple[Client, str, str, object]


class Forms(HTMLParser):
    """The forms of a page: where each is sent and its fields with the values they begin with."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((told.get("action", "") if told.get("method", "").lower() == "post" else "-", {}))
        if not self.found:
            return
        fields, name = self.found[-1][1], told.get("name", "")
        if (
            tag in {"input", "textarea", "button"}
            and name
            and not (told.get("type") in {"radio", "checkbox"} and "checked" not in told)
        ):
            fields.setdefault(name, told.get("value", "sanoja"))
        if tag == "input" and name:
            fields.setdefault(name, told.get("value", ""))
        if tag == "select":
            self._select = name
        if tag == "option" and self._select and ("selected" in told or self._select not in fields):
            fields[self._select] = told.get("value", "")


def _forms(client: Client, address: str) -> list[tuple[str, dict[str, str]]]:
    """The forms of a page that are sent by POST, with their whole address."""
    answer = quietly(client, "get", address, {})
    if not str(answer.headers.get("Content-Type", "")).startswith("text/html") or answer.streaming:
        return []
    page = Forms()
    page.feed(answer.content.decode())
    return [(action or address, fields) for action, fields in page.found if action != "-"]


def _crashes(asked: list[Asked]) -> list[str]:
    """What was answered with a crash."""
    told = [(quietly(client, method, address, data), method, address, data) for client, method, address, data in asked]
    return [
        f"{answer.status_code} {method} {address[:90]} {str(data)[:300]}"
        for answer, method, address, data in told
        if answer.status_code >= 500
    ]


def test_no_number_in_an_address_makes_a_page_fall_over(as_administrator: Client, ids: Ids) -> None:
    asked: list[Asked] = [
        (as_administrator, method, filled(route, ids, number), {})
        for route in routes()
        if "<int:" in route
        for number in ("0", HUGE)
        for method in ("get", "post")
    ]
    assert _crashes(asked) == []


def test_no_question_makes_a_page_fall_over(as_administrator: Client, ids: Ids) -> None:
    pages = [filled(route, ids) for route in routes()]
    readable = [page for page in pages if quietly(as_administrator, "get", page, {}).status_code == 200]
    asked: list[Asked] = [
        (
            as_administrator,
            "get",
            f"{page}?{urlencode(dict.fromkeys(PARAMETERS, junk) | {'since': '9999-99-99T99:99'})}",
            None,
        )
        for place, page in enumerate(readable)
        for junk in by_turns(QUERY, place)
    ]
    assert _crashes(asked) == []


def _pages(client: Client, ids: Ids) -> list[tuple[str, dict[str, str]]]:
    """Every form that the pages of the house show, each once."""
    found = {
        re.sub(r"\?.*", "", action): fields
        for route in routes()
        for action, fields in _forms(client, filled(route, ids))
        if not action.startswith(("/accounts/", "/demo/"))
    }
    return list(found.items())


def test_no_word_sent_in_a_form_makes_it_fall_over(as_administrator: Client, ids: Ids) -> None:
    """Each field in turn, the others as the page gave them; of fields that differ only by number the first."""
    fields_of = [
        (address, fields, name)
        for address, fields in _pages(as_administrator, ids)
        for name in {re.sub(r"\d+", "", name): name for name in fields if name != "csrfmiddlewaretoken"}.values()
    ]
    asked: list[Asked] = [
        (as_administrator, "post", address, {**fields, name: junk})
        for place, (address, fields, name) in enumerate(fields_of)
        for junk in (*by_turns(VALUES, place), *([FAR] if re.search(r"due|at$|day|time", name) else []))
    ]
    assert _crashes(asked) == []


@pytest.mark.parametrize(
    "junk", ["case:" + LONG, "case:" + HUGE, "case:²", "case:-1", "teams," * 5000, "case:" * 5000, "\0"]
)
def test_no_wish_makes_the_live_stream_fall_over(administrator: Member, junk: str) -> None:
    asked = RequestFactory().get("/live/", {"watch": junk})
    asked.user = administrator
    asked.session = {}  # type: ignore[assignment]
    with suppress(NotFound):
        assert _allowed(asked) <= {f"member:{administrator.pk}", EVERYTHING}


def test_nul_is_refused_in_an_address_and_a_question_and_left_out_of_names(as_administrator: Client, ids: Ids) -> None:
    told = [
        as_administrator.get("/customers/?q=%00"),
        as_administrator.get("/meetings/customer/?reach=a%00b@x.example"),
        as_administrator.post("/operations/readers/a%00b/again/"),
        as_administrator.post("/teams/", {"name": "a\0b"}),
        as_administrator.post("/roles/", {"name": "a\0b"}),
    ]
    assert [answer.status_code for answer in told] == [422, 422, 422, 302, 302]
    assert (Team.objects.filter(name="a b").count(), Role.objects.filter(name="a b").count()) == (1, 1)
