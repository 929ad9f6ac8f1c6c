"""Every address of the system, walked: a stranger and an outsider get nothing, so that a new page cannot be forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from kohtaamo.encounters.models import Case, Message
from kohtaamo.offers.commands.contract import Agreed, write_contract
from kohtaamo.offers.commands.contract import Row as ContractRow
from kohtaamo.offers.commands.draft import Row, Written, begin, write
from kohtaamo.offers.models import Contract, Offer
from kohtaamo.outreach.commands.cause import open_cause
from kohtaamo.outreach.commands.draft import begin_notice
from kohtaamo.outreach.commands.prepare import prepare
from kohtaamo.outreach.models import Cause, Notice, NoticeTo
from kohtaamo.promises.choices import Failing
from kohtaamo.promises.models import Promise, Recovery
from kohtaamo.staff.models import Member

pytestmark = pytest.mark.django_db

MAILED = {"invitation", "email_change"}  # their links come in a mail of ours
SIGNED = {"hook_lateness", "hook_outcome"}  # called by other systems, never by a browser
OPEN_TO_ALL = {
    "provider", "provider_answer", "provider_assertion", "provider_metadata", "healthz", "readyz", "set_language",
    "metrics",
}  # fmt: skip
SECRET = "Sänky ei tullut perjantaina"


def _patterns(resolver: URLResolver, above: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], Any]]:
    for pattern in resolver.url_patterns:
        converters = {**above, **pattern.pattern.converters}
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern, converters)
        elif isinstance(pattern, URLPattern) and pattern.name and not _is_of_a_part(pattern):
            yield pattern.name, converters, pattern.callback


def _is_of_a_part(pattern: URLPattern) -> bool:
    """Pages of allauth have tests of their own."""
    return "allauth" in getattr(pattern.callback, "__module__", "")


ADDRESSES = sorted(_patterns(get_resolver(), {}), key=lambda each: each[0])
OF_STAFF = [(name, args) for name, args, view in ADDRESSES if getattr(view, "is_desk", False) or name == "live"]
PUBLIC = {name for name, _args, view in ADDRESSES if getattr(view, "is_public", False)}
BY_LINK = [(name, args) for name, args, view in ADDRESSES if getattr(view, "is_porch", False) or name in MAILED]
TRIED = [(name, args, method) for name, args in OF_STAFF for method in ("get", "post")]


@pytest.fixture
def case(case: Case, lead: Member) -> Case:
    """The cast's case, joined to a cause of the same words, with a notice about to go to its customer and a recovery."""
    cause = open_cause(actor=lead, title=SECRET, case=case)
    prepare(actor=lead, notice=begin_notice(actor=lead, cause=cause))
    at = case.opened_at
    Recovery.objects.create(case=case, customer=case.customer, failing=Failing.FEELING, opened_at=at)
    row = ContractRow(what=SECRET, price=100)
    agreed = Agreed(name=SECRET, begins_on=at.date(), rows=[row])
    write_contract(actor=lead, customer=case.customer, agreed=agreed)
    offer = begin(actor=lead, case=case)
    written = Written(title=SECRET, valid_to=at.date() + timedelta(days=9), rows=[Row(what=SECRET, price=100)])
    write(actor=lead, offer=offer, written=written)
    return case


def _address(name: str, converters: dict[str, Any], case: Case) -> str:
    known = {
        "case_id": case.pk, "customer_id": case.customer_id, "message_id": Message.objects.latest("id").pk,
        "promise_id": Promise.objects.latest("id").pk, "cause_id": Cause.objects.latest("id").pk,
        "notice_id": Notice.objects.latest("id").pk, "person_id": NoticeTo.objects.latest("id").pk,
        "recovery_id": Recovery.objects.latest("id").pk, "offer_id": Offer.objects.latest("id").pk,
        "contract_id": Contract.objects.latest("id").pk,
    }  # fmt: skip
    made_up = {"IntConverter": 999_999, "UUIDConverter": uuid4()}
    arguments = {key: known.get(key, made_up.get(type(each).__name__, "forged")) for key, each in converters.items()}
    return reverse(name, kwargs=arguments)


def _shown(answer: Any) -> str:
    if not answer.streaming:
        return str(answer.content.decode(errors="replace"))
    return "" if answer.is_async else b"".join(answer.streaming_content).decode(errors="replace")


def test_every_address_belongs_to_staff_to_a_link_or_to_all() -> None:
    """A page that is none of these was forgotten: give it ``@desk``, ``@porch``, ``@public`` or a place in the list above."""
    known = {name for name, _ in OF_STAFF} | {name for name, _ in BY_LINK} | SIGNED | OPEN_TO_ALL | PUBLIC
    assert [name for name, _args, _view in ADDRESSES if name not in known] == []


def test_a_stranger_is_sent_to_sign_in_or_away(anonymous: Client, case: Case) -> None:
    let_in = []
    for name, converters, method in TRIED:
        answer = getattr(anonymous, method)(_address(name, converters, case))
        to_sign_in = answer.status_code in {302, 303} and "/accounts/login" in answer.headers.get("Location", "")
        if not to_sign_in and answer.status_code not in {403, 404, 405}:
            let_in.append((method, name, answer.status_code))
    assert let_in == []


def test_an_outsider_never_sees_another_teams_case(as_outsider: Client, case: Case) -> None:
    seen = []
    for name, converters, method in TRIED:
        answer = getattr(as_outsider, method)(_address(name, converters, case))
        of_the_case = {
            "case_id",
            "message_id",
            "promise_id",
            "cause_id",
            "notice_id",
            "person_id",
            "recovery_id",
            "offer_id",
            "contract_id",
        } & set(converters)
        if SECRET in _shown(answer) or (of_the_case and answer.status_code not in {403, 404, 405}):
            seen.append((method, name, answer.status_code))
    assert seen == []


def test_the_case_could_have_been_seen_by_its_own_team(as_owner: Client, case: Case) -> None:
    assert SECRET in _shown(as_owner.get(reverse("case", kwargs={"case_id": case.pk})))


def test_a_forged_link_opens_nothing(anonymous: Client, case: Case) -> None:
    opened = []
    for name, converters in BY_LINK:
        for method in ("get", "post"):
            answer = getattr(anonymous, method)(_address(name, converters, case))
            if answer.status_code not in {403, 404, 405} or SECRET in _shown(answer):
                opened.append((method, name, answer.status_code))
    assert opened == []


def test_what_nobody_signed_is_not_taken_in(anonymous: Client, case: Case) -> None:
    found = {name: _address(name, args, case) for name, args, _view in ADDRESSES if name in SIGNED}
    answers = {
        (name, anonymous.get(address).status_code, anonymous.post(address).status_code)
        for name, address in found.items()
    }
    assert answers == {(name, 405, 401) for name in SIGNED}
