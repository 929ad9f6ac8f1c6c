"""Programs look at connections, at what they were told and at what came of decisions; and send again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from kohtaamo.encounters.models import Case
from kohtaamo.mandates.choices import RemedyState
from kohtaamo.mandates.commands.decide import decide
from kohtaamo.mandates.commands.fulfil import set_fulfilled
from kohtaamo.mandates.commands.mandate import Limits, grant
from kohtaamo.mandates.models import Kind, Remedy
from kohtaamo.platform.connections.choices import DispatchState
from kohtaamo.platform.connections.models import Connection, Dispatch
from kohtaamo.platform.connections.serving import serve_all
from kohtaamo.platform.time import now
from kohtaamo.staff.commands.connections import Wish, make_connection
from kohtaamo.staff.models import Member
from tests.api.conftest import Calls
from tests.platform.connections.receiving import Receiver, receiving

pytestmark = pytest.mark.django_db


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture
def shop(administrator: Member, receiver: Receiver) -> Connection:
    return make_connection(actor=administrator, wish=Wish("Kauppa", receiver.url, ["promise."]))[0]


@pytest.fixture
def remedy(case: Case, owner: Member, administrator: Member, shop: Connection) -> Remedy:
    refund = Kind.objects.get(code="refund")
    set_fulfilled(actor=administrator, connection=shop, kinds=[refund], answer_minutes=30)
    grant(actor=administrator, kind=refund, to=owner, limits=Limits(6000))
    decide(actor=owner, case=case, kind=refund, amount=3000, reason="Myöhässä")
    return Remedy.objects.get()


def test_a_test_event_is_sent_and_its_attempts_are_told(
    calls: Calls, administrator: Member, shop: Connection, receiver: Receiver
) -> None:
    program = calls(administrator)
    receiver.says(418, b"tea")
    made = program.post(f"/connections/{shop.pk}/tests")
    serve_all()
    told = program.get(made.headers["Location"].removeprefix("/api/v1")).json()
    assert (made.status_code, told["state"], told["attempts"][0]["status"]) == (201, "failed", 418)
    assert told["body"]["type"] == "connection.test"
    assert program.post(f"/connections/{shop.pk}/failures").json() == {"count": 1}
    serve_all()
    assert program.get(f"/connections/{shop.pk}/events?state=delivered").json()["items"][0]["name"] == told["name"]
    assert program.post(f"/connections/{shop.pk}/events/{told['id']}/again").json()["state"] == "waiting"


def test_a_connection_is_paused_and_goes_on_and_never_tells_its_secret(
    calls: Calls, administrator: Member, shop: Connection
) -> None:
    program = calls(administrator)
    assert program.post(f"/connections/{shop.pk}/pause").json()["paused_why"] == "hand"
    told = program.post(f"/connections/{shop.pk}/resumption").json()
    assert (told["paused_at"], "secret" in told) == (None, False)
    assert [each["id"] for each in program.get("/connections").json()["items"]] == [shop.pk]


def test_only_who_may_connect_sees_connections(calls: Calls, owner: Member, shop: Connection) -> None:
    assert {calls(owner).get(path).status_code for path in ("/connections", f"/connections/{shop.pk}")} == {403}


def test_what_came_of_a_decision_is_told_and_put_right(
    calls: Calls, owner: Member, outsider: Member, remedy: Remedy
) -> None:
    program, stranger = calls(owner), calls(outsider)
    told = program.get("/remedies?state=waiting").json()["items"][0]
    assert (told["kind"], told["amount"], told["system"], told["state"]) == ("refund", 3000, "Kauppa", "waiting")
    assert stranger.get("/remedies").json()["items"] == []
    assert stranger.post(f"/remedies/{remedy.pk}/again").status_code == 404
    Remedy.objects.update(state=RemedyState.FAILED, settled_at=now(), reason="x")
    assert program.post(f"/remedies/{remedy.pk}/again").json()["state"] == "waiting"
    done = program.post(f"/remedies/{remedy.pk}/done", {"word": "Maksoin kassasta"}).json()
    assert (done["state"], done["by_member_id"], done["reports"][0]["reason"]) == ("done", owner.pk, "Maksoin kassasta")
    assert program.post(f"/remedies/{remedy.pk}/again").json()["code"] == "remedy_settled"


@pytest.mark.parametrize("path", ["/connections", "/connections/{}/events", "/remedies"])
def test_a_list_asks_as_often_for_many_as_for_one(
    calls: Calls, administrator: Member, remedy: Remedy, shop: Connection, path: str
) -> None:
    program, at = calls(administrator), now()

    def asked() -> int:
        with CaptureQueriesContext(database) as queries:
            assert program.get(path.format(shop.pk)).status_code == 200
        return len(queries)

    asked()
    few = asked()
    for number in range(30):
        make_connection(actor=administrator, wish=Wish(f"K{number}", "https://k.example/"))
        Dispatch.objects.create(
            connection=shop, kind="a.b", called=f"e{number}", made_at=at, next_at=at, state=DispatchState.WAITING
        )
    assert asked() == few
