"""How English says when: clock times, parts of the day, and all of it put together."""

import re

from kohtaamo.promises.phrases.languages.english_days import MONTH, NAMED, NUMBERS, ORDINAL, SPANS
from kohtaamo.promises.phrases.languages.language import Rule, TimeGrammar, any_of, pattern, rule
from kohtaamo.promises.phrases.languages.numbers import (
    HOUR,
    MINUTE,
    UNITS,
    WRITTEN,
    clock,
    half_day_clock,
    number,
)
from kohtaamo.promises.phrases.meanings import Clock, Meaning


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
    hour = int(word) if word.isdigit() else NUMBERS.get(word, 0)
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
    amount = 15 if "quarter" in words else number(NUMBERS, words[0]) or 0
    return -amount if words[-1] in ("to", "before", "till") else amount


_HOUR_WORD = any_of(word for word, value in NUMBERS.items() if value <= 12 and word not in ("a", "an", "the", "couple"))
_HALF = r"(?: ?(?P<half>[ap])\.?m\b\.?)"
_STEP = (
    r"(?P<step>half(?: past)?|(?:a )?quarter (?:past|to|before|after)|(?:ten|five|twenty"
    r"|[0-9]{1,2})(?: minutes)? (?:past|to))"
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
        rf"|{ORDINAL}| ?(?:[a-z]+ )?(?:days|hours|weeks|minutes|percent)"
        rf"|(?: of)? {MONTH}| [a-z]+ (?:street|road|st))",
        _clock,
    ),
    rule(
        rf"\b(?:before |around |at )(?P<hour>{HOUR})(?::(?P<minute>{MINUTE}))?(?P<half>(?!))?(?= ?(?:o'?clock"
        rf"|tomorrow|today|on (?:mon|tue|wed|thu|fri)|[.,!;]|$))",
        _clock,
    ),
    rule(
        r"(?<=\b(?:at|by)\x20)(?P<hour>[01][0-9]|2[0-3])(?P<minute>[0-5][05])(?P<half>(?!))?(?: ?(?:hours|hrs|h)\b"
        r"|(?<!20[0-9]{2})(?<!19[0-9]{2})(?= ?(?:$|[,;!?)]|\.(?:\s|$)|(?:on|today|tomorrow|and)\b)))",
        _clock,
    ),
    rule(rf"\b{_STEP} (?P<hour>{_HOUR_WORD}|[0-9]{{1,2}}){_HALF}?(?! (?:hours|days|weeks))\b", _word_clock),
    rule(rf"\b(?P<step>(?!))?(?P<hour>{_HOUR_WORD}|[0-9]{{1,2}}){_HALF}? ?o'? ?clock\b", _word_clock),
    rule(rf"\b(?P<step>(?!))?(?P<hour>{_HOUR_WORD}){_HALF}", _word_clock),
    rule(
        rf"(?<=\b(?:at|by)\x20)(?P<step>(?!))?(?P<hour>{_HOUR_WORD})(?P<half>(?!))?\b(?! [a-z]+s\b| of\b| point)",
        _word_clock,
    ),
    rule(
        rf"(?:(?<=before\x20)|(?<=around\x20)|(?<=about\x20))(?P<step>(?!))?(?P<hour>{_HOUR_WORD})(?P<half>(?!))?\b(?! [a-z]+s\b| of\b)",
        _word_clock,
    ),
    rule(
        rf"\b(?:(?:between |from ){HOUR}(?:[:.]{MINUTE})?(?: ?[ap]\.?m\.?)? ?(?:-|to|and|until) )?(?:12 )?"
        r"(?:noon|midday|mid-day)\b",
        Meaning(clock=Clock(12)),
    ),
    rule(r"\b(?:12 )?midnight\b", Meaning(clock=Clock(24))),
)
_PARTS_OF_DAY: tuple[Rule, ...] = (
    rule(r"\b(?:early (?:in the )?)afternoon\b", Meaning(part="early afternoon")),
    rule(
        r"\b(?:first thing(?: in the)?(?: morning)?|(?:in |during )?the morning|morning|mid-morning)\b",
        Meaning(part="morning"),
    ),
    rule(r"\b(?:late |in the |during the )?afternoon\b|\bafter lunch\b", Meaning(part="afternoon")),
    rule(r"\b(?:(?:before|by|around|at) )?lunch(?:-?time)?\b", Meaning(part="morning")),
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
    rules=(
        (pattern(r"[0-9]"), (*WRITTEN[:2], WRITTEN[3])),
        (pattern(""), NAMED),
        (pattern(r"\b(?:within|inside|in|under|later|over|during|from|give|week)\b"), SPANS),
        (pattern(r"[0-9]|noon|mid-?day|midnight|clock|past|\b(?:to|at|by|before|[ap]\.?m)\b"), _HOURS_OF_DAY),
        (
            pattern(r"morning|noon|lunch|evening|night|end|close|play|e\.?o\.?d|c\.?o\.?b|closing|during|first|day"),
            _PARTS_OF_DAY,
        ),
    ),
    sign=pattern(
        r"[0-9]|mon|tue|wed|wend|thu|fri|sat|sun|tomor|tommor|tmr|tomo\b|day|night|morning|noon|evening|week"
        r"|month|year|hour|hr|min"
        r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mas\b|midsum|easter|epiphany|ascension|all saints|e\.?o\.?[dmw]|c\.?o\.?b|lunch"
        r"|quarter|half|clock|closing|play"
        r"|close of|business|first thing|fortnight|office hours"
        r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
    ),
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
        r"(?:\b(?:(?<!stop\x20)(?<!drop\x20)(?<!swing\x20)(?<!pop\x20)by|on|at|in|no later than|not later than"
        r"|before|ahead of|around|about|during|sometime"
        r"|some time|as early as|first thing|the|latest|latest by|after|for) ?)+$"
    ),
    trails=pattern(
        r",? (?:at the (?:very )?latest|latest|or (?:sooner|earlier|before)|sharp|or so|at the outside"
        r"|your time|local time)\b"
    ),
    before=pattern(r"\b(?:before|ahead of)\b"),
    after=pattern(r"(?!)|\bafter (?:the )?$"),
    open_leads=pattern(
        r"\b(?:last|past|previous|(?<!give\x20me\x20)(?<!give\x20us\x20)until"
        r"|(?<!give\x20me\x20)(?<!give\x20us\x20)till|'til|til|since|from|starting|as of|after last|(?<!this\x20)(?<!it\x20)(?<!that\x20)(?<!them\x20)(?<!credit\x20)(?<!order\x20)(?<!refund\x20)"
        r"(?<!payment\x20)through"
        r"|dated"
        r"|yesterday|version|v|earliest|(?:order|item|invoice) (?:no|number|nr)|every|each"
        r"|tomorrow's)\.? ?(?:on |the )?$"
    ),
    open_trails=pattern(r"'s\b|s'| (?:onwards?|ago|and onwards|or later|at the earliest)\b"),
    anchored=pattern(r" (?:of(?! (?:today|now))|after|from(?! (?:now|today))|once|when|following|upon|before|since)\b"),
)
