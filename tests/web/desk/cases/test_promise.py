"""The promises of a case, from the help pane."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils.timezone import localtime

from kohtaamo.encounters.models import Case
from kohtaamo.promises.choices import PromiseState, Source
from kohtaamo.promises.models import Move, Promise

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def place(promise: Promise, what: str) -> str:
    return f"/cases/{promise.case_id}/promises/{promise.pk}/{what}/"


def typed(at: datetime) -> str:
    return f"{localtime(at):%Y-%m-%dT%H:%M}"


def test_a_promise_is_made_by_hand_in_the_readers_own_time(as_owner: Client, mine: Case, tomorrow: datetime) -> None:
    as_owner.post(f"/cases/{mine.pk}/promises/", {"what": "Palaan asiaan", "due_at": typed(tomorrow), "form": "call"})
    made = Promise.objects.get(case=mine, source=Source.HAND)
    assert (made.what, made.due_at, made.form) == ("Palaan asiaan", tomorrow, "call")


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_promise_for_yesterday_is_refused_beside_its_time(
    as_owner: Client, mine: Case, headers: dict[str, str]
) -> None:
    data = {"what": "Palaan <asiaan>", "due_at": "2001-01-01T10:00", "form": "any"}
    response = as_owner.post(f"/cases/{mine.pk}/promises/", data, headers=headers)
    page = response.content.decode()
    assert (response.status_code, Promise.objects.filter(source=Source.HAND).count()) == (422, 0)
    assert 'value="Palaan &lt;asiaan&gt;"' in page
    assert 'id="promise-due_at_error"' in page


def test_a_kept_promise_says_how_it_is_known(as_owner: Client, promise: Promise) -> None:
    as_owner.post(place(promise, "keeping"), {"evidence": "Soitettu 15.02", "in_full": "on"})
    promise.refresh_from_db()
    assert (promise.state, promise.evidence, promise.in_full, promise.in_form) == (
        PromiseState.KEPT, "Soitettu 15.02", True, False
    )  # fmt: skip
    assert "Soitettu 15.02" in as_owner.get(f"/cases/{promise.case_id}/").content.decode()


def test_a_promise_is_moved_when_the_customer_agreed(as_owner: Client, promise: Promise) -> None:
    later = promise.due_at + timedelta(days=1)
    as_owner.post(place(promise, "moves"), {"due_at": typed(later), "agreed": "on", "reason": "Eeva töissä"})
    first = promise.due_at
    promise.refresh_from_db()
    assert (promise.due_at, promise.first_due_at) == (later, first)
    assert Move.objects.get(promise=promise).reason == "Eeva töissä"
    assert "Eeva töissä" in as_owner.get(f"/cases/{promise.case_id}/").content.decode()


def test_a_promise_is_not_moved_without_asking(as_owner: Client, promise: Promise) -> None:
    response = as_owner.post(
        place(promise, "moves"), {"due_at": typed(promise.due_at + timedelta(days=1)), "reason": "Kiire"}
    )
    page = response.content.decode()
    assert (response.status_code, Move.objects.count()) == (422, 0)
    assert 'value="Kiire"' in page
    assert f'<details name="acts{promise.pk}" open>' in page


def test_a_promise_is_broken_openly(as_owner: Client, promise: Promise) -> None:
    as_owner.post(place(promise, "breaking"), {"reason": "Auto ei lähtenyt"})
    promise.refresh_from_db()
    assert (promise.state, promise.reason) == (PromiseState.BROKEN, "Auto ei lähtenyt")


def test_a_promise_is_withdrawn_only_with_a_reason(as_owner: Client, promise: Promise) -> None:
    assert as_owner.post(place(promise, "withdrawal"), {"reason": " "}).status_code == 422
    as_owner.post(place(promise, "withdrawal"), {"reason": "Eeva ehti itse"})
    promise.refresh_from_db()
    assert promise.state == PromiseState.WITHDRAWN


def test_a_promise_already_settled_does_not_change(as_owner: Client, promise: Promise) -> None:
    as_owner.post(place(promise, "breaking"))
    assert as_owner.post(place(promise, "keeping"), {"in_full": "on"}).status_code == 409
    promise.refresh_from_db()
    assert promise.state == PromiseState.BROKEN


@pytest.mark.parametrize("message", ["x", "0", "9" * 30])
def test_a_promise_is_not_tied_to_a_message_that_is_not_there(
    as_owner: Client, mine: Case, tomorrow: datetime, message: str
) -> None:
    data = {"what": "Palaan", "due_at": tomorrow.isoformat(), "message": message}
    assert as_owner.post(f"/cases/{mine.pk}/promises/", data).status_code == 404
