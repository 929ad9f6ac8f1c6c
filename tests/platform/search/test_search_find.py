"""Search on whichever database the tests run with."""

from __future__ import annotations

import pytest
from django.utils.timezone import now
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kohtaamo.platform.search.find import Hit, find
from kohtaamo.platform.search.index import Findable, forget, index
from kohtaamo.platform.search.models import Document
from kohtaamo.platform.search.terms import MOST_BYTES, clean, clean_all, scope_token

pytestmark = pytest.mark.django_db


def put(number: int, text: str, *scope: str, kind: str = "message", group: int = 0) -> None:
    index([Findable(kind, number, group or number, now(), text, scope or ("team1",))])


def found(text: str, scopes: list[str] | None = None, **more: object) -> list[int]:
    return [hit.object_id for hit in find(text, scopes=scopes, **more)]  # type: ignore[arg-type]


def test_any_form_of_a_word_finds_any_other() -> None:
    put(1, "Sänky luvattiin perjantaiksi.")
    put(2, "Sohva tuli ajoissa.")
    assert found("sängyn") == [1]
    assert found("sohvaa") == [2]


def test_every_word_must_be_there_and_the_latest_comes_first() -> None:
    put(1, "Sänky ja patja")
    put(2, "Sänky")
    put(3, "Patja ja sänky vielä kerran")
    assert found("sänky patja") == [3, 1]


def test_a_hit_tells_what_it_is_and_where_it_belongs() -> None:
    put(7, "Lampun johto", kind="message", group=3)
    assert find("lamppu", scopes=None) == [Hit("message", 7, 3)]


def test_only_what_is_in_the_viewers_scopes_is_found() -> None:
    put(1, "Sänky", "team1")
    put(2, "Sänky", "team2", "owner5")
    assert found("sänky", ["team1"]) == [1]
    assert found("sänky", ["owner5"]) == [2]
    assert found("sänky", ["team1", "owner5"]) == [2, 1]
    assert found("sänky", ["team11"]) == []
    assert found("sänky", []) == []
    assert found("sänky", None) == [2, 1]


def test_words_of_a_customer_cannot_pose_as_a_scope() -> None:
    put(1, "Sänky team2 ~team2 scope:team2", "team1")
    assert found("sänky", ["team1"]) == [1]
    assert found("sänky", ["team2"]) == []


def test_a_scope_is_not_a_word() -> None:
    put(1, "Sänky", "team1")
    assert found("team1") == []


def test_kinds_narrow_what_is_found() -> None:
    put(1, "Eeva Mattila", kind="customer")
    put(2, "Eeva Mattila", kind="message")
    assert found("mattila", None, kinds=["customer"]) == [1]
    assert found("mattila", None, kinds=["customer", "message"]) == [2, 1]


def test_no_more_than_the_limit_is_found() -> None:
    index(Findable("message", n, n, now(), "Sänky", ("team1",)) for n in range(1, 8))
    assert found("sänky", None, limit=3) == [7, 6, 5]


def test_the_last_word_may_be_only_begun_when_asked_so() -> None:
    put(1, "Eeva Mattila")
    assert found("eeva matt") == []
    assert found("eeva matt", None, begun=True) == [1]
    assert found("eev mattila", None, begun=True) == []
    assert found("ma", None, begun=True) == []


def test_addresses_and_numbers_are_found_as_wholes() -> None:
    put(1, "Kirjoita eeva.mattila@posti.example tai soita 040 123 4567, tilaus AT-10482")
    assert found("eeva.mattila@posti.example") == [1]
    assert found("+358401234567") == [1]
    assert found("AT-10482") == [1]
    assert found("at 10483") == []


@pytest.mark.parametrize(
    "text",
    [
        '" OR 1', "' OR '1'='1", "*", ":", ":*", "\\", "sänky*", '"', "''", "a:b", "scope:team2", "words : x", "NEAR(a b)",
        "sänky AND", "NOT sänky", "-sänky", "(sänky", "sänky)", "{x}", "%s", "%", "\0", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
        "& | !", "<->", "sänky:*", "'sänky' & 'x'", "~team2", "....", "@@", "---", "x" * 5000, "ä" * 400,
    ],
)  # fmt: skip
def test_no_question_breaks_the_search_or_leaves_the_scopes(text: str) -> None:
    put(1, "Sänky tuli", "team2")
    assert found(text, ["team1"]) == []
    assert found(text, ["team1"], begun=True) == []


def test_signs_of_a_query_language_are_only_signs() -> None:
    put(1, "Sänky tuli")
    for question in ['"sänky"', "sänky*", "'sänky'", "(sänky)", "sänky:", "!sänky", "%sänky%"]:
        assert found(question) == [1], question


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_whatever_is_written_can_be_indexed_and_asked(text: str) -> None:
    put(1, text, "team1")
    assert set(found(text, ["team1"])) <= {1}
    assert found(text, ["team2"], begun=True) == []


@given(st.text())
def test_a_term_is_clean_once_and_for_all(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert not set(clean(text)) & set("\"'*:()&|!<>~\\% \0")


def test_a_very_long_word_and_a_very_long_text_are_taken_in() -> None:
    put(1, "x" * 3000 + " sänky")
    put(2, " ".join(f"sana{n}" for n in range(30_000)))
    assert found("sänky") == [1]
    assert found("sana7") == [2]


def test_terms_stay_within_what_a_document_may_hold() -> None:
    kept = clean_all("ж" * 90 + str(n) for n in range(5000))
    assert sum(len(term.encode()) + 4 for term in kept) <= MOST_BYTES


def test_indexing_again_renews_words_and_scope() -> None:
    put(1, "Sänky", "team1")
    put(1, "Sohva", "team2")
    assert found("sänky") == []
    assert found("sohva", ["team1"]) == []
    assert found("sohva", ["team2"]) == [1]
    assert Document.objects.count() == 1


def test_the_last_of_two_same_things_counts() -> None:
    count = index([Findable("case", 1, 1, now(), text, ("team1",)) for text in ("Sänky", "Sohva")])
    assert (count, found("sohva"), found("sänky")) == (1, [1], [])


def test_what_is_forgotten_is_not_found() -> None:
    put(1, "Sänky")
    put(2, "Sänky")
    forget("message", [1])
    assert found("sänky") == [2]


def test_a_scope_is_letters_and_digits_only() -> None:
    with pytest.raises(ValueError, match="letters and digits"):
        scope_token("team1' | 'x")
    with pytest.raises(ValueError, match="kind"):
        scope_token("kindcustomer")


def test_the_kind_of_a_thing_is_neither_a_word_nor_a_scope() -> None:
    put(1, "Sänky", "team1", kind="message")
    assert found("kindmessage") == found("message") == []
    assert found("sänky", ["team1"], kinds=["message"]) == [1]
    assert found("sänky", ["team2"], kinds=["message"]) == []


def test_words_on_a_shelf_are_found_only_there_and_a_beginning_stays_on_it() -> None:
    index([Findable("customer", 1, 1, now(), "Anna Virtanen", ("team1",), shelf="who")])
    put(2, "Virtaa ei tullut Virtaselle, sanoi Virtanen")
    assert found("virtanen") == [2]
    assert found("virtanen", shelf="who") == [1]
    assert found("virt", shelf="who", begun=True) == [1]
    assert found("vi", shelf="who", begun=True) == []
    assert found("who_virtanen") == []


def test_what_holds_the_begun_word_whole_comes_first() -> None:
    put(1, "Matto saapui")
    put(2, "Mattokauppa aukeaa")
    assert found("matto", begun=True) == [1, 2]


def test_a_word_in_thousands_of_things_is_found_in_the_newest_of_each_kind() -> None:
    texts = ["Sänky"] * 3100 + ["Lamppu"] * 2100
    index(Findable("message", number, number, now(), text, ("team1",)) for number, text in enumerate(texts))
    index(Findable("case", number, number, now(), "Sänky", ("team2",)) for number in range(9000, 9010))
    of_messages = [Hit("message", number, number) for number in range(3099, 3059, -1)]
    of_cases = [Hit("case", number, number) for number in range(9009, 8999, -1)]
    kinds = ["case", "message"]
    assert find("sänky", scopes=["team1"], kinds=kinds, limit=40) == of_messages
    assert find("sänky", scopes=None, kinds=kinds, limit=50) == [*of_cases, *of_messages]
    assert find("sän", scopes=None, limit=50, begun=True) == [*of_cases, *of_messages]


def test_a_begun_word_is_found_among_what_holds_the_whole_ones() -> None:
    texts = ["Sänky lampulla", *["Sänky"] * 50, *["Lamppukauppa"] * 3100, *["Matto"] * 2100]
    index(Findable("message", number, number, now(), text, ("team1",)) for number, text in enumerate(texts))
    assert found("sänky lamp", begun=True, kinds=["message"]) == [0]


def test_one_that_is_only_begun_is_found_among_thousands_that_hold_the_other_word() -> None:
    texts = ["Sänky lampulla", *["Sänky"] * 3100, *["Lamppukauppa"] * 3100, *["Matto"] * 2100]
    index(Findable("message", number, number, now(), text, ("team1",)) for number, text in enumerate(texts))
    assert found("sänky lamp", begun=True, kinds=["message"]) == [0]
    assert found("sänky lamp", begun=True) == [0]


def test_what_the_newest_promise_is_found_further_back_by_looking_on() -> None:
    texts = [text for _number in range(1500) for text in ("Sänky", "Matto", "Matto")]
    index(Findable("message", number, number, now(), text, ("team1",)) for number, text in enumerate(texts))
    assert found("sänky", kinds=["message"], limit=1000) == [3 * number for number in range(1499, 499, -1)]
