"""Tables of letters and chat lines, read at six moments of the year: what they promise, and what promises nothing.

A row of promises says when each falls due and in what form, then the text; a star for the form means that any will do.
"""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kohtaamo.promises.phrases import FoundPromise, find_promises

HELSINKI = ZoneInfo("Europe/Helsinki")
MOMENTS = {
    "november": datetime(2025, 11, 20, 11, 20, tzinfo=HELSINKI),
    "december": datetime(2025, 12, 2, 14, 40, tzinfo=HELSINKI),
    "christmas": datetime(2025, 12, 22, 16, 30, tzinfo=HELSINKI),
    "easter": datetime(2026, 3, 26, 9, 30, tzinfo=HELSINKI),
    "midsummer": datetime(2026, 6, 17, 13, 5, tzinfo=HELSINKI),
    "october": datetime(2026, 10, 20, 9, 40, tzinfo=HELSINKI),
}
HOLIDAYS = {
    *(date(2025, 12, day) for day in (6, 24, 25, 26)),
    *(date(2026, 1, day) for day in (1, 6)),
    *(date(2026, 4, day) for day in (3, 6)),
    date(2026, 6, 19),
    date(2026, 10, 31),
}
CODES = {"finnish": "fi", "swedish": "sv", "english": "en"}


def _is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


def _lines(season: str, language: str, kind: str) -> list[str]:
    path = Path(__file__).parent / "tables" / f"{season}_{language}_{kind}.txt"
    return [line.replace("\\n", "\n") for line in path.read_text(encoding="utf-8").splitlines()]


def _found(text: str, season: str) -> list[FoundPromise]:
    return find_promises(text, now=MOMENTS[season], zone=HELSINKI, is_working_day=_is_working_day)


def _read(line: str, season: str, language: str) -> str:
    """The row as the finder would write it: every promise in the row's language, with its due time and form."""
    expected, _, text = line.partition(" | ")
    stars = [said.endswith("*") for said in expected.split("; ")]
    found = [promise for promise in _found(text, season) if promise.language == CODES[language]]
    forms = ["*" if star else promise.form for star, promise in zip(stars, found, strict=False)]
    forms += [promise.form for promise in found[len(forms) :]]
    said = (
        f"{promise.due_at.astimezone(HELSINKI):%Y-%m-%d %H:%M} {form}"
        for promise, form in zip(found, forms, strict=True)
    )
    return f"{'; '.join(said)} | {text}"


@pytest.mark.parametrize("season", MOMENTS)
@pytest.mark.parametrize("language", CODES)
def test_every_row_of_promises_is_found_with_its_times_and_forms(season: str, language: str) -> None:
    lines = _lines(season, language, "promises")
    assert len(lines) >= 25
    assert [_read(line, season, language) for line in lines] == lines


@pytest.mark.parametrize("season", MOMENTS)
@pytest.mark.parametrize("language", CODES)
def test_no_row_without_a_promise_gives_an_offer(season: str, language: str) -> None:
    lines = _lines(season, language, "others")
    assert len(lines) >= 30
    assert [line for line in lines if _found(line, season)] == []
