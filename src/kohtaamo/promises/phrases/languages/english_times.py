"""How English says when."""

import re
from datetime import timedelta

from kohtaamo.promises.phrases.days import Dated, InDays, InWorkingDays, Month, NumberedWeek, Week, Weekday, YearEnd
from kohtaamo.promises.phrases.languages.language import Rule, TimeGrammar, any_of, pattern, rule
from kohtaamo.promises.phrases.languages.numbers import (
    HOUR,
    MINUTE,
    UNITS,
    WRITTEN,
    YEAR,
    clock,
    dated,
    half_day_clock,
    number,
    span,
)
from kohtaamo.promises.phrases.meanings import Clock, Meaning

_NUMBER_WORDS = """
a/an/one/the two/couple three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
"""
_NUMBERS = {
    word: value
    for value, words in enumerate(
        _NUMBER_WORDS.split(),
        1,
    )
    for word in words.split("/")
} | {"twenty": 20, "twenty-four": 24, "thirty": 30, "forty-five": 45, "forty-eight": 48, "seventy-two": 72}
_WORDS = any_of(_NUMBERS)
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
_MONTH = rf"({_MONTH_NAME})\b(?:\.(?= ?[0-9,]))?"
_ORDINAL = r"(?:st|nd|rd|th)"
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
    return span(number(_NUMBERS, re.sub(r"\bof\b", "", said)), unit)


_WHOLES = {"day": Meaning(day=InDays(0)), "week": Meaning(day=Week()), "month": Meaning(day=Month())}


def _clock(match: re.Match[str]) -> Meaning | None:
    half = match["half"]
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if half:
        return half_day_clock(hour, minute, half)
    loose = not match["hour"].startswith("0")
    return clock(hour, minute, loose=loose)


def _bare_clock(match: re.Match[str]) -> Meaning | None:
    return clock(match[1], match[2], loose=not match[1].startswith("0"))


def _word_clock(match: re.Match[str]) -> Meaning | None:
    word = match["hour"]
    hour = int(word) if word.isdigit() else _NUMBERS.get(word, 0)
    if not 1 <= hour <= 12:
        return None
    total = (hour * 60 + _minutes(match["step"] or "")) % 720
    half = match["half"]
    if half:
        return half_day_clock(total // 60 or 12, total % 60, half)
    return Meaning(clock=Clock(total // 60 or 12, total % 60, loose=True))


def _minutes(step: str) -> int:
    words = step.split()
    if not words:
        return 0
    if words[0] == "half":
        return 30
    amount = 15 if "quarter" in words else number(_NUMBERS, words[0]) or 0
    return -amount if words[-1] in ("to", "before", "till") else amount


def _month(match: re.Match[str]) -> Meaning:
    rest = match.group()
    named = _MONTHS.index(match["name"][:3]) + 1 if match["name"] else None
    months = 1 if re.search(r"next|following", rest) else 0
    return Meaning(day=Month(months, named, working=bool(re.search(r"business|working", rest)), middle="mid" in rest))


def _week(match: re.Match[str]) -> Meaning:
    rest = match.group()
    point = "start" if re.search(r"early|start|beginning", rest) else "middle" if "mid" in rest else "end"
    return Meaning(day=Week(1 if re.search(r"next|following|coming", rest) else 0, point))


_HOUR_WORD = any_of(
    word for word, value in _NUMBERS.items() if value <= 12 and word not in ("a", "an", "the", "couple")
)
_HALF = r"(?: ?(?P<half>[ap])\.?m\b\.?)"
_STEP = (
    r"(?P<step>half(?: past)?|(?:a )?quarter (?:past|to|before|after)|(?:ten|five|twenty"
    r"|[0-9]{1,2})(?: minutes)? (?:past|to))"
)
_END = r"(?:end|close|last (?:business |working )?day|middle|start|beginning)"

_NAMED: tuple[Rule, ...] = (
    rule(
        rf"\b(?P<weeks>(?:a|one) week (?:from|on) )?(?P<lead>(?:next|this coming|this|coming|the coming"
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
    rule(r"\b(?:later )?(?:today|the same day|same day)\b|\blater on today\b", Meaning(day=InDays(0))),
    rule(r"\btonight\b|\bthis evening\b", Meaning(day=InDays(0), part="evening")),
    rule(r"\b(?:later )?this (morning|afternoon)\b", lambda m: Meaning(day=InDays(0), part=_part(m[1]))),
    rule(rf"\b{_MONTH} (?:the )?([0-9]{{1,2}}){_ORDINAL}?\b(?!:|[0-9])(?:,? ((?:19|20)[0-9]{{2}}))?()", _month_day),
    rule(rf"\b(?:the )?([0-9]{{1,2}}){_ORDINAL}?(?: day)?(?: of)? {_MONTH},?{YEAR}", _day_month),
    rule(
        rf"\b(?:the )?([0-9]{{1,2}}){_ORDINAL}(?: of (?:this|the) month)?\b(?! (?:of )?{_MONTH})(?! (?:floor"
        rf"|time|business|working|day|edition|version))",
        lambda m: dated(m[1]),
    ),
    rule(
        rf"\b(?:the )?{_END} of (?:the |this |next |the following )?(?:current )?(?:month"
        rf"|(?P<name>{_MONTH_NAME})\b)|\bend of month\b|\beom\b",
        _month,
    ),
    rule(rf"\b(?:this |next |the following |mid[- ])(?:month|(?P<name>{_MONTH_NAME})\b)(?! [0-9])", _month),
    rule(r"\b(?:month-?end|month's end)\b(?P<name>(?!))?", Meaning(day=Month())),
    rule(rf"\b(?:in|during) (?P<name>{_MONTH_NAME})\b(?! [0-9])", _month),
    rule(
        r"\b(?:the )?end of (?:the |this )?(?:calendar )?year\b|\byear-?end\b|\bnew year(?:'s eve)?\b",
        Meaning(day=YearEnd()),
    ),
    rule(r"\b(?:christmas|xmas)\b(?! (?:gift|present|order|card))", Meaning(day=Dated(24, 12), before=True)),
    rule(
        rf"\b(?:(?:the )?{_END} of |early |late |mid[- ]?|later |sometime |middle of )?(?:this |next "
        rf"|the following |the coming )week\b",
        _week,
    ),
    rule(
        rf"\b(?:the )?{_END} of (?:the )?(?:working |work |business )?week\b|\bend of week\b|\beow\b"
        rf"|\bmid-?week\b|\bweek's end\b",
        _week,
    ),
    rule(r"\b(?:over|during|at|on) the weekend\b|\bthis weekend\b", Meaning(day=Week(0, "sunday"))),
    rule(r"\b(?:by|before|ahead of) the weekend\b", Meaning(day=Week())),
    rule(r"\bweek (?:number )?([0-9]{1,2})\b", lambda m: Meaning(day=NumberedWeek(int(m[1])))),
    rule(r"\b(?:the )?(?:next|following|first) (?:business|working|work) ?day\b", Meaning(day=InWorkingDays(1))),
    rule(r"\bthe (?:next|following) day\b", Meaning(day=InDays(1))),
)
_WITHIN = (
    r"(?:within|inside(?: of)?|in|under|in under|in less than|in no more than|no later than|over|during"
    r"|in about|in around|within about|in at most|within at most)"
)
_SPANS: tuple[Rule, ...] = (
    rule(
        rf"\b{_WITHIN} (?:the (?:next|coming) |the space of |max(?:imum)? |(?:about|around|roughly"
        rf"|just) )?({_COUNT}) ?{_UNIT}\b(?:'? time)?(?! ago)",
        _span,
    ),
    rule(rf"\b{_WITHIN} the next ()?(hour|day|week|month)()\b", lambda m: span(1, m[2])),
    rule(rf"\b({_COUNT}) {_UNIT} from now\b", _span),
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
_TIME = rf"(?P<hour>[01]?[0-9]|2[0-4])(?:[:.](?P<minute>{MINUTE}))?"
_HOURS_OF_DAY: tuple[Rule, ...] = (
    rule(
        rf"(?<![0-9.,:/£$€])(?:(?:between |from )?{HOUR}(?:[:.]{MINUTE})?(?: ?[ap]\.?m\.?)? ?(?:-|to|and"
        rf"|until) ?)?{_TIME}{_HALF}",
        _clock,
    ),
    rule(
        rf"\b(?:between |from ){HOUR}(?:[:.]{MINUTE})? ?(?:-|to|and) ?{_TIME}(?P<half>(?!))?(?![0-9/]| ?{UNITS}"
        rf"| (?:business|working|days|hours|weeks|minutes))",
        _clock,
    ),
    rule(
        rf"(?<![0-9.,:/-])(?:{HOUR}(?::{MINUTE})? ?(?:-"
        rf"|to) ?)?(?P<hour>{HOUR}):(?P<minute>{MINUTE})(?P<half>(?!))?(?![0-9:])",
        _clock,
    ),
    rule(
        rf"(?<=\b(?:at|by)\x20)(?:about |around "
        rf")?(?:{HOUR}(?:[.:]{MINUTE})? ?- ?)?{_TIME}(?P<half>(?!))?(?![0-9/:%]|[.,][0-9]|-| ?{UNITS}"
        rf"|{_ORDINAL}| ?(?:[a-z]+ )?(?:days|hours|weeks|minutes|percent)"
        rf"|(?: of)? {_MONTH}| [a-z]+ (?:street|road|st))",
        _clock,
    ),
    rule(
        rf"\b(?:before |around |at )(?P<hour>{HOUR})(?::(?P<minute>{MINUTE}))?(?P<half>(?!))?(?= ?(?:o'?clock"
        rf"|tomorrow|today|on (?:mon|tue|wed|thu|fri)|[.,!;]|$))",
        _clock,
    ),
    rule(rf"\b{_STEP} (?P<hour>{_HOUR_WORD}|[0-9]{{1,2}}){_HALF}?(?! (?:hours|days|weeks))\b", _word_clock),
    rule(rf"\b(?P<step>(?!))?(?P<hour>{_HOUR_WORD}|[0-9]{{1,2}}){_HALF}? ?o'? ?clock\b", _word_clock),
    rule(rf"\b(?P<step>(?!))?(?P<hour>{_HOUR_WORD}){_HALF}", _word_clock),
    rule(
        rf"(?<=\b(?:at|by)\x20)(?P<step>(?!))?(?P<hour>{_HOUR_WORD})(?P<half>(?!))?\b(?! [a-z]+s\b| of\b| point)",
        _word_clock,
    ),
    rule(r"\b(?:12 )?(?:noon|midday|mid-day)\b", Meaning(clock=Clock(12))),
    rule(r"\b(?:12 )?midnight\b", Meaning(clock=Clock(24))),
)
_PARTS_OF_DAY: tuple[Rule, ...] = (
    rule(r"\b(?:early (?:in the )?)afternoon\b", Meaning(part="early afternoon")),
    rule(
        r"\b(?:first thing(?: in the)?(?: morning)?|(?:in |during )?the morning|morning|mid-morning)\b",
        Meaning(part="morning"),
    ),
    rule(r"\b(?:late |in the |during the )?afternoon\b|\bafter lunch\b", Meaning(part="afternoon")),
    rule(r"\b(?:before|by|around|at) lunch(?:time)?\b", Meaning(part="morning")),
    rule(r"\b(?:in the |during the )?evening\b|\bat night\b", Meaning(part="evening")),
    rule(
        r"\b(?:the )?(?:end|close) of (?:the |this )?(?:working |business |work )?(?:day|business|play"
        r"|office hours)(?: on)?\b|\be\.?o\.?d\b|\bc\.?o\.?b\b|\bclosing time\b",
        Meaning(part="day"),
    ),
    rule(r"\b(?:the )?end of (?=today|tomorrow|mon|tue|wed|thu|fri)", Meaning(part="day")),
    rule(r"\bduring the day\b|\bbefore the day is (?:out|over)\b", Meaning(part="day")),
)

ENGLISH_TIMES = TimeGrammar(
    rules=(*WRITTEN[:2], WRITTEN[3], *_NAMED, *_SPANS, *_HOURS_OF_DAY, *_PARTS_OF_DAY),
    bare=(
        pattern(
            rf"(?:,? (?:at |by |before |around |about |no later than "
            rf")?)(?:{HOUR}(?:[.:]{MINUTE})? ?- ?)?({HOUR})(?:[.:]({MINUTE}))?"
            rf"(?![0-9]|[.,:/]?[0-9]| ?{UNITS}| ?[ap]\.?m)(?:(?<=[0-9][.:][0-9]{{2}})|(?= ?(?:$|[,;!?)]|\.(?:\s|$)"
            rf"|(?:and|so|or|at|i|we)\b)))"
        ),
        _bare_clock,
    ),
    bridges=pattern(
        r"[\s,]*(?:(?:at|by|on|in|the|of|or|no later than|around|about|before|to|during|sometime|some time"
        r"|latest|end of|first thing|-|for|from)?[\s,]*){0,4}-?\s*"
    ),
    leads=pattern(
        r"(?:\b(?:by|on|at|in|no later than|not later than|before|ahead of|around|about|during|sometime"
        r"|some time|as early as|first thing|the|latest|latest by|after|for) ?)+$"
    ),
    trails=pattern(
        r",? (?:at the (?:very )?latest|latest|or (?:sooner|earlier|before)|sharp|or so|at the outside"
        r"|your time|local time)\b"
    ),
    before=pattern(r"\b(?:before|ahead of)\b"),
    after=pattern(r"(?!)|\bafter (?:the )?$"),
    open_leads=pattern(
        r"\b(?:last|past|previous|until|till|'til|til|since|from|starting|as of|after last|through|dated"
        r"|yesterday|version|v|earliest|(?:order|item|invoice) (?:no|number|nr)|every|each"
        r"|tomorrow's)\.? ?(?:on |the )?$"
    ),
    open_trails=pattern(r"'s\b|s'| (?:onwards?|ago|and onwards|or later|at the earliest)\b"),
    anchored=pattern(r" (?:of(?! (?:today|now))|after|from(?! (?:now|today))|once|when|following|upon|before|since)\b"),
)
