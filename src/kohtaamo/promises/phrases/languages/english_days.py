"""How English names days, and spans that run from now."""

import re
from datetime import timedelta

from kohtaamo.promises.phrases.days import (
    Dated,
    InDays,
    InWorkingDays,
    Month,
    NumberedWeek,
    SameDay,
    Week,
    Weekday,
    YearEnd,
)
from kohtaamo.promises.phrases.feasts import AfterFeast, Feast
from kohtaamo.promises.phrases.languages.language import Rule, any_of, rule
from kohtaamo.promises.phrases.languages.numbers import (
    YEAR,
    and_a_half,
    dated,
    number,
    span,
)
from kohtaamo.promises.phrases.meanings import Meaning

_NUMBER_WORDS = """
a/an/one/the two/couple three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
"""
NUMBERS = {
    word: value
    for value, words in enumerate(
        _NUMBER_WORDS.split(),
        1,
    )
    for word in words.split("/")
} | {"twenty": 20, "twenty-four": 24, "thirty": 30, "forty-five": 45, "forty-eight": 48, "seventy-two": 72}
_WORDS = any_of(NUMBERS)
_COUNT = rf"(?:[0-9]{{1,3}}(?: ?(?:-|to|or) ?[0-9]{{1,3}})?|(?:a )?{_WORDS}(?: of)?(?:(?: or | to |-){_WORDS})?)"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = (
    r"(monday|mon|tuesday|tues|tue|wednesday|wednsday|wendesday|weds|wed|thursday|thurs|thur|thu|friday"
    r"|fri|saturday|sunday"
    r"|sat(?=\.? [0-9])|sun(?=\.? [0-9]))"
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH_NAME = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
MONTH = rf"({_MONTH_NAME})\b(?:\.(?= ?[0-9,]))?"
ORDINAL = r"(?:st|nd|rd|th)"
_ORDINAL_WORDS = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
"""
_ORDINALS = {word: day for day, word in enumerate(_ORDINAL_WORDS.split(), 1)}
_PARTS = (("morning", r"mornings?|am"), ("afternoon", r"afternoon|pm"), ("evening", r"evening|night"))
_PART = "(?:morning|afternoon|evening|night)"


def _part(word: str | None) -> str:
    return next((name for name, source in _PARTS if re.fullmatch(source, word or "")), "")


def _weekday(match: re.Match[str]) -> Meaning:
    lead = (match["lead"] or "").strip()
    week = 1 if lead == "next" else 0 if lead == "this" and not match["later"] else None
    extra = 1 if match["later"] or match["weeks"] else 0
    day = Weekday(_WEEKDAYS.index(match["day"][:3]), week=week, later=bool(lead), extra=extra)
    return Meaning(day=day, part=_part(match["part"]))


def _weekdays(match: re.Match[str]) -> Meaning:
    first, last = (_WEEKDAYS.index(said[:3]) for said in match.groups() if said)
    return Meaning(day=Weekday(last, since=first))


def _month_day(match: re.Match[str]) -> Meaning | None:
    return dated(match[2], _MONTHS.index(match[1][:3]) + 1, match[3] or match[4])


def _day_month(match: re.Match[str]) -> Meaning | None:
    return dated(match[1], _MONTHS.index(match[2][:3]) + 1, match[3] or match[4])


_UNITS = (
    ("minute", r"min(?:ute)?s?"),
    ("hour", r"hours?|hrs?|h"),
    ("workday", r"(?:business|working|work|banking|bank|week) ?days?"),
    ("day", r"(?:calendar )?days?"),
    ("week", r"weeks?"),
    ("fortnight", r"fortnights?"),
    ("month", r"months?"),
)
_UNIT = "(" + "|".join(source for _, source in _UNITS) + ")"


def _span(match: re.Match[str]) -> Meaning | None:
    said = match[1].strip()
    whole = re.fullmatch(r"the", said)
    unit = next(
        name for name, source in _UNITS if re.fullmatch(source.replace(" ?", r"\s*").replace(" ", r"\s+"), match[2])
    )
    if whole and unit in _WHOLES:
        return _WHOLES[unit]
    count = number(NUMBERS, re.sub(r"\bof\b", "", said))
    return span(count and 2 * count, "week") if unit == "fortnight" else span(count, unit)


_WHOLES = {"day": Meaning(day=InDays(0)), "week": Meaning(day=Week()), "month": Meaning(day=Month())}


def _point(rest: str) -> str:
    return "start" if re.search(r"early|start|beginning", rest) else "middle" if "mid" in rest else "end"


def _month(match: re.Match[str]) -> Meaning:
    rest = match.group()
    named = _MONTHS.index(match["name"][:3]) + 1 if match["name"] else None
    months = 1 if re.search(r"next|following", rest) else 0
    return Meaning(day=Month(months, named, working=bool(re.search(r"business|working", rest)), point=_point(rest)))


def _week(match: re.Match[str]) -> Meaning:
    rest = match.group()
    point = _point(rest)
    return Meaning(day=Week(1 if re.search(r"next|following|coming", rest) else 0, point))


_FEAST_WORDS = (
    ("christmas", r"christmas(?: day| eve)?|xmas|boxing day"),
    ("new year", r"(?:the )?new year(?:'s(?: day)?)?"),
    ("epiphany", r"epiphany"),
    ("easter", r"easter(?: monday)?"),
    ("may day", r"may day"),
    ("ascension", r"ascension(?: day)?"),
    ("midsummer", r"midsummer(?: day)?"),
    ("all saints", r"all saints'?(?: day)?"),
    ("independence", r"independence day"),
)
_FEASTS: tuple[Rule, ...] = tuple(
    made
    for name, words in _FEAST_WORDS
    for made in (
        rule(rf"\b(?:(?:right|straight|just) )?after (?:{words})\b", Meaning(day=AfterFeast(name))),
        rule(
            rf"\b(?:before|ahead of|prior to|by|(?:in time )?for) (?:{words})\b(?! (?:gift|present|order|card)|')",
            Meaning(day=Feast(name), before=True),
        ),
    )
)
_END = r"(?:end|close|last (?:business |working )?day|middle|start|beginning)"
NAMED: tuple[Rule, ...] = (
    rule(r"\b(?:on )?(?:christmas|xmas) eve\b", Meaning(day=Dated(24, 12))),
    rule(r"\b(?:on )?midsummer(?:'s)? eve\b", Meaning(day=Feast("midsummer"))),
    rule(
        rf"\b(?P<weeks>(?:a|one) week (?:from|on) )?(?P<lead>(?:next|this coming|this|the coming"
        rf"|following|the following) )?(?P<day>{_DAY[1:-1]})\b"
        rf"(?!')(?:\.(?= ?[0-9a-z]))?(?:,? (?P<part>{_PART}))?(?P<later> week\b)?",
        _weekday,
    ),
    rule(rf"\b(?:between {_DAY} and|from {_DAY} to|{_DAY} ?(?:-|to|through)) ?{_DAY}\b", _weekdays),
    rule(r"\b(?:the )?day after (?:tomorrow|tomorow|tmrw)\b", Meaning(day=InDays(2))),
    rule(
        rf"\b(?:tomorrow|tomorow|tommorow|tommorrow|tmrw|tmr|tomo)(?:'s)?(?: ({_PART}))?\b",
        lambda m: Meaning(day=InDays(1), part=_part(m[1])),
    ),
    rule(r"\b(?:later )?today\b|\blater on today\b", Meaning(day=InDays(0))),
    rule(r"\b(?:the )?same day\b", Meaning(day=SameDay())),
    rule(r"\btonight\b|\bthis evening\b", Meaning(day=InDays(0), part="evening")),
    rule(r"\b(?:later )?this (morning|afternoon)\b", lambda m: Meaning(day=InDays(0), part=_part(m[1]))),
    rule(rf"\b{MONTH} (?:the )?([0-9]{{1,2}}){ORDINAL}?\b(?!:|[0-9])(?:,? ((?:19|20)[0-9]{{2}}))?()", _month_day),
    rule(rf"\b(?:the )?([0-9]{{1,2}}){ORDINAL}?(?: day)?(?: of)? {MONTH},?{YEAR}", _day_month),
    rule(
        rf"\b(?:the )?({any_of(_ORDINALS)})(?: of)? {MONTH},?{YEAR}",
        lambda m: dated(str(_ORDINALS[m[1]]), _MONTHS.index(m[2][:3]) + 1, m[3] or m[4]),
    ),
    rule(
        rf"\b(?:the )?([0-9]{{1,2}}){ORDINAL}(?: of (?:this|the) month)?\b(?! (?:of )?{MONTH})(?! (?:floor"
        rf"|time|business|working|day|edition|version))",
        lambda m: dated(m[1]),
    ),
    rule(
        rf"\b(?:the )?{_END} of (?:the |this |next |the following )?(?:current )?(?:month"
        rf"|(?P<name>{_MONTH_NAME})\b)|\bend of month\b|\beom\b",
        _month,
    ),
    rule(
        rf"\b(?:this |next |the following |mid[- ]|early (?:in )?(?:next )?)(?:month|(?P<name>{_MONTH_NAME})\b)(?! [0-9])",
        _month,
    ),
    rule(r"\b(?:month[- ]?end|month's end|before the month is (?:out|over))\b(?P<name>(?!))?", Meaning(day=Month())),
    rule(rf"\b(?:in|during) (?P<name>{_MONTH_NAME})\b(?! [0-9])", _month),
    rule(
        r"\b(?:the )?end of (?:the |this )?(?:calendar )?year\b|\byear[- ]?end\b|\bnew year's eve\b|\bthis year\b|\bbefore the year is (?:out|over)\b",
        Meaning(day=YearEnd()),
    ),
    *_FEASTS,
    rule(
        rf"\b(?:before|ahead of) (?:the start of )?({_MONTH_NAME})\b(?! [0-9])",
        lambda m: Meaning(day=Dated(1, _MONTHS.index(m[1][:3]) + 1), before=True),
    ),
    rule(
        rf"\b(?:(?:the )?{_END} of |early in |early |late |mid[- ]?|later |sometime |middle of )?(?:this |next "
        rf"|the following |the coming )week\b",
        _week,
    ),
    rule(
        rf"\b(?:the )?{_END} of (?:the )?(?:working |work |business )?week\b|\bend of week\b|\beow\b"
        rf"|\bmid-?week\b|\bweek's end\b|\bbefore (?:the|this) week is (?:out|over)\b",
        _week,
    ),
    rule(r"\bearly in the week\b", Meaning(day=Week(0, "start"))),
    rule(r"\b(?:over|during|at|on) the weekend\b|\bthis weekend\b", Meaning(day=Week(0, "sunday"))),
    rule(r"\b(?:(?:right|straight|just) )?after the weekend\b", Meaning(day=Week(1, "first"))),
    rule(r"\b(?:by|before|ahead of) the weekend\b", Meaning(day=Week())),
    rule(r"\b(?:(?:the )?end of )?week (?:number )?([0-9]{1,2})\b", lambda m: Meaning(day=NumberedWeek(int(m[1])))),
    rule(
        r"\b(?:the )?(?:next|following|first) (?:business|working|work) ?day\b",
        Meaning(day=InWorkingDays(1), is_span=True),
    ),
    rule(r"\bthe (?:next|following) day\b", Meaning(day=InDays(1), is_span=True)),
)
"""Days, weeks, months and feasts by name or number."""
_WITHIN = (
    r"(?:within|inside(?: of)?|in|under|in under|in less than|in no more than|no later than|over|during"
    r"|in about|in around|within about|in at most|within at most)"
)
SPANS: tuple[Rule, ...] = (
    rule(
        rf"\b{_WITHIN} (?:the (?:next|coming) |the space of |max(?:imum)? |(?:about|around|roughly"
        rf"|just) )?({_COUNT}) ?{_UNIT}\b(?:'s?)?(?: time)?(?! ago)",
        _span,
    ),
    rule(rf"\b{_WITHIN} the next ()?(hour|day|week|month)()\b", lambda m: span(1, m[2])),
    rule(rf"\b({_COUNT}) {_UNIT} from (?:now|today)\b", _span),
    rule(r"\ba week (today|tomorrow)\b", lambda m: Meaning(day=InDays(7 if m[1] == "today" else 8))),
    rule(rf"\b{_WITHIN} (?:about )?({_COUNT}) and a half hours\b", lambda m: and_a_half(number(NUMBERS, m[1]))),
    rule(rf"\b{_WITHIN} (?:about )?([0-9]{{1,2}})\.5 (?:hours|hrs)\b", lambda m: and_a_half(int(m[1]))),
    rule(rf"\b{_WITHIN} three quarters of an hour\b", Meaning(elapsed=timedelta(minutes=45), is_span=True)),
    rule(rf"\bgive (?:me|us) (?:about |another )?({_COUNT}) ?{_UNIT}\b", _span),
    rule(r"\bgive (?:me|us) (?:about )?half an hour\b", Meaning(elapsed=timedelta(minutes=30), is_span=True)),
    rule(
        rf"\b{_WITHIN} (?:the next |about )?(?:half an hour|half-an-hour|half hour|a half hour|a half-hour"
        rf"|half-hour)\b",
        Meaning(elapsed=timedelta(minutes=30), is_span=True),
    ),
    rule(
        rf"\b{_WITHIN} (?:an hour and a half|one and a half hours|1\.5 hours)\b",
        Meaning(elapsed=timedelta(minutes=90), is_span=True),
    ),
    rule(rf"\b{_WITHIN} (?:a )?quarter of an hour\b", Meaning(elapsed=timedelta(minutes=15), is_span=True)),
)
"""Spans of time, which run from now."""
