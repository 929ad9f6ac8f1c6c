"""How Finnish names days, and spans that run from now."""

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

NUMBERS = {
    word: value
    for value, words in {
        1: "yhden yhdessa yhta yksi yhdelta yhdeksi yhteen yhelta",
        2: "kahden kahdessa kahta kaksi kahdelta kahdeksi kahteen kahelta kaheen parin parissa pari",
        3: "kolmen kolmessa kolmea kolme kolmelta kolmeksi kolmeen",
        4: "neljan neljassa neljaa nelja neljalta neljaksi neljaan",
        5: "viiden viidessa viitta viisi viidelta viideksi viiteen",
        6: "kuuden kuudessa kuutta kuusi kuudelta kuudeksi kuuteen",
        7: "seitseman seitsemassa seitsemaa seitsemalta seiskalta seiskan seitsemaksi seitsemaan",
        8: "kahdeksan kahdeksassa kahdeksaa kahdeksalta kasilta kasin kahdeksaksi kahdeksaan",
        9: "yhdeksan yhdeksassa yhdeksaa yhdeksalta ysilta ysin yhdeksaksi yhdeksaan",
        10: "kymmenen kymmenessa kymmenta kymmenelta kympilta kympin kymppiin kymmeneksi kymmeneen",
        11: "yhdentoista yhtatoista yksitoista yhdeltatoista yheltatoista yhdeksitoista yhteentoista",
        12: "kahdentoista kahtatoista kaksitoista kahdessatoista kahdeltatoista kaheltatoista kahdeksitoista kahteentoista",
        13: "kolmetoista kolmeltatoista kolmentoista",
        14: "neljantoista neljassatoista neljatoista neljaltatoista",
        15: "viidentoista viidessatoista viittatoista viisitoista viideltatoista",
        16: "kuusitoista kuudeltatoista",
        17: "seitsemantoista seitsemaltatoista",
        18: "kahdeksantoista kahdeksaltatoista",
        19: "yhdeksantoista yhdeksaltatoista",
        20: "kahdenkymmenen kahdessakymmenessa kahtakymmenta",
        24: "kahdenkymmenenneljan",
        30: "kolmenkymmenen kolmessakymmenessa",
        45: "neljankymmenenviiden",
    }.items()
    for word in words.split()
}
_COUNT = rf"(?:[0-9]{{1,3}}(?: ?- ?[0-9]{{1,3}})?|{any_of(NUMBERS)}(?:(?: tai |-| ){any_of(NUMBERS)})?)"
_ORDINAL_WORDS = """
ensimmaisena toisena kolmantena neljantena viidentena kuudentena seitsemantena kahdeksantena yhdeksantena
kymmenentena yhdentenatoista kahdentenatoista kolmantenatoista neljantenatoista viidentenatoista
"""
_ORDINALS = {
    word: value
    for value, word in enumerate(
        _ORDINAL_WORDS.split(),
        start=1,
    )
} | {"ensimmainen": 1, "ensimmaiseen": 1}
_WEEKDAYS = ("maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai")
_SHORT = ("ma", "ti", "ke", "to", "pe", "la", "su")
_STEMS = ["tammi", "helmi", "maalis", "huhti", "touko", "kesa", "heina", "elo", "syys", "loka", "marras", "joulu"]
_DAY = r"(maanantai|tiistai|keskiviik?ko|keskiviiko|torstai|perjantai|lauantai|sunnuntai)"
_MONTH = rf"({any_of(_STEMS)})k(?:uu|\b)"
_CASE = r"(?:na|ta|ksi|ks|hin|hi|lle|on|n|a|kin|nakin|han|nahan)?"
_PARTS = (
    ("morning", r"aamutuimaan|aamu(?:paiva)?(?:lla|na|ksi|un|an|sta|ista|n|lle|sella)?"),
    ("afternoon", r"iltapaiva(?:lla|na|ksi|an|sta|n|lle)?|iltapv"),
    ("evening", r"ilta(?:na|ksi|an)?|illalla|illaksi|illan|illasta|iltasella"),
    ("day", r"paiva(?:lla|na|n)?"),
)
_PART = "(?:" + "|".join(source for _, source in _PARTS) + ")"


def _part(word: str) -> str:
    return next((name for name, source in _PARTS if re.fullmatch(source, word)), "")


def _weekday_number(word: str) -> int:
    return next(index for index, name in enumerate(_WEEKDAYS) if name[:4] == word[:4])


def _weekday(match: re.Match[str]) -> Meaning:
    lead = (match[1] or "").strip()
    return Meaning(
        day=Weekday(
            _weekday_number(match[2]), week=0 if lead.startswith(("taman", "kuluvan")) else None, later=bool(lead)
        ),
        part=_part(match[3] or ""),
    )


def _weekdays(match: re.Match[str]) -> Meaning:
    return Meaning(day=Weekday(_weekday_number(match[2]), since=_weekday_number(match[1])))


def _short_weekdays(match: re.Match[str]) -> Meaning:
    return Meaning(day=Weekday(_SHORT.index(match[2]), since=_SHORT.index(match[1])))


def _short_weekday(match: re.Match[str]) -> Meaning:
    return Meaning(day=Weekday(_SHORT.index(match[1])))


def _relative(match: re.Match[str]) -> Meaning:
    days = 2 if match[1].startswith("yli") else 1 if match[1].startswith("huom") else 0
    return Meaning(day=InDays(days), part=_part(match[2] or ""))


def _month_day(match: re.Match[str]) -> Meaning | None:
    day = match[2] if match[2].isdigit() else str(_ORDINALS.get(match[2], 0))
    return dated(day, _STEMS.index(match[1]) + 1)


def _day_month(match: re.Match[str]) -> Meaning | None:
    day = match[1] if match[1].isdigit() else str(_ORDINALS.get(match[1], 0))
    return dated(day, _STEMS.index(match[2]) + 1, match[3] or match[4])


def _point_of(rest: str) -> str:
    return "start" if " alu" in rest or " alk" in rest else "middle" if re.search("puol|keski", rest) else "end"


def _month_end(match: re.Match[str]) -> Meaning:
    named = _STEMS.index(match[2]) + 1 if match[2] else None
    later = bool(match[1]) and match[1].strip().startswith(("ens", "seuraava", "tuleva"))
    rest = match.group()
    return Meaning(day=Month(1 if later else 0, named, working="arki" in rest or "tyo" in rest, point=_point_of(rest)))


_UNITS = (
    ("minute", r"min(?:uutin|uutissa|uuttia|uutti|\b\.?)"),
    ("quarter", r"vart(?:in|issa)|varttitunnin"),
    ("half", r"puolen tunnin|puolessa tunnissa|puolisen tuntia|puoli tuntia"),
    ("hour", r"tun(?:nin|nissa|tia|ti)|h\b|t\b"),
    ("round", r"vuorokau(?:den|dessa|tta)|vrk"),
    ("workday", r"(?:arki|tyo|pankki)(?:paiva[na]|paivassa|paivaa|pv|vrk)"),
    ("day", r"paiva[na]|paivassa|paivaa|pv[n]?\b"),
    ("week", r"viiko(?:n|ssa)|viikkoa|vko[n]?|vk\b"),
    ("month", r"kuukau(?:den|dessa|tta)|kk\b"),
)
_UNIT = "(" + "|".join(source for _, source in _UNITS) + ")"
_WITHIN = r"(?:sisalla|sisaan|kuluessa|kuluttua|paasta|mennessa|aikana)"


def _unit(word: str) -> str:
    word = re.sub(r"\s+", " ", word.strip())
    return next(name for name, source in _UNITS if re.fullmatch(source.replace(r"\b", ""), word))


def _span(match: re.Match[str]) -> Meaning | None:
    said = (match[1] or "").strip()
    if match[1] is None and match.group().endswith("aikana"):
        return None
    return span(2 if match[3] else number(NUMBERS, said), _unit(match[2]))


_WEEK_OF = r"(?:(taman|tan|talla|kuluvan|kuluvalla|ensi|ens|seuraavan|seuraavalla|tulevan|tulevalla|alkavan) )"


def _week(match: re.Match[str]) -> Meaning:
    lead, rest = match[1] or "", match.group()
    later = lead.startswith(("ens", "seuraava", "tuleva", "alkava"))
    point = "start" if "alu" in rest or "alku" in rest else "middle" if re.search("puol|keski", rest) else "end"
    return Meaning(day=Week(1 if later else 0, point))


def _weekend(match: re.Match[str]) -> Meaning:
    by = re.search(r"(?:loppuun|loppua|lopuksi)$", match.group())
    return Meaning(day=Week(1 if match[1] else 0, "end" if by else "sunday"))


_FEAST_WORDS = (
    ("christmas", r"joulu(?:n|a|ksi|un)|joulunpyhi(?:en|a)|tapaninpaiva(?:n|a)"),
    ("new year", r"uuden ?vuoden|uutta ?vuotta|uudeksi vuodeksi"),
    ("epiphany", r"loppiais(?:en|ta|eksi|een)"),
    ("easter", r"paasiais(?:en|ta|eksi|een)"),
    ("may day", r"vap(?:un|pua|uksi|puun)"),
    ("ascension", r"helatorsta(?:in|ita|iksi)"),
    ("midsummer", r"juhannu(?:ksen|sta|kseksi|kseen)"),
    ("all saints", r"pyhainpaiva(?:n|a|ksi)"),
    ("independence", r"itsenaisyyspaiva(?:n|a|ksi)"),
)
_FEASTS: tuple[Rule, ...] = tuple(
    made
    for name, words in _FEAST_WORDS
    for made in (
        rule(rf"\b(?:heti )?(?:{words}) (?:jalkeen|jalkee|jalkeisena)\b", Meaning(day=AfterFeast(name))),
        rule(rf"\b(?:{words})\b(?<!n)(?! ?(?:asti|saakka))", Meaning(day=Feast(name), before=True)),
        rule(rf"(?<=ennen\x20)(?:{words})", Meaning(day=Feast(name), before=True)),
    )
)

_FEAST_DAYS: tuple[Rule, ...] = (
    rule(r"\bjoulua(?:attona|atoksi|attoon)\b", Meaning(day=Dated(24, 12))),
    rule(r"\buudenvuodena(?:attona|atoksi|attoon)\b", Meaning(day=Dated(31, 12))),
    rule(r"\bvapuna?(?:attona|atoksi|attoon)\b|\bvappua(?:attona|atoksi|attoon)\b", Meaning(day=Dated(30, 4))),
    rule(r"\bjuhannusa(?:attona|atoksi|attoon)\b", Meaning(day=Feast("midsummer"))),
    rule(r"\bvappuna\b|\bvapunpaivana\b", Meaning(day=Dated(1, 5))),
    rule(r"\bloppiaisena\b", Meaning(day=Dated(6, 1))),
    rule(r"\bitsenaisyyspaivana\b", Meaning(day=Dated(6, 12))),
)

NAMED: tuple[Rule, ...] = (
    *_FEAST_DAYS,
    rule(
        rf"\b((?:ensi|ens|tuleva\w{{0,3}}|seuraava\w{{0,3}}|taman viikon|kuluvan viikon) )?{_DAY}{_CASE}-?({_PART})?\b",
        _weekday,
    ),
    rule(
        r"\b(ma|ti|ke|to|pe|la|su)\b\.?(?=,? ?(?:[0-9]{1,2}\.|klo|kello|aamu|ilta|mennessa|[0-9]{1,2}:))",
        _short_weekday,
    ),
    rule(r"(?<=[a-z]{3}\x20)(ma|ti|ke|to|pe|la|su)(?=[.!,;]|\s*$)", _short_weekday),
    rule(r"(?<=viimeistaan\x20)(ma|ti|ke|to|pe|la|su)\b", _short_weekday),
    rule(r"\b(ma|ti|ke|to|pe|la|su)(?::na|:hin|:ksi|na mennessa)\b", _short_weekday),
    rule(rf"\b{_DAY}{_CASE} ?(?:-|ja) ?{_DAY}{_CASE}(?: valilla)\b", _weekdays),
    rule(rf"\b{_DAY}{_CASE} ?- ?{_DAY}{_CASE}\b", _weekdays),
    rule(r"\b(ma|ti|ke|to|pe|la) ?- ?(ti|ke|to|pe|la|su)\b", _short_weekdays),
    rule(r"\b(ylihuomen\w{0,4}|ylihuomis\w{0,4})()\b", _relative),
    rule(r"\b(tana|tama|taman) ?(aamu(?:na)?|aamupaivana|iltapaivana|iltana|ilta)\b", _relative),
    rule(rf"\b((?:yli)?huomis|(?:yli)?huomen|tanaan)-? ?({_PART})\b", _relative),
    rule(
        r"\b(huomen?n?a|huomenna|huomenissa|huomenn?akin|huomiseen|huomiselle|huomiseksi?|huomiseks|huomisen|huomista|huomen)()\b",
        _relative,
    ),
    rule(r"\b(tanaan|tan?na|tana paivana|tam?an paivan|tan paivan|taksi paivaksi)()\b", _relative),
    rule(r"\b(?:samana paivana|saman paivan)\b", Meaning(day=SameDay())),
    rule(rf"\b{_MONTH}u?n ([0-9]{{1,2}}|{any_of(_ORDINALS)})\b\.?(?: ?paiva(?:na|ksi|an|n)?| ?pv| ?pna)?", _month_day),
    rule(
        rf"\b([0-9]{{1,2}}|{any_of(_ORDINALS)})\.?:?(?:s|na|nen)?(?: paivana)? {_MONTH}(?:u?ta|un|uksi|u)?\.?{YEAR}",
        _day_month,
    ),
    rule(
        r"\b(?:kuun )?([0-9]{1,2})\. ?(?:paiva(?:na|an|ksi|n)?|pna|pv)\b(?! sisalla| kuluessa)", lambda m: dated(m[1])
    ),
    UNPOINTED,
    rule(r"(?<=viimeistaan\x20)" + UNTIMED, untimed),
    rule(r"(?<![0-9.,])([0-9]{1,2})\.([0-9]{1,2})(?=,? (?:mennessa|klo|kello)\b)", lambda m: dated(m[1], m[2])),
    rule(
        rf"\b((?:taman|kuluvan|ensi|seuraavan|tulevan) )?(?:({any_of(_STEMS)})kuun|kuun"
        rf"|kuukauden) (?:lop[pu]\w*|viimei\w+ \w+paiva\w*"
        rf"|aikana|puoli\w+|puolee\w+|viimei\w+ paiva\w*|alu\w+|alku\w*)\b",
        _month_end,
    ),
    rule(rf"\b(ensi |ens |tassa |seuraavassa )(?:({any_of(_STEMS)})?kuussa)\b", _month_end),
    rule(rf"\b()({any_of(_STEMS)})kuussa\b", _month_end),
    rule(r"\bkuun ?vaihtee(?:ssa|seen|ksi)\b", Meaning(day=Month())),
    rule(
        r"\b(?:vuoden (?:lop[pu]\w*|aikana|puolella)|tana vuonna|vuodenvaihte\w+|vuoden vaihte\w+)\b",
        Meaning(day=YearEnd()),
    ),
    *_FEASTS,
    rule(rf"\bennen ({any_of(_STEMS)})kuuta\b", lambda m: Meaning(day=Dated(1, _STEMS.index(m[1]) + 1), before=True)),
    rule(rf"\b{_WEEK_OF}viikon (?:aikana|kuluessa|mittaan)\b", _week),
    rule(rf"\b{_WEEK_OF}?viikon (?:aikana|lop\w*|alu\w+|alku\w*|puoli\w+|puolee\w+|keskivaih\w+|mittaan)\b", _week),
    rule(rf"\b{_WEEK_OF}viikolla\b", _week),
    rule(rf"\b{_WEEK_OF}viikon\b", _week),
    rule(r"\b()(?:loppuviiko\w+|loppuviikko\w*|alkuviiko\w+|alkuviikko\w*)\b", _week),
    rule(r"\b(ensi )?viikonlop(?:puna|un|puun|puksi|puhun|uksi|pua)\b", _weekend),
    rule(r"\b(?:heti )?(?:viikonlopun|vkl?:?n?|vkonlopun) (?:jalkeen|jalkee)\b", Meaning(day=Week(1, "first"))),
    rule(r"\b(?:viiko(?:lla|n)|vko(?:lla)?) ([0-9]{1,2})\b", lambda m: Meaning(day=NumberedWeek(int(m[1])))),
    rule(r"\b(?:seuraavana|ensimmaisena) (?:arki|tyo)paivana\b", Meaning(day=InWorkingDays(1), is_span=True)),
    rule(r"\bseuraavana paivana\b", Meaning(day=InDays(1), is_span=True)),
)
"""Days, weeks, months and feasts by name or number."""
SPANS: tuple[Rule, ...] = (
    rule(rf"\b(?:(?:noin|seuraavan|lahimman|lahipaivan) )?({_COUNT} ?)?{_UNIT}( parin)? {_WITHIN}\b", _span),
    rule(
        rf"\b({_COUNT} ?)?((?:tun|vuorokau|paiva|arkipaiva|tyopaiva|pankkipaiva|viiko|kuukau|minuuti|puolessa tun)(?:nissa"
        rf"|dessa|ssa))()\b",
        _span,
    ),
    rule(rf"\b({_COUNT}) ja puolen tunnin {_WITHIN}\b", lambda m: and_a_half(number(NUMBERS, m[1]))),
    rule(rf"\b([0-9]{{1,2}}),5 ?(?:tunnin|h) {_WITHIN}\b", lambda m: and_a_half(int(m[1]))),
    rule(rf"\b(?:enintaan|korkeintaan|max\.?|viimeistaan) ({_COUNT} ?){_UNIT}()", _span),
    rule(rf"\banna(?:tko)? (?:mulle|minulle|meille) ({_COUNT} ){_UNIT}()", _span),
    rule(
        rf"\bpuolentoista tunnin {_WITHIN}\b|\bpuolessatoista tunnissa\b",
        Meaning(elapsed=timedelta(minutes=90), is_span=True),
    ),
)
"""Spans of time, which run from now."""
