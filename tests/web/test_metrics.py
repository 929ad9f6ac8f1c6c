"""What a watching system reads: numbers, by those who may, and never a customer's words."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from kohtaamo.encounters.models import Case
from tests.conftest import Says

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(settings: Any, anonymous: Client) -> Any:
    def with_(way: str, token: str = "", **headers: str) -> Any:
        settings.KOHTAAMO = {**settings.KOHTAAMO, "METRICS": way, "METRICS_TOKEN": token}
        return anonymous.get("/metrics", headers=headers)

    return with_


def numbers(text: str) -> dict[str, float]:
    return {
        "/".join([each.name, *each.labels.values()]): each.value
        for family in text_string_to_metric_families(text)
        for each in family.samples
    }


def test_what_waits_is_counted_and_nobody_is_named(read: Any, case: Case, says: Says) -> None:
    says("Toinen asia", sender="toinen@posti.example")
    answer = read("loopback")
    told = numbers(answer.content.decode())
    assert (told["kohtaamo_cases_waiting"], told["kohtaamo_promises/open"], told["kohtaamo_jobs/failed"]) == (2, 2, 0)
    assert "Eeva" not in answer.content.decode() and "posti.example" not in answer.content.decode()


def test_it_is_off_unless_asked_for(read: Any) -> None:
    assert read("off").status_code == 404


def test_this_machine_alone_reads_it_and_not_through_a_server_in_front(read: Any, anonymous: Client) -> None:
    assert read("loopback").status_code == 200
    assert read("loopback", **{"X-Forwarded-For": "127.0.0.1"}).status_code == 403
    assert anonymous.get("/metrics", REMOTE_ADDR="10.1.1.1").status_code == 403


def test_a_token_opens_it_and_no_other_does(read: Any) -> None:
    given = [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Bearer right"}]
    assert [read("token", "right", **headers).status_code for headers in given] == [403, 403, 200]
    assert read("token", "", Authorization="Bearer ").status_code == 403
