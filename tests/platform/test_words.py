import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kohtaamo.platform.words import lemmas, query_terms


def finds(asked: str, written: str) -> bool:
    held = set(lemmas(written).split())
    return all(held.intersection(alternatives) for alternatives in query_terms(asked))


def test_a_word_is_indexed_as_written_and_in_its_base_forms() -> None:
    assert lemmas("Sohvan jalka, jalka!") == "sohvan sohva jalka"
    assert lemmas("maton") == "maton mato matto"


def test_a_question_asks_for_every_word_in_any_form() -> None:
    assert query_terms("sohvan jalka jalka") == [["sohvan", "sohva"], ["jalka"]]


def test_an_empty_question_asks_for_nothing() -> None:
    assert [query_terms(text) for text in ("", "  ", "?!", "-")] == [[], [], [], []]
    assert lemmas("") == ""


def test_an_order_number_is_indexed_whole_and_in_parts() -> None:
    assert lemmas("AT-10482") == "at-10482 at10482 at 10482"
    assert [finds(asked, "Tilaus AT-10482.") for asked in ("at-10482", "AT10482", "10482", "AT 10482")] == [True] * 4
    assert [finds("AT-10482", text) for text in ("at10482", "AT 10482", "10482", "AT-10483")] == [
        True,
        True,
        True,
        False,
    ]


def test_a_year_does_not_stand_for_a_date() -> None:
    assert finds("12.5.2024", "Tilasin 12.5.2024.")
    assert not finds("12.5.2024", "Tilasin 3.1.2024.")
    assert finds("2024", "Tilasin 12.5.2024.")


@pytest.mark.parametrize(
    "spelling",
    [
        "+358 40 123 4567",
        "040 123 4567",
        "040-1234567",
        "0401234567",
        "+358401234567",
        "00358 40 1234567",
        "+358 (0)40 1234567",
    ],
)
def test_a_telephone_number_is_found_in_every_spelling(spelling: str) -> None:
    assert all(
        finds(asked, f"Soita {spelling} heti")
        for asked in ("040 123 4567", "+358 40 1234567", "0401234567", "+358 (0)40 123 4567", "00358401234567")
    )
    assert not finds("040 123 4568", f"Soita {spelling} heti")


def test_numbers_that_are_no_telephone_number_are_numbers() -> None:
    assert lemmas("00100 Helsinki, 2 kpl") == "00100 helsinki 2 kpl"
    assert lemmas("0 12 34") == "0 12 34"


def test_a_mail_address_is_indexed_whole_and_in_parts() -> None:
    text = "Kirjoita: Matti.Korhonen@Kide.example."
    assert lemmas("m@kide.example") == "m@kide.example m kide.example kide example"
    asked = ["matti.korhonen@kide.example", "kide.example", "korhonen", "Korhoselta"]
    assert [finds(question, text) for question in asked] == [True] * 4
    assert query_terms("matti.korhonen@kide.example") == [["matti.korhonen@kide.example"]]


def test_words_with_a_hyphen_are_found_whole_joined_and_apart() -> None:
    text = "Kide-sohvan jalka"
    assert [finds(asked, text) for asked in ("kide-sohva", "kidesohvan", "sohva", "Kide sohvat")] == [True] * 4
    assert finds("Kide-sohva", "Kide sohvassa on naarmu")
    assert query_terms("e-mail") == [["e-mail", "email"]]


def test_an_ending_behind_a_colon_or_an_apostrophe_is_no_word() -> None:
    assert lemmas("IKEA:n Kide's iPhone’ssa") == "ikea kide iphone"


def test_accents_may_be_left_out_but_not_the_dots_of_letters() -> None:
    assert finds("cafe rene", "Café René")
    assert finds("café", "café")
    assert not finds("sanky", "sänky")


def test_letters_in_parts_and_wide_letters_are_the_same_letters() -> None:
    assert lemmas("sa\u0308nky") == "sänky"
    assert lemmas("ＫＩＤＥ１２") == lemmas("kide12")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_taken_and_its_terms_are_single_and_even(text: str) -> None:
    terms = lemmas(text).split()
    assert len(terms) == len(set(terms))
    assert [term.casefold() for term in terms] == terms


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["sohvan", "AT-10482", "040 1234567", "a@b.example", "Kide-sohva", "é", "12.5.2024"]),
        max_size=5,
    )
)
def test_a_text_is_found_by_its_own_words(pieces: list[str]) -> None:
    text = ", ".join(pieces)
    assert finds(text, text)


def test_a_long_text_is_indexed_in_a_moment() -> None:
    assert len(lemmas("Sohvan jalka katkesi, AT-10482, 040 1234567. " * 5_000).split()) < 30
