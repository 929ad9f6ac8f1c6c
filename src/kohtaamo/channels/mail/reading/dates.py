"""The Date field: RFC 5322 (3.3, 4.3), and the other ways it is written."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES.split(), 1)}
_OTHER_NAMES = """
tam ene gen jaa janv / hel fév fev feb / maa mär mrz mrt märts mars / huh avr abr / tou mai maj mei mag may
kes juni juin giu / hei juli juil lug / elo aoû aou ago / syy set / lok okt ott out / marr noi / jou dez des dic dét dec
"""
_OTHERS = {
    name: number
    for number, names in enumerate(_OTHER_NAMES.replace("\nkes", " / kes").split("/"), 1)
    for name in names.split()
}
"""How months begin in other languages than English, which broken programs write; the longest beginning counts."""
_HOUR_NAMES = (
    "ut=0 utc=0 gmt=0 z=0 wet=0 west=1 bst=1 cet=1 met=1 mez=1 cest=2 mest=2 mesz=2 sast=2 eet=2 eest=3 msk=3"
    " sgt=8 hkt=8 jst=9 kst=9 aest=10 aedt=11 nzst=12 nzdt=13 adt=-3 ast=-4 edt=-4 est=-5 cdt=-5 cst=-6 mdt=-6"
    " mst=-7 pdt=-7 pst=-8 akdt=-8 akst=-9 hst=-10"
)
_HOURS = {name: int(hours) for name, hours in (pair.split("=") for pair in _HOUR_NAMES.split())}
_EARLIEST, _LATEST = 1900, 2200
_CLOCK = r"(?:(?:klo|kl\.?|um|at) )?(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*([AaPp][Mm]\b)?"
_ZONE = r"(?:\s*([+-]\s?\d{1,2}:?\d{0,2})|\s*(?:UTC|GMT)([+-]\d{1,4})|\s*\(?([A-Za-z]{1,5})\b)?"
_USUAL = re.compile(
    rf"(?:[^\W\d]+\.?,?\s*)?(\d{{1,2}})[\s\-./]+([^\W\d_]{{3,12}})[\s\-./,]+(\d{{2,4}}),?\s+{_CLOCK}{_ZONE}"
)
_POINTED = re.compile(rf"(?:[^\W\d]+\.?,?\s*)?(\d{{1,2}})\.(\d{{1,2}})\.(\d{{4}}),?\s+{_CLOCK}{_ZONE}")
_UNIX = re.compile(
    rf"(?:[A-Za-z]+,?\s+)?([A-Za-z]{{3,9}})\s+(\d{{1,2}}),?\s+(?:(\d{{4}}),?\s+)?{_CLOCK}{_ZONE}(?:\s*(\d{{4}})\b)?{_ZONE}"
)
_ISO = re.compile(rf"(?:[A-Za-z]+,?\s+)?(\d{{4}})[-/](\d{{1,2}})[-/](\d{{1,2}})[T\s]+{_CLOCK}{_ZONE}")


def parse_date(text: str) -> datetime | None:
    """The moment a Date field names, aware (UTC where no zone is given), or nothing when it names none."""
    text = " ".join(text[:200].replace("\x00", "").split())
    try:
        return _usual(text) or _iso(text) or _unix(text) or _pointed(text)
    except (ValueError, OverflowError):
        return None


def _usual(text: str) -> datetime | None:
    found = _USUAL.match(text)
    month = _month(found[2]) if found else None
    if found is None or month is None:
        return None
    return _moment(_year(found[3]), month, int(found[1]), found.group(4, 5, 6, 7), found.group(8, 9, 10))


def _month(name: str) -> int | None:
    name = name.casefold()
    beginnings = (name[:length] for length in (5, 4, 3))
    other = next((_OTHERS[one] for one in beginnings if one in _OTHERS), None)
    return _MONTHS.get(name[:3]) if other is None else other


def _pointed(text: str) -> datetime | None:
    """Day, month and year in numbers with points between them, as most of Europe writes them."""
    found = _POINTED.match(text)
    if found is None:
        return None
    day, month, year = map(int, found.group(1, 2, 3))
    return _moment(year, month, day, found.group(4, 5, 6, 7), found.group(8, 9, 10))


def _iso(text: str) -> datetime | None:
    found = _ISO.match(text)
    if found is None:
        return None
    year, month, day = map(int, found.group(1, 2, 3))
    return _moment(year, month, day, found.group(4, 5, 6, 7), found.group(8, 9, 10))


def _unix(text: str) -> datetime | None:
    """As ``ctime`` and ``date`` write it, the year before or after the time."""
    found = _UNIX.match(text)
    if found is None or found[1][:3].lower() not in _MONTHS or not (found[3] or found[11]):
        return None
    zone = found.group(12, 13, 14) if any(found.group(12, 13, 14)) else found.group(8, 9, 10)
    month = _MONTHS[found[1][:3].lower()]
    return _moment(int(found[3] or found[11]), month, int(found[2]), found.group(4, 5, 6, 7), zone)


def _year(digits: str) -> int:
    """RFC 5322, 4.3: two digits below 50 are of this century, three digits count from 1900."""
    year = int(digits)
    if len(digits) == 2:
        return year + (2000 if year < 50 else 1900)
    return year + 1900 if len(digits) == 3 else year


def _moment(year: int, month: int, day: int, clock: tuple[str, ...], zone: tuple[str, ...]) -> datetime:
    if not _EARLIEST <= year <= _LATEST:
        raise ValueError(year)
    hour, minute, second = int(clock[0]), int(clock[1]), min(int(clock[2] or 0), 59)
    if clock[3]:
        hour = hour % 12 + (12 if clock[3].lower() == "pm" else 0)
    moment = datetime(year, month, day, hour, minute, second, tzinfo=_zone(*zone))
    return moment if moment.utcoffset() else moment.replace(tzinfo=UTC)


def _zone(digits: str | None, hours: str | None, name: str | None) -> timezone:
    offset = digits or hours
    if not offset:
        return timezone(timedelta(hours=_HOURS.get((name or "").lower(), 0)))
    plain = offset[1:].replace(":", "").strip()
    plain = plain.zfill(2) + "00" if len(plain) < 3 else plain.zfill(4)
    minutes = int(plain[:2]) * 60 + int(plain[2:])
    if minutes >= 24 * 60:
        return UTC
    return timezone(timedelta(minutes=-minutes if offset.startswith("-") else minutes))
