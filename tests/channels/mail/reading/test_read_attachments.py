"""Files that come with a mail: their names, types and bytes."""

from __future__ import annotations

import base64
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from raw_mails import multipart_mail, part
from tests.bounded import in_its_share

from kohtaamo.channels.mail.reading.names import MAX_NAME, safe_name

PLAIN = part(b"text/plain", b"words")


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        (b'attachment; filename="a b.pdf"', "a b.pdf"),
        (b"attachment; filename=a b.pdf", "a b.pdf"),
        (b"attachment; FileName = a.pdf ; size=3", "a.pdf"),
        (b"attachment; filename*=utf-8''p%C3%A4%C3%A4t%C3%B6s.pdf", "päätös.pdf"),
        (b"attachment; filename*=iso-8859-1'fi'p%E4%E4t%F6s.pdf", "päätös.pdf"),
        (b"attachment; filename*0*=utf-8''p%C3; filename*1*=%A4%C3%A4; filename*2=.pdf", "pää.pdf"),
        (b"attachment; filename*1=b.pdf; filename*0=a", "ab.pdf"),
        (b"attachment; filename=x.pdf; filename*=utf-8''%C3%A4.pdf", "ä.pdf"),
        (b"attachment; filename*=plain.pdf", "plain.pdf"),
        (b'attachment; filename*0="=?utf-8?Q?=C3=A4"; filename*1="=C3=A4.pdf?="', "ää.pdf"),
        (b'attachment; filename="=?utf-8?B?w6TDpA==?=.pdf"', "ää.pdf"),
        (b"attachment; filename==?utf-8?Q?=C3=A4.pdf?=", "ä.pdf"),
        ('attachment; filename="ää.pdf"'.encode(), "ää.pdf"),
        ('attachment; filename="ää.pdf"'.encode("latin-1"), "ää.pdf"),
        (b'attachment; filename="../../etc/passwd"', "passwd"),
        (b'attachment; filename="C:\\TEMP\\order.pdf"', "order.pdf"),
        (b'attachment; filename="say \\"hi\\".pdf"', 'say "hi".pdf'),
        (b'attachment; filename="unclosed.pdf', "unclosed.pdf"),
        (b"; filename=no-main.pdf", "no-main.pdf"),
        (b"attachment", "file.pdf"),
        (b'attachment; filename=".."', "file.pdf"),
        (b'attachment; filename="a;b.pdf"', "a;b.pdf"),
    ],
)
def test_names_are_read(disposition: bytes, name: str) -> None:
    letter = multipart_mail(b"mixed", PLAIN, part(b"application/pdf", b"x", b"Content-Disposition: " + disposition))
    assert [one.name for one in letter.attachments] == [name]


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("exe.\u202efdp", "exe.fdp"),
        ("a\r\nb\0c", "a bc"),
        ("x" * 300 + ".pdf", "x" * (MAX_NAME - 4) + ".pdf"),
        ("x" * 300, "x" * MAX_NAME),
        ("folder/", "folder"),
        (" ' ", ""),
        ("....", ""),
    ],
)
def test_names_are_made_safe(given_name: str, name: str) -> None:
    assert safe_name(given_name) == name


@given(st.text(max_size=300))
def test_no_name_leads_elsewhere(name: str) -> None:
    safe = safe_name(name)
    assert (len(safe) <= MAX_NAME, {"/", "\\", "\0", "\n"} & set(safe), safe in {".", ".."}) == (True, set(), False)


@pytest.mark.parametrize(
    ("content_type", "name", "kind"),
    [
        (b"Application/PDF", "file.pdf", "application/pdf"),
        (b"application/octet-stream; name=a.pdf", "a.pdf", "application/pdf"),
        (b"application/octet-stream", "file.bin", "application/octet-stream"),
        (b"image/jpeg", "image.jpg", "image/jpeg"),
        (b"text/calendar", "invite.ics", "text/calendar"),
        (b"text/plain; name=notes.txt", "notes.txt", "text/plain"),
        (b"application/pgp-signature", "signature.asc", "application/pgp-signature"),
        (b"message/partial; id=a; number=1", "partial.eml", "message/partial"),
    ],
)
def test_types_and_names_follow_from_each_other(content_type: bytes, name: str, kind: str) -> None:
    letter = multipart_mail(b"mixed", PLAIN, part(content_type, b"x"))
    assert [(one.name, one.type) for one in letter.attachments] == [(name, kind)]


def test_a_text_said_to_be_a_file_is_a_file() -> None:
    letter = multipart_mail(b"mixed", PLAIN, part(b"text/plain", b"of a file", b"Content-Disposition: attachment"))
    assert (letter.text, [(one.name, one.content) for one in letter.attachments]) == (
        "words",
        [("text.txt", b"of a file")],
    )


def test_two_files_may_have_one_name() -> None:
    file = part(b"image/png; name=a.png", b"x")
    letter = multipart_mail(b"mixed", PLAIN, file, file)
    assert [one.name for one in letter.attachments] == ["a.png", "a.png"]


def test_a_binary_file_keeps_its_bytes() -> None:
    content = bytes(range(256)) + b"\r\n--not\r\n\rend"
    file = part(b"application/pdf", content, b"Content-Transfer-Encoding: binary")
    assert multipart_mail(b"mixed", PLAIN, file).attachments[0].content == content


def test_both_forks_of_a_macintosh_file_are_kept() -> None:
    double = b"Content-Type: multipart/appledouble; boundary=d\n\n--d\nContent-Type: application/applefile\n\nr\n"
    double += b"--d\nContent-Type: image/png; name=a.png\n\nx\n--d--"
    letter = multipart_mail(b"mixed", PLAIN, double)
    assert [one.type for one in letter.attachments] == ["application/applefile", "image/png"]


def test_a_signed_mail_says_so_and_keeps_its_signature() -> None:
    letter = multipart_mail(b"signed", PLAIN, part(b"application/pgp-signature", b"sig"))
    assert (letter.text, letter.protection) == ("words", "signed")
    assert [(one.name, one.inline) for one in letter.attachments] == [("signature.asc", False)]


def test_an_encrypted_mail_says_so_and_has_no_text() -> None:
    version = part(b"application/pgp-encrypted", b"Version: 1")
    letter = multipart_mail(b"encrypted", version, part(b"application/octet-stream; name=encrypted.asc", b"abc"))
    assert (letter.text, letter.protection, letter.faults) == ("", "encrypted", ("encrypted",))
    assert [one.name for one in letter.attachments] == ["version.asc", "encrypted.asc"]


def test_a_big_file_is_read_quickly() -> None:
    content = os.urandom(6_000_000)
    file = part(b"application/zip", base64.encodebytes(content), b"Content-Transfer-Encoding: base64")
    with in_its_share():
        letter = multipart_mail(b"mixed", PLAIN, file)
    assert letter.attachments[0].content == content
