"""Fields far longer or more numerous than anyone needs: read in part, never for long."""

import pytest
from raw_mails import mail
from tests.bounded import in_its_share

from kohtaamo.channels.mail.reading.addresses import parse_addresses
from kohtaamo.channels.mail.reading.identifiers import references
from kohtaamo.channels.mail.reading.quotes import new_words

MEGABYTES = 2_000_000


def test_a_long_row_of_recipients_is_read_up_to_a_whole_one() -> None:
    found = parse_addresses(b", ".join(b"Liisa %d <liisa%d@kivi.example>" % (number, number) for number in range(9000)))
    assert found[-1].address == f"liisa{len(found) - 1}@kivi.example"


def test_of_a_long_row_of_references_the_newest_are_read() -> None:
    found = references([" ".join(f"<{number}@kivi.example>" for number in range(20_000))])
    assert found[-1] == "<19999@kivi.example>"


def test_the_body_after_far_too_many_fields_is_read() -> None:
    letter = mail(b"\n".join(b"X-Row: %d" % number for number in range(6000)), b"Hei")
    assert (letter.text, letter.faults) == ("Hei", ("too-many-fields",))


@pytest.mark.parametrize(
    "piece",
    [b"a, ", b'"', b"<", b"(", b":;", b"a@", b"=?utf-8?q?=C3=A4?= "],
)
def test_a_recipient_field_of_megabytes_is_read_soon(piece: bytes) -> None:
    with in_its_share():
        mail(b"To: " + piece * (MEGABYTES // len(piece)))


@pytest.mark.parametrize("piece", [b'"\\', b"a*0*=b; ", b'filename*1="a"; ', b" "])
def test_a_type_of_megabytes_is_read_soon(piece: bytes) -> None:
    with in_its_share():
        mail(b"Content-Type: multipart/mixed; boundary=" + piece * (MEGABYTES // len(piece)))


@pytest.mark.parametrize(
    "piece",
    [
        "reply On Wed, Apr 7, 2021 at 3:59 PM, liisa@kivi.example wrote: and On Wed, Apr 7, 2021\n",
        "x On Wed 1 On Wed 1 On Wed 1 On Wed 1 On Wed 1 wrote: <\n",
        "From: a b c\n",
        "-- \n",
        "Best regards,\nLiisa\n\n",
        "a: b: c: d:\n",
        "<http://x\n> y\n",
        "*From:*\n",
    ],
)
def test_a_text_of_megabytes_is_reduced_soon(piece: str) -> None:
    with in_its_share():
        new_words(piece * (MEGABYTES // len(piece)))
