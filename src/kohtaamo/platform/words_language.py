"""The language of a short text, told from its small words, its word endings and its letters.

Only when these leave a doubt, as in a sentence of three words, are the dictionaries asked how many words they know.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kohtaamo.platform.words_dictionary import lemma
from kohtaamo.platform.words_tries import LANGUAGES

LONGEST = 2_000
"""Characters looked at: the beginning tells the language."""

MOST_ASKED = 40
"""Words the dictionaries are asked about when the rest is in doubt."""

# Letters of an order number tell nothing: AT-10482.
_WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?:'[^\W\d_]+)?(?!\w|-\d)")

_SMALL = {
    "fi": """
        ja on ei en se että mutta kun hei kiitos mitä olen voi oli ole eivät ette emme minä sinä hän me te
        he tämä tuo nämä minun teidän meidän minulle teille meille teiltä mikä kuka missä milloin miksi
        miten kuinka paljonko kauanko onko voiko voinko voitteko saako saisinko kyllä vielä jo nyt sitten
        niin kuin myös tai jos joka jotka jossa vain vaikka koska ennen jälkeen kanssa ilman eilen tänään
        huomenna viikolla olisi olisin haluan haluaisin sain saanut tuli tulee hyvä hyvää terve moi päivää
        ystävällisin terveisin asia asiaan pois hyvin liian todella siis sitä sen siitä tästä tätä teillä
        kaksi viime ensi asti eikä joten saan sovitaan
    """,
    "sv": """
        och är det att jag inte en ett på för hej tack som har ni med när av den till vi du han hon de dem
        mig oss er ert era min mitt mina din ditt var vem vad varför hur kan ska skulle vill ville måste får
        fick få finns kom kommer om eller men så också redan ännu nu sedan från vid utan efter före mycket
        bra ja nej gärna går morgon veckan förra nästa hälsningar vänlig hälsning vänliga detta denna dessa
        här där då än blir blev hade varit något någon ingen inga allt alla man sig i åt ut in upp två tre
    """,
    "en": """
        the and is to i it of you not my have hello hi thanks thank for was are be this that with on at in
        from your we our us they he she a an do does did can could would will shall should when where who
        what why how much many any no yes please has had been but or if so as by about after before there
        here me them his her its which than then too very just still yet already get got want need am were
        i'm i'll i've don't can't didn't won't it's isn't regards best dear yesterday tomorrow today week
        all out
    """,
}
_ENDINGS = {
    "fi": r"(?:ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|ksi|nen|tt[aä]|kaan|kään|kin|vat|vät|mme|tte|ko|kö|isen|iin|een|"
    r"aan|ään|uun|nut|nyt|ni|nne|us|ys|aa|ää|oi|ui|tä|jä|ja|oja|iä|ia)",
    "sv": r"(?:ningen|ning|ningar|erna|arna|orna|het|heten|lig|ligt|liga|igt|ade|ande|else|ar|or|er|et|en|an|at|"
    r"sk|ska|ten)",
    "en": r"(?:ing|tion|tions|ed|ly|ough|ould|ght|ness|ment|able|ful|ous|ive|ow|ry|ty|ck|sh|th|ee|ies|es|y)",
}
_SHAPES = {
    "fi": r"aa|ee|ii|oo(?!k|l|d)|uu|yy|ää|öö|uo|yö|ie(?!r|d|s)|äy|öy|hd|tk|kk[aeiouyäö]|hv|jä|ijä|yt|ym",
    "sv": r"å|sj|skj|tj|stj|ck[aelt]|öd|ör|ärd|för|gg[ae]|ld[ae]|(?<![aeiouyäö])äg|ång|änd|fj|hj|[bcdfghjklmnprstv]j",
    "en": r"th|wh|w|ough|sh|ea|ou|igh|qu|oa|ay|ey|gh|x|[aeiou][bcdfglmnprst]e(?!\w)|'(?:s|t|m|ll|ve|re|d)",
}
_SMALL_WEIGHT, _ENDING_WEIGHT, _SHAPE_WEIGHT, _KNOWN_WEIGHT = 4.0, 1.0, 1.0, 2.0
_CLEAR_LEAD = 4.0
_FOREIGN = {"fi": re.compile(r"[åbcfgqwxzš]"), "sv": re.compile(r"[qwz]|yy|ää|uu|aa|'"), "en": re.compile(r"[åäöü]")}


def language_of(text: str, default: str = "fi", candidates: tuple[str, ...] = LANGUAGES) -> str:
    """The candidate a text is most likely written in; the default when nothing tells or two are alike.

    Known are ``fi``, ``sv`` and ``en``; other candidates are never answered.
    """
    words = _WORD.findall(unicodedata.normalize("NFC", text[:LONGEST]).casefold().replace("’", "'"))
    scores = {code: 0.0 for code in candidates if code in LANGUAGES}
    for word in words:
        for code in scores:
            scores[code] += _scores(word)[code]
    if words and len(scores) > 1 and _lead(scores) < _CLEAR_LEAD:
        for code in scores:
            scores[code] += _KNOWN_WEIGHT * sum(lemma(word, code) is not None for word in words[:MOST_ASKED])
    if not words or not scores or (len(scores) > 1 and _lead(scores) <= 0):
        return default
    return max(scores, key=lambda code: scores[code])


def is_small_word(word: str) -> bool:
    """Whether a casefolded word is one of those that stand in any text of a language and tell nothing of its matter."""
    return any(word in small for small, _ending, _shape in _patterns().values())


def _lead(scores: dict[str, float]) -> float:
    first, second = sorted(scores.values(), reverse=True)[:2]
    return first - second


@lru_cache(maxsize=20_000)
def _scores(word: str) -> dict[str, float]:
    return {code: _score(word, code) for code in _SMALL}


def _score(word: str, code: str) -> float:
    small, ending, shape = _patterns()[code]
    score = _SMALL_WEIGHT if word in small else 0.0
    if len(word) > 3 and ending.search(word):
        score += _ENDING_WEIGHT
    if shape.search(word):
        score += _SHAPE_WEIGHT
    return score - (_SHAPE_WEIGHT if _FOREIGN[code].search(word) else 0.0)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, tuple[frozenset[str], re.Pattern[str], re.Pattern[str]]]:
    return {
        code: (frozenset(_SMALL[code].split()), re.compile(rf"\w{_ENDINGS[code]}$"), re.compile(_SHAPES[code]))
        for code in _SMALL
    }
