"""Signatures both ways: what was signed with a key is known by it, and nothing else is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kohtaamo.platform.signed import key_of, new_secret, signature, signed_headers, signing_keys
from kohtaamo.platform.time import now

keys = st.binary(min_size=24, max_size=64)
names = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=60)


@given(key=keys, other=keys, called=names, body=st.binary(max_size=500))
def test_what_was_signed_with_a_key_is_known_by_it_alone(key: bytes, other: bytes, called: str, body: bytes) -> None:
    headers = signed_headers([key], called, body)
    assert signing_keys(headers, body, [key]) == [0]
    assert signing_keys(headers, body, [other]) == ([0] if other == key else [])


@given(key=keys, called=names, body=st.binary(max_size=200), place=st.integers(0, 10_000), more=st.binary(min_size=1))
def test_a_changed_body_name_or_time_is_not_signed(
    key: bytes, called: str, body: bytes, place: int, more: bytes
) -> None:
    headers = signed_headers([key], called, body)
    cut = place % (len(body) + 1)
    assert signing_keys(headers, body[:cut] + more + body[cut:], [key]) == []
    assert signing_keys({**headers, "webhook-id": called + "x"}, body, [key]) == []
    at = str(int(headers["webhook-timestamp"]) + 1)
    assert signing_keys({**headers, "webhook-timestamp": at}, body, [key]) == []


@given(at=st.text(max_size=15), given_signature=st.text(max_size=300), called=st.text(max_size=300))
def test_headers_of_any_kind_are_refused_quietly(at: str, given_signature: str, called: str) -> None:
    headers = {"webhook-id": called, "webhook-timestamp": at, "webhook-signature": given_signature}
    assert signing_keys(headers, b"{}", [b"k" * 32]) == []


def test_no_key_signs_nothing() -> None:
    at = str(int(now().timestamp()))
    headers = {"webhook-id": "a", "webhook-timestamp": at, "webhook-signature": signature(b"", "a", at, b"{}")}
    assert signing_keys(headers, b"{}", [b"", key_of("whsec_not base64")]) == []


def test_each_secret_is_another() -> None:
    assert len({new_secret() for _ in range(50)}) == 50
    assert len(key_of(new_secret())) == 32
