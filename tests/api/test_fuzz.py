"""Requests made up from the document itself: nothing breaks, and nothing is answered that the document does not tell of.

``make fuzz`` does the same for longer; ``FUZZ`` is how many requests are made up for each operation.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as searching
from hypothesis.stateful import run_state_machine_as_test
from schemathesis import checks
from schemathesis.generation import GenerationMode

from kohtaamo.encounters.models import Case, Encounter, Message
from kohtaamo.promises.models import Promise
from kohtaamo.staff.models import Member
from tests.api.conftest import Calls

pytestmark = pytest.mark.django_db
MANY = int(os.environ.get("FUZZ", "2"))
QUICK = searching(
    max_examples=MANY, deadline=None, database=None, derandomize=MANY < 10, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
CHECKED = [
    checks.not_a_server_error, checks.status_code_conformance, checks.content_type_conformance,
    checks.response_headers_conformance, checks.response_schema_conformance,
]  # fmt: skip


def _schema() -> Any:
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """The requests are answered within the test's own transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def headers(calls: Calls, administrator: Member, settings: Any) -> dict[str, str]:
    settings.KOHTAAMO = {**settings.KOHTAAMO, "API_RATE": 1_000_000}
    return {"Authorization": f"Bearer {calls(administrator).secret}"}


@pytest.fixture
def known(case: Case) -> dict[str, int]:
    return {
        "case_id": case.pk, "customer_id": case.customer_id, "message_id": Message.objects.latest("id").pk,
        "promise_id": Promise.objects.latest("id").pk, "encounter_id": Encounter.objects.latest("id").pk,
    }  # fmt: skip


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_no_request_made_up_from_the_document_breaks_anything(
    headers: dict[str, str], known: dict[str, int], mode: GenerationMode
) -> None:
    for found in _schema().get_all_operations():
        operation = found.ok()

        @given(sent=operation.as_strategy(generation_mode=mode))
        @QUICK
        def ask(sent: Any) -> None:
            if mode == GenerationMode.POSITIVE:
                sent.path_parameters.update({name: known[name] for name in sent.path_parameters if name in known})
            answer = sent.call(headers=headers)
            # With the key put in its place, a request wrong only in that is right.
            is_wrong = mode == GenerationMode.NEGATIVE and "Authorization" not in (sent.headers or {})
            also = [checks.negative_data_rejection] if is_wrong else []
            sent.validate_response(answer, checks=[*CHECKED, *also], headers=headers)

        ask()


def test_no_walk_along_the_links_breaks_anything(headers: dict[str, str]) -> None:
    class Walk(_schema().as_state_machine()):  # type: ignore[misc]
        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            return {"headers": headers}

        def validate_response(self, response: Any, case: Any, **_rest: Any) -> None:
            case.validate_response(response, checks=CHECKED, headers=headers)

    run_state_machine_as_test(Walk, settings=searching(QUICK, max_examples=2 * MANY, stateful_step_count=5))
