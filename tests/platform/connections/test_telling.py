"""What happens here is told to other systems: signed, in order, each event once, again until it is taken."""

from __future__ import annotations

import json
import threading
import time
from datetime import timedelta

import pytest
from django.db.models import F

from kohtaamo.platform.connections.choices import AttemptProblem, DispatchState, PausedWhy
from kohtaamo.platform.connections.models import Attempt, Connection, Dispatch
from kohtaamo.platform.connections.pace import PAUSES, RESTS, pause_after, rest_after
from kohtaamo.platform.connections.reading import read, wants
from kohtaamo.platform.connections.serving import ready, serve, serve_all
from kohtaamo.platform.connections.tidying import forget_old
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.signed import key_of, signing_keys
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.commands.connections import (
    Wish,
    change_connection,
    end_connection,
    leave_unsent,
    make_connection,
    make_new_secret,
    pause,
    resume,
    send_again,
    send_all_again,
    send_test,
)
from kohtaamo.staff.models import Member
from tests.platform.connections.receiving import Receiver, receiving

pytestmark = pytest.mark.django_db


def happens(kind: str = "case.taken", **data: object) -> Entry:
    """Something happens and is read from the journal."""
    with unit_of_work():
        entry = record(kind, actor=None, case=7, **data)
    read([Entry.objects.latest("pk")])
    return entry


def moments_pass() -> None:
    """Until whatever waits may be tried again."""
    Dispatch.objects.filter(state__in=[DispatchState.WAITING, DispatchState.FAILED]).update(next_at=now())
    Connection.objects.update(rests_until=None, claimed_until=None)


def test_an_event_is_told_signed_with_the_secret_that_was_shown(
    connected: tuple[Connection, str], receiver: Receiver
) -> None:
    entry = happens(word="hei")
    assert serve_all() == 1
    [(headers, body)] = receiver.came
    assert signing_keys(headers, body, [key_of(connected[1])]) == [0]
    assert json.loads(body) == {
        "type": "case.taken", "timestamp": entry.at.isoformat().replace("+00:00", "Z"), "id": f"evt_{entry.pk}",
        "data": {
            "actor": "", "customer": None, "case": 7, "encounter": None, "touchpoint": None, "details": {"word": "hei"}
        },
    }  # fmt: skip
    assert headers["webhook-id"] == f"evt_{entry.pk}"
    dispatch = Dispatch.objects.get()
    assert (dispatch.state, dispatch.attempts.get().status) == (DispatchState.DELIVERED, 200)
    assert serve_all() == 0


def test_only_what_it_asked_for_and_only_from_now_on(administrator: Member, receiver: Receiver) -> None:
    happens()
    made, _secret = make_connection(actor=administrator, wish=Wish("K", receiver.url, ["case.", "promise.made"]))
    read(list(Entry.objects.order_by("pk")))
    for kind in ("case.taken", "promise.made", "promise.kept", "casework.done", "connection.paused"):
        happens(kind)
    serve_all()
    assert receiver.types == ["case.taken", "promise.made"]
    assert not wants(made, "connection.made")


def test_read_twice_it_is_told_once(connection: Connection, receiver: Receiver) -> None:
    happens()
    read(list(Entry.objects.all()))
    serve_all()
    assert len(receiver.came) == 1


def test_what_is_not_taken_is_tried_again_by_the_same_name_with_the_same_body(
    connection: Connection, receiver: Receiver
) -> None:
    receiver.says(500, b"<h1>broken</h1>")
    happens()
    serve_all()
    dispatch = Dispatch.objects.get()
    assert (dispatch.state, dispatch.attempts.get().answer) == (DispatchState.FAILED, "<h1>broken</h1>")
    assert PAUSES[0] <= dispatch.next_at - now() + timedelta(seconds=1) <= PAUSES[0] * 2
    assert serve_all() == 0
    moments_pass()
    serve_all()
    (first, body), (second, same) = receiver.came
    assert (first["webhook-id"], body) == (second["webhook-id"], same)
    assert [each.status for each in Attempt.objects.all()] == [500, 200]
    assert Dispatch.objects.get().state == DispatchState.DELIVERED


def test_after_its_last_try_an_event_is_given_up_and_can_be_sent_again(
    connection: Connection, receiver: Receiver, administrator: Member
) -> None:
    happens()
    for _ in range(len(PAUSES) + 1):
        receiver.says(400)
        moments_pass()
        serve_all()
    dispatch = Dispatch.objects.get()
    assert (dispatch.state, dispatch.tries) == (DispatchState.GIVEN_UP, len(PAUSES) + 1)
    moments_pass()
    assert serve_all() == 0
    send_again(actor=administrator, dispatch=dispatch)
    assert serve_all() == 1
    assert Dispatch.objects.get().state == DispatchState.DELIVERED


def test_pauses_grow_with_a_little_more_and_never_less() -> None:
    for tries, span in enumerate(PAUSES, start=1):
        assert span <= (waited := pause_after(tries) or timedelta()) <= span * 1.2
    assert pause_after(len(PAUSES) + 1) is None
    for failures, rest in enumerate([*RESTS, RESTS[-1]], start=1):
        assert rest <= rest_after(failures) <= rest * 1.2
    assert timedelta(minutes=10) <= rest_after(1, timedelta(minutes=10)) <= timedelta(minutes=12)
    assert rest_after(1, timedelta(days=9)) <= timedelta(hours=1.2)
    assert waited


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("http://127.0.0.1:1/", AttemptProblem.REFUSED),
        ("http://no-such-host.invalid/", AttemptProblem.INTERNAL),
        ("http://10.0.0.1/", AttemptProblem.INTERNAL),
        ("http://[::ffff:169.254.169.254]/", AttemptProblem.INTERNAL),
        ("http://0/", AttemptProblem.INTERNAL),
    ],
)
def test_where_nobody_may_be_met_nobody_is(connection: Connection, url: str, problem: AttemptProblem) -> None:
    Connection.objects.update(url=url)
    happens()
    serve_all()
    found = Attempt.objects.get()
    assert found.problem == (AttemptProblem.NO_NAME if "invalid" in url else problem)
    assert Connection.objects.get().rests_until is not None


def test_a_redirect_is_not_followed(connection: Connection, receiver: Receiver) -> None:
    with receiving() as other:
        receiver.says(307, Location=other.url)
        happens()
        serve_all()
    assert (Attempt.objects.get().problem, other.came) == (AttemptProblem.REDIRECT, [])


def test_while_nobody_answers_the_others_wait_in_order_and_all_leave_when_it_answers(
    connection: Connection, receiver: Receiver
) -> None:
    Connection.objects.update(url="http://127.0.0.1:1/")
    for kind in ("case.opened", "case.taken", "case.settled"):
        happens(kind)
    assert serve_all() == 1
    assert list(ready()) == []
    Dispatch.objects.filter(kind="case.opened").update(next_at=now() + timedelta(hours=2))
    Connection.objects.update(url=receiver.url, rests_until=None)
    serve_all()
    assert sorted(receiver.types) == ["case.opened", "case.settled", "case.taken"]
    assert (Connection.objects.get().failures, Connection.objects.get().failing_since) == (0, None)


def test_a_busy_receiver_says_how_long_to_leave_it_alone(connection: Connection, receiver: Receiver) -> None:
    receiver.says(429, Retry_After="600")
    happens()
    serve_all()
    rests = Connection.objects.get().rests_until
    assert rests is not None and timedelta(minutes=9) < rests - now() < timedelta(minutes=13)


def test_one_event_it_cannot_take_does_not_hold_up_the_others(connection: Connection, receiver: Receiver) -> None:
    receiver.says(422)
    happens("case.opened")
    happens("case.taken")
    serve_all()
    states = dict(Dispatch.objects.values_list("kind", "state"))
    assert states == {"case.opened": DispatchState.FAILED, "case.taken": DispatchState.DELIVERED}


def test_cut_off_in_the_middle_it_leaves_again_by_the_same_name_with_a_record(
    connection: Connection, receiver: Receiver
) -> None:
    happens()
    dispatch = Dispatch.objects.get()
    Attempt.objects.create(dispatch=dispatch, began_at=now())
    Dispatch.objects.update(tries=1, next_at=now())
    Connection.objects.update(claimed_by="a dead process", claimed_until=now() + timedelta(seconds=60))
    assert serve_all() == 0
    Connection.objects.update(claimed_until=now())
    assert serve_all() == 1
    assert [each.problem for each in Attempt.objects.all()] == [AttemptProblem.CUT_OFF, AttemptProblem.NONE]
    assert Dispatch.objects.get().state == DispatchState.DELIVERED


def test_a_connection_that_fails_for_days_is_paused_and_nothing_is_lost(
    connection: Connection, receiver: Receiver, administrator: Member
) -> None:
    receiver.says(500)
    happens()
    serve_all()
    Connection.objects.update(failing_since=now() - timedelta(days=4))
    moments_pass()
    receiver.says(500)
    serve_all()
    assert Connection.objects.get().paused_why == PausedWhy.FAILING
    assert Entry.objects.filter(kind="connection.paused").count() == 1
    happens("case.settled")
    moments_pass()
    assert serve_all() == 0
    resume(actor=administrator, connection=connection)
    serve_all()
    assert receiver.types[-2:] == ["case.taken", "case.settled"]


def test_one_that_is_gone_is_paused_at_once(connection: Connection, receiver: Receiver) -> None:
    receiver.says(410)
    happens()
    serve_all()
    assert Connection.objects.get().paused_why == PausedWhy.GONE


def test_paused_by_hand_it_waits_and_ended_it_hears_nothing_more(
    connection: Connection, receiver: Receiver, administrator: Member
) -> None:
    pause(actor=administrator, connection=connection)
    happens()
    assert serve_all() == 0
    end_connection(actor=administrator, connection=connection)
    happens("case.settled")
    assert serve_all() == 0
    assert [each.state for each in Dispatch.objects.all()] == [DispatchState.DISMISSED]


def test_a_new_secret_signs_beside_the_former_one_for_a_day(
    connected: tuple[Connection, str], receiver: Receiver, administrator: Member
) -> None:
    connection, former = connected
    new = make_new_secret(actor=administrator, connection=connection)
    happens()
    serve_all()
    Connection.objects.update(former_until=now())
    happens()
    serve_all()
    signed = [signing_keys(headers, body, [key_of(new), key_of(former)]) for headers, body in receiver.came]
    assert signed == [[0, 1], [0]]
    assert new not in Connection.objects.get().secret


def test_a_secret_that_cannot_be_opened_sends_nothing(connection: Connection, receiver: Receiver) -> None:
    Connection.objects.update(secret="another key's")
    happens()
    serve_all()
    assert (receiver.came, Attempt.objects.get().problem) == ([], AttemptProblem.SECRET)


def test_a_test_event_and_all_that_failed_at_once(
    connection: Connection, receiver: Receiver, administrator: Member
) -> None:
    send_test(actor=administrator, connection=connection)
    serve_all()
    assert receiver.types == ["connection.test"]
    for _ in range(3):
        receiver.says(400)
        happens()
    serve_all()
    assert send_all_again(actor=administrator, connection=connection) == 3
    serve_all()
    assert set(Dispatch.objects.values_list("state", flat=True)) == {DispatchState.DELIVERED}


def test_what_is_left_unsent_stays_so(connection: Connection, receiver: Receiver, administrator: Member) -> None:
    happens()
    leave_unsent(actor=administrator, dispatch=Dispatch.objects.get(), reason="ei tarvita")
    assert serve_all() == 0
    assert (Dispatch.objects.get().state, Dispatch.objects.get().why) == (DispatchState.DISMISSED, "ei tarvita")


def test_a_changed_address_gets_what_is_in_line(
    connection: Connection, receiver: Receiver, administrator: Member
) -> None:
    happens()
    with receiving() as other:
        change_connection(actor=administrator, connection=connection, wish=Wish("K", other.url, ["case."]))
        serve_all()
    assert (len(other.came), receiver.came) == (1, [])


def test_a_months_old_event_is_forgotten_but_not_one_given_up(connection: Connection) -> None:
    for _ in range(3):
        happens()
    old = now() - timedelta(days=31)
    first, second, third = Dispatch.objects.order_by("pk")
    Dispatch.objects.filter(pk=first.pk).update(state=DispatchState.DELIVERED, settled_at=old)
    Dispatch.objects.filter(pk=second.pk).update(state=DispatchState.GIVEN_UP, settled_at=old)
    Dispatch.objects.filter(pk=third.pk).update(state=DispatchState.DELIVERED, settled_at=now())
    assert forget_old() == 1
    assert list(Dispatch.objects.order_by("pk")) == [second, third]


def test_nothing_passes_something_earlier_of_its_subject(connection: Connection, receiver: Receiver) -> None:
    for _ in range(2):
        happens()
    Dispatch.objects.update(subject="decision:1")
    receiver.says(422)
    assert serve_all() == 1
    Dispatch.objects.filter(state=DispatchState.WAITING).update(next_at=F("next_at") - timedelta(hours=1))
    assert serve_all() == 0
    moments_pass()
    assert serve_all() == 2


@pytest.mark.django_db(transaction=True)
def test_a_slow_receiver_holds_up_nobody_else(
    connection: Connection, receiver: Receiver, administrator: Member
) -> None:
    from kohtaamo.platform.connections.serving import send_events

    receiver.slow = 2.0
    with receiving() as quick:
        make_connection(actor=administrator, wish=Wish("Nopea", quick.url, ["case."]))
        for _ in range(5):
            happens()
        stop = threading.Event()
        runs = threading.Thread(target=send_events, args=(stop,))
        runs.start()
        ends = time.monotonic() + 60
        while len(quick.came) < 5 and time.monotonic() < ends:
            time.sleep(0.02)
        told_meanwhile = len(receiver.came)  # held up, each would wait for one of these
        stop.set()
        runs.join()
    assert (len(quick.came), told_meanwhile < 4) == (5, True)


def test_served_elsewhere_it_is_left_alone(connection: Connection, receiver: Receiver) -> None:
    happens()
    Connection.objects.update(claimed_by="another", claimed_until=now() + timedelta(seconds=60))
    assert serve(connection.pk, "me") == 0
    assert receiver.came == []


def test_what_is_said_stands_in_no_log(
    connection: Connection, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    receiver.says(500, b"cannot find Eeva Mattila")
    happens(word="Eeva Mattila")
    serve_all()
    moments_pass()
    serve_all()
    assert "Eeva" not in caplog.text


def test_one_that_cannot_be_put_together_holds_up_nothing_else(connection: Connection, receiver: Receiver) -> None:
    happens("case.opened")
    Dispatch.objects.update(entry_id=999_999)
    happens("case.taken")
    assert serve_all() == 2
    states = dict(Dispatch.objects.values_list("kind", "state"))
    assert states == {"case.opened": DispatchState.FAILED, "case.taken": DispatchState.DELIVERED}
    assert Attempt.objects.filter(problem=AttemptProblem.OURS).count() == 1
