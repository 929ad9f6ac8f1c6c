"""The SMTP intake under a hostile hand: nobody else's mail passes through it, and one letter stays one."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from kohtaamo.channels.mail.intake_server import _is_ours, intake_controller
from kohtaamo.channels.mail.models import Intake, Mailbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.server]


@pytest.fixture
def port(mailbox: Mailbox) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = int(free.getsockname()[1])
    controller = intake_controller("127.0.0.1", number)
    controller.start()
    yield number
    controller.stop()


def _talk(port: int, *said: bytes) -> list[str]:
    """Say these, each after an answer; the codes answered, the greeting first."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        heard = line.makefile("rb")
        codes = [heard.readline().decode()[:3]]
        for words in said:
            line.sendall(words)
            while (answer := heard.readline())[3:4] == b"-":
                pass
            codes.append(answer.decode()[:3])
    return codes


LETTER = b"From: a@p.example\r\nTo: palvelu@tupa.example\r\nMessage-ID: <%d@p>\r\nSubject: x\r\n\r\nHei"
BEGIN = (b"EHLO p.example\r\n", b"MAIL FROM:<a@p.example>\r\n", b"RCPT TO:<palvelu@tupa.example>\r\n", b"DATA\r\n")


@pytest.mark.parametrize("end", [b"\n.\n", b"\n.\r\n", b"\r.\r\n", b"\r\n.\n", b"\r\n.\r", b"\x00\r\n.\x00\r\n"])
def test_no_other_ending_smuggles_a_second_letter_in(port: int, end: bytes) -> None:
    smuggled = b"MAIL FROM:<b@p.example>\r\nRCPT TO:<palvelu@tupa.example>\r\nDATA\r\n" + LETTER % 2
    _talk(port, *BEGIN, LETTER % 1 + end + smuggled + b"\r\n.\r\n")
    assert Intake.objects.count() <= 1


def test_mail_for_others_is_not_passed_on(port: int) -> None:
    told = _talk(
        port, *BEGIN[:2], b"RCPT TO:<uhri@muualla.example>\r\n", b"RCPT TO:<palvelu@tupa.example@muualla.example>\r\n",
        b'RCPT TO:<"palvelu@tupa.example"@muualla.example>\r\n', b"RCPT TO:<palvelu%muualla.example@tupa.example>\r\n", b"DATA\r\n",
    )  # fmt: skip
    assert [code[0] for code in told[3:7]] == ["5"] * 4
    assert (told[7], Intake.objects.count()) == ("503", 0)


@pytest.mark.parametrize(
    "address",
    [
        "palvelu@tupa.example.muualla.example",
        "palvelu@muualla.example",
        "",
        "@",
        "+@tupa.example",
        "xpalvelu@tupa.example",
        "a" * 100_000,
    ],
)
def test_an_address_that_is_not_ours_is_not_ours(mailbox: Mailbox, address: str) -> None:
    assert not _is_ours(address)
