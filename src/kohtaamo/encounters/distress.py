"""Words of distress, so that the fast lane can be offered; a person decides. Only words: never voice or face."""

from __future__ import annotations

import re

from kohtaamo.platform.words import lemmas

LONGEST = 4_000  # characters read
MANY = 2  # signs that together are enough
_STRONG = frozenset(
    # Finnish, Swedish, English: one is enough
    [
        "raivo",
        "raivostua",
        "raivostuttaa",
        "itkeä",
        "itku",
        "epätoivo",
        "epätoivoinen",
        "paniikki",
        "hätä",
        "hädissään",
        "kauhu",
        "kauhistunut",
        "järkyttää",
        "järkyttynyt",
        "sietämätön",
        "rasittunut",
        "uupunut",
        "ambulanssi",
        "hengenvaara",
        "hengenvaarallinen",
        "turvaton",
        "rasande",
        "förtvivlad",
        "gråta",
        "gråter",
        "panik",
        "förtvivlan",
        "chockad",
        "olidlig",
        "ambulans",
        "livsfarlig",
        "otrygg",
        "utmattad",
        "furious",
        "desperate",
        "desperation",
        "crying",
        "panic",
        "devastated",
        "unbearable",
        "ambulance",
        "terrified",
        "unsafe",
        "heartbroken",
    ]
)
_WEAK = frozenset(
    [
        "hirveä",
        "kamala",
        "törkeä",
        "järkyttävä",
        "hävytön",
        "pettymys",
        "pettynyt",
        "vihainen",
        "suuttua",
        "häpeä",
        "huijaus",
        "vaara",
        "vaarallinen",
        "pelätä",
        "pelottaa",
        "sairas",
        "sairaala",
        "kipu",
        "kipeä",
        "vauva",
        "yksin",
        "pimeä",
        "kylmä",
        "ulosotto",
        "lakimies",
        "hemsk",
        "förskräcklig",
        "skandal",
        "arg",
        "ilska",
        "besviken",
        "skam",
        "bedrägeri",
        "farlig",
        "rädd",
        "sjuk",
        "sjukhus",
        "smärta",
        "ensam",
        "bebis",
        "awful",
        "terrible",
        "horrible",
        "disgusting",
        "angry",
        "outrageous",
        "disappointed",
        "scam",
        "dangerous",
        "afraid",
        "scared",
        "sick",
        "hospital",
        "pain",
        "alone",
        "baby",
        "lawyer",
    ]
)
_SAID = re.compile(
    r"\ben (enää )?(jaksa|kestä|pysty)\b|\bkuka(an)? ei (auta|välitä|kuuntele)\b|\bmitä minä (nyt )?teen\b|\bapua\b"
    r"|\b(jag )?orkar inte\b|\bstår inte ut\b|\bingen (hjälper|bryr sig|lyssnar)\b|\bvad ska jag göra\b"
    r"|\b(can't|cannot|can not) (take|bear|cope|go on)\b|\bno ?(one|body) (helps|cares|listens)\b|\bat my wits'? end\b"
    r"|\bwhat am i (supposed )?to do\b|\bplease help\b|\bi am begging\b",
    re.IGNORECASE,
)
_SHOUTED = re.compile(r"!{2,}|\?!|(?:\b[A-ZÅÄÖ]{4,}\b[\s,]+){2}")


def sounds_distressed(text: str) -> bool:
    """Whether the words are such that a person ought to be asked if the customer is in distress."""
    text = text[:LONGEST]
    words = set(lemmas(text.lower()).split())
    if words & _STRONG or _SAID.search(text):
        return True
    return len(words & _WEAK) + len(_SHOUTED.findall(text)) >= MANY
