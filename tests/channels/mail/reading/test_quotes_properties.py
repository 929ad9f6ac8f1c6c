import re

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.bounded import in_its_share

from kohtaamo.channels.mail.reading.quotes import new_words

PIECES = st.sampled_from(
    [
        "Hei,",
        "sohva tuli rikki. Mitä teen?",
        "",
        "> Mikä väri?",
        "> > On Mon, J <j@a.example> wrote:",
        "pe 20. lokakuuta 2017 klo 17.50 Kide <k@kide.example> kirjoitti:",
        "On Wed, Nov 14, 2018 at 8:14 AM John",
        "<john@a.example>",
        "wrote:",
        "From: Kide <k@kide.example>",
        "Sent: tiistai 3. tammikuuta 2017 10.35",
        "Aihe: Sohva",
        "-----Alkuperäinen viesti-----",
        "________________________________",
        "-- ",
        "--",
        "Terveisin,",
        "Matti",
        "Lähetetty iPhonesta",
        "##- Reply above this line -##",
        "👍",
        "-Matti",
        "Kiitos,",
    ]
)
MAILS = st.one_of(
    st.lists(PIECES, max_size=14).map("\n".join),
    st.text(alphabet=st.sampled_from("ab>:-_ \n\r.<@*|1ä\u200b\u0308"), max_size=80),
    st.text(max_size=80),
)
WORDS = re.compile(r"[^\W_]")


@settings(max_examples=300)
@given(MAILS)
@example("a:\n> ")
def test_every_line_of_the_new_words_is_a_line_of_the_text(text: str) -> None:
    lines = {line.strip() for line in re.split("\r\n|\r|\n", text)} | {""}
    assert {line.strip() for line in re.split("\n", new_words(text))} <= lines


@settings(max_examples=300)
@given(MAILS)
def test_there_are_new_words_whenever_there_are_words(text: str) -> None:
    assert bool(WORDS.search(new_words(text)) or "👍" in new_words(text)) or not WORDS.search(text)


@settings(max_examples=300)
@given(st.lists(PIECES.filter(lambda piece: not piece.startswith(">")), max_size=14).map("\n".join))
def test_reading_new_words_again_changes_nothing(text: str) -> None:
    assert new_words(new_words(text)) == new_words(text)


@given(st.lists(st.sampled_from(["Hei,", "sohva on rikki", "", "Mitä teen?", "- jalka"]), max_size=12).map("\n".join))
def test_plain_words_are_kept_whole(text: str) -> None:
    assert new_words(text) == text.strip()


def test_a_megabyte_is_read_in_a_moment() -> None:
    prose = "Hei, sohva tuli rikki: mitä teen? Tilaus AT-10482, toimitus 3.5.2024 klo 12.30.\n" * 12_000
    hard = [
        "Sent from my iPhone\n" * 50_000,
        "<a@" * 300_000,
        "-" * 1_000_000,
        " " * 1_000_000 + "x",
        "a@b.c " * 160_000,
    ]
    with in_its_share():
        assert new_words(prose) == prose.strip()
        assert all(len(new_words(text)) for text in hard)
