"""How Swedish names days, and spans that run from now."""

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
    UNPOINTED,
    UNTIMED,
    YEAR,
    and_a_half,
    dated,
    number,
    span,
    untimed,
)
from kohtaamo.promises.phrases.meanings import Meaning

_NUMBER_WORDS = """
en/ett/ena tva/par tre fyra fem sex sju atta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton
"""
NUMBERS = {word: value for value, words in enumerate(_NUMBER_WORDS.split(), start=1) for word in words.split("/")} | {
    "tjugo": 20,
    "tjugofyra": 24,
    "trettio": 30,
    "fyrtiofem": 45,
    "fyrtioatta": 48,
}
_COUNT = (
    rf"(?:[0-9]{{1,3}}(?: ?(?:-|till|eller) ?[0-9]{{1,3}})?|(?:ett )?{any_of(NUMBERS)}(?:(?: eller |-"
    rf"| till ){any_of(NUMBERS)})?)"
)
_WEEKDAYS = ("man", "tis", "ons", "tor", "fre", "lor", "son")
_DAY = r"(man|tis|ons|tors|fre|lor|son)dag"
_MONTHS = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
_MONTH = (
    r"(jan(?:uari)?|feb(?:ruari)?|mars|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|sept?(?:ember)?"
    r"|okt(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?)\b\.?"
)
_FULL_MONTH = "(januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)"
_PARTS = (
    ("morning", r"morgon(?:en)?|morron(?:en)?|formiddag(?:en)?|morse|bitti|fm\b"),
    ("afternoon", r"eftermiddag(?:en)?|em\b"),
    ("evening", r"kvall(?:en)?"),
)
_PART = "(?:" + "|".join(source for _, source in _PARTS) + ")"
_ORDINAL_WORDS = """
forsta andra tredje fjarde femte sjatte sjunde attonde nionde tionde elfte tolfte trettonde fjortonde femtonde
"""
_ORDINALS = {word: day for day, word in enumerate(_ORDINAL_WORDS.split(), 1)}
_NEXT = r"(?:nasta|kommande|nastkommande)"
_THIS = r"(?:denna|den har|innevarande|aktuella)"


def _part(word: str | None) -> str:
    return next((name for name, source in _PARTS if re.fullmatch(source.replace(r"\b", ""), word or "")), "")


def _named_weekday(match: re.Match[str]) -> Meaning:
    lead = (match[1] or "").strip()
    week = 1 if lead == "nasta" else 0 if lead in ("denna", "den har") else None
    day = Weekday(_WEEKDAYS.index(match[2][:3]), week=week, later=bool(lead), extra=1 if match["later"] else 0)
    return Meaning(day=day, part=_part(match[3]))


def _weekdays(match: re.Match[str]) -> Meaning | None:
    first, last = (_WEEKDAYS.index(match[place][:3]) for place in (1, 2))
    return Meaning(day=Weekday(last, since=first))


def _short_weekday(match: re.Match[str]) -> Meaning:
    return Meaning(day=Weekday(_WEEKDAYS.index(match[1][:3])))


def _dated(match: re.Match[str]) -> Meaning | None:
    return dated(match[1], _MONTHS.index(match[2][:3]) + 1, match[3] or match[4])


_UNITS = (
    ("minute", r"min(?:uter|uters|ut)?"),
    ("quarter", r"kvart"),
    ("half", r"halvtimmes?"),
    ("hour", r"timm(?:ar(?:na)?|e|a|es|ars)|tim|h"),
    ("round", r"dygn"),
    ("workday", r"(?:var|arbets|bank)(?:dag(?:ar|arna|s|ars)?|dgr)"),
    ("day", r"dag(?:ar|arna|s|ars)?|dgr"),
    ("week", r"veck(?:ors?|orna|as|a(?! ?[0-9]))"),
    ("month", r"manad(?:er|s)?"),
)
_UNIT = "(" + "|".join(source for _, source in _UNITS) + ")"


def _span(match: re.Match[str]) -> Meaning | None:
    return span(number(NUMBERS, match[1]), next(name for name, source in _UNITS if re.fullmatch(source, match[2])))


def _month_number(word: str) -> int:
    return _MONTHS.index(word[:3]) + 1


def _month(match: re.Match[str]) -> Meaning:
    named = _month_number(match[2]) if match[2] else None
    rest = match.group()
    months = 1 if match[1] and re.match(_NEXT, match[1]) else 0
    point = "start" if "borjan" in rest else "middle" if "mitten" in rest else "end"
    return Meaning(day=Month(months, named, working="dagen" in rest and "sista dagen" not in rest, point=point))


def _week(match: re.Match[str]) -> Meaning:
    rest = match.group()
    point = "start" if "borjan" in rest else "middle" if "mitten" in rest else "end"
    return Meaning(day=Week(1 if re.search(_NEXT, rest) else 0, point))


_END = (
    r"(?:i |vid |fore |till |innan )?(?:slutet (?:av|pa) |utgangen av |mitten (?:av|pa) |borjan (?:av|pa) |sista (?:var"
    r"|arbets|bank)?dagen (?:i|av|pa) )"
)

_FEAST_WORDS = (
    ("christmas", r"jul|julen|julhelgen|juldagarna|annandag jul"),
    ("new year", r"nyar|nyaret|nyarshelgen|nyarsdagen"),
    ("epiphany", r"trettondag(?:en|shelgen)?|trettonhelgen"),
    ("easter", r"pask|pasken|paskhelgen"),
    ("may day", r"vappen|valborg|valborgshelgen|forsta maj"),
    ("ascension", r"kristi himmelsfard(?:sdag(?:en)?)?"),
    ("midsummer", r"midsommar|midsommaren|midsommarhelgen"),
    ("all saints", r"alla helgons dag|allhelgona(?:helgen)?"),
    ("independence", r"sjalvstandighetsdagen"),
)
_FEASTS: tuple[Rule, ...] = tuple(
    made
    for name, words in _FEAST_WORDS
    for made in (
        rule(
            rf"\b(?:(?:direkt|genast|strax) )?efter (?:{words})\b(?! [0-9])",
            Meaning(day=AfterFeast(name)),
        ),
        rule(rf"(?<!glad\x20)\b(?:{words})\b(?! och)", Meaning(day=Feast(name), before=True)),
    )
)

_FEAST_DAYS: tuple[Rule, ...] = (
    rule(r"\bjulafton\b", Meaning(day=Dated(24, 12))),
    rule(r"\bnyarsafton\b", Meaning(day=Dated(31, 12))),
    rule(r"\b(?:valborgs(?:massoafton)?(?:afton)?|vappafton(?:en)?)\b", Meaning(day=Dated(30, 4))),
    rule(r"\bmidsommarafton\b", Meaning(day=Feast("midsummer"))),
    rule(r"\bpa (?:forsta maj|vappen)\b", Meaning(day=Dated(1, 5))),
    rule(r"\bpa trettondagen\b", Meaning(day=Dated(6, 1))),
    rule(r"\bpa sjalvstandighetsdagen\b", Meaning(day=Dated(6, 12))),
)
NAMED: tuple[Rule, ...] = (
    *_FEAST_DAYS,
    rule(
        rf"\b((?:{_NEXT}|denna|den har|nu pa) )?{_DAY}(?:en)?(?:(?: |-|s| pa )?({_PART}))?\b(?!s)"
        r"(?P<later> om en vecka)?",
        _named_weekday,
    ),
    rule(
        r"\b(man|tis|ons|tors?|fre|lor|son)\b\.?(?= ?(?:den |[0-9]{1,2}[./]|kl|[0-9]{1,2} (?:jan|feb|mar|apr"
        r"|maj|jun|aug|sep|okt|nov|dec)))",
        _short_weekday,
    ),
    rule(r"(?:(?<=senast\x20)|(?<=senast\x20pa\x20)|(?<=till\x20))\b(man|tis|ons|tors?|fre|lor|son)\b", _short_weekday),
    rule(rf"\b(?:mellan |fran )?{_DAY}(?:en)? ?(?:-|och|till|t\.o\.m\.) ?{_DAY}(?:en)?\b", _weekdays),
    rule(r"\b(?:i ?overmorgon|overmorgon|i ?over morgon)()\b", Meaning(day=InDays(2))),
    rule(
        rf"\b(?:i ?mor(?:gon|ron|n|rn|ren)|i ?morgondag|morgondagen|i ?moron)(?: ({_PART}))?\b",
        lambda m: Meaning(day=InDays(1), part=_part(m[1])),
    ),
    rule(r"\b(?:i ?dag|dagens datum|senare i ?dag|under dagen|dagen lang)\b", Meaning(day=InDays(0))),
    rule(r"\bsamma dag\b", Meaning(day=SameDay())),
    rule(r"\bi ?kvall\b", Meaning(day=InDays(0), part="evening")),
    rule(r"\bi ?eftermiddag\b", Meaning(day=InDays(0), part="afternoon")),
    rule(r"\bi ?formiddag\b", Meaning(day=InDays(0), part="morning")),
    rule(
        rf"\b(?:den )?({any_of(_ORDINALS)}) {_MONTH}{YEAR}",
        lambda m: dated(str(_ORDINALS[m[1]]), _month_number(m[2]), m[3] or m[4]),
    ),
    rule(rf"\b(?:den |d\. ?)?(?:[0-9]{{1,2}} ?- ?)?([0-9]{{1,2}})(?::?e|:?a|\.)? {_MONTH}{YEAR}", _dated),
    rule(r"\bden ([0-9]{1,2})(?::?e|:?a)?\b(?![./:]?[0-9])(?: (?:i|denna) manad(?:en)?)?", lambda m: dated(m[1])),
    UNPOINTED,
    rule(r"(?:(?<=senast\x20)|(?<=den\x20)|(?<=till\x20)|(?<=fore\x20))" + UNTIMED, untimed),
    rule(r"(?<![0-9.,])([0-9]{1,2})\.([0-9]{1,2})(?=,? (?:kl|klockan)\b)", lambda m: dated(m[1], m[2])),
    rule(rf"\b{_END}({_NEXT} |{_THIS} )?(?:{_MONTH}|manaden|manad)", _month),
    rule(rf"\b(?:den )?sista (i )?{_MONTH}(?! [0-9])", _month),
    rule(r"\b(?:manadsskiftet|den sista i manaden|manadens slut)\b", Meaning(day=Month())),
    rule(rf"\b({_NEXT} |{_THIS} )()manad(?:en)?\b", _month),
    rule(rf"\b(i |under )(?:loppet av )?{_MONTH}(?! [0-9])", _month),
    rule(r"\b(?:innan|fore) manaden(?: ar)? slut\w*\b", Meaning(day=Month())),
    rule(r"\b(?:manadens|vid manadens) (?:slut|utgang)\b", Meaning(day=Month())),
    rule(r"\bmanadens sista (?:var|arbets|bank)dag\b", Meaning(day=Month(working=True))),
    rule(
        r"\b(?:arsskiftet|arets slut|(?:slutet|utgangen) (?:av|pa) aret|under (?:detta|det har|innevarande) aret?|i ar"
        r"|innan aret ar (?:slut|over))\b",
        Meaning(day=YearEnd()),
    ),
    *_FEASTS,
    rule(
        rf"\b(?:fore|innan) {_FULL_MONTH}\b(?! [0-9])",
        lambda m: Meaning(day=Dated(1, _month_number(m[1])), before=True),
    ),
    rule(rf"\b(?:{_END}|under (?:loppet av )?|inom )?(?:{_NEXT} |{_THIS} )vecka(?:n)?\b", _week),
    rule(rf"\b(?:{_END}|under (?:loppet av )?|i (?=veckan))veckan\b(?: som kommer)?", _week),
    rule(r"\b(?:veckans slut|veckoslutet|innan veckan(?: ar)? slut\w*)\b", Meaning(day=Week())),
    rule(r"\b(?:i |over |under )(?:helgen|veckoslutet)\b", Meaning(day=Week(0, "sunday"))),
    rule(r"\b(?:(?:direkt|genast|strax) )?efter (?:helgen|veckoslutet|veckohelgen)\b", Meaning(day=Week(1, "first"))),
    rule(r"\b(?:till |fore |innan )(?:helgen|veckoslutet)\b", Meaning(day=Week())),
    rule(r"\b(?:vecka|v\.) ?([0-9]{1,2})\b", lambda m: Meaning(day=NumberedWeek(int(m[1])))),
    rule(
        r"\b(?:nasta|forsta|narmaste|pafoljande|foljande) (?:var|arbets|bank)dag(?:en)?\b",
        Meaning(day=InWorkingDays(1), is_span=True),
    ),
    rule(r"\b(?:nasta|foljande) dag\b", Meaning(day=InDays(1), is_span=True)),
)
SPANS: tuple[Rule, ...] = (
    rule(
        rf"\b(?:inom|om|pa|under|inom loppet av|senast om|senast inom) (?:(?:hogst|max|cirka|ca|ungefar|bara"
        rf"|loppet av|de (?:narmaste|kommande)"
        rf"|den (?:narmaste|kommande)) )*({_COUNT} ?)?{_UNIT}\b(?! sedan)",
        _span,
    ),
    rule(
        rf"\b(?:inom|om|pa) (?:cirka |ca |ungefar )?({_COUNT}) och en halv timm(?:e|a|ar)\b",
        lambda m: and_a_half(number(NUMBERS, m[1])),
    ),
    rule(r"\b(?:inom|om|pa) ([0-9]{1,2}),5 ?(?:timmar|h)\b", lambda m: and_a_half(int(m[1]))),
    rule(r"\b(?:om|inom) en (?:dryg|knapp|god) timm(?:e|a)\b", Meaning(elapsed=timedelta(hours=1), is_span=True)),
    rule(rf"\bge (?:mig|oss) (?:ungefar |bara )?({_COUNT} ){_UNIT}\b", _span),
    rule(
        r"\b(?:inom|om|pa) (?:en och en halv|en o en halv|en och halv|1,5) timm(?:e|a|ar)\b",
        Meaning(elapsed=timedelta(minutes=90), is_span=True),
    ),
    rule(r"\b(?:inom|om|pa) en halv ?timm(?:e|a)\b", Meaning(elapsed=timedelta(minutes=30), is_span=True)),
    rule(
        r"\b(?:inom|om) (?:en )?(?:kvarts timme|trekvart)\b",
        lambda m: Meaning(elapsed=timedelta(minutes=45 if "tre" in m.group() else 15), is_span=True),
    ),
)
