"""Connecting systems on their pages: made, shown once, told, sent again, paused; only by those who may."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kohtaamo.mandates.models import Fulfiller, Kind
from kohtaamo.platform.connections.choices import DispatchState
from kohtaamo.platform.connections.models import Connection, Dispatch
from kohtaamo.platform.connections.serving import serve_all
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.signed import PREFIX
from kohtaamo.platform.time import now
from kohtaamo.staff.commands.connections import Wish, make_connection
from kohtaamo.staff.models import Member
from tests.platform.connections.receiving import Receiver, receiving

pytestmark = pytest.mark.django_db
HOME = "/settings/connections/"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture
def shop(administrator: Member, receiver: Receiver) -> Connection:
    return make_connection(actor=administrator, wish=Wish("Kauppa", receiver.url, ["promise."]))[0]


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def events(shop: Connection, count: int, **fields: Any) -> list[Dispatch]:
    made = [
        Dispatch(
            connection=shop, kind="promise.kept", called=f"evt_{shop.pk}_{number}", body='{"a": "ä"}', made_at=now(),
            next_at=now(), **fields,
        )
        for number in range(count)
    ]  # fmt: skip
    return Dispatch.objects.bulk_create(made)


def test_a_system_is_connected_and_its_secret_is_shown_once(as_administrator: Client) -> None:
    told = {
        "name": "Kauppa",
        "url": "https://shop.example/events",
        "groups_wanted": ["promise."],
        "kinds": "case.taken",
    }
    shown = as_administrator.post(f"{HOME}new/", told, follow=True).content.decode()
    made = Connection.objects.get()
    assert (made.kinds, PREFIX in shown) == (["case.taken", "promise."], True)
    assert PREFIX not in page(as_administrator, f"{HOME}{made.pk}/")
    assert PREFIX not in made.secret
    assert "Kauppa" in page(as_administrator, HOME)
    assert Entry.objects.filter(kind="connection.made").count() == 1


@pytest.mark.parametrize(
    "url",
    [
        "shop.example", "ftp://shop.example/", "http://shop.example/", "https://u:p@shop.example/", "https://10.0.0.1/",
        "https://[::1]/", "https://[/", "https://shop.example:99999/", "https://shop.example/#a", "https://shop.example/\\x",
        "https://local host/", "http://localhost.localhost/", "https://169.254.169.254/latest", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_used_is_refused_and_kept_as_typed(as_administrator: Client, url: str) -> None:
    answer = as_administrator.post(f"{HOME}new/", {"name": "Kauppa", "url": url})
    assert (answer.status_code, Connection.objects.count()) == (422, 0)
    assert 'value="Kauppa"' in answer.content.decode()


def test_a_name_that_is_no_kind_is_refused(as_administrator: Client) -> None:
    told = {"name": "Kauppa", "url": "https://shop.example/", "kinds": "promise.kept, <b>"}
    assert as_administrator.post(f"{HOME}new/", told).status_code == 422


def test_it_is_changed_paused_and_ended(as_administrator: Client, shop: Connection) -> None:
    told = {"name": "Uusi", "url": "https://new.example/", "groups_wanted": []}
    address = f"{HOME}{shop.pk}/"
    assert 'value="Kauppa"' in page(as_administrator, f"{address}edit/")
    assert as_administrator.post(f"{address}edit/", told).status_code == 303
    shop.refresh_from_db()
    assert (shop.name, shop.url, shop.kinds) == ("Uusi", "https://new.example/", [])
    for act, is_paused in (("pause", True), ("resumption", False)):
        assert as_administrator.post(f"{address}{act}/").status_code == 303
        shop.refresh_from_db()
        assert shop.is_paused is is_paused
    assert as_administrator.post(f"{address}ending/").status_code == 303
    assert as_administrator.post(f"{address}pause/").status_code == 409


def test_a_new_secret_is_shown_once(as_administrator: Client, shop: Connection) -> None:
    shown = as_administrator.post(f"{HOME}{shop.pk}/secret/", follow=True).content.decode()
    assert PREFIX in shown
    assert PREFIX not in page(as_administrator, f"{HOME}{shop.pk}/")


def test_a_test_is_sent_and_its_fate_told(as_administrator: Client, shop: Connection, receiver: Receiver) -> None:
    receiver.says(503, b"<script>closed</script>")
    answer = as_administrator.post(f"{HOME}{shop.pk}/test/")
    serve_all()
    shown = page(as_administrator, answer["Location"])
    assert ("503" in shown, "&lt;script&gt;closed" in shown, "connection.test" in shown) == (True, True, True)
    assert "503" not in page(as_administrator, HOME)


def test_events_are_told_by_state_and_sent_again_or_left(as_administrator: Client, shop: Connection) -> None:
    [lost, _other] = events(shop, 2, state=DispatchState.GIVEN_UP, settled_at=now())
    Dispatch.objects.exclude(pk=lost.pk).update(state=DispatchState.DELIVERED)
    address = f"{HOME}{shop.pk}/"
    assert page(as_administrator, f"{address}?state=failed").count("promise.kept") == 1
    assert page(as_administrator, address).count("promise.kept") == 2
    again = as_administrator.post(f"{address}events/{lost.pk}/again/", {"next": "/operations/"})
    assert (again["Location"], Dispatch.objects.get(pk=lost.pk).state) == ("/operations/", DispatchState.WAITING)
    assert as_administrator.post(f"{address}events/{lost.pk}/again/", {"next": "//evil.example/"})["Location"] == (
        f"{address}events/{lost.pk}/"
    )
    as_administrator.post(f"{address}events/{lost.pk}/end/", {"reason": ""})
    assert Dispatch.objects.get(pk=lost.pk).state == DispatchState.WAITING
    as_administrator.post(f"{address}events/{lost.pk}/end/", {"reason": "vanha"})
    assert Dispatch.objects.get(pk=lost.pk).state == DispatchState.DISMISSED
    assert as_administrator.post(f"{address}failures/").status_code == 303


def test_an_event_of_another_connection_is_not_found(
    as_administrator: Client, shop: Connection, administrator: Member
) -> None:
    other, _secret = make_connection(actor=administrator, wish=Wish("Toinen", "https://other.example/"))
    [event] = events(shop, 1)
    assert as_administrator.get(f"{HOME}{other.pk}/events/{event.pk}/").status_code == 404


def test_decisions_of_a_kind_are_carried_out_there(as_administrator: Client, shop: Connection) -> None:
    refund = Kind.objects.get(code="refund")
    address = f"{HOME}{shop.pk}/decisions/"
    assert as_administrator.post(address, {"kinds": [refund.pk], "answer_minutes": "15"}).status_code == 303
    refund.refresh_from_db()
    assert (refund.fulfiller.connection, refund.fulfiller.answer_minutes) == (shop, 15)
    assert "Tämän toteuttaa Kauppa" in page(as_administrator, f"/mandates/kinds/{refund.pk}/")
    assert as_administrator.post(address, {"kinds": [refund.pk], "answer_minutes": "0"}).status_code == 422
    as_administrator.post(address, {"answer_minutes": "15"})
    refund.refresh_from_db()
    assert (refund.fulfiller, Fulfiller.objects.count()) == (None, 1)


def test_only_those_who_may_connect_come_in(
    as_owner: Client, as_lead: Client, as_outsider: Client, shop: Connection
) -> None:
    [event] = events(shop, 1)
    found = [HOME, f"{HOME}new/", f"{HOME}{shop.pk}/", f"{HOME}{shop.pk}/events/{event.pk}/"]
    acts = [f"{HOME}{shop.pk}/{act}/" for act in ("pause", "secret", "test", "ending", "failures", "decisions")]
    for client in (as_owner, as_lead, as_outsider):
        assert {client.get(address).status_code for address in found} == {403}
        assert {client.post(address).status_code for address in acts} == {403}


@pytest.mark.parametrize("where", ["list", "one"])
def test_a_list_asks_as_often_for_a_hundred_rows_as_for_one(
    as_administrator: Client, shop: Connection, administrator: Member, where: str
) -> None:
    events(shop, 1)
    address = HOME if where == "list" else f"{HOME}{shop.pk}/"

    def asked() -> int:
        with CaptureQueriesContext(database) as queries:
            page(as_administrator, address)
        return len(queries)

    counted: Callable[[], int] = asked
    counted()
    few = counted()
    for number in range(20):
        other, _secret = make_connection(actor=administrator, wish=Wish(f"K{number}", "https://k.example/"))
        events(other, 2)
    Dispatch.objects.filter(connection=shop).delete()
    events(shop, 45)
    assert counted() == few


def test_the_operations_page_says_what_is_not_told(as_administrator: Client, shop: Connection) -> None:
    events(shop, 1, state=DispatchState.GIVEN_UP, settled_at=now())
    Connection.objects.update(failing_since=now(), failures=3)
    shown = page(as_administrator, "/operations/")
    assert ("Kauppa" in shown, "promise.kept" in shown) == (True, True)
    Connection.objects.update(paused_at=now(), paused_why="failing")
    for slug in (
        "stopped-connections",
        "given-up-events",
        "silent-connections",
        "undone-decisions",
        "paused-connections",
    ):
        page(as_administrator, f"/operations/{slug}/")
    assert "Kauppa" in page(as_administrator, "/operations/stopped-connections/")


def test_one_paused_by_hand_is_no_trouble(as_administrator: Client, shop: Connection) -> None:
    as_administrator.post(f"{HOME}{shop.pk}/pause/")
    shown = page(as_administrator, "/operations/")
    assert ("yhteys on tauolla käsin" in shown, "Verkkokauppa ei saa" in shown) == (True, False)
    assert "Kauppa" in page(as_administrator, "/operations/paused-connections/")
