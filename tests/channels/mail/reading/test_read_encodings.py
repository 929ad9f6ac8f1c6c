"""Transfer encodings, flowed and enriched text, PGP."""

from __future__ import annotations

import base64
import binascii

import pytest
from hypothesis import given
from hypothesis import strategies as st
from raw_mails import text_mail

from kohtaamo.channels.mail.reading.plain import strip_enriched, strip_richtext, unflow, unwrap_pgp
from kohtaamo.channels.mail.reading.transfer import undo

WORDS = b"Some words that are long enough."


@pytest.mark.parametrize(
    "encoding", ["base64", "BASE64", " base64 ", '"base64"', "base64;", "base64 (comment)", "base-64"]
)
def test_base64_is_known_by_many_names(encoding: str) -> None:
    assert undo(base64.encodebytes(WORDS), encoding) == (WORDS, "")


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (b"U29tZSB3b3Jkcw", b"Some words"),
        (b"U29t*ZSB3\nb3J#kcw==", b"Some words"),
        (b"U29tZSA=d29yZHM=", b"Some words"),
        (b"U29tZSB3b3JkcwA", b"Some words\0"),
        (b"U29tZSB3b3Jkc", b"Some word"),
        (b"U29tZSB3b3Jkcw==\n-- \nA list footer, in words\n", b"Some words\n-- \nA list footer, in words\n"),
        (b"It is not base64 at all.", b"It is not base64 at all."),
    ],
)
def test_broken_base64_gives_what_it_holds(sent: bytes, read: bytes) -> None:
    assert undo(sent, "base64") == (read, "bad-base64")


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (b"a=C3=A4=c3=a4", "aää".encode()),
        (b"soft =\nbreak=\r\n and = \nblank", b"soft break and blank"),
        (b"bare = and =ZZ and end =", b"bare = and =ZZ and end "),
        (b"lone return =\rstays\nhere", b"lone return stays\nhere"),
    ],
)
def test_quoted_printable_bears_bare_signs(sent: bytes, read: bytes) -> None:
    assert undo(sent, "quoted-printable") == (read, "")


@pytest.mark.parametrize("encoding", ["text/html", "x-unheard-of", "ä"])
def test_an_unknown_encoding_leaves_the_words(encoding: str) -> None:
    assert undo(WORDS, encoding) == (WORDS, "bad-encoding")


def uuencoded(content: bytes, name: bytes = b"a.txt") -> bytes:
    lines = [binascii.b2a_uu(content[start : start + 45]) for start in range(0, len(content), 45)]
    return b"begin 644 " + name + b"\n" + b"".join(lines) + b"`\nend\n"


@given(st.binary(min_size=1, max_size=300))
def test_a_uuencoded_part_comes_back(content: bytes) -> None:
    assert undo(uuencoded(content), "x-uuencode") == (content, "")


def test_a_uuencoded_file_in_a_text_becomes_an_attachment() -> None:
    letter = text_mail(b"text/plain", b"Before\n" + uuencoded(WORDS * 3, b"order.pdf") + b"After\n")
    assert letter.text == "Before\nAfter\n"
    assert [(one.name, one.type, one.content) for one in letter.attachments] == [
        ("order.pdf", "application/pdf", WORDS * 3)
    ]


def test_words_that_only_look_uuencoded_stay() -> None:
    text = "begin 644 times over\nand so we did\nend\n"
    assert text_mail(b"text/plain", text.encode()).text == text


@given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\r\ufeff\x1b"), max_size=300))
def test_any_words_come_back_through_base64_and_quoted_printable(text: str) -> None:
    sent = ("x" + text).encode()
    for encoding, data in ((b"base64", base64.encodebytes(sent)), (b"quoted-printable", binascii.b2a_qp(sent))):
        assert text_mail(b"text/plain; charset=utf-8", data, encoding).text == "x" + text


def test_flowed_text_is_put_together_again() -> None:
    sent = "A paragraph \nthat flows.\n\n> A quote \n> too.\n>> Deeper \n> no more.\n From stuffed\n-- \nName\n"
    read = "A paragraph that flows.\n\n> A quote too.\n>> Deeper \n> no more.\nFrom stuffed\n-- \nName\n"
    assert unflow(sent) == read


def test_flowed_text_may_delete_its_spaces() -> None:
    assert text_mail(b"text/plain; format=flowed; delsp=yes", b"long \nword\n").text == "longword\n"


def test_enriched_text_is_read() -> None:
    sent = "<bold>Now</bold> is <param>x</param>the <<time>\nfor\n\nall"
    assert strip_enriched(sent) == "Now is the <time> for\nall"


def test_richtext_is_read() -> None:
    assert strip_richtext("<bold>Now</bold>\nis<nl>the <lt>time> <comment>hidden</comment>") == "Now is\nthe <time> "


def test_an_enriched_mail_has_a_text_and_loses_nothing() -> None:
    letter = text_mail(b"text/enriched", b"<bold>Hei</bold>")
    assert (letter.text, len(letter.attachments)) == ("Hei", 1)


SIGNED = """-----BEGIN PGP SIGNED MESSAGE-----
Hash: SHA256

Words
- -- dashed
-----BEGIN PGP SIGNATURE-----

abc=
-----END PGP SIGNATURE-----
"""


def test_a_signed_text_is_unwrapped() -> None:
    assert unwrap_pgp("Before\n" + SIGNED + "After\n") == ("Before\nWords\n-- dashed\nAfter\n", "signed")


def test_an_encrypted_text_is_kept_as_it_is() -> None:
    text = "-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----\n"
    letter = text_mail(b"text/plain", text.encode())
    assert (letter.text, letter.protection, letter.faults) == (text, "encrypted", ("encrypted",))


def test_quoted_armour_is_only_words() -> None:
    text = "".join(f"> {line}\n" for line in SIGNED.splitlines())
    assert unwrap_pgp(text) == (text, "")
