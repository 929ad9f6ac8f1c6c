"""Fields as they are really sent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from raw_mails import mail

from kohtaamo.channels.mail.reading.addresses import parse_addresses
from kohtaamo.channels.mail.reading.dates import parse_date
from kohtaamo.channels.mail.reading.identifiers import message_id, references
from kohtaamo.channels.mail.reading.letter import Address
from kohtaamo.channels.mail.reading.read import read_letter


@pytest.mark.parametrize(
    ("sent", "subject"),
    [
        (b"=?UTF-8?Q?P=C3=A4iv=C3=A4=C3=A4?=", "Päivää"),
        (b"=?utf-8?b?UMOkaXbDpMOk?=", "Päivää"),
        (b"=?UTF-8?Q?P=C3?= =?UTF-8?Q?=A4iv=C3=A4=C3=A4?=", "Päivää"),
        (b"=?UTF-8?B?UMOkaXbDpMO", "Päivä�"),
        (b"=?iso-8859-1?Q?a?= =?utf-8?Q?=C3=A4?=", "aä"),
        (b"Re: =?ISO-8859-1?Q?Keitti=F6?= nyt", "Re: Keittiö nyt"),
        (b'"=?utf-8?Q?lainattu?=" loppu', '"lainattu" loppu'),
        (b"=?nonsense?Q?P=E4iv=E4?=", "Päivä"),
        (b"=?utf-8*fi?Q?kieli?=", "kieli"),
        (b"=?utf-8?Q?with spaces inside?=", "with spaces inside"),
        (b"=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
        (b"=?utf-8?Q?=ZZ=4?= x", "=ZZ=4 x"),
        ("raaka ääni".encode(), "raaka ääni"),
        ("raaka ääni".encode("latin-1"), "raaka ääni"),
        (b"folded\n over\n\tlines", "folded over lines"),
        (b"=?ISO-2022-JP?B?GyRCJDMkcyRLJEEkTxsoQg==?=", "こんにちは"),
        (b"\x1b$B$3$s$K$A$O\x1b(B", "こんにちは"),
        (b"=?UTF-8?B??= x", "x"),
        (b"nul\0 and \x07bell", "nul and bell"),
    ],
)
def test_a_subject_is_read_as_it_was_meant(sent: bytes, subject: str) -> None:
    assert mail(b"Subject: " + sent).subject == subject


def test_a_raw_subject_is_read_in_the_charset_of_the_mail() -> None:
    fields = "Subject: Вопрос о заказе".encode("koi8-r") + b"\nContent-Type: text/plain; charset=koi8-r"
    assert mail(fields).subject == "Вопрос о заказе"


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (b"matti@Example.FI", [("", "matti@example.fi")]),
        (b"Matti <Matti@Example.FI>", [("Matti", "Matti@example.fi")]),
        (b'"Virtanen, Matti" <m@x.fi>', [("Virtanen, Matti", "m@x.fi")]),
        (b"Virtanen, Matti <m@x.fi>", [("Virtanen, Matti", "m@x.fi")]),
        (b"a@x.fi, Virtanen, Matti <m@x.fi>, b@x.fi", [("", "a@x.fi"), ("Virtanen, Matti", "m@x.fi"), ("", "b@x.fi")]),
        (b"m@x.fi (Matti Virtanen)", [("Matti Virtanen", "m@x.fi")]),
        (b"m@x.fi (Matti (nested) V)", [("Matti (nested) V", "m@x.fi")]),
        (b"undisclosed-recipients:;", []),
        (b"Team: a@x.fi, B <b@x.fi>;, c@x.fi", [("", "a@x.fi"), ("B", "b@x.fi"), ("", "c@x.fi")]),
        (b"<@relay.fi,@other.fi:m@x.fi>", [("", "m@x.fi")]),
        (b"Matti <m@x.fi", [("Matti", "m@x.fi")]),
        (b'"Matti <m@x.fi>', [("Matti", "m@x.fi")]),
        (b"<<m@x.fi>>", [("", "m@x.fi")]),
        (b"=?utf-8?Q?Virtanen,_Matti?= <m@x.fi>", [("Virtanen, Matti", "m@x.fi")]),
        (b"=?utf-8?Q?Virtanen, Matti?= <m@x.fi>", [("Virtanen, Matti", "m@x.fi")]),
        (b'"=?utf-8?Q?M=C3=A4ki?=" <m@x.fi>', [("Mäki", "m@x.fi")]),
        (b"=?utf-8?Q?Matti_<m=40x.fi>?=", [("Matti", "m@x.fi")]),
        ("Mäki <m@x.fi>".encode("latin-1"), [("Mäki", "m@x.fi")]),
        ("m@bücher.example".encode(), [("", "m@bücher.example")]),
        (b"m@xn--bcher-kva.Example", [("", "m@xn--bcher-kva.example")]),
        (b'"john doe"@x.fi', [("", '"john doe"@x.fi')]),
        (b'"m@x.fi" <m@x.fi>', [("m@x.fi", "m@x.fi")]),
        (b'"m@x.fi"', [("", "m@x.fi")]),
        (b"Mail Delivery Subsystem <MAILER-DAEMON>", [("Mail Delivery Subsystem", "MAILER-DAEMON")]),
        (b"postmaster", [("", "postmaster")]),
        (b"Some Person", [("Some Person", "")]),
        (b"a@x.fi;b@x.fi", [("", "a@x.fi"), ("", "b@x.fi")]),
        (b"m @ x.fi", [("", "m@x.fi")]),
        (b"Dr. A. B @ Work <m@x.fi>", [("Dr. A. B @ Work", "m@x.fi")]),
        (b'"A \\"B\\" C" <m@x.fi>', [('A "B" C', "m@x.fi")]),
        (b"", []),
        (b",,;:<>", []),
    ],
)
def test_addresses_are_read(sent: bytes, read: list[tuple[str, str]]) -> None:
    assert [(one.name, one.address) for one in parse_addresses(sent)] == read


def test_thousands_of_recipients_are_all_read() -> None:
    sent = b",\n ".join(b'"N, %d" <n%d@x.fi>' % (number, number) for number in range(3000))
    assert mail(b"To: " + sent).to[2999] == Address("N, 2999", "n2999@x.fi")


def test_an_address_in_square_brackets_is_the_address() -> None:
    letter = read_letter(b"From: Matti M [matti@asiakas.example]\nSubject: a\n\nx")
    assert letter.sender == Address("Matti M", "matti@asiakas.example")


def test_without_from_the_sender_field_speaks() -> None:
    letter = read_letter(b"Sender: m@x.fi\nSubject: a\n\nx")
    assert (letter.sender, letter.faults) == (Address("", "m@x.fi"), ("no-from", "no-date", "no-message-id"))


def at(hours: float, *moment: int) -> datetime:
    zone = timezone(timedelta(hours=hours)) if hours else UTC
    return datetime(*moment, tzinfo=zone)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("Mon, 2 Mar 2026 10:11:12 +0200", at(2, 2026, 3, 2, 10, 11, 12)),
        ("2 Mar 2026 10:11 +0200", at(2, 2026, 3, 2, 10, 11, 0)),
        ("Mon, 2 Mar 26 10:11:12 -0530 (comment)", at(-5.5, 2026, 3, 2, 10, 11, 12)),
        ("Mon, 2 Mar 98 10:11:12 GMT", at(0, 1998, 3, 2, 10, 11, 12)),
        ("Mon, 2 Mar 104 10:11:12 GMT", at(0, 2004, 3, 2, 10, 11, 12)),
        ("Mon, 02-Mar-2026 10:11:12 EST", at(-5, 2026, 3, 2, 10, 11, 12)),
        ("Mon, 2 Mar 2026 10:11:12", at(0, 2026, 3, 2, 10, 11, 12)),
        ("Mon, 2 March 2026 10:11:12 EEST", at(3, 2026, 3, 2, 10, 11, 12)),
        ("Mon, 2 Mar 2026 10:11:12 GMT+2", at(2, 2026, 3, 2, 10, 11, 12)),
        ("Mon, 2 Mar 2026 10:11:12 +2:00", at(2, 2026, 3, 2, 10, 11, 12)),
        ("Mon, 2 Mar 2026 10:11:12 +02", at(2, 2026, 3, 2, 10, 11, 12)),
        ("Mon, 2 Mar 2026 10:11:60 -0000", at(0, 2026, 3, 2, 10, 11, 59)),
        ("Mon, 2 Mar 2026 01:11:12 PM +0200", at(2, 2026, 3, 2, 13, 11, 12)),
        ("Mon Mar  2 10:11:12 2026", at(0, 2026, 3, 2, 10, 11, 12)),
        ("Mon Mar  2 10:11:12 2026 +0200", at(2, 2026, 3, 2, 10, 11, 12)),
        ("Mon Mar  2 10:11:12 EET 2026", at(2, 2026, 3, 2, 10, 11, 12)),
        ("2026-03-02T10:11:12Z", at(0, 2026, 3, 2, 10, 11, 12)),
        ("2026-03-02 10:11:12.123 +0200", at(2, 2026, 3, 2, 10, 11, 12)),
        ("Mon, 2 Mar 2026 10:11:12 +9999", at(0, 2026, 3, 2, 10, 11, 12)),
        ("ma 2. maaliskuuta 2026 klo 10.11", at(0, 2026, 3, 2, 10, 11, 0)),
        ("ti, 20 loka 2026 10:11:12 +0300", at(3, 2026, 10, 20, 10, 11, 12)),
        ("tis, 20 okt 2026 10:11:12 +0200", at(2, 2026, 10, 20, 10, 11, 12)),
        ("mån, 4 maj 2026 10:11:12 +0200", at(2, 2026, 5, 4, 10, 11, 12)),
        ("Mi, 4 März 2026 10:11:12 +0100", at(1, 2026, 3, 4, 10, 11, 12)),
        ("ma, 2 marras 2026 10:11:12 +0200", at(2, 2026, 11, 2, 10, 11, 12)),
        ("mar., 2 juin 2026 10:11:12 +0200", at(2, 2026, 6, 2, 10, 11, 12)),
        ("20.10.2026 10:11", at(0, 2026, 10, 20, 10, 11, 0)),
        ("Mon, 2 Xyz 2026 10:11:12 +0200", None),
        ("32.10.2026 10:11", None),
        ("Mon, 32 Mar 2026 10:11:12 +0200", None),
        ("Wed, 15 Dec 2010    59:10 -0500", None),
        ("1 Jan 0001 00:00:00 +1400", None),
        ("", None),
    ],
)
def test_dates_are_read(sent: str, read: datetime | None) -> None:
    assert parse_date(sent) == read


def test_a_date_that_says_nothing_is_a_fault() -> None:
    assert read_letter(b"From: a@x.fi\nMessage-ID: <1@x>\nDate: eilen\n\nx").faults == ("bad-date",)


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("<a@x.fi>", "<a@x.fi>"),
        ("  < a b@x.fi > ", "<ab@x.fi>"),
        ("a@x.fi", "<a@x.fi>"),
        ("<a@x.fi> <b@x.fi>", "<a@x.fi>"),
        ("<a@x.fi", "<a@x.fi>"),
        ("no at sign", "<noatsign>"),
        ("", ""),
        ("<>", ""),
    ],
)
def test_message_identifiers_are_read(sent: str, read: str) -> None:
    assert message_id(sent) == read


def test_references_are_read_through_junk_and_once_each() -> None:
    sent = ["<a@x> junk <b@x>,<a@x>", 'Your message of "Mon" <c@x>', "bare@x"]
    assert references(sent) == ("<a@x>", "<b@x>", "<c@x>", "<bare@x>")


def test_every_field_is_kept_decoded_and_in_order() -> None:
    letter = read_letter(b"Received: a\n b\nX-One: 1\nreceived: =?utf-8?Q?=C3=A4?=\n\nx")
    assert letter.headers == (("received", "a b"), ("x-one", "1"), ("received", "ä"))


def test_a_fold_that_lost_its_blank_is_joined() -> None:
    letter = read_letter(b"Subject: long\nsubject line here\nFrom: a@x.fi\n\nbody")
    assert (letter.subject, letter.text) == ("long subject line here", "body")
