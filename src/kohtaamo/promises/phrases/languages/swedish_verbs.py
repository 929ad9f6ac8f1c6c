"""Swedish verbs that bind the writer, in main clauses of either word order."""

import re
from collections.abc import Iterator

from kohtaamo.promises.phrases.languages.language import ClauseText, Commit, pattern
from kohtaamo.promises.phrases.languages.swedish_acts import VERBS
from kohtaamo.promises.phrases.languages.swedish_things import THIRD, by_things

_OBJECTS = (
    r"(?:svar\w*|besked\w*|offert\w*|paket\w*|bestallning\w*|varan|varorna|pengar\w*|aterbetalning\w*"
    r"|samtal\w*|mejl\w*|mail\w*|e-post\w*"
    r"|sms|brev\w*|beslut\w*|nyck\w+|kod\w*|inloggning\w*|intyg\w*|bekraftelse\w*|faktura\w*|kredit\w*"
    r"|information\w*|uppdatering\w*"
    r"|ersattning\w*|leverans\w*|kvitto\w*|den|det|dem"
    r"|en|ett|ditt|din|dina|er|ert|era|nya|ny|nytt|losning\w*|rapport\w*|lank\w*|forslag\w*|mer"
    r"|telefonsamtal|hora|veta|hjalp|avtal\w*|tid)"
)
_MAIN = (
    r"(?:jag|vi)(?: (?:sjalv|sjalva|da|sa|alltsa|naturligtvis|givetvis|sjalvklart|nu|genast|personligen"
    r"|garanterat|aven|ocksa|absolut|dock))*"
)
_SHALL = r"(?:ska|skall|kommer(?: att)?|lovar(?: dig| er)?(?: att)?|garanterar(?: att)?|tanker|ska nog|kommer nog)"
_FILL = (
    r"(?: (?:dig|er|da|alltsa|sjalv|ocksa|aven|genast|direkt|personligen|naturligtvis|givetvis|absolut"
    r"|garanterat|sa|nu|tillbaka|jag|vi|med|oss|mig|sjalvklart"
    r"|det|den|detta|dem|allt|omgaende|sist|ju|forst|gladeligen|garna|se|till|att|i))*"
)


_RESULTS = [
    "klar",
    "klart",
    "klara",
    "fardig",
    "ivag",
    "lost",
    "fixat",
    "ordnat",
    "gjort",
    "atgardat",
    "reparerad",
    "lagad",
]
"""What a verb brings its object to, which stands between them: "far bilen klar"."""
_OBJECT = r"(?: [a-z]+){0,4}?"


def _rows() -> Iterator[tuple[str, str, str, str]]:
    for row in re.split(r"\s*[|\n]\s*", VERBS.strip()):
        present, infinitive, act, form = row.split()
        yield present, infinitive, act, form


def _with_particle(verb: str) -> str:
    """A verb and its particle, which other short words may part ("hör jag av mig")."""
    first, _, particle = verb.replace("_", " ").partition(" ")
    between = _OBJECT if particle in _RESULTS else _FILL
    return rf"{first}\b(?:{between} {particle}\b)" if particle else rf"{first}\b"


def _longest_first(verbs: dict[str, tuple[str, str]]) -> str:
    return "|".join(_with_particle(verb) for verb in sorted(verbs, key=lambda verb: ("_" not in verb, -len(verb))))


_PRESENT = {present: (act, form) for present, _, act, form in _rows()}
_INFINITIVE = {infinitive: (act, form) for _, infinitive, act, form in _rows()}
_KINDS = sorted({*_PRESENT.items(), *_INFINITIVE.items()}, key=lambda entry: ("_" not in entry[0], -len(entry[0])))
_KIND_PATTERNS = tuple((pattern(rf"\b{_with_particle(verb)}"), kind) for verb, kind in _KINDS)
_P, _I = _longest_first(_PRESENT), _longest_first(_INFINITIVE)

_LISTED = pattern(rf"(?:{_P})")
_STRAIGHT = pattern(rf"\b{_MAIN} ({_P}|[a-z]{{2,}}r\b)")
_INVERTED = pattern(
    rf"\b(?=({_P}|[a-z]{{2,}}r\b))[a-z:-]+(?: (?:dig|er|da|alltsa|sjalvklart|naturligtvis|garna))? (?:jag|vi)\b"
)
_COMING = pattern(r"\b(?:jag|vi) (kommer)\s*(?=\v|$)|\b(?=(kommer))kommer (?:jag|vi)\s*(?=\v|$)")
_FUTURE = pattern(
    rf"\b(?:{_MAIN} {_SHALL}|{_SHALL.replace('kommer', 'kommer(?= (?:jag|vi) att)')} (?:jag"
    rf"|vi)(?: att)?){_FILL} ({_I}|ha (?:\w+ )?[a-z]+t\b|[a-z]+a\b)"
)
_SUBJECTLESS = pattern(
    rf"^\W*(?:(?:hej|tack|ok|okej|sa|men|och|da|javisst|absolut|visst"
    rf"|sjalvklart)\b[\s,!]*)*(?:{_SHALL} ({_I})|({_P}))(?! (?:jag|vi|du|ni|han|hon)\b)"
)
_CONTINUED = pattern(
    rf"^\W*(?:sedan |darefter |da |ocksa )?(?:(?:ska|kommer att) )?({_P}|{_I})(?! (?:du|ni|han|hon)\b)"
)
_BARE_INFINITIVE = pattern(rf"(?:{_I})")
_RECEIVING = pattern(
    rf"\b(?:(?:du|ni)(?: (?:ska|kommer att))? (?:far|fa|har|ha|mottar|kan forvanta(?: dig| er)?"
    rf"|kan rakna med(?: att)?|kan vanta (?:dig|er))|(?:far|har) (?:du|ni)|^\W*(?:ni kan |du kan )?rakna med(?: att fa)?)"
    rf"(?: (?!inte\b)\w+){{0,3}}? ({_OBJECTS})\b"
)
_GIVEN = pattern(
    rf"\b({_OBJECTS}) (?:far|har) (?:du|ni)\b|\b(?:far|har) (?:du|ni) (?:\w+ ){{0,2}}?(?!rabatt|chans|mojlig"
    rf"|formanen)(\w{{3,}}(?:en|et|an|na|on))\b"
)
_HEARING = pattern(
    r"\b(?:(?:du|ni)(?: (?:ska|kommer att))? (?:hor|hora)|hor (?:du|ni))(?: \w+)? (?:av|fran|ifran) (?:mig|oss)\b"
)
_CONTACTED = pattern(
    r"\b(?:(?:du|ni) (?:blir|kommer att bli)|blir (?:du|ni)) (?:\w+ )?(kontakta[dt]\w*|uppringd\w*|informera[dt]\w*)\b"
)
_STATES = """
vara behova ha stanga oppna forsoka vanta sakna vilja kunna na hoppas bli onska bara fa fortsatta halla resa
foreslar foresla ar har kan vill behover vantar hoppas tror vet ser star ligger kanner tycker tanker forstar beklagar
alskar gillar haller
jobbar arbetar mar bor heter far gar blir saknar sitter halsar onskar reser antar gissar raknar beraknar siktar planerar
funderar amnar tvivlar misstanker forsoker undrar tackar uppskattar ursaktar rekommenderar forutsatter kraver ansvarar
tillhor anvander saljer fakturerar debiterar firar foljer behaller fortsatter slutar betjanar serverar later maste
paminner hor ror under over efter eller dar nar var annar allt senar er stanger vagar kallar menar betyder galler
stammer minskar okar
"""
_NOT_PROMISED = frozenset(_STATES.split())
_MATTER = pattern(r"\b(?:dig|din|ditt|dina|er|ert|era|det|detta|den|allt|\w{3,}(?:an|on|en|et))\b")
_MUST = pattern(
    r"\b(?:far|har) (?:du|ni|att)? ?(?:\w+ )?(?:ringa|skicka|hamta|betala|kontakta|returnera|komma|boka|vanta|lamna)\b"
)

HINT = pattern(
    r"\b(?:jag|vi|du|ni|ska|kommer|ar|mig|oss|rakna)\b|\b(?:"
    + "|".join(sorted({verb.split("_")[0] for verb in _PRESENT}))
    + r")\b|[a-z]{2,}s\b|\b(?:sker|fungerar|ordnar|vantar|nar|avgar|dyker|blir|hor|anlander)\b"
)


def swedish_commits(clause: ClauseText) -> list[Commit]:
    """The verbs of a clause that bind the writer, or the writer's house."""
    text = clause.text
    found = [*_firsthand(clause)]
    if not found and (clause.opens or clause.after_subject or clause.after_colleague):
        found = [*_without_subject(clause)]
    return found or [*_receiving(text)] or [*by_things(clause)]


def _firsthand(clause: ClauseText) -> Iterator[Commit]:
    taken = -1
    for match in sorted(_first_person(clause), key=lambda found: found.start()):
        verb = match[match.lastindex or 1]
        act, form = ("visit", "visit") if verb == "kommer" else _kind(verb)
        if match.start() >= taken and verb not in _NOT_PROMISED and _concerns(clause.text, verb):
            taken = match.end()
            yield Commit(match.start(), match.end(), act, form)


def _concerns(text: str, verb: str) -> bool:
    """A verb that is not listed binds only where it does something to the customer's matter."""
    return not verb.endswith("r") or verb == "kommer" or _is_listed(verb) or bool(_MATTER.search(text))


def _is_listed(verb: str) -> bool:
    return bool(_LISTED.fullmatch(verb))


def _first_person(clause: ClauseText) -> Iterator[re.Match[str]]:
    """A verb before its subject opens a question or a condition unless something stands before it."""
    yield from _FUTURE.finditer(clause.text)
    yield from _STRAIGHT.finditer(clause.text)
    yield from _COMING.finditer(clause.text)
    for match in _INVERTED.finditer(clause.text):
        if not clause.opens or clause.text[: match.start()].strip(" \n"):
            yield match


def _without_subject(clause: ClauseText) -> Iterator[Commit]:
    match = (_CONTINUED if clause.after_subject or clause.after_colleague else _SUBJECTLESS).match(clause.text)
    if not match or THIRD.search(clause.text):
        return
    place, verb = match.start(match.lastindex or 1), match[match.lastindex or 1]
    leans = bool(_BARE_INFINITIVE.fullmatch(verb))
    if clause.after_verb or not leans:
        yield Commit(place, match.end(), *_kind(verb), continues=leans)


def _kind(verb: str) -> tuple[str, str]:
    return next((kind for known, kind in _KIND_PATTERNS if known.match(verb)), ("other", "any"))


def _receiving(text: str) -> Iterator[Commit]:
    hearing = _HEARING.search(text)
    if hearing:
        yield Commit(hearing.start(), hearing.end(), "return", "any")
    match = _CONTACTED.search(text)
    if match:
        yield Commit(match.start(), match.end(), *(("call", "call") if "upp" in match[1] else ("return", "any")))
        return
    match = _RECEIVING.search(text)
    match = match or _GIVEN.search(text)
    if match and not hearing and not _MUST.search(text) and not THIRD.search(text):
        yield Commit(match.start(), match.end(), *_received(match[match.lastindex or 1]))


def _received(word: str) -> tuple[str, str]:
    if word.startswith(("samtal", "telefon")):
        return "call", "call"
    if word.startswith(("pengar", "aterbet", "ersatt", "kredit")):
        return "refund", "any"
    if word.startswith(("paket", "bestall", "var", "leverans")):
        return "deliver", "delivery"
    return "answer", "any"
