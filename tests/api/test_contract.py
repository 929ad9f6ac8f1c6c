"""Every operation of the document, walked: without a key, without its scope, and as one whose business it is not."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from django.core.cache import caches
from django.test import Client

from kohtaamo.encounters.models import Case, Encounter, Message
from kohtaamo.mandates.commands.ask import ask
from kohtaamo.mandates.commands.decide import decide
from kohtaamo.mandates.commands.mandate import Limits, grant
from kohtaamo.mandates.models import Kind
from kohtaamo.offers.commands.contract import Agreed, Row, write_contract
from kohtaamo.offers.commands.draft import begin
from kohtaamo.outreach.commands.cause import open_cause
from kohtaamo.outreach.commands.draft import begin_notice
from kohtaamo.outreach.commands.prepare import prepare
from kohtaamo.promises.choices import Failing
from kohtaamo.promises.commands.publish import Public, publish_promise
from kohtaamo.promises.models import Handover, Promise, Recovery
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Hours, Location
from tests.api.conftest import Calls
from tests.api.document import DOCUMENT, Operation, operations

pytestmark = pytest.mark.django_db
OPERATIONS = list(operations())
SECRET = "Sänky ei tullut perjantaina"
OF_THE_CASE = {
    "case_id", "message_id", "promise_id", "encounter_id", "decision_id", "request_id", "cause_id", "notice_id",
    "recovery_id", "handover_id", "offer_id", "contract_id",
}  # fmt: skip
MADE_UP = 999_999


@pytest.fixture
def ids(case: Case, lead: Member, owner: Member) -> dict[str, int]:
    """A number for every gap there is in an address: of the owner's things, or of nothing."""
    refund = Kind.objects.get(code="refund")
    grant(actor=lead, kind=refund, to=owner.role, limits=Limits(5000))
    decision = decide(actor=owner, case=case, kind=refund, amount=1000, reason=SECRET)
    request = ask(actor=owner, case=case, kind=refund, amount=9000, why=SECRET)
    cause = open_cause(actor=lead, title=SECRET, case=case)
    notice = begin_notice(actor=lead, cause=cause)
    prepare(actor=lead, notice=notice)
    at = case.opened_at
    recovery = Recovery.objects.create(case=case, customer=case.customer, failing=Failing.FEELING, opened_at=at)
    handover = Handover.objects.create(
        case=case, customer=case.customer, from_member=owner, from_team=case.team, to_team=case.team, asked=SECRET,
        offered_at=at, answer_by=at, state="returned", settled_at=at,
    )  # fmt: skip
    public = publish_promise(actor=lead, public=Public(kind="campaign", wording="Kuljetus 0 €", begins=at.date()))
    hours, location = Hours.objects.create(name="Arkisin"), Location.objects.create(name="Myymälä")
    agreed = Agreed(name=SECRET, begins_on=at.date(), rows=[Row(what=SECRET, price=100)])
    return {
        "offer_id": begin(actor=lead, case=case).pk, "template_id": MADE_UP, "template_line_id": MADE_UP,
        "contract_id": write_contract(actor=lead, customer=case.customer, agreed=agreed).pk,
        "case_id": case.pk, "customer_id": case.customer_id, "message_id": Message.objects.latest("id").pk,
        "promise_id": Promise.objects.latest("id").pk, "encounter_id": Encounter.objects.latest("id").pk,
        "decision_id": decision.pk, "request_id": request.pk, "kind_id": refund.pk, "cause_id": cause.pk,
        "notice_id": notice.pk, "recovery_id": recovery.pk, "handover_id": handover.pk, "public_id": public.pk,
        "hours_id": hours.pk, "location_id": location.pk, "touchpoint_id": case.touchpoint_id,
        "team_id": case.team_id, "member_id": owner.pk, "owner_id": owner.pk,
        "loser_id": MADE_UP, "identity_id": MADE_UP, "duplicate_id": MADE_UP, "merge_id": MADE_UP,
        "attachment_id": MADE_UP, "exception_id": MADE_UP, "remedy_id": MADE_UP, "connection_id": MADE_UP,
        "event_id": MADE_UP, "answer_id": MADE_UP, "article_id": MADE_UP, "sought_id": MADE_UP, "feedback_id": MADE_UP,
        "delivery_id": MADE_UP,
        "rule_id": MADE_UP, "trial_id": MADE_UP, "firing_id": MADE_UP, "undoing_id": MADE_UP, "target_id": MADE_UP,
        "tag_id": MADE_UP, "joining_id": MADE_UP, "link_id": MADE_UP, "view_id": MADE_UP, "bulk_id": MADE_UP,
        "import_id": MADE_UP, "export_id": MADE_UP, "retention_id": MADE_UP,
    }  # fmt: skip


@pytest.fixture(autouse=True)
def _nobody_has_knocked_before() -> None:
    """Tries without a key are few in a while, over all the tests of a run."""
    caches["near"].clear()


def test_the_document_is_openapi_31() -> None:
    assert DOCUMENT["openapi"].startswith("3.1.")
    schemathesis.openapi.from_dict(DOCUMENT).validate()


def test_every_operation_is_told_of_and_has_its_own_name() -> None:
    assert [each.name for each in OPERATIONS if not each.told.get("summary") or not each.told.get("tags")] == []
    assert len({each.name for each in OPERATIONS}) == len(OPERATIONS)


def test_every_gap_in_an_address_is_known_here(ids: dict[str, int]) -> None:
    """A new noun: add a number of it to ``ids`` above, and to ``OF_THE_CASE`` when it belongs to a case."""
    assert [(each.name, gap) for each in OPERATIONS for gap in each.gaps if gap not in ids] == []


def _headers(operation: Operation) -> dict[str, str]:
    return {"If_Match": "*"} if operation.method == "PATCH" else {}


@pytest.mark.usefixtures("_patient")
def test_without_a_key_nothing_opens(anonymous: Client, ids: dict[str, int]) -> None:
    opened = []
    for each in OPERATIONS:
        answer = anonymous.generic(each.method, each.address(ids))
        if answer.status_code != 401 or answer.headers["WWW-Authenticate"] != 'Bearer realm="kohtaamo"':
            opened.append((each.name, answer.status_code))
    assert opened == []


@pytest.fixture
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """More operations than tries without a key that one address has in a minute."""
    monkeypatch.setattr("kohtaamo.api.frame.access.WRONG_KEYS", len(OPERATIONS) * 2)


@pytest.mark.usefixtures("_patient")
def test_a_session_opens_nothing(as_lead: Client, ids: dict[str, int]) -> None:
    assert {as_lead.generic(each.method, each.address(ids)).status_code for each in OPERATIONS} == {401}


def test_a_key_without_the_scope_opens_nothing(calls: Calls, administrator: Member, ids: dict[str, int]) -> None:
    program = calls(administrator, scopes=["journal:nothing"])
    opened = []
    for each in OPERATIONS:
        answer = program(each.method, each.address(ids), each.body(ids), **_headers(each))
        if each.name != "get_me" and (answer.status_code, answer.json()["code"]) != (403, "scope_missing"):
            opened.append((each.name, answer.status_code))
    assert opened == []


def test_an_outsider_finds_nothing_of_another_teams_case(calls: Calls, outsider: Member, ids: dict[str, int]) -> None:
    program = calls(outsider)
    seen = []
    for each in OPERATIONS:
        answer = program(each.method, each.address(ids), each.body(ids), **_headers(each))
        of_the_case = OF_THE_CASE & set(each.gaps)
        if (
            SECRET in answer.content.decode()
            or answer.status_code >= 500
            or (of_the_case and answer.status_code not in {403, 404})
        ):
            seen.append((each.name, answer.status_code, answer.content))
    assert seen == []


def test_no_operation_breaks_for_one_who_may_do_everything(
    calls: Calls, administrator: Member, ids: dict[str, int]
) -> None:
    program = calls(administrator)
    wrong: list[Any] = []
    for each in OPERATIONS:
        answer = program(each.method, each.address(ids), each.body(ids), **_headers(each))
        if str(answer.status_code) not in each.told["responses"]:
            wrong.append((each.name, answer.status_code, answer.content))
    assert wrong == []
