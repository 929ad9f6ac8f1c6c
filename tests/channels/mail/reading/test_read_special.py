"""winmail.dat, S/MIME, invitations, messages in pieces."""

from __future__ import annotations

import base64
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from raw_mails import multipart_mail, part, text_mail

from kohtaamo.channels.mail.reading.invites import invite_text
from kohtaamo.channels.mail.reading.rtf import decompress, rtf_text
from kohtaamo.channels.mail.reading.sealed import open_cms
from kohtaamo.channels.mail.reading.tnef import WinmailFile, read_winmail

PLAIN = part(b"text/plain", b"words")
INNER = b"Content-Type: text/plain; charset=utf-8\n\nsealed words"


def der(tag: int, *contents: bytes) -> bytes:
    content = b"".join(contents)
    length = len(content)
    size = length.to_bytes((length.bit_length() + 7) // 8 or 1, "big")
    return bytes([tag]) + (bytes([length]) if length < 128 else bytes([128 + len(size)]) + size) + content


def ber(tag: int, *contents: bytes) -> bytes:
    return bytes([tag, 0x80]) + b"".join(contents) + b"\0\0"


DATA, SIGNED, ENVELOPED = (der(6, bytes.fromhex("2a864886f70d01070" + last)) for last in "123")
VERSION, NONE = der(2, b"\1"), der(0x31)


@pytest.mark.parametrize("inner", [INNER, INNER + b" and more" * 100])
def test_the_words_of_a_sealed_mail_are_read(inner: bytes) -> None:
    held = der(0x30, DATA, der(0xA0, der(4, inner)))
    message = der(0x30, SIGNED, der(0xA0, der(0x30, VERSION, NONE, held, NONE)))
    letter = text_mail(b"application/pkcs7-mime; name=smime.p7m", base64.encodebytes(message), b"base64")
    assert (letter.text, letter.protection, letter.attachments) == (inner.split(b"\n\n")[1].decode(), "signed", ())


def test_a_seal_of_open_length_is_read() -> None:
    held = ber(0x30, DATA, ber(0xA0, ber(0x24, der(4, INNER[:30]), der(4, INNER[30:]))))
    message = ber(0x30, SIGNED, ber(0xA0, ber(0x30, VERSION, NONE, held, NONE)))
    assert open_cms(message) == ("signed", INNER)


def test_an_encrypted_seal_is_kept_as_a_file() -> None:
    message = der(0x30, ENVELOPED, der(0xA0, der(0x30, VERSION)))
    letter = text_mail(b"application/pkcs7-mime", base64.encodebytes(message), b"base64")
    assert (letter.text, letter.protection, letter.faults) == ("", "encrypted", ("encrypted",))
    assert [one.name for one in letter.attachments] == ["smime.p7m"]


def test_a_seal_that_cannot_be_read_is_kept_as_a_file() -> None:
    letter = text_mail(b"application/pkcs7-mime; smime-type=signed-data", b"junk")
    assert (letter.protection, [one.name for one in letter.attachments]) == ("signed", ["smime.p7m"])


def test_a_signed_document_is_a_file_like_any_other() -> None:
    message = der(0x30, SIGNED, der(0xA0, der(0x30, VERSION, NONE, der(0x30, DATA), NONE)))
    letter = multipart_mail(b"mixed", PLAIN, part(b"application/pkcs7-mime; name=invoice.xml.p7m", message))
    assert (letter.text, letter.protection, [one.name for one in letter.attachments]) == (
        "words",
        "",
        ["invoice.xml.p7m"],
    )


@given(st.binary(max_size=200))
def test_no_bytes_upset_the_reading_of_seals_and_winmail(data: bytes) -> None:
    open_cms(b"0\x80" + data)
    read_winmail(struct.pack("<IH", 0x223E9F78, 1) + data)
    rtf_text(data)


def attribute(level: int, code: int, value: bytes) -> bytes:
    return struct.pack("<BHHI", level, code, 0, len(value)) + value + struct.pack("<H", sum(value) % 65536)


def text_property(name: int, value: str) -> bytes:
    data = (value + "\0").encode("utf-16-le")
    return struct.pack("<HHII", 0x1F, name, 1, len(data)) + data + b"\0" * (-len(data) % 4)


def bytes_property(name: int, value: bytes) -> bytes:
    return struct.pack("<HHII", 0x0102, name, 1, len(value)) + value + b"\0" * (-len(value) % 4)


def properties(*written: bytes) -> bytes:
    return struct.pack("<I", len(written)) + b"".join(written)


def winmail(*attributes: bytes) -> bytes:
    return struct.pack("<IH", 0x223E9F78, 1) + b"".join(attributes)


FILE = (
    attribute(2, 0x9002, b"\0" * 14)
    + attribute(2, 0x8010, b"ORDER~1.PDF\0")
    + attribute(2, 0x800F, b"pdf bytes")
    + attribute(2, 0x9005, properties(text_property(0x3707, "päätös.pdf"), text_property(0x370E, "application/pdf")))
)
BODY = attribute(1, 0x9003, properties(text_property(0x1000, "Words of Outlook")))


def test_a_winmail_gives_its_files_and_its_words() -> None:
    file = part(
        b"application/ms-tnef; name=winmail.dat",
        base64.encodebytes(winmail(BODY, FILE)),
        b"Content-Transfer-Encoding: base64",
    )
    letter = multipart_mail(b"mixed", part(b"text/plain", b""), file)
    assert letter.text == "Words of Outlook"
    assert [(one.name, one.type, one.content) for one in letter.attachments] == [
        ("päätös.pdf", "application/pdf", b"pdf bytes")
    ]


def test_the_words_of_the_mail_go_before_those_of_its_winmail() -> None:
    assert multipart_mail(b"mixed", PLAIN, part(b"application/ms-tnef", winmail(BODY))).text == "words"


def test_a_winmail_that_cannot_be_read_is_kept() -> None:
    letter = multipart_mail(b"mixed", PLAIN, part(b"application/ms-tnef", winmail(BODY)[:-8]))
    assert [one.name for one in letter.attachments] == ["winmail.dat"]


@pytest.mark.parametrize("length", [0, 0x7FFFFFFF, 0xFFFFFFFF])
def test_a_winmail_that_boasts_is_read_in_no_time(length: int) -> None:
    boast = attribute(1, 0x9003, struct.pack("<IHHI", 0xFFFFFFFF, 0x1002, 1, length) + b"x" * 40)
    assert read_winmail(winmail(boast)) is None


def test_names_in_the_old_codepage_are_read() -> None:
    old = attribute(1, 0x9007, struct.pack("<II", 1251, 0))
    found = read_winmail(winmail(old, attribute(2, 0x9002, b""), attribute(2, 0x8010, "счёт.doc".encode("cp1251"))))
    assert found is not None
    assert found.files == [WinmailFile("счёт.doc", "application/msword")]


RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0 Hei \b maailma\b0\par \'e4 \u8364 ?\line {\*\skip x}loppu\{\}}"
)


def test_rich_text_is_read() -> None:
    assert rtf_text(RTF) == "Hei maailma\nä €\nloppu{}"


def test_rich_text_made_from_html_gives_its_words_once() -> None:
    rtf = (
        rb"{\rtf1\ansi\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Hei\htmlrtf\par}\htmlrtf0 {\*\htmltag72 </p>}!}"
    )
    assert rtf_text(rtf) == "Hei!"


def test_packed_rich_text_is_unpacked() -> None:
    """The example of MS-OXRTFCP, 4.1.1."""
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    assert decompress(packed) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


def test_a_winmail_with_only_rich_text_has_words() -> None:
    rich = b"\0" * 4 + struct.pack("<I", len(RTF)) + b"MELA" + b"\0" * 4 + RTF
    found = read_winmail(winmail(attribute(1, 0x9003, properties(bytes_property(0x1009, rich)))))
    assert found is not None
    assert found.text == "Hei maailma\nä €\nloppu{}"


EVENT = """BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
SUMMARY;LANGUAGE=fi:Tapaaminen\\, kahvila
DTSTART;TZID=Europe/Helsinki:20260302T100000
DTEND;TZID="Europe/Helsinki":20260302T110000
LOCATION:Kahvila\\nKeskus
 ta
END:VEVENT
END:VCALENDAR
"""


def test_an_invitation_is_told_in_a_few_lines() -> None:
    when = "2026-03-02 10:00 (Europe/Helsinki) – 2026-03-02 11:00 (Europe/Helsinki)"
    assert invite_text(EVENT) == f"Tapaaminen, kahvila\n{when}\nKahvila\nKeskusta"


@pytest.mark.parametrize(
    ("start", "told"),
    [("20260302T080000Z", "2026-03-02 08:00 (UTC)"), ("20260302", "2026-03-02"), ("soon", "soon")],
)
def test_the_start_of_an_invitation_is_told(start: str, told: str) -> None:
    assert invite_text(f"BEGIN:VEVENT\r\nDTSTART:{start}\r\nEND:VEVENT") == told


def test_an_invitation_speaks_only_where_there_are_no_other_words() -> None:
    invite = part(b"text/calendar; method=REQUEST", EVENT.encode())
    assert multipart_mail(b"alternative", PLAIN, invite).text == "words"
    alone = multipart_mail(b"alternative", invite)
    assert (alone.text.split("\n")[0], alone.attachments[0].name) == ("Tapaaminen, kahvila", "invite.ics")


def test_a_message_in_pieces_says_what_it_is() -> None:
    assert text_mail(b"message/partial; number=2; total=3; id=abc", b"x").text == "[message/partial 2/3 abc]"
    outside = text_mail(b"message/external-body; access-type=URL", b"Content-Type: image/png\n\n")
    assert outside.text == "[message/external-body access-type=URL]"
