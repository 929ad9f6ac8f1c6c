"""Tables of sentences: promises with the due time and form expected, and sentences that promise nothing.

Written on Wednesday 3 December 2025 at ten in Helsinki. A star for the form means that any will do.
"""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kohtaamo.promises.phrases import FoundPromise, find_promises

HELSINKI = ZoneInfo("Europe/Helsinki")
NOW = datetime(2025, 12, 3, 10, 0, tzinfo=HELSINKI)
HOLIDAYS = {date(2025, 12, 24), date(2025, 12, 25), date(2025, 12, 26), date(2026, 1, 1), date(2026, 1, 6)}
CODES = {"finnish": "fi", "swedish": "sv", "english": "en"}


def _is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


def _lines(name: str) -> list[str]:
    lines = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.replace("\\n", "\n") for line in lines if line.strip()]


def _found(text: str) -> list[FoundPromise]:
    return find_promises(text, now=NOW, zone=HELSINKI, is_working_day=_is_working_day)


def _rows(kind: str) -> list[tuple[str, str]]:
    return [(language, line) for language in CODES for line in _lines(f"{language}_{kind}")]


@pytest.mark.parametrize(("language", "line"), _rows("promises"))
def test_a_promise_is_found_with_its_time_and_form(language: str, line: str) -> None:
    due, form, text = (part.strip(" ") for part in line.split("|", 2))
    found = [
        (
            f"{promise.due_at.astimezone(HELSINKI):%Y-%m-%d %H:%M}",
            "*" if form == "*" else promise.form,
            promise.language,
        )
        for promise in _found(text)
    ]
    assert found[-1:] == [(due, form, CODES[language])]


@pytest.mark.parametrize(("language", "text"), _rows("others"))
def test_what_is_no_promise_is_not_offered(language: str, text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize("language", CODES)
def test_each_table_holds_sixty_sentences_or_more(language: str) -> None:
    assert min(len(_lines(f"{language}_promises")), len(_lines(f"{language}_others"))) >= 60
