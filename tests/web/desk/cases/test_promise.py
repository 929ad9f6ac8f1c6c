"""The promises of a case, from the help pane."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils.timezone import localtime

from kohtaamo.encounters.models import Case
from kohtaamo.promises.choices import PromiseState, Source
from kohtaamo.promises.models import Move, Promise

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


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


def test_each_open_promise_has_its_acts_beside_it(as_owner: Client, promise: Promise) -> None:
    page = as_owner.get(f"/cases/{promise.case_id}/").content.decode()
    acts = re.findall(rf'action="/promises/{promise.pk}/(\w+)/" hx-post', page)
    assert acts == ["keeping", "move", "breaking", "withdrawal"]
    assert f'name="next" value="/cases/{promise.case_id}/"' in page


def test_what_is_done_beside_the_promise_is_told_in_place(as_owner: Client, promise: Promise) -> None:
    said = {"evidence": "Soitettu 15.02", "in_full": "on", "in_form": "on"}
    answer = as_owner.post(f"/promises/{promise.pk}/keeping/", said, headers=HTMX)
    assert (answer.status_code, answer["HX-Trigger-After-Swap"]) == (200, "act-done")
    assert "<form" not in answer.content.decode()
    assert "Soitettu 15.02" in as_owner.get(f"/cases/{promise.case_id}/").content.decode()


def test_what_is_missing_is_told_in_the_form_that_stays_in_place(as_owner: Client, promise: Promise) -> None:
    day = localtime(promise.due_at) + timedelta(days=1)
    said = {"day": f"{day:%Y-%m-%d}", "clock": f"{day:%H:%M}", "reason": "Kiire"}
    answer = as_owner.post(f"/promises/{promise.pk}/move/", said, headers=HTMX)
    page = answer.content.decode()
    assert (answer.status_code, Move.objects.count()) == (422, 0)
    assert 'value="Kiire"' in page
    assert f'hx-post="/promises/{promise.pk}/move/"' in page


def test_without_scripts_the_way_leads_back_to_the_case(as_owner: Client, promise: Promise) -> None:
    here = f"/cases/{promise.case_id}/"
    answer = as_owner.post(f"/promises/{promise.pk}/breaking/", {"reason": "Auto ei lähtenyt", "next": here})
    assert (answer.status_code, answer["Location"]) == (303, here)
    promise.refresh_from_db()
    assert (promise.state, promise.reason) == (PromiseState.BROKEN, "Auto ei lähtenyt")


def test_a_settled_promise_has_nothing_more_to_do(as_owner: Client, promise: Promise) -> None:
    as_owner.post(f"/promises/{promise.pk}/breaking/")
    assert f"/promises/{promise.pk}/keeping/" not in as_owner.get(f"/cases/{promise.case_id}/").content.decode()


@pytest.mark.parametrize("message", ["x", "0", "9" * 30])
def test_a_promise_is_not_tied_to_a_message_that_is_not_there(
    as_owner: Client, mine: Case, tomorrow: datetime, message: str
) -> None:
    data = {"what": "Palaan", "due_at": tomorrow.isoformat(), "message": message}
    assert as_owner.post(f"/cases/{mine.pk}/promises/", data).status_code == 404
