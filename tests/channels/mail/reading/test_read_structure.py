"""Where a mail begins and ends, and how it is divided, when senders break the rules."""

from __future__ import annotations

import pytest
from raw_mails import HEAD, mail, multipart, multipart_mail, part, text_mail

from kohtaamo.channels.mail.reading.read import Unreadable, read_letter

PLAIN = part(b"text/plain", b"words")
MIXED = b"Content-Type: multipart/mixed; boundary="
HTML = part(b"text/html", b"<p>words in <b>HTML</b></p>")


@pytest.mark.parametrize("raw", [b"", b"\n\n", b" \t\r\n", b"\0\0\0", b"\0 \n\0"])
def test_what_holds_nothing_is_no_mail(raw: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        read_letter(raw)
    assert refused.value.code == "empty"


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r", b"\r\r\n"])
def test_any_line_ending_will_do(end: bytes) -> None:
    letter = read_letter((HEAD + b"Subject: s\n\nfirst\n\nsecond\n").replace(b"\n", end))
    assert (letter.subject, letter.text) == ("s", "first\n\nsecond\n")


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_parts_are_found_with_any_line_ending(end: bytes) -> None:
    raw = HEAD + multipart(b"mixed", PLAIN, part(b"image/png", b"x"))
    letter = read_letter(raw.replace(b"\n", end))
    assert (letter.text, [one.content for one in letter.attachments]) == ("words", [b"x"])


def test_a_mail_of_an_mbox_loses_its_envelope_and_its_escapes() -> None:
    letter = read_letter(b"From a@x.fi Mon Mar  2 10:00:00 2026\nSubject: s\n\n>From here\n>>From there\n> From\n")
    assert (letter.subject, letter.text) == ("s", "From here\n>From there\n> From\n")


def test_a_mail_that_is_not_of_an_mbox_keeps_its_words() -> None:
    assert mail(b"Subject: s", b">From here\n").text == ">From here\n"


@pytest.mark.parametrize("before", [b"\n\n", b"\xef\xbb\xbf", b"\r\n \r\n", b"\0\0"])
def test_what_stands_before_the_first_field_is_passed_over(before: bytes) -> None:
    letter = read_letter(before + HEAD + b"Subject: s\n\nbody")
    assert (letter.subject, letter.text, letter.faults) == ("s", "body", ())


def test_a_mail_in_utf16_is_read() -> None:
    assert read_letter((HEAD + b"Subject: s\n\nbody").decode().encode("utf-16")).text == "body"


def test_a_body_without_fields_is_a_body() -> None:
    letter = read_letter(b"Just words\nand more\n")
    assert (letter.text, letter.faults[0]) == ("Just words\nand more\n", "no-headers")


def test_fields_without_a_body_are_a_mail() -> None:
    letter = read_letter(HEAD + b"Subject: s")
    assert (letter.subject, letter.text, letter.faults) == ("s", "", ())


def test_a_body_that_follows_without_an_empty_line_is_kept() -> None:
    letter = read_letter(HEAD + b"Subject: s\nthe body starts here\nand goes on\n")
    assert (letter.text, letter.faults) == ("the body starts here\nand goes on\n", ("no-blank-line",))


def test_nul_bytes_and_very_long_lines_are_borne() -> None:
    assert mail(b"Subject: s\0", b"a\0b" * 100_000).text == "ab" * 100_000


def test_plain_text_is_preferred_and_html_kept() -> None:
    letter = multipart_mail(b"alternative", PLAIN, HTML)
    assert (letter.text, letter.html) == ("words", "<p>words in <b>HTML</b></p>")


@pytest.mark.parametrize(
    "plain", [b"", b"  \n", b"This message requires an HTML viewer.", b"View this email in your browser"]
)
def test_html_speaks_where_the_plain_text_says_nothing(plain: bytes) -> None:
    assert multipart_mail(b"alternative", part(b"text/plain", plain), HTML).text == "words in HTML"


def test_texts_of_a_mixed_mail_are_joined_in_order() -> None:
    letter = multipart_mail(b"mixed", PLAIN, HTML, part(b"image/png", b"x"), part(b"text/plain", b"last"))
    assert letter.text == "words\n\nwords in HTML\n\nlast"
    assert letter.html == "<div>words</div>\n<p>words in <b>HTML</b></p>\n<div>last</div>"


def test_pictures_of_the_html_are_inline_with_their_content_id() -> None:
    picture = part(b"image/png; name=logo.png", b"x", b"Content-ID: <logo@x>")
    letter = multipart_mail(b"related", HTML, picture)
    assert [(one.name, one.inline, one.content_id) for one in letter.attachments] == [("logo.png", True, "logo@x")]


def test_the_root_of_a_related_need_not_be_first() -> None:
    picture = part(b"image/png", b"x", b"Content-ID: <logo@x>")
    letter = multipart_mail(b"related", picture, HTML)
    assert (letter.text, len(letter.attachments)) == ("words in HTML", 1)


def test_a_mail_inside_a_mail_is_a_file_named_after_its_subject() -> None:
    inner = b"Subject: =?utf-8?Q?Tilaus/=C3=A4?=\nFrom: b@x.fi\n\ninner words"
    letter = multipart_mail(b"mixed", PLAIN, part(b"message/rfc822", inner))
    assert (letter.text, letter.attachments[0].name, letter.attachments[0].content) == ("words", "Tilaus-ä.eml", inner)


def test_a_mail_that_is_only_a_mail_has_no_text() -> None:
    letter = text_mail(b"message/rfc822", b"U3ViamVjdDogaW5uZXIKCmhp", b"base64")
    assert (letter.text, letter.attachments[0].name) == ("", "inner.eml")
    assert letter.attachments[0].content == b"Subject: inner\n\nhi"


def test_a_digest_is_made_of_mails() -> None:
    letter = multipart_mail(b"digest", b"\nSubject: one\n\n1", b"\nSubject: two\n\n2")
    assert [(one.name, one.type) for one in letter.attachments] == [
        ("one.eml", "message/rfc822"),
        ("two.eml", "message/rfc822"),
    ]


@pytest.mark.parametrize(
    "raw",
    [
        MIXED + b"b\n\n--b\n\nwords",
        MIXED + b"b\n\n--b\n\nwords\n--b",
        MIXED + b"b\n\n--b\n\nwords--b--",
        MIXED + b"wrong\n\n--b\nContent-Type: text/plain\n\nwords\n--b--",
        MIXED + b"\n\n--b\nContent-Type: text/plain\n\nwords\n--b--",
        b"Content-Type: multipart/mixed\n\n--b\nContent-Type: text/plain\n\nwords\n--b--",
        b"Content-Type: multipart/mixed\n\tboundary=b\n\n--b\n\nwords\n--b--",
        MIXED + b"b\n\n--b\n" + MIXED + b"b\n\n--b\n\nwords\n--b--",
        MIXED + b"b\n\n--b\n" + MIXED + b"c\n\n--c\n\nwords\n--b--",
        MIXED + b"b\n\nwords",
        MIXED + b"b\n\nwords\n--b--\n",
        MIXED + b"b\n\n--b--\n\nwords\n",
        b'Content-Type: multipart/mixed; boundary="b--"\n\n--b--\n\nwords\n--b----',
        MIXED + b"b\n\n--b \t\n\nwords\n--b-- \n",
        MIXED + b"b\n\n--b\n\n--b--\n--b\n\nwords",
    ],
)
def test_no_broken_boundary_loses_words(raw: bytes) -> None:
    assert read_letter(HEAD + raw).text.strip("\n") == "words"


def test_an_outer_boundary_ends_what_is_inside() -> None:
    inner = MIXED + b"inner\n\n--inner\n\none\n--inner\n\ntwo"
    letter = multipart_mail(b"mixed", inner, part(b"text/plain", b"three"))
    assert (letter.text, letter.faults) == ("one\n\ntwo\n\nthree", ("unclosed-boundary",))


def test_a_thousand_nested_multiparts_end_in_one_file() -> None:
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(1000))
    letter = read_letter(HEAD + nested + b"\nwords")
    assert letter.faults == ("too-deep", "unclosed-boundary")
    assert letter.attachments[0].content.endswith(b"\nwords")


def test_beyond_the_limit_of_parts_the_rest_is_one_file() -> None:
    letter = read_letter(HEAD + MIXED + b"b\n\n" + b"--b\n\nx\n" * 10_000 + b"last")
    assert letter.faults == ("too-many-parts", "unclosed-boundary")
    assert letter.attachments[0].content.endswith(b"last")


def test_every_leaf_is_kept_in_order() -> None:
    letter = multipart_mail(b"mixed", multipart(b"alternative", PLAIN, HTML), part(b"image/png", b"x"))
    assert [one.type for one in letter.parts] == ["text/plain", "text/html", "image/png"]
    assert letter.parts[1].text == "<p>words in <b>HTML</b></p>"


def test_a_report_keeps_its_parts_readable_and_out_of_the_text() -> None:
    status = part(b"message/delivery-status", b"Reporting-MTA: dns; x.fi\n\nAction: failed\nStatus: 5.1.1\n")
    headers = part(b"text/rfc822-headers", b"Subject: old\n")
    letter = multipart_mail(b"report", PLAIN, status, headers)
    assert letter.text == "words"
    assert letter.parts[1].text == "Reporting-MTA: dns; x.fi\n\nAction: failed\nStatus: 5.1.1\n"
    assert [one.name for one in letter.attachments] == ["delivery-status.txt", "headers.txt"]


@pytest.mark.parametrize("kind", [b"text/x-amp-html", b"text/watch-html", b"text/vnd.google.email-reaction+json"])
def test_the_same_words_for_one_program_are_no_file(kind: bytes) -> None:
    letter = multipart_mail(b"alternative", PLAIN, part(kind, b"<html>words</html>"), HTML)
    assert (letter.text, letter.attachments) == ("words", ())
