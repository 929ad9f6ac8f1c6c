from __future__ import annotations

import pytest
from raw_mails import multipart_mail, part

from kohtaamo.channels.mail.reading.read import read_letter

HEAD = b"From: Maija <maija@example.fi>\nTo: tuki@example.fi\nSubject: Sohva\nDate: Mon, 2 Mar 2026 10:00:00 +0200\n"


@pytest.mark.parametrize("before", [b"---- Original email message ----\n", b"junk\nand more\n"])
def test_a_line_before_the_fields_is_passed_over(before: bytes) -> None:
    letter = read_letter(before + HEAD + b"\nHei")
    assert (letter.subject, letter.text) == ("Sohva", "Hei")


def test_a_text_that_mentions_one_field_is_no_head() -> None:
    text = b"Dear Sir,\nhere is\nFrom: Helsinki\nhello\n"
    assert read_letter(text).text == text.decode()


def test_a_field_that_lost_the_blanks_of_several_folds_is_one_field() -> None:
    received = b"Received: from mx.example.fi\nby mx.example.com\nfor tuki@example.fi\n(and a remark)\n"
    letter = read_letter(received + HEAD + b"\nHei")
    assert letter.header("received") == "from mx.example.fi by mx.example.com for tuki@example.fi (and a remark)"
    assert letter.text == "Hei"


@pytest.mark.parametrize("type_", [b'; name="sohva.jpg"', b""])
def test_a_file_without_a_type_has_that_of_its_name(type_: bytes) -> None:
    disposition = b'Content-Disposition: attachment; filename="sohva.jpg"'
    letter = multipart_mail(b"mixed", part(b"text/plain", b"Hei"), part(type_, b"x", disposition))
    assert [(file.name, file.type) for file in letter.attachments] == [("sohva.jpg", "image/jpeg")]
