"""Whatever bytes arrive, a letter comes of them, and what was written comes back."""

from __future__ import annotations

import base64
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from raw_mails import HEAD, multipart, part

from kohtaamo.channels.mail.reading.letter import Letter
from kohtaamo.channels.mail.reading.read import read_letter

SAMPLES = Path(__file__).parents[5] / "shared" / "mail-samples"
REAL = sorted(path for path in SAMPLES.rglob("*.eml") if path.is_file())
WORDS = st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufeff"), max_size=200)
WHOLE = HEAD + b"Subject: =?utf-8?Q?=C3=A4?=\n" + multipart(
    b"mixed",
    multipart(
        b"alternative",
        part(b"text/plain; charset=utf-8; format=flowed", "pää \nhi".encode()),
        part(b"text/html", b"<p>x</p>"),
    ),
    part(b"application/pdf; name*=utf-8''a.pdf", base64.encodebytes(b"x" * 200), b"Content-Transfer-Encoding: base64"),
    part(b"message/rfc822", b"Subject: in\n\nner"),
)  # fmt: skip


def storable(letter: Letter) -> None:
    """A letter must fit a database: no NUL, no lone surrogate, newlines of one kind."""
    texts = [letter.text, letter.html, letter.subject, letter.message_id, *(one.name for one in letter.attachments)]
    texts += [value for _, value in letter.headers] + [one.text for one in letter.parts]
    joined = "".join(texts)
    joined.encode("utf-8")
    assert ("\0" in joined, "\r" in letter.text) == (False, False)


@given(st.binary(max_size=600))
def test_any_bytes_become_a_letter(raw: bytes) -> None:
    assume(raw.strip(b"\0 \t\r\n\v\f"))
    storable(read_letter(raw))


@given(st.integers(0, len(WHOLE)), st.integers(0, 40), st.binary(max_size=20))
def test_a_damaged_mail_becomes_a_letter(place: int, removed: int, added: bytes) -> None:
    storable(read_letter(WHOLE[:place] + added + WHOLE[place + removed :] + b"."))


@given(
    st.lists(
        st.sampled_from([b"\n", b"--b", b"--b--", b"Content-Type: multipart/mixed; boundary=b", b"a: b", b"x", b"\r"])
    )
)
def test_any_order_of_boundaries_becomes_a_letter(pieces: list[bytes]) -> None:
    storable(read_letter(b"Content-Type: multipart/mixed; boundary=b\n" + b"\n".join(pieces) + b"\n."))


@given(WORDS, WORDS, st.sampled_from(["7bit", "base64", "quoted-printable"]))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_what_was_written_comes_back(subject: str, words: str, encoding: str) -> None:
    message = EmailMessage()
    message["Subject"] = " ".join(subject.split())
    charset = "us-ascii" if encoding == "7bit" and words.isascii() else "utf-8"
    cte = "8bit" if charset == "utf-8" and encoding == "7bit" else encoding
    message.set_content("x" + words, charset=charset, cte=cte)
    letter = read_letter(message.as_bytes())
    assert letter.text.rstrip("\n") == "x" + words


@given(st.binary(max_size=300), st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=60))
def test_a_file_comes_back_under_its_name(content: bytes, name: str) -> None:
    message = EmailMessage()
    message.set_content("words")
    message.add_attachment(content, "application", "pdf", filename=f"{name}.pdf")
    letter = read_letter(message.as_bytes())
    assert [(one.name, one.content) for one in letter.attachments] == [(f"{name}.pdf", content)]


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_a_real_mail_is_read_whole(path: Path) -> None:
    letter = read_letter(path.read_bytes())
    storable(letter)
    shown = letter.text.strip() or letter.attachments
    blank = all(not one.text.strip() and not one.content.strip() for one in letter.parts)
    assert bool(shown) or blank
