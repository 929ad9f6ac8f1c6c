"""Words of the reply that stand close to the header of a quote: right above it, or on its very line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kohtaamo.channels.mail.reading.quotes import new_words

ANSWERS = [
    "Ok",
    "Yes!",
    "Kiitos Liisa",
    "Kyllä sopii, tulen 12.30",
    "Nähdään ma 5.1. klo 12",
    "Tack, det blir bra",
    "Meet me at 10:30",
    "Danke, ich komme um 5",
]
HEADERS = [
    "On 04/19/2021 07:10 AM, Liisa Kivi wrote:",
    "On Wed, Apr 7, 2021 at 3:59 PM, Liisa\n<liisa@kivi.example> wrote:",
    "On Wed, Apr 7, 2021\nat 3:59 PM, Liisa <liisa@kivi.example>\nwrote:",
    "On Friday,\n9 Apr 2021 Liisa <liisa@kivi.example> wrote:",
    "pe 9.4.2021 klo 9.05 Liisa Kivi <liisa@kivi.example> kirjoitti:",
    "ke 7. huhtik. 2021 klo 12.30 Liisa Kivi <liisa.kivi@kivi.example>\nkirjoitti:",
    "Liisa Kivi <liisa@kivi.example> kirjoitti 9.4.2021 kello 12.30:",
    "Den 9 april, 2021 02:23:18, Liisa Kivi (liisa@kivi.example) skrev:",
    "9 apr. 2021 kl. 12:30 skrev Liisa Kivi <liisa@kivi.example>:",
    "Am 09.04.2021 um 16:24 schrieb Liisa <liisa@kivi.example>:",
    "Le ven. 9 avr. 2021 à 12:30, Liisa <liisa@kivi.example> a écrit :",
    "суббота, 10 апреля 2021 г. пользователь liisa написал:",
    "2021年4月9日(金) 12:30 Liisa <liisa@kivi.example>:",
]


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("answer", ANSWERS)
def test_the_line_right_above_a_header_stays(header: str, answer: str) -> None:
    assert new_words(f"{answer}\n{header}\n\n> Old words") == answer


@given(answer=st.from_regex(r"[A-Z][a-z]{1,8}( [a-z]{1,8}){0,5}", fullmatch=True))
def test_any_short_line_right_above_a_header_stays(answer: str) -> None:
    assert new_words(f"{answer}\nOn 04/19/2021 07:10 AM, Liisa Kivi wrote:\n> Old words") == answer


@pytest.mark.parametrize("between", [" ", "--- ", "   "])
def test_words_on_the_line_of_a_header_stay(between: str) -> None:
    text = f"Thanks, that helps{between}On Wed, Apr 7, 2021 at 3:59 PM, liisa@kivi.example wrote:\n> Old words"
    assert new_words(text) == "Thanks, that helps"


def test_words_on_the_first_line_of_a_broken_header_stay() -> None:
    text = "See the page On Nov 30, 2021, at 12:47 PM, Liisa <\nliisa@kivi.example> wrote:\n\n> Old words"
    assert new_words(text) == "See the page"


@pytest.mark.parametrize(
    "text",
    [
        'I read that On 5 May 2020 he wrote:\n"we will pay"\nIs it true?',
        "As he said On 5 May 2020 Liisa <liisa@kivi.example> wrote: yes, and it is so.",
        "On Monday I wrote:\nplease answer\nand you did not.",
        "On 5 January 2023 at 12:30 I ordered:\na chair\nWhere is it?",
        "Varasin ajan 5.1.2023 12.30, Liisa <liisa@kivi.example>:\nsopiiko?",
        "Den 5 januari 2023 beställde jag två stolar:\nen röd och en blå.\nVar är de?",
    ],
)
def test_what_a_customer_tells_of_writing_stays(text: str) -> None:
    assert new_words(text) == text


def test_a_header_without_a_colon_is_known_by_the_marks_below_it() -> None:
    assert new_words("Fine\n2021/4/9 Liisa Kivi <liisa@kivi.example>\n\n>  Old words") == "Fine"


@pytest.mark.parametrize("header", ["Liisa Kivi wrote:", "Liisa Kivi kirjoitti:", "You wrote:"])
def test_a_name_and_a_verb_are_a_header_above_marks(header: str) -> None:
    assert new_words(f"{header}\n> Old words\n\nNew words") == "New words"


@pytest.mark.parametrize("words", ["As your colleague Liisa once wrote:", "this is what you wrote:"])
def test_a_sentence_that_leads_to_marks_stays(words: str) -> None:
    assert new_words(f"{words}\n> Old words\n\nIs it so?") == f"{words}\n\nIs it so?"


def test_the_same_line_without_marks_below_it_stays() -> None:
    text = "Meet us\n2021/4/9 Liisa Kivi <liisa@kivi.example>\nat noon"
    assert new_words(text) == text


def test_a_stamped_date_and_a_recipient_are_a_header() -> None:
    assert new_words("Fine\n\nDate: Wed, 7 Apr 2021 00:15:02 -0600\nTo: liisa@kivi.example") == "Fine"


def test_a_heading_may_stand_an_empty_line_above_its_header() -> None:
    text = "Fint\n\nOprindelig besked\n\nFra: Ole <ole@sten.example>\nDato: 5/1/2023 12:30\nTil: a\nEmne: Stol\n\nOld"
    assert new_words(text) == "Fint"


@pytest.mark.parametrize(
    "mark",
    [
        "-----Antwort Nachricht-----",
        "---------- Original ----------",
        "---- Liisa Kivi kirjoitti ----",
        ">>> Liisa Kivi <liisa@kivi.example> 05.01.2023 12:30 >>>",
    ],
)
def test_more_marks_of_the_message_before(mark: str) -> None:
    assert new_words(f"Passt\n\n{mark}\nOld words") == "Passt"


def test_arrows_around_a_line_do_not_quote_it() -> None:
    text = "Look here\n>>> >>> www.kivi.example <<<\nand tell us"
    assert new_words(text) == text


def test_the_rest_of_a_broken_link_is_not_quoted() -> None:
    text = "See <http://kivi.example/a\n> for more"
    assert new_words(text) == text


def test_an_answer_of_a_hundred_pages_stays_whole() -> None:
    text = "\n".join(f"Row {number} of the list" for number in range(20_000))
    assert new_words(text) == text


def test_marked_quotes_far_below_are_left_out() -> None:
    text = "\n".join(f"Row {number} of the list" for number in range(20_000))
    assert new_words(f"{text}\n> Old words\n> and more") == text


def test_what_follows_a_header_is_left_out_however_long_it_is() -> None:
    old = "\n".join(f"Old row {number}" for number in range(20_000))
    assert new_words(f"Fine\n\nOn 04/19/2021 07:10 AM, Liisa Kivi wrote:\n\n{old}") == "Fine"
