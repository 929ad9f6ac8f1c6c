"""Bytes to text when labels lie."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from raw_mails import text_mail

from kohtaamo.channels.mail.reading.charsets import codec_for, decode

FINNISH = "Hyvää päivää! Köyhä äijä söi – lätyn 5 €."


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("utf-8", "utf-8", FINNISH),
        ("UTF8", "utf-8", FINNISH),
        ('"utf-8"', "utf-8", FINNISH),
        ("iso-8859-1", "cp1252", FINNISH),
        ("windows-1252", "cp1252", FINNISH),
        ("iso-8859-15", "iso-8859-15", "Hinta 5 € ŠŽ"),
        ("gb2312", "gb18030", "你好，世界鎔"),
        ("ks_c_5601-1987", "cp949", "안녕하세요 똠방각하"),
        ("shift_jis", "cp932", "こんにちは①髙"),
        ("iso-2022-jp", "iso-2022-jp", "こんにちは"),
        ("big5", "cp950", "你好，世界"),
        ("koi8-r", "koi8-r", "Здравствуйте"),
        ("utf-7", "utf-7", FINNISH),
        ("unicode-1-1-utf-7", "utf-7", FINNISH),
        ("utf-16", "utf-16", FINNISH),
        ("utf-16", "utf-16-le", FINNISH),
        ("iso-8859-8-i", "iso8859-8", "שלום"),
        ("windows-874", "cp874", "สวัสดี"),
    ],
)
def test_text_is_read_by_its_label(label: str, codec: str, text: str) -> None:
    assert decode(text.encode(codec), label) == (text, True)


@pytest.mark.parametrize(
    "label", ["us-ascii", "x-unknown", "unknown-8bit", "x-user-defined", "utf-16bogus", "rot13", "idna"]
)
@pytest.mark.parametrize("codec", ["utf-8", "cp1252"])
def test_a_wrong_label_is_mended(label: str, codec: str) -> None:
    assert decode(FINNISH.encode(codec), label) == (FINNISH, False)


def test_utf8_labelled_as_latin_is_read_as_utf8() -> None:
    assert decode(FINNISH.encode(), "iso-8859-1") == (FINNISH, False)


def test_latin_labelled_as_utf8_is_read_as_latin() -> None:
    assert decode(FINNISH.encode("cp1252"), "utf-8") == (FINNISH, False)


def test_utf8_without_a_label_is_no_fault() -> None:
    assert decode(FINNISH.encode()) == (FINNISH, True)


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1251", "Здравствуйте, я хочу узнать, когда придёт мой заказ. Спасибо большое за помощь!"),
        ("koi8-r", "Здравствуйте, я хочу узнать, когда придёт мой заказ. Спасибо большое за помощь!"),
        ("cp932", "こんにちは。注文した商品がまだ届いていません。確認をお願いします。"),
    ],
)
def test_unlabelled_text_is_guessed(codec: str, text: str) -> None:
    assert decode(text.encode(codec)) == (text, False)


def test_japanese_with_characters_beyond_the_standard_is_read() -> None:
    assert decode(b"\x1b$B-!\x1b(B", "iso-2022-jp") == ("①", True)


def test_one_broken_byte_does_not_spoil_the_rest() -> None:
    text = "안녕하세요 여러분 반갑습니다 감사합니다"
    assert decode(text.encode("cp949") + b"\xff", "euc-kr") == (text + "�", False)


@pytest.mark.parametrize("label", ["hex", "zip", "unicode_escape", "punycode", "undefined", "", "\0", "ä"])
def test_what_is_no_charset_has_no_codec(label: str) -> None:
    assert codec_for(label) == ""


def test_html_tells_its_charset_itself() -> None:
    html = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>Привет</p>'
    letter = text_mail(b"text/html", html.encode("cp1251"))
    assert letter.text == "Привет"


def test_a_wrong_charset_is_a_fault_of_the_mail() -> None:
    letter = text_mail(b"text/plain; charset=us-ascii", FINNISH.encode("cp1252"))
    assert (letter.text, letter.faults) == (FINNISH, ("bad-charset",))


@given(
    st.binary(max_size=400), st.sampled_from(["", "utf-8", "utf-7", "utf-16", "iso-2022-jp", "cp1252", "gb2312", "x"])
)
def test_any_bytes_become_text_that_can_be_stored(data: bytes, label: str) -> None:
    decode(data, label)[0].encode("utf-8")


@given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\ufeff\x1b"), max_size=200))
def test_any_text_in_utf8_comes_back(text: str) -> None:
    assert decode(text.encode(), "utf-8") == (text, True)
