from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_letters import letter, notification
from tests.bounded import in_its_share

from kohtaamo.channels.mail.reading.letter import Part
from kohtaamo.channels.mail.reading.reports import read_report

PIECES = st.sampled_from(
    [
        "<a@example.com>",
        "a@b",
        "550",
        "5.1.1",
        ">>> RCPT TO:",
        "<<< ",
        "\n",
        " ",
        ":",
        "The following address failed",
        "{",
        "Final-Recipient: rfc822; a@b\n",
        "Status: 5.1.1\n",
        "Action: failed\n",
        "Message-ID: <x@y>",
        "=?utf-8?q?=?=",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=20), max_size=30).map("".join)
TYPES = st.sampled_from(
    ["text/plain", "message/delivery-status", "message/rfc822", "message/feedback-report", "text/rfc822-headers", "x/y"]
)
PARTS = st.lists(st.builds(Part, TYPES, st.binary(max_size=50), TEXTS), max_size=4).map(tuple)
OUTCOMES = {"person", "bounce", "complaint", "auto_reply"}


@given(text=TEXTS, subject=TEXTS, sender=TEXTS, parts=PARTS, path=st.none() | TEXTS)
@settings(max_examples=150, deadline=None)
def test_no_mail_stops_the_reading(
    text: str, subject: str, sender: str, parts: tuple[Part, ...], path: str | None
) -> None:
    reading = read_report(letter(text, sender=sender, subject=subject, parts=parts), return_path=path)
    assert reading.outcome in OUTCOMES
    assert (reading.outcome == "bounce") == bool(reading.bounces)
    assert (reading.outcome == "complaint") == bool(reading.complaints)
    assert not (reading.may_be_answered and reading.outcome != "person")


@given(text=TEXTS)
@settings(max_examples=100, deadline=None)
def test_every_bounce_is_whole(text: str) -> None:
    for bounce in read_report(notification(text, text, text)).bounces:
        assert bounce.reason
        assert bounce.status.count(".") == 2
        assert len(bounce.diagnostic) <= 1000
        assert not (bounce.permanent and bounce.status.startswith("4"))


@pytest.mark.parametrize("piece", ["a@", "@", " ", "\n", "<a@b>\n", "550 ", "could not be delivered to ", "-", "a@b "])
def test_a_mail_of_ten_megabytes_is_read_soon(piece: str) -> None:
    text = "The following addresses failed\n" + piece * (10_000_000 // len(piece))
    mail = letter(text)
    with in_its_share():
        read_report(mail, return_path="<>")
