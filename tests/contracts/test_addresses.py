"""Every address of the system, walked: a stranger and an outsider get nothing, so that a new page cannot be forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from kohtaamo.encounters.models import Case, Message
from kohtaamo.promises.models import Promise

pytestmark = pytest.mark.django_db

OPEN_TO_ALL = {"healthz", "readyz", "set_language"}
SECRET = "Sänky ei tullut perjantaina"


def _patterns(resolver: URLResolver, above: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for pattern in resolver.url_patterns:
        converters = {**above, **pattern.pattern.converters}
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern, converters)
        elif isinstance(pattern, URLPattern) and pattern.name and not _is_of_a_part(pattern):
            yield pattern.name, converters


def _is_of_a_part(pattern: URLPattern) -> bool:
    """Pages of allauth have its own tests."""
    return "allauth" in getattr(pattern.callback, "__module__", "")


ADDRESSES = sorted(_patterns(get_resolver(), {}), key=lambda each: each[0])
DESK = [(name, args) for name, args in ADDRESSES if name not in OPEN_TO_ALL and not name.startswith(("porch", "invitation"))]


def _ids(case: Case) -> dict[str, int]:
    message = Message.objects.filter(case=case).latest("id")
    promise = Promise.objects.filter(case=case).latest("id")
    known = {"case_id": case.pk, "customer_id": case.customer_id, "message_id": message.pk, "promise_id": promise.pk}
    return known


def _address(name: str, converters: dict[str, Any], case: Case) -> str:
    known = _ids(case)
    arguments: dict[str, object] = {}
    for key, converter in converters.items():
        arguments[key] = known.get(key, 999_999 if type(converter).__name__ == "IntConverter" else "forged")
    return reverse(name, kwargs=arguments)


@pytest.mark.parametrize(("name", "converters"), DESK, ids=[name for name, _ in DESK])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_sent_to_sign_in_or_away(
    anonymous: Client, case: Case, name: str, converters: dict[str, Any], method: str
) -> None:
    answer = getattr(anonymous, method)(_address(name, converters, case))
    is_sign_in = answer.status_code in {302, 303} and "/accounts/login" in answer.headers.get("Location", "")
    assert is_sign_in or answer.status_code in {403, 404, 405}


@pytest.mark.parametrize(("name", "converters"), DESK, ids=[name for name, _ in DESK])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_outsider_never_sees_another_teams_case(
    as_outsider: Client, case: Case, name: str, converters: dict[str, Any], method: str
) -> None:
    answer = getattr(as_outsider, method)(_address(name, converters, case))
    shown = b"".join(answer.streaming_content) if answer.streaming and not answer.is_async else b"" if answer.streaming else answer.content
    assert SECRET not in shown.decode(errors="replace")
    if {"case_id", "message_id", "promise_id"} & set(converters):
        assert answer.status_code in {403, 404, 405}


@pytest.mark.parametrize("name", [name for name, _ in ADDRESSES if name.startswith(("porch", "invitation"))])
def test_a_forged_link_opens_nothing(anonymous: Client, case: Case, name: str) -> None:
    converters = dict(ADDRESSES)[name]
    for method in ("get", "post"):
        answer = getattr(anonymous, method)(_address(name, converters, case))
        assert answer.status_code in {404, 405, 403}
        assert SECRET not in answer.content.decode()
