"""How Swedish says when, in Finland and in Sweden: clock times, parts of the day, and all of it put together."""

import re

from kohtaamo.promises.phrases.languages.language import Rule, TimeGrammar, any_of, pattern, rule
from kohtaamo.promises.phrases.languages.numbers import HOUR, MINUTE, POINTED, UNITS, WRITTEN, clock, number
from kohtaamo.promises.phrases.languages.swedish_days import NAMED, NUMBERS, SPANS
from kohtaamo.promises.phrases.meanings import Clock, Meaning


def _word_clock(match: re.Match[str]) -> Meaning | None:
    word = match["hour"]
    hour = int(word) if word.isdigit() else NUMBERS.get(word, 0)
    if not 1 <= hour <= 12:
        return Meaning(clock=Clock(hour)) if 13 <= hour <= 24 and not match["step"] else None
    total = (hour * 60 + _minutes(match["step"] or "")) % 720
    return Meaning(clock=Clock(total // 60 or 12, total % 60, loose=True))


def _minutes(step: str) -> int:
    words = step.split()
    if not words:
        return 0
    if words == ["halv"]:
        return -30
    amount = 15 if words[0] == "kvart" else number(NUMBERS, words[0]) or 0
    return amount if words[-1] == "over" else -amount


def _clock(match: re.Match[str]) -> Meaning | None:
    return clock(match[1], match[2])


_HOURS = any_of(word for word, value in NUMBERS.items() if value <= 12 and word not in ("par", "en", "ena"))
_STEP = r"(?P<step>halv|(?:kvart|tio|fem|tjugo|[0-9]{1,2}(?: minuter)?) (?:over|i))"
_HOURS_OF_DAY: tuple[Rule, ...] = (
    rule(
        rf"\b(?:mellan )?(?:kl|klockan|klo|kl\.)\.? ?(?:{HOUR}(?:[.:]{MINUTE})? ?(?:-|och"
        rf"|till) ?(?:kl\.? ?)?)?({HOUR})(?:[.:]({MINUTE}))?(?![0-9])",
        _clock,
    ),
    rule(rf"\bmellan {HOUR}(?:[.:]{MINUTE})? och ({HOUR})(?:[.:]({MINUTE}))?(?![0-9]| ?{UNITS}| \w*dagar)", _clock),
    rule(
        rf"(?:(?<=senast\x20)|(?<=fore\x20)|(?<=innan\x20))({HOUR})(?:[.:]({MINUTE}))?(?![0-9/]|[.:][0-9]| ?{UNITS}|\.? \w*(?:dag|dec|jan|feb|mar|apr|maj"
        rf"|jun|aug|sep|okt|nov)|:?[ea]\b)",
        _clock,
    ),
    rule(rf"\b({HOUR})()-tiden\b", _clock),
    rule(rf"\b(?P<step>(?!))?(?P<hour>{_HOURS})tiden\b", _word_clock),
    rule(
        rf"(?<=\bvid\x20)(?P<step>(?!))?(?P<hour>{_HOURS})\b(?! (?:tillfalle\w*|\w*dag\w*|annan|sadan|senare|behov))",
        _word_clock,
    ),
    rule(
        rf"(?:(?<=fore\x20)|(?<=innan\x20)|(?<=senast\x20))(?P<step>(?!))?(?P<hour>{_HOURS}|tolv)\b"
        rf"(?! (?:\w*dag(?:ar|en)?|timm\w*|veck\w*|person\w*|minut\w*|st|stycken|manad\w*)\b)",
        _word_clock,
    ),
    rule(rf"\b(?:kl\.? |klockan )?{_STEP} (?P<hour>{_HOURS}|[0-9]{{1,2}})\b(?! \w*(?:dag|timm|veck))", _word_clock),
    rule(rf"\b(?:kl\.? |klockan )(?P<step>(?!))?(?P<hour>{any_of(NUMBERS)})\b", _word_clock),
    rule(r"\b(?:kl\.? |klockan )?(?:tolvsnaret|mitt pa dagen|middagstid)\b", Meaning(clock=Clock(12))),
    rule(r"\b(?:vid |fore )?midnatt\b", Meaning(clock=Clock(24))),
)
_PARTS_OF_DAY: tuple[Rule, ...] = (
    rule(
        r"\b(?:pa |under |till )?(?:morgonen|formiddagen|morgonkvisten)\b|\b(?:pa )?(?:formiddag|morgon)\b"
        r"|\bbitti\b|\bfm\b",
        Meaning(part="morning"),
    ),
    rule(r"\bpa (?:morgonen|formiddagen)\b", Meaning(part="morning")),
    rule(r"\b(?:tidigt |tidig )(?:pa )?eftermiddag(?:en)?\b", Meaning(part="early afternoon")),
    rule(r"\b(?:pa |under |till |sent pa )?eftermiddag(?:en)?\b|\befter lunch(?:en)?\b", Meaning(part="afternoon")),
    rule(r"\b(?:fore|innan|till|vid|pa) lunch(?:en|tid|dags)?\b", Meaning(part="morning")),
    rule(r"\b(?:pa |under |till )?kvall(?:en)?\b", Meaning(part="evening")),
    rule(
        r"\b(?:arbets)?dagens slut\b|\bslutet (?:av|pa) (?:arbets)?dagen\b|\binnan (?:arbets)?dagen(?: ar)? slut\w*\b",
        Meaning(part="day"),
    ),
    rule(r"\b(?:kontorstidens slut|stangning(?:sdags)?|under (?:arbets)?dagen)\b", Meaning(part="day")),
)


SWEDISH_TIMES = TimeGrammar(
    rules=(
        (pattern(r"[0-9]"), (*WRITTEN, POINTED)),
        (pattern(""), NAMED),
        (pattern(r"\b(?:inom|om|pa|under|senast|ge)\b"), SPANS),
        (pattern(r"[0-9]|kl|tid|natt|halv|kvart|mitt|tolv|\b(?:fore|innan|vid|senast|over|i)\b"), _HOURS_OF_DAY),
        (pattern(r"mor[gn]|bitti|middag|lunch|kvall|dagen|kontor|stang|\b[fe]m\b"), _PARTS_OF_DAY),
    ),
    sign=pattern(
        r"[0-9]|dag|dgr|mor[gnr]|moron|morse|bitti|kvall|veck|manad|timm|tim\b|kvart|halv|dygn|minut|min\b|jan|feb"
        r"|mars|apr|maj|jun|jul"
        r"|aug|sep|okt|nov|dec|nyar|midsom|pask|valborg|vappen|trettonh|himmelsf|allhelg|aret|arss|kl|lunch|natt|helg|stang|kontorst|tolvsnar|tiden"
        r"|\b(?:fm|em)\b"
        r"|\b(?:man|tis|ons|tors?|fre|lor|son|ett|tva|tre|fyra|fem|sex|sju|atta|nio|tio|elva|tolv)\b"
    ),
    bare=(
        pattern(
            rf"(?:,? (?:senast |vid |fore |ca |runt |innan "
            rf")?)(?:{HOUR}(?:[.:]{MINUTE})? ?- ?)?({HOUR})(?:[.:]({MINUTE}))?"
            rf"(?![0-9]|[.,:]?[0-9]| ?{UNITS})(?:(?<=[0-9][.:][0-9]{{2}})|(?= ?(?:$|[,;!?)]|\.(?:\s|$)|(?:och|sa"
            rf"|eller|ringer|skickar)\b)))"
        ),
        _clock,
    ),
    bridges=pattern(
        r"[\s,]*(?:(?:senast|den|pa|i|kl\.?|klockan|vid|redan|eller|allra|fore|innan|till|under|runt|omkring"
        r"|cirka|ca|dvs|alltsa|strax|av)?[\s,]*){0,4}-?\s*"
    ),
    leads=pattern(
        r"(?:\b(?:allra senast|senast|inte senare an|redan|pa|fore|innan|till|vid|runt|omkring|strax|ca"
        r"|cirka|efter|fram pa|nagon gang) ?)+$"
    ),
    trails=pattern(r" (?:senast|at det senaste|pa det senaste|prick|nagon gang)\b"),
    before=pattern(r"\b(?:fore|innan)\b"),
    after=pattern(r"(?!)|\befter ?$"),
    open_leads=pattern(
        r"\b(?:forra|sedan|fran|fr\.o\.m\.?|fran och med|till och med|t\.o\.m\.?|tills|fram till|tidigast"
        r"|i gar|version|nummer|nr|daterad|daterat)(?: (?:den|pa|i|kl\.?))? ?$"
    ),
    open_trails=pattern(r" (?:och framat|och framover|sedan)\b|s-?(?:lunch|avtal)"),
    anchored=pattern(r" (?:efter|fran(?! (?:nu|i dag|idag))|raknat|nar|sedan|av)\b"),
)
