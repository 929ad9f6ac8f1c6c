"""When a promise falls due: clocks, calendars, holidays, and the two nights when the clock is moved."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from kohtaamo.promises.phrases import find_promises

HELSINKI = ZoneInfo("Europe/Helsinki")
HOLIDAYS = {date(2025, 12, 24), date(2025, 12, 25), date(2025, 12, 26), date(2026, 1, 1), date(2026, 1, 6)}


def _due(text: str, now: str, day_end: time = time(16, 0)) -> datetime:
    found = find_promises(
        text,
        now=datetime.fromisoformat(now).replace(tzinfo=HELSINKI),
        zone=HELSINKI,
        is_working_day=lambda day: day.weekday() < 5 and day not in HOLIDAYS,
        day_end=day_end,
    )
    assert len(found) == 1, found
    return found[0].due_at


def _local(text: str, now: str, day_end: time = time(16, 0)) -> str:
    return f"{_due(text, now, day_end).astimezone(HELSINKI):%Y-%m-%d %H:%M}"


def test_a_clock_time_skipped_in_spring_is_the_valid_later_one() -> None:
    assert _due("Soitan huomenna klo 3.30.", "2026-03-28 12:00") == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert _local("Soitan huomenna klo 3.30.", "2026-03-28 12:00") == "2026-03-29 04:30"


def test_tomorrow_is_said_by_the_wall_clock_over_a_change_of_time() -> None:
    assert _due("I'll call you tomorrow at 16:00.", "2026-03-28 16:00") == datetime(2026, 3, 29, 13, 0, tzinfo=UTC)
    assert _due("Jag ringer i morgon kl. 16.", "2026-10-24 16:00") == datetime(2026, 10, 25, 14, 0, tzinfo=UTC)


def test_hours_run_their_full_length_over_a_change_of_time() -> None:
    assert _local("Vastaamme 24 tunnin sisällä.", "2026-03-28 16:00") == "2026-03-29 17:00"
    assert _local("We will reply within 24 hours.", "2026-10-24 16:00") == "2026-10-25 15:00"


def test_of_an_hour_that_comes_twice_the_first_is_meant() -> None:
    assert _due("Soitan huomenna klo 3.30.", "2026-10-24 12:00") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Hoidan asian kuun loppuun mennessä.", "2026-01-31 16:00"),
        ("Maksamme sen kuun viimeisenä arkipäivänä.", "2026-01-30 16:00"),
        ("I'll do it by the end of the month.", "2026-01-31 16:00"),
        ("We'll pay it on the last business day of the month.", "2026-01-30 16:00"),
        ("Vi betalar den senast i slutet av månaden.", "2026-01-31 16:00"),
        ("Vi betalar den månadens sista vardag.", "2026-01-30 16:00"),
        ("I'll get back to you in a month.", "2026-02-28 16:00"),
    ],
)
def test_a_month_ends_on_its_last_day_unless_a_working_day_is_said(text: str, due: str) -> None:
    assert _local(text, "2026-01-29 09:00" if "in a month" not in text else "2026-01-31 09:00") == due


def test_a_leap_day_is_the_end_of_its_february() -> None:
    assert _local("Palaan asiaan helmikuun loppuun mennessä.", "2028-02-01 09:00") == "2028-02-29 16:00"


@pytest.mark.parametrize(
    "text",
    ["Toimitamme sen 5.1. mennessä.", "Vi levererar den senast den 5 januari.", "We'll deliver it by 5 January."],
)
def test_a_date_that_is_over_means_next_year(text: str) -> None:
    assert _local(text, "2025-12-29 09:00") == "2026-01-05 16:00"


def test_a_date_just_past_is_no_promise() -> None:
    found = find_promises(
        "Toimitamme sen 2.12.",
        now=datetime(2025, 12, 3, 10, tzinfo=HELSINKI),
        zone=HELSINKI,
        is_working_day=lambda day: True,
    )
    assert found == []


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Vastaan kahden arkipäivän kuluessa.", "2025-12-30 16:00"),
        ("Jag svarar inom två arbetsdagar.", "2025-12-30 16:00"),
        ("I'll reply within two business days.", "2025-12-30 16:00"),
        ("Vastaan seuraavana arkipäivänä.", "2025-12-29 16:00"),
    ],
)
def test_working_days_step_over_weekends_and_holidays(text: str, due: str) -> None:
    # In 2025 Christmas Eve, Christmas Day and Boxing Day fall on Wednesday to Friday.
    assert _local(text, "2025-12-23 17:00") == due


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Soitan keskiviikkona klo 14.", "2025-12-03 14:00"),
        ("Soitan keskiviikkona klo 9.", "2025-12-10 09:00"),
        ("Jag ringer på onsdag kl. 14.", "2025-12-03 14:00"),
        ("I'll call you on Wednesday at 9 am.", "2025-12-10 09:00"),
        ("I'll call you on Wednesday.", "2025-12-10 16:00"),
    ],
)
def test_the_weekday_of_today_is_today_only_while_its_hour_is_ahead(text: str, due: str) -> None:
    assert _local(text, "2025-12-03 10:00") == due


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Soitan huomenna aamulla.", "2025-12-04 12:00"),
        ("Soitan huomenna iltapäivällä.", "2025-12-04 17:30"),
        ("Soitan huomenna illalla.", "2025-12-04 20:00"),
        ("Soitan huomenna.", "2025-12-04 17:30"),
        ("I'll call you tomorrow by close of business.", "2025-12-04 17:30"),
    ],
)
def test_a_part_of_the_day_ends_at_a_fixed_hour(text: str, due: str) -> None:
    assert _local(text, "2025-12-03 10:00", time(17, 30)) == due


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Soitan tänään.", "2025-12-03 20:00"),
        ("Jag ringer före midnatt.", "2025-12-04 00:00"),
        ("I'll call you at 9 am.", "2025-12-04 09:00"),
    ],
)
def test_after_hours_a_time_is_still_ahead(text: str, due: str) -> None:
    assert _local(text, "2025-12-03 17:00") == due


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Soitan maanantaina tai tiistaina.", "2025-12-09 16:00"),
        ("We'll come between Monday and Wednesday.", "2025-12-10 16:00"),
        ("Vi kommer till er måndag–onsdag.", "2025-12-10 16:00"),
        ("Asentaja tulee teille 8.–10.12.", "2025-12-10 16:00"),
    ],
)
def test_a_window_is_kept_by_its_end(text: str, due: str) -> None:
    assert _local(text, "2025-12-03 10:00") == due


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Soitan viikonlopun jälkeen.", "2026-04-07 16:00"),
        ("Palaan vkl jälkeen klo 10.", "2026-04-07 10:00"),
        ("Jag ringer efter helgen.", "2026-04-07 16:00"),
        ("I'll call you right after the weekend.", "2026-04-07 16:00"),
        ("Palaan ennen pääsiäistä.", "2026-04-02 16:00"),
        ("Vi svarar före påsk.", "2026-04-02 16:00"),
        ("We'll fix it before Easter.", "2026-04-02 16:00"),
    ],
)
def test_a_feast_and_a_weekend_are_read_from_the_calendar(text: str, due: str) -> None:
    # In 2026 Good Friday and Easter Monday fall on 3 and 6 April.
    found = find_promises(
        text,
        now=datetime(2026, 4, 1, 9, 0, tzinfo=HELSINKI),
        zone=HELSINKI,
        is_working_day=lambda day: day.weekday() < 5 and day not in (date(2026, 4, 3), date(2026, 4, 6)),
    )
    assert [f"{one.due_at.astimezone(HELSINKI):%Y-%m-%d %H:%M}" for one in found] == [due]


@pytest.mark.parametrize(
    ("written", "due"),
    [("2026-06-17 13:00", "2026-06-18 16:00"), ("2025-06-02 09:00", "2025-06-19 16:00")],
)
def test_before_midsummer_is_the_day_before_its_eve(written: str, due: str) -> None:
    assert _local("Hoidan tämän ennen juhannusta.", written) == due
    assert _local("Jag ordnar det före midsommar.", written) == due


FREE_DAYS = {
    *(date(2026, 12, day) for day in (24, 25)),
    *(date(2027, month, day) for month, day in ((1, 1), (1, 6), (3, 26), (3, 29), (5, 6), (6, 25))),
    date(2026, 5, 1),
}


@pytest.mark.parametrize(
    ("written", "due", "texts"),
    [
        ("2026-12-16 13:20", "2026-12-28 16:00", "Soitan heti joulun jälkeen./Jag ringer efter julen./"),
        ("2026-12-16 13:20", "2026-12-28 16:00", "I'll ring you straight after Christmas./"),
        ("2026-12-16 13:20", "2027-01-04 16:00", "Vastaan uudenvuoden jälkeen./Jag svarar efter nyår./"),
        ("2026-12-16 13:20", "2027-01-07 16:00", "Palaan loppiaisen jälkeen./Vi svarar efter trettondagen./"),
        (
            "2027-03-18 11:05",
            "2027-03-30 16:00",
            "Palaan pääsiäisen jälkeen tiistaina./Jag ringer tisdagen efter påsk./",
        ),
        ("2027-03-18 11:05", "2027-03-30 16:00", "I'll get back to you on the Tuesday after Easter./"),
        ("2026-04-28 15:10", "2026-04-30 16:00", "Vastaan vielä ennen vappua./Vi svarar före första maj./"),
        ("2026-04-28 15:10", "2026-05-04 16:00", "Soitan heti vapun jälkeen./I'll call you after May Day./"),
        (
            "2027-05-03 10:00",
            "2027-05-07 16:00",
            "Palaan helatorstain jälkeen./Vi svarar efter Kristi himmelsfärdsdag./",
        ),
        ("2027-06-20 10:00", "2027-06-28 16:00", "Soitan juhannuksen jälkeen./Jag ringer efter midsommar./"),
        ("2026-10-20 09:40", "2026-11-02 16:00", "Palaan pyhäinpäivän jälkeen./We'll reply after All Saints' Day./"),
        ("2026-10-20 09:40", "2026-10-30 16:00", "Vastaan ennen marraskuuta./Jag svarar före november./"),
        ("2026-10-20 09:40", "2026-11-10 16:00", "Vastaan marraskuun alussa./Jag svarar i början av november./"),
    ],
)
def test_after_a_feast_is_the_first_working_day_and_before_it_the_last(written: str, due: str, texts: str) -> None:
    for text in texts.rstrip("/").split("/"):
        found = find_promises(
            text,
            now=datetime.fromisoformat(written).replace(tzinfo=HELSINKI),
            zone=HELSINKI,
            is_working_day=lambda day: day.weekday() < 5 and day not in FREE_DAYS,
        )
        assert [f"{one.due_at.astimezone(HELSINKI):%Y-%m-%d %H:%M}" for one in found] == [due], text


@pytest.mark.parametrize(
    "text",
    [
        "Heti kun saan tiedon tehtaalta, soitan sinulle samana päivänä.",
        "Så fort jag hör från fabriken ringer jag dig nästa dag.",
        "As soon as I hear from the factory, I'll call you the same day.",
    ],
)
def test_the_same_day_as_something_that_has_not_happened_is_no_day(text: str) -> None:
    moment = datetime(2025, 12, 3, 10, 0, tzinfo=HELSINKI)
    assert find_promises(text, now=moment, zone=HELSINKI, is_working_day=lambda day: True) == []


@pytest.mark.parametrize(
    "text",
    ["Soitan tänään klo 8.", "Jag ringer i dag kl. 8.", "I'll call you today at 8 am.", "Palaan tänään klo 10."],
)
def test_an_hour_of_today_that_is_past_gives_no_offer(text: str) -> None:
    moment = datetime(2025, 12, 3, 10, 0, tzinfo=HELSINKI)
    assert find_promises(text, now=moment, zone=HELSINKI, is_working_day=lambda day: True) == []


def test_the_same_day_is_the_day_said_before_it() -> None:
    moment = datetime(2025, 12, 3, 10, 0, tzinfo=HELSINKI)
    text = "Soitan huomenna klo 10 ja hyvitän summan samana päivänä."
    found = find_promises(text, now=moment, zone=HELSINKI, is_working_day=lambda day: True)
    assert [f"{one.due_at.astimezone(HELSINKI):%d.%m. %H:%M}" for one in found] == ["04.12. 10:00", "04.12. 16:00"]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Vastaan ennen viittä.", "2025-12-03 17:00"),
        ("Jag svarar före fem i dag.", "2025-12-03 17:00"),
        ("I'll answer before five today.", "2025-12-03 17:00"),
        ("Soitan perjantaina 5.12 klo 10.", "2025-12-05 10:00"),
        ("Toimitamme sen tiistaina 9.12 kotiisi.", "2025-12-09 16:00"),
        ("Vi levererar den tisdag 9.12 hem till er.", "2025-12-09 16:00"),
        ("Soitan perjantaina 9.15.", "2025-12-05 09:15"),
        ("Vi återkommer under vecka 51.", "2025-12-19 16:00"),
        ("We'll refund you within a fortnight.", "2025-12-17 16:00"),
        ("Give me until Friday noon and I'll have an answer.", "2025-12-05 12:00"),
    ],
)
def test_hours_in_words_and_dates_without_a_closing_point_are_understood(text: str, due: str) -> None:
    assert _local(text, "2025-12-03 10:00") == due


@pytest.mark.parametrize(
    "text",
    [
        "Vastaan parin tunnin sisään, viimeistään klo 11.30.",
        "Jag svarar inom två timmar, senast kl. 11.30.",
        "I'll answer within two hours, by 11:30 at the latest.",
    ],
)
def test_a_clock_time_beside_hours_to_come_is_the_last_moment(text: str) -> None:
    assert _local(text, "2025-12-03 10:00") == "2025-12-03 11:30"
