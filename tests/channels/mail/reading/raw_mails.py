"""Raw mails written by hand for the tests of reading."""

from __future__ import annotations

from kohtaamo.channels.mail.reading.letter import Letter
from kohtaamo.channels.mail.reading.read import read_letter

HEAD = b"From: Maija <maija@example.fi>\nMessage-ID: <1@example.fi>\nDate: Mon, 2 Mar 2026 10:00:00 +0200\n"


def mail(fields: bytes, body: bytes = b"") -> Letter:
    """Read a mail with the usual fields, these fields and this body."""
    return read_letter(HEAD + fields + (b"\n" if fields else b"") + b"\n" + body)


def text_mail(content_type: bytes, body: bytes, encoding: bytes = b"8bit") -> Letter:
    """Read a mail of one part."""
    return mail(b"Content-Type: " + content_type + b"\nContent-Transfer-Encoding: " + encoding, body)


def multipart(kind: bytes, *parts: bytes) -> bytes:
    """A multipart entity of parts, each with its own head."""
    boundary = b"=_" + kind.replace(b";", b"_").replace(b" ", b"")
    opened = b"".join(b"\n--" + boundary + b"\n" + part for part in parts)
    return b'Content-Type: multipart/%s; boundary="%s"\n\n%s\n--%s--\n' % (kind, boundary, opened, boundary)


def multipart_mail(kind: bytes, *parts: bytes) -> Letter:
    """Read a mail that is a multipart."""
    return read_letter(HEAD + multipart(kind, *parts))


def part(content_type: bytes, body: bytes, *fields: bytes) -> bytes:
    """A part with its head."""
    return b"\n".join([b"Content-Type: " + content_type, *fields, b"", body])
