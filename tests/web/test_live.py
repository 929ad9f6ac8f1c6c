"""The live stream tells of what one may see, and of nothing else."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import RequestFactory

from kohtaamo.encounters.commands.note import write_note
from kohtaamo.encounters.models import Case
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.live import hub as hub_room
from kohtaamo.platform.live.hub import Hub, hub, topics
from kohtaamo.staff.models import Member
from kohtaamo.web import stream as stream_page
from kohtaamo.web.live import TOPICS, live
from kohtaamo.web.stream import events, streaming

pytestmark = pytest.mark.django_db(transaction=True)


def asked(member: Any, watch: str) -> HttpRequest:
    request = RequestFactory().get("/live/", {"watch": watch})
    request.user = member
    request.session = {}  # type: ignore[assignment]
    request.htmx = False  # type: ignore[attr-defined]
    return request


def opened(member: Any, watch: str) -> AsyncIterator[bytes]:
    return events(live(asked(member, watch)).headers[TOPICS].split(","))


async def said(stream: AsyncIterator[bytes]) -> str:
    """The next thing the stream says, the silent beats passed over."""
    while True:
        part = (await asyncio.wait_for(anext(stream), 5)).decode()
        if part.startswith("event"):
            return part


def status(member: Any, watch: str) -> int:
    return live(asked(member, watch)).status_code


def test_a_strangers_case_is_refused(owner: Member, outsider: Member, case: Case) -> None:
    assert status(owner, f"case:{case.pk}") == 200
    assert status(outsider, f"case:{case.pk}") == 404
    assert status(outsider, f"teams,case:{case.pk}") == 404


def test_who_is_not_signed_in_or_has_left_is_refused(owner: Member) -> None:
    from django.contrib.auth.models import AnonymousUser

    assert status(AnonymousUser(), "teams") == 404
    owner.is_active = False
    assert status(owner, "teams") == 404


@pytest.mark.parametrize("watch", ["all", "team:1", "case:x", "case:", "member:1", "customer:1", "visitors:1"])
def test_other_topics_cannot_be_asked_for(owner: Member, watch: str) -> None:
    assert status(owner, watch) == 404


@pytest.fixture
def followed() -> Iterator[None]:
    """The thread that follows the journal, as in the running system."""
    stop = threading.Event()

    def follow() -> None:
        hub_room.follow(stop)
        connection.close()

    thread = threading.Thread(target=follow, daemon=True)
    thread.start()
    yield
    stop.set()
    thread.join(timeout=5)


def test_a_journal_entry_reaches_the_screens_that_may_see_it(
    owner: Member, colleague: Member, case: Case, followed: None
) -> None:
    watching_case, watching_teams = opened(owner, f"case:{case.pk}"), opened(colleague, "teams")

    async def story() -> list[str]:
        await anext(watching_case), await anext(watching_teams)
        told = asyncio.gather(said(watching_case), said(watching_teams))
        for _ in range(20):  # the follower begins from the latest entry, so write until it has begun
            await asyncio.to_thread(write_note, actor=owner, case=case, text="Soitin varastoon.")
            await asyncio.sleep(0.05)
            if told.done():
                break
        return await told

    assert asyncio.run(story()) == [f"event: changed\ndata: case:{case.pk}\n\n", "event: changed\ndata: teams\n\n"]


def test_an_entry_is_told_to_its_case_customer_teams_and_people() -> None:
    entry = Entry(case_id=1, customer_id=2, data={"team": 3, "from_team": 4, "owner": 5, "member": None})
    assert topics(entry) == {"all", "case:1", "customer:2", "team:3", "team:4", "member:5"}


def _entries(*numbers: int, case: int) -> list[Entry]:
    return [Entry(id=number, case_id=case, data={}) for number in numbers]


def test_what_happened_between_drawing_a_page_and_opening_its_stream_is_told_at_once() -> None:
    async def story(since: int | None) -> list[str]:
        own = Hub()
        own.tell_of(_entries(7, 8, case=1))
        own.tell_of(_entries(9, case=2))
        with own.subscribe({"case:1", "case:3"}, since=since) as queue:
            return [queue.get_nowait() for _ in range(queue.qsize())]

    told = {since: asyncio.run(story(since)) for since in (None, 9, 8, 7, 6, 2)}
    assert told == {None: [], 9: [], 8: [], 7: ["case:1"], 6: ["case:1"], 2: ["again"]}


def test_another_teams_news_do_not_reach_an_outsider(outsider: Member, case: Case) -> None:
    stream = opened(outsider, "teams")

    async def story() -> str:
        await anext(stream)
        hub.tell({"all", f"team:{case.team_id}", f"case:{case.pk}"})
        hub.tell({f"member:{outsider.pk}"})
        return await said(stream)

    assert asyncio.run(story()) == "event: changed\ndata: member\n\n"


def test_a_slow_screen_is_told_to_read_everything_again(owner: Member) -> None:
    stream = opened(owner, "teams")

    async def story() -> str:
        await anext(stream)
        for _ in range(70):
            hub.tell({f"member:{owner.pk}"})
        await asyncio.sleep(0.05)
        return await said(stream)

    assert asyncio.run(story()) == "event: changed\ndata: again\n\n"


def test_a_stream_ends_after_a_while_so_that_rights_are_asked_anew(
    owner: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream_page, "LONGEST", 0.0)

    stream = opened(owner, "teams")

    async def story() -> list[bytes]:
        return [part async for part in stream]

    assert asyncio.run(story()) == [b"retry: 2000\n\n"]


class Screen:
    """A browser's side of an ASGI connection: what it is sent, and when it goes away."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.gone = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, event: dict[str, Any]) -> None:
        self.got.append(event)
        if len(self.got) == 3:
            self.gone.set()


def answering(status: int, *headers: tuple[bytes, bytes]) -> Any:
    async def pages(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": status, "headers": list(headers)})
        await send({"type": "http.response.body", "body": b"No."})

    return pages


def test_an_allowed_stream_says_nothing_of_its_topics_and_ends_when_the_screen_goes_away() -> None:
    async def story() -> list[dict[str, Any]]:
        screen = Screen()
        pages = answering(200, (b"Content-Length", b"0"), (b"Kohtaamo-Topics", b"team:7,member:1"), (b"a", b"b"))
        served = asyncio.ensure_future(streaming(pages)({"path": "/live/"}, screen.receive, screen.send))
        await asyncio.sleep(0.05)
        hub.tell({"team:7"})
        await asyncio.wait_for(served, 5)
        return screen.got

    start, *said = asyncio.run(story())
    assert start == {"type": "http.response.start", "status": 200, "headers": [(b"a", b"b")]}
    assert [event["body"] for event in said] == [b"retry: 2000\n\n", b"event: changed\ndata: teams\n\n"]
    assert "team:7" not in hub._queues


def test_a_screen_that_went_away_without_a_word_is_no_failure() -> None:
    """Servers differ in what they raise when told to send to one who is gone, and may say so before anything else."""

    class Gone(Screen):
        async def send(self, event: dict[str, Any]) -> None:
            await super().send(event)
            if len(self.got) == 3:
                raise RuntimeError("Transport not initialized or closed")

    async def story() -> int:
        screen = Gone()
        pages = answering(200, (b"Kohtaamo-Topics", b"team:7"))
        served = asyncio.ensure_future(streaming(pages)({"path": "/live/"}, screen.receive, screen.send))
        await asyncio.sleep(0.05)
        hub.tell({"team:7"})
        await asyncio.wait_for(served, 5)
        return len(screen.got)

    assert asyncio.run(story()) == 3
    assert "team:7" not in hub._queues


def test_a_refused_stream_and_any_other_page_are_sent_on_as_they_are() -> None:
    async def story(path: str) -> list[dict[str, Any]]:
        screen = Screen()
        await streaming(answering(404, (b"a", b"b")))({"path": path}, screen.receive, screen.send)
        return screen.got

    whole = [
        {"type": "http.response.start", "status": 404, "headers": [(b"a", b"b")]},
        {"type": "http.response.body", "body": b"No."},
    ]
    assert [asyncio.run(story("/live/")), asyncio.run(story("/today/"))] == [whole, whole]
