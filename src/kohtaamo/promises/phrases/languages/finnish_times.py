"""How Finnish says when: clock times, parts of the day, and all of it put together."""

import re

from kohtaamo.promises.phrases.days import (
    InDays,
)
from kohtaamo.promises.phrases.languages.finnish_days import NAMED, NUMBERS, SPANS
from kohtaamo.promises.phrases.languages.language import Rule, TimeGrammar, any_of, pattern, rule
from kohtaamo.promises.phrases.languages.numbers import (
    HOUR,
    MINUTE,
    POINTED,
    UNITS,
    WRITTEN,
    clock,
)
from kohtaamo.promises.phrases.meanings import Clock, Meaning


def _clock(match: re.Match[str]) -> Meaning | None:
    return clock(match[1], match[2])


def _word_clock(match: re.Match[str]) -> Meaning | None:
    hour = NUMBERS.get(match["hour"], 0)
    if not 1 <= hour <= 12:
        return Meaning(clock=Clock(hour)) if 13 <= hour <= 24 and not match["step"] else None
    minutes = {None: 0, "puoli": -30, "puol": -30}.get(match["step"], _minutes(match["step"]))
    total = (hour * 60 + minutes) % 720
    return Meaning(clock=Clock(total // 60 or 12, total % 60, loose=True))


def _minutes(step: str | None) -> int:
    words = (step or "").split()
    if len(words) != 2:
        return 0
    amount = int(words[0]) if words[0].isdigit() else _AMOUNTS.get(words[0], 0)
    return amount if words[1] == "yli" else -amount


_AMOUNTS = {"varttia": 15, "vartin": 15, "kymmenta": 10, "kymmenen": 10, "viitta": 5, "viisi": 5, "kahtakymmenta": 20}
_HOURS = [word for word, value in NUMBERS.items() if 1 <= value <= 12 and not word.startswith("pari")]
_NAMED_HOUR = any_of(word for word in _HOURS if word.endswith(("lta", "ltatoista")))
_TO_HOUR = any_of(word for word in _HOURS if word.endswith(("an", "en", "in", "toista", "ksi", "ksitoista")))
_STEP = rf"(?P<step>puoli|puol|(?:{any_of(_AMOUNTS)}|[0-9]{{1,2}}) (?:yli|vaille|vailla))"
_BEFORE_HOUR = any_of(word for word in _HOURS if word.endswith("a") and not word.endswith(("lta", "ssa", "toista")))
_HOURS_OF_DAY: tuple[Rule, ...] = (
    rule(
        rf"\b(?:klo|kello|kl)\.? ?(?:{HOUR}(?:[.:]{MINUTE})?(?::\w{{1,3}})? ?(?:-| ja "
        rf"| ja klo )(?:klo )?)?({HOUR})(?:[.:]({MINUTE}))?"
        r"(?![0-9])(?::?(?:een|aan|iin|hin|ksi|n|sta|lta|ta|ssa))?(?: valilla| valissa)?",
        _clock,
    ),
    rule(rf"(?<![0-9.,])({HOUR})(?:[.:]({MINUTE}))?:(?:een|aan|iin|ksi)\b", _clock),
    rule(rf"(?<![0-9.,])({HOUR})[.:]({MINUTE})(?= (?:mennessa|aikaan)\b)", _clock),
    rule(rf"(?<![0-9.,])({HOUR})()(?= (?:mennessa|aikaan|maissa)\b)", _clock),
    rule(rf"\b(?:klo |kello )?{_STEP} (?P<hour>{any_of(_HOURS)})\b(?! (?:tuntia|paivaa|kpl))", _word_clock),
    rule(rf"\b(?P<step>(?!))?(?P<hour>{_NAMED_HOUR})\b", _word_clock),
    rule(rf"\b(?:klo|kello) (?P<step>(?!))?(?P<hour>{any_of(NUMBERS)})\b", _word_clock),
    rule(
        rf"(?<=\bennen\x20)(?P<step>(?!))?(?P<hour>{_BEFORE_HOUR}|yhtatoista|kahtatoista)\b(?! (?:paiv|tunt"
        rf"|viik|kuuk))",
        _word_clock,
    ),
    rule(rf"\b(?P<step>(?!))?(?P<hour>{_TO_HOUR})(?= (?:mennessa|aikaan|maissa|menness|jalkeen)\b)", _word_clock),
    rule(
        r"\b(?:puoli(?:lta| |lta )?paivi?n|puoliltapaivin|keskipaivalla|puoleen ?paivaan|puoltapaivaa|puolipaiva\w*)\b",
        Meaning(clock=Clock(12)),
    ),
    rule(
        r"\b(?:keskiyoh?on|keskiyolla|puoliltaoin|puoliltayolla|puoleen ?yohon|puoltayota)\b", Meaning(clock=Clock(24))
    ),
)
_PARTS_OF_DAY: tuple[Rule, ...] = (
    rule(r"\b(?:alku)iltapaiva\w*\b", Meaning(part="early afternoon")),
    rule(
        r"\b(?:aamutuimaan|aamu(?:lla|sta|ksi|un|na|sella)|aamupaiv(?:alla|aksi|aan|an|an aikana)|ap)\b",
        Meaning(part="morning"),
    ),
    rule(r"\b(?:lounasta|lounaaseen|lounasaikaan|lounaalla|lounasaika\w*)\b", Meaning(part="morning")),
    rule(
        r"\b(?:loppu)?iltapaiv(?:alla|aksi|aan|asta|an|an aikana)\b|\bip\b|\blounaan jalkeen\b",
        Meaning(part="afternoon"),
    ),
    rule(r"\b(?:illalla|illaksi|iltaan|iltana|illan|iltasella)\b", Meaning(part="evening")),
    rule(r"\bpaivalla\b|\bpaivan mittaan\b|\bvirka-aik\w+\b", Meaning(part="day")),
    rule(
        r"\b(?:tyo|arki)?paivan (?:paatteeksi|loppu\w*|lopuksi|lopussa|aikana|mittaan|paattymis\w+)\b",
        Meaning(part="day"),
    ),
    rule(
        r"\b(?:taman|tan) (?:tyo|arki)?paivan (?:paatteeksi|loppu\w*|aikana|kuluessa|mittaan)\b", Meaning(day=InDays(0))
    ),
)
FINNISH_TIMES = TimeGrammar(
    rules=(
        (pattern(r"[0-9]"), (*WRITTEN, POINTED)),
        (pattern(""), NAMED),
        (pattern(r"sisal|sisaan|kulue|kulut|paasta|mennessa|aikana|ssa\b|enint|korkeint|max|viimeist"), SPANS),
        (
            pattern(
                r"[0-9]|klo|kello|puol|keski|yli|vaill|(?:lta|oista|ksi|een|aan|hta|hden|vitta|iitta|uutta|aa|ea|ta)\b"
            ),
            _HOURS_OF_DAY,
        ),
        (pattern(r"aamu|ilta|illa|lounas|louna|paiv|virka|\b[ai]p\b"), _PARTS_OF_DAY),
    ),
    sign=pattern(
        r"[0-9]|huome|huomi|\b(?:tana|tan|taks|taman|(?:ma|ti|ke|to|pe|la|su|ap|ip)\b)|kk\b|pv|maanant|tiist"
        r"|kesk|torst|perjan|lauant"
        r"|sunnun|aamu|\bilt|\billa|paiv|viik|vko|vkl|vk\b|kuu(?!l)|vuode|minuu|min\b|vart|vrk|vuorok|joulu"
        r"|lounas|louna"
        r"|puoliyo|juhannu|paasiai|loppiai|vap(?:un|pu)|helator|pyhainp|itsenaisyysp|tapanin|klo|kello|tun(?:tia|nin|nis|ti\b)|puol|virka-aik|\b(?:yhden|yhdeks|yhdess"
        r"|yhdelt|yhta|yhteen|yksi)"
        r"|kahd|kaht|kolm|nelj|viid|viit|kuud|kuut|seits|kymmen"
    ),
    bare=(
        pattern(
            rf"(?:,? (?:viimeistaan |noin |n\. )?)(?:{HOUR}(?:[.:]{MINUTE})? ?- ?)?({HOUR})(?:[.:]({MINUTE}))?"
            rf"(?![0-9]|[.,:]?[0-9]| ?{UNITS})(?:(?<=[0-9][.:][0-9]{{2}})|(?= ?(?:$|[,;!?)]|\.(?:\s|$)|(?:mennessa"
            rf"|aikaan|maissa|aikoihin|ja|niin)\b)))"
        ),
        _clock,
    ),
    bridges=pattern(
        r"[\s,]*(?:(?:viimeistaan|jo|heti|eli|noin|n\.?|tai|klo|kello|ennen|mennessa|viela|vasta|siis"
        r"|kuitenkin|alkaen|lahtien|asti|saakka)?[\s,]*){0,3}-?\s*"
    ),
    leads=pattern(
        r"(?:\b(?:viimeistaan|jo|heti|ennen|noin|viim\.?|siis|viela|vasta|kuun|jalkeen|ei myohemmin kuin) ?)+$"
    ),
    trails=pattern(
        r" (?:mennessa|menness|menessa|puolella|aikana|aikaan|maissa|aikoihin|kuluessa|varmasti"
        r"|viimeistaan)\b(?: (?:mennessa|viimeistaan)\b)?"
    ),
    before=pattern(r"\bennen\b"),
    after=pattern(r" (?:jalkeen|jalkee)\b"),
    open_leads=pattern(
        r"\b(?:viime|viimeksi|aikaisintaan|aikaisimmillaan|eilen|edellisena|versio\w*|versioon|v\.|numero\w*"
        r"|nro|tilaus)\.? ?$"
    ),
    open_trails=pattern(
        r"[ -]?(?:asti|saakka|lahtien|alkaen|eteenpain)\b|(?<!na)(?<!aan)[ -]sitten\b|(?: \w+){0,1} \w{3,}m(?:a|aa|i|ia|ie|alle"
        r"|asta|assa|aan)(?:si|nne|ni|mme)\b"
        r"| (?:paivatty|paivatyn|tehty|tehdyn|saapunut|saapuneen|lahetetty|tilattu|ostettu|maksettu|kello on)"
    ),
    anchored=pattern(
        r" (?:siita|tilauks\w+|palautuks\w+|vastaanot\w+|saapumis\w+|maks(?:usta|un)|lasku(?:n|sta)|kun"
        r"|toimituks\w+|osto\w+|ilmoituks\w+"
        r"|lahetyks\w+|yhteydenoto\w+|hyvaksy\w+)\b"
    ),
)
