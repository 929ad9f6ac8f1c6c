"""Base forms an inflected word may have by the look of its endings: guesses, to be checked against a dictionary.

A dictionary of forms names one base a form; many have several ("maton" is of "mato" and of "matto"). The guesses
bring the others. Endings follow the grammars, for Finnish *Iso suomen kielioppi* (VISK) on gradation and inflection.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

VOWELS = frozenset("aeiouyäöå")
BACK_VOWELS = frozenset("aou")
SHORTEST = 3
"""Letters that must be left when an ending is taken away."""


def _table(pairs: str) -> dict[str, str]:
    """Written as "ending:replacement", nothing after the colon for an ending that only goes."""
    return dict(pair.split(":") for pair in pairs.split())


def _listed(endings: str) -> tuple[str, ...]:
    return tuple(endings.split())


_CASES = _listed(
    """
    n t a ä ta tä tta ttä ssa ssä sta stä lla llä lta ltä lle ksi na nä en in an än on ön un yn seen hin tten
    """
)
_PLURALS = _listed(
    """
    ja jä ia iä jen ien issa issä ista istä illa illä ilta iltä ille iksi ina inä ihin iin ita itä iden
    """
)
_PERSONS = _listed("in it imme ivat ivät i an än en aa ää amme ämme")
_NAME_ENDINGS = _listed(
    """
    ssa ssä sta stä lla llä lta ltä lle ksi iin een aan ään oon hin orna arna erna ta tä an en et or ar er in
    n a ä t s
    """
)
_STRONGER = _table("mm:mp nn:nt ng:nk ll:lt rr:rt d:t v:p p:pp t:tt k:kk")
_PLURAL_VOWELS = _table("e:i o:a ö:ä")
_PARTICIPLES = _table(
    """
    nut:a nyt:ä tettu:ttaa tetty:ttää ttu:ta tty:tä nnut:ta nnyt:tä itu:ia ity:iä tu:ta ty:tä
    """
)
_SWEDISH = _table(
    """
    ar: arna: or:a orna:a er: erna: en: et: n: na: t: s: de: dde: te:a ade:a at:a ad:a ades:a r: a:
    """
)
_ENGLISH = _table("s: es: ies:y ves:f ed: d: ied:y ing: er: est: 's: ier:y iest:y")
_ENGLISH_IRREGULAR = _table(
    """
    broke:break gone:go left:leave lost:lose felt:feel found:find told:tell sent:send wrote:write spoke:speak
    chose:choose stole:steal wore:wear woke:wake drove:drive rose:rise fell:fall lay:lie lain:lie worn:wear
    bent:bend lent:lend spent:spend built:build meant:mean sat:sit hung:hang stuck:stick shook:shake tore:tear
    torn:tear bore:bear swore:swear
    """
)


def finnish(word: str) -> Iterator[str]:
    """Nouns in any case of either number, verbs in the usual persons and participles."""
    for ending in _CASES:
        if stem := _without(word, ending):
            yield stem
            yield from _stronger(stem)
    for ending in _PLURALS:
        if stem := _without(word, ending):
            for base in (stem, stem[:-1] + _PLURAL_VOWELS.get(stem[-1], stem[-1])):
                yield base
                yield from _stronger(base)
    yield from _verbs(word)


def swedish(word: str) -> Iterator[str]:
    """Nouns in either number, definite or not, adjectives, weak verbs."""
    yield from _replaced(word, _SWEDISH)
    for ending in ("ar", "arna", "en", "na", "et"):
        stem = _without(word, ending)
        # A vowel that fell out before the ending: speglar, spegel; lagret, lager.
        if stem and stem[-1] in "lrn" and stem[-2] not in VOWELS:
            yield f"{stem[:-1]}e{stem[-1]}"


def english(word: str) -> Iterator[str]:
    """Plurals, verb forms, degrees; a few forms that follow no rule."""
    if word in _ENGLISH_IRREGULAR:
        yield _ENGLISH_IRREGULAR[word]
    for base in _replaced(word, _ENGLISH):
        yield base
        yield f"{base}e"
        if len(base) > SHORTEST and base[-1] == base[-2]:
            yield base[:-1]


def unknown_stems(word: str) -> tuple[str, ...]:
    """A name no dictionary knows, without the endings it may carry: kallaxissa, kallax; hakkaraisella, hakkarainen."""
    ending = next((ending for ending in _NAME_ENDINGS if word.endswith(ending)), "")
    stem = word[: -len(ending)] if ending else ""
    if len(stem) <= SHORTEST:
        return ()
    found = [stem, stem.removesuffix("i")]
    if stem.endswith("se"):
        found.append(f"{stem[:-2]}nen")
    if word.endswith("n"):
        found.append(word[:-1])
    return tuple(base for base in dict.fromkeys(found) if len(base) > SHORTEST)


FORMS: dict[str, Callable[[str], Iterator[str]]] = {"fi": finnish, "sv": swedish, "en": english}


def _verbs(word: str) -> Iterator[str]:
    for ending, replacement in _PARTICIPLES.items():
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            yield word[: -len(ending)] + replacement
    vowel = "a" if BACK_VOWELS.intersection(word) else "ä"
    for ending in _PERSONS:
        stem = _without(word, ending)
        # The letter stands for the vowel that is gone, so that the grade of what precedes it can be seen.
        for base in (stem, *(strong[:-1] for strong in _stronger(f"{stem}e"))) if stem else ():
            yield from (base + tail for tail in (vowel, vowel + vowel, f"t{vowel}", f"{vowel}t{vowel}"))


def _stronger(stem: str) -> Iterator[str]:
    """The stem in its strong grade, where it may be in the weak one: mato, matto; pöydä, pöytä; koo, koko."""
    body, last = stem[:-1], stem[-1]
    for weak, strong in _STRONGER.items():
        if body.endswith(weak):
            yield body[: -len(weak)] + strong + last
    if len(stem) == 3 and stem[-1] == stem[-2]:
        yield f"{body}k{last}"


def _replaced(word: str, endings: dict[str, str]) -> Iterator[str]:
    for ending, replacement in endings.items():
        if stem := _without(word, ending):
            yield stem + replacement


def _without(word: str, ending: str) -> str:
    """The word without an ending it has, or nothing when too little is left."""
    return word[: -len(ending)] if word.endswith(ending) and len(word) - len(ending) >= SHORTEST else ""
