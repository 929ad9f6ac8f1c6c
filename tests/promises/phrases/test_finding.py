"""The shape of what is found: places in the text, several promises at once, quoted words, odd input."""

from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.bounded import in_its_share

from kohtaamo.promises.phrases import FoundPromise, find_promises

HELSINKI = ZoneInfo("Europe/Helsinki")
NOW = datetime(2025, 12, 3, 10, 0, tzinfo=HELSINKI)
SAID = """
Palaan soitan lähetämme saat vastauksen huomenna perjantaina klo 16 mennessä viimeistään kahden arkipäivän kuluessa jos
en ja mutta kuun loppuun 5.12. 31.2. 16:30 99:99 puoli viideltä Jag vi ringer återkommer skickar i morgon på fredag
senast kl. inom två dagar om inte och halv fem I'll we will call send you by Friday noon within 24 hours tomorrow at
3 pm if and the end of month ? . , > “ ” " 2026-13-40 2026-02-28 0 24 1000 9999 viikon veckan week
"""


def _found(text: str) -> list[FoundPromise]:
    return find_promises(text, now=NOW, zone=HELSINKI, is_working_day=lambda day: day.weekday() < 5)


def _summary(text: str) -> list[tuple[str, str, str]]:
    return [(found.phrase, found.act, f"{found.due_at.astimezone(HELSINKI):%d.%m. %H:%M}") for found in _found(text)]


def _is_sound(text: str, found: list[FoundPromise]) -> bool:
    placed = all(0 <= one.start < one.end <= len(text) and one.phrase == text[one.start : one.end] for one in found)
    ahead = all(one.due_at > NOW for one in found)
    apart = all(first.end <= second.start for first, second in pairwise(found))
    return placed and ahead and apart


@given(st.text(max_size=300))
def test_any_text_is_read_without_failing(text: str) -> None:
    assert _is_sound(text, _found(text))


@settings(max_examples=300)
@given(st.lists(st.sampled_from(SAID.split(" ")), max_size=40))
def test_any_words_of_promises_give_sound_offers(words: list[str]) -> None:
    text = " ".join(words)
    assert _is_sound(text, _found(text))


@given(st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2035, 12, 31)))
def test_a_promise_for_tomorrow_is_always_ahead(now: datetime) -> None:
    moment = now.replace(tzinfo=HELSINKI)
    found = find_promises(
        "Soitan huomenna klo 12.", now=moment, zone=HELSINKI, is_working_day=lambda day: day.weekday() < 5
    )
    assert [promise.due_at > moment for promise in found] == [True]


def test_several_promises_are_found_in_order() -> None:
    text = "Soitan sinulle huomenna. Lähetän laskun perjantaina klo 12 ja hyvitän erotuksen kuun loppuun mennessä."
    assert _summary(text) == [
        ("Soitan sinulle huomenna", "call", "04.12. 16:00"),
        ("Lähetän laskun perjantaina klo 12", "send", "05.12. 12:00"),
        ("hyvitän erotuksen kuun loppuun mennessä", "refund", "31.12. 16:00"),
    ]


def test_the_whole_phrase_is_marked_from_its_verb_to_its_time() -> None:
    assert [found.phrase for found in _found("Hei! Palaan asiaan huomenna klo 16 mennessä. Kiitos.")] == [
        "Palaan asiaan huomenna klo 16 mennessä"
    ]


def test_a_clock_time_makes_a_promise_precise() -> None:
    assert [found.precise for found in _found("Soitan huomenna klo 9. Lähetän laskun perjantaina.")] == [True, False]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Torstaiaamuna laitan uudet tunnukset.", "Torstaiaamuna laitan uudet tunnukset"),
        ("På torsdag skickar jag nya uppgifter, hälsar Anna.", "På torsdag skickar jag nya uppgifter"),
        ("Katson tämän huomenna ja palaan sinulle.", "Katson tämän huomenna ja palaan sinulle"),
    ],
)
def test_a_verb_behind_its_time_takes_the_rest_of_its_clause_along(text: str, phrase: str) -> None:
    assert [found.phrase for found in _found(text)] == [phrase]


def test_what_a_named_colleague_does_is_promised_too() -> None:
    text = "Pyydän kollegaani katsomaan tätä, ja hän vastaa sinulle huomenna."
    assert _summary(text) == [("hän vastaa sinulle huomenna", "answer", "04.12. 16:00")]
    assert _found("Hän vastaa sinulle huomenna.") == []


def test_a_condition_that_only_invites_questions_takes_no_promise_away() -> None:
    assert len(_found("Hoidamme asian perjantaihin mennessä, jos tulee kysyttävää niin laita viestiä.")) == 1
    assert _found("Hoidamme asian perjantaihin mennessä, jos osa saapuu.") == []


def test_a_parcel_that_is_only_spoken_about_is_not_the_form() -> None:
    found = [*_found("We'll confirm the delivery date by Friday."), *_found("Vi levererar avtalet på fredag.")]
    assert [promise.form for promise in found] == ["any", "any"]


def test_letters_written_in_two_parts_keep_their_places() -> None:
    text = "Kiitän. La\u0308heta\u0308mme sen huomenna."
    assert [text[found.start : found.end] for found in _found(text)] == ["La\u0308heta\u0308mme sen huomenna"]


def test_a_promise_may_run_over_a_wrapped_line() -> None:
    assert _summary("Selvitän asian tehtaalta ja palaan sinulle\nhuomenna klo 12.") == [
        ("palaan sinulle\nhuomenna klo 12", "return", "04.12. 12:00")
    ]


@pytest.mark.parametrize(
    "quoted",
    [
        "> I'll call you tomorrow.",
        "On 1 December 2025 Matt wrote:\nI'll call you tomorrow.",
        "Den 1 december 2025 skrev Anna:\nJag ringer i morgon.",
        "ma 1.12.2025 klo 9 Matti (matti@example.fi) kirjoitti:\nSoitan huomenna.",
        "-----Original Message-----\nI'll call you tomorrow.",
        "He said “I'll call you tomorrow”.",
        "-- \nI'll call you tomorrow.",
    ],
)
def test_the_words_of_others_promise_nothing(quoted: str) -> None:
    assert _found(f"Kiitos viestistä.\n\n{quoted}") == []


def test_words_below_a_marked_quotation_are_the_writers_own() -> None:
    text = "On 1 December 2025 Matt wrote:\n> I'll call on Monday.\n\nI'll call you tomorrow."
    assert _summary(text) == [("I'll call you tomorrow", "call", "04.12. 16:00")]


def test_only_the_languages_asked_for_are_read() -> None:
    text = "Soitan huomenna. Jag ringer i morgon. I'll call you tomorrow."
    found = find_promises(text, now=NOW, zone=HELSINKI, is_working_day=lambda day: True, languages=("sv",))
    assert [(promise.phrase, promise.language) for promise in found] == [("Jag ringer i morgon", "sv")]


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown languages: de"):
        find_promises("", now=NOW, zone=HELSINKI, is_working_day=lambda day: True, languages=("de",))


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        find_promises("", now=NOW.replace(tzinfo=None), zone=HELSINKI, is_working_day=lambda day: True)


def test_a_calendar_without_working_days_gives_no_offer() -> None:
    def never(day: date) -> bool:
        return False

    assert find_promises("Vastaan kahden arkipäivän kuluessa.", now=NOW, zone=HELSINKI, is_working_day=never) == []


@pytest.mark.parametrize("piece", ["soitan huomenna klo 16 ja ", "I'll call you tomorrow ", "a", '"a ', "> x\n", " "])
def test_a_long_text_takes_no_more_than_its_share(piece: str) -> None:
    text = (piece * (100_000 // len(piece)))[:100_000]
    with in_its_share():
        _found(text)
