"""Words of distress, so that the fast lane can be offered; a person decides. Only words: never voice or face.

Beginnings of words stand for all their forms: the pages that ask cannot wait for the dictionaries to be read.
"""

from __future__ import annotations

import re

LONGEST = 4_000  # characters read
MANY = 2  # signs that together are enough


def _beginnings(*words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(' '.join(words).split())})", re.IGNORECASE)


_STRONG = _beginnings(  # one is enough
    "raivo itke itki itku epätoivo paniik hädissä hätään hädän kauhistu järkyttyn sietämät uupunu ambulanss hengenvaar turvatto",
    "rasand förtvivl gråt panik chockad olidlig ambulans livsfarlig otrygg utmatta",
    r"furious desperat crying panic devastat unbearabl ambulance terrified unsafe\b heartbrok",
)
_WEAK = _beginnings(
    "hirve kamala törke järkyttäv hävyt pettyn vihai suutu häpeä häpeil huijau vaara pelkää pelkään pelottaa sairas sairaal kipu kivu kipeä",
    r"vauva yksin\b kylmäs pimeäs ulosot lakimie",
    r"hemsk förskräcklig skandal arg\b arga\b ilsk besvik skäm bedräger farlig rädd sjuk smärt ensam bebis kronofog",
    r"awful terribl horribl disgust angry outrag disappoint scam danger afraid scared sick\b hospital pain\b alone\b baby lawyer",
)
_SAID = re.compile(
    r"\ben (?:enää )?(?:jaksa|kestä|pysty)\b|\b(?:kukaan ei|kuka ei|ei kukaan) (?:auta|välitä|kuuntele)\b|\bmitä minä (?:nyt )?teen\b|\bapua\b"
    r"|\b(?:jag )?orkar inte\b|\bstår inte ut\b|\bingen (?:hjälper|bryr sig|lyssnar)\b|\bvad ska jag göra\b"
    r"|\b(?:can't|cannot|can not) (?:take|bear|cope|go on)\b|\bno ?(?:one|body) (?:helps|cares|listens)\b"
    r"|\bat my wits'? end\b|\bwhat am i (?:supposed )?to do\b|\bplease help\b|\bi am begging\b",
    re.IGNORECASE,
)
_SHOUTED = re.compile(r"!{2,}|\?!|(?:\b[A-ZÅÄÖ]{4,}\b[\s,]+){2}")


def sounds_distressed(text: str) -> bool:
    """Whether the words are such that a person ought to be asked if the customer is in distress."""
    text = text[:LONGEST]
    if _STRONG.search(text) or _SAID.search(text):
        return True
    weak = {found.lower() for found in _WEAK.findall(text)}
    return len(weak) + len(_SHOUTED.findall(text)) >= MANY
