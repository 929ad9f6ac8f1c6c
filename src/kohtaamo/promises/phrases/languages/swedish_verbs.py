"""Swedish verbs that bind the writer, in main clauses of either word order."""

import re
from collections.abc import Iterator

from kohtaamo.promises.phrases.languages.language import ClauseText, Commit, pattern

_VERBS = """
aterkommer aterkomma return any | kommer_tillbaka komma_tillbaka return any | hor_av hora_av return any
kontaktar kontakta return any | tar_kontakt ta_kontakt return any | foljer_upp folja_upp return any
hor_mig hora_mig return any | ringer ringa call call | telefonerar telefonera call call
slar_en_signal sla_en_signal call call | svarar svara answer any | meddelar meddela answer any
informerar informera answer any | berattar beratta answer any | bekraftar bekrafta answer any
ger_dig ge_dig answer any | ger_er ge_er answer any | lamnar_besked lamna_besked answer any | skriver skriva answer any
uppdaterar uppdatera answer any | rapporterar rapportera answer any | ger_besked ge_besked answer any
later_dig_veta lata_dig_veta answer any | haller_dig halla_dig answer any | haller_er halla_er answer any
skickar skicka send any | sander sanda send any | mejlar mejla send mail | mailar maila send mail | e-postar e-posta send mail
smsar smsa send sms | sms:ar sms:a send sms | messar messa send sms | textar texta send sms | postar posta send letter
vidarebefordrar vidarebefordra send any | expedierar expediera send delivery | packar packa send delivery
levererar leverera deliver delivery | lamnar lamna deliver any | kor kora deliver delivery | transporterar transportera deliver delivery
hamtar hamta visit visit | besoker besoka visit visit | kommer_till komma_till visit visit | kommer_ut komma_ut visit visit
kommer_forbi komma_forbi visit visit | kommer_hem komma_hem visit visit | kommer_och komma_och visit visit | aker aka visit visit
tittar_forbi titta_forbi visit visit | installerar installera visit visit | monterar montera visit visit
traffar traffa visit visit | svanger_forbi svanga_forbi visit visit | tittar_in titta_in visit visit | ar_hos vara_hos visit visit
reparerar reparera repair any | lagar laga repair any | byter byta repair any | ersatter ersatta repair any
rattar ratta repair any | korrigerar korrigera repair any | servar serva repair any
aterbetalar aterbetala refund any | betalar_tillbaka betala_tillbaka refund any | krediterar kreditera refund any
betalar betala refund any | kompenserar kompensera refund any | satter_in satta_in refund any | for_over fora_over refund any
kollar kolla check any | undersoker undersoka check any | kontrollerar kontrollera check any | tar_reda ta_reda check any
utreder utreda check any | tittar titta check any | fragar fraga check any | ser_over se_over check any | gar_igenom ga_igenom check any
granskar granska check any | testar testa check any | behandlar behandla check any | stammer_av stamma_av check any
fixar fixa arrange any | ordnar ordna arrange any | bokar boka arrange any | reserverar reservera arrange any
bestaller bestalla arrange any | ser_till se_till arrange any | tar_hand ta_hand arrange any | skoter skota arrange any
handlagger handlagga arrange any | loser losa arrange any | atgardar atgarda arrange any | forbereder forbereda other any
gor gora other any | hjalper hjalpa other any | avbokar avboka arrange any | andrar andra arrange any | flyttar flytta arrange any
aktiverar aktivera arrange any | registrerar registrera other any | tar_upp ta_upp arrange any | lagger_upp lagga_upp other any
far_ivag fa_ivag send any | har_klart ha_klart other any | paborjar paborja other any | borjar borja other any
sammanstaller sammanstalla other any | staller_i_ordning stalla_i_ordning other any | tar_fram ta_fram other any
foreslar foresla answer any | slutfor slutfora other any | sorjer_for sorja_for arrange any | tar_itu ta_itu arrange any
"""
_OBJECTS = (
    r"(?:svar\w*|besked\w*|offert\w*|paket\w*|bestallning\w*|varan|varorna|pengar\w*|aterbetalning\w*|samtal\w*|mejl\w*|mail\w*|e-post\w*"
    r"|sms|brev\w*|bekraftelse\w*|faktura\w*|kreditfaktura\w*|kreditnota\w*|information\w*|uppdatering\w*|ersattning\w*|leverans\w*|kvitto\w*|den|det|dem"
    r"|en|ett|ditt|din|dina|er|ert|era|nya|ny|nytt|losning\w*|rapport\w*|lank\w*|forslag\w*|mer|telefonsamtal|hora|veta|hjalp|avtal\w*|tid)"
)
_MAIN = (
    r"(?:jag|vi)(?: (?:sjalv|sjalva|da|sa|alltsa|naturligtvis|givetvis|sjalvklart|nu|genast|personligen|garanterat|aven|ocksa|absolut|dock))*"
)
_SHALL = r"(?:ska|skall|kommer(?: att)?|lovar(?: dig| er)?(?: att)?|garanterar(?: att)?|tanker|ska nog|kommer nog)"
_FILL = (
    r"(?: (?:dig|er|da|alltsa|sjalv|ocksa|aven|genast|direkt|personligen|naturligtvis|givetvis|absolut|garanterat|sa|nu|tillbaka|jag|vi|med|oss|mig|sjalvklart"
    r"|omgaende|sist|ju|forst|gladeligen|garna|se|till|att|i))*"
)
_THINGS = (
    r"(?:paket\w*|varan|varorna|leverans\w*|bestallning\w*|ordern|pengar\w*|aterbetalning\w*|svar\w*|besked\w*|offert\w*|montor\w*|tekniker\w*|installator\w*"
    r"|(?:min|var) kollega|kollega\w*|kuriren|chauffor\w*|transport\w*|kreditfaktura\w*|kreditnota\w*|faktura\w*|bekraftelse\w*|reservdel\w*|delen|delarna"
    r"|(?:din|ditt|dina|er|ert|era|var|vart|vara|min|mitt|nagon av oss|nagon fran oss|nagon hos oss|en) \w+|ersattning\w*|forsandelse\w*|den|det|de|allt|samtal\w*"
    r"|handlaggar\w*|specialist\w*|hantverkar\w*|reparator\w*|soffan|produkt\w*)"
)
_THING_ACTS = (
    ("deliver delivery", r"levereras|anlander|ar framme|nar dig|nar er|lamnas|kommer fram|ar hos|dyker upp"),
    ("send any", r"skickas|gar ivag|sands|avgar|postas|mejlas|mailas|expedieras"),
    ("refund any", r"aterbetalas|betalas(?: ut| tillbaka)?|krediteras|finns pa ditt|finns pa ert|ar pa ditt|ar pa ert|syns pa ditt|satts in"),
    ("repair any", r"repareras|lagas|ar klart?|ar klara|ar fardig\w*|blir klart?|blir klara|blir fardig\w*|atgardas|byts"),
    ("call call", r"ringer"),
    ("return any", r"aterkommer|hor av sig|kontaktar|tar kontakt"),
    ("visit visit", r"besoker|hamtar|installerar|monterar|reparerar|hamtas|installeras|monteras"),
    ("answer any", r"svarar|meddelar|besvaras"),
    ("send any", r"skickar|levererar"),
    ("deliver delivery", r"kommer"),
)
_THIRD = pattern(r"\b(?:posten|postnord|dhl|ups|schenker|bring|banken|bank|klarna|tillverkaren|leverantoren|forsakringsbolag\w*|matkahuolto|posti)\b")


def _rows() -> Iterator[tuple[str, str, str, str]]:
    for row in re.split(r"\s*[|\n]\s*", _VERBS.strip()):
        present, infinitive, act, form = row.split()
        yield present, infinitive, act, form


def _with_particle(verb: str) -> str:
    """A verb and its particle, which other short words may part ("hör jag av mig")."""
    first, _, particle = verb.replace("_", " ").partition(" ")
    return rf"{first}\b(?:{_FILL} {particle}\b)" if particle else rf"{first}\b"


def _longest_first(verbs: dict[str, tuple[str, str]]) -> str:
    return "|".join(_with_particle(verb) for verb in sorted(verbs, key=lambda verb: ("_" not in verb, -len(verb))))


_PRESENT = {present: (act, form) for present, _, act, form in _rows()}
_INFINITIVE = {infinitive: (act, form) for _, infinitive, act, form in _rows()}
_KINDS = sorted({*_PRESENT.items(), *_INFINITIVE.items()}, key=lambda entry: ("_" not in entry[0], -len(entry[0])))
_KIND_PATTERNS = tuple((pattern(rf"\b{_with_particle(verb)}"), kind) for verb, kind in _KINDS)
_P, _I = _longest_first(_PRESENT), _longest_first(_INFINITIVE)

_STRAIGHT = pattern(rf"\b{_MAIN} ({_P})")
_INVERTED = pattern(rf"\b(?=({_P}))[a-z:-]+(?: (?:dig|er|da|alltsa|sjalvklart|naturligtvis|garna))? (?:jag|vi)\b")
_FUTURE = pattern(rf"\b(?:{_MAIN} {_SHALL}|{_SHALL.replace('kommer', 'kommer(?= (?:jag|vi) att)')} (?:jag|vi)(?: att)?){_FILL} ({_I}|[a-z]+a\b)")
_SUBJECTLESS = pattern(rf"^\W*(?:(?:hej|tack|ok|okej|sa|men|och|da|javisst|absolut|visst|sjalvklart)\b[\s,!]*)*(?:{_SHALL} ({_I})|({_P}))(?! (?:jag|vi|du|ni|han|hon|de|den|det)\b)")
_CONTINUED = pattern(rf"^\W*(?:sedan |darefter |da |ocksa )?(?:(?:ska|kommer att) )?({_P}|{_I})(?! (?:du|ni|han|hon|de|den|det)\b)")
_RECEIVING = pattern(
    rf"\b(?:(?:du|ni)(?: (?:ska|kommer att))? (?:far|fa|har|ha|mottar|kan forvanta(?: dig| er)?|kan rakna med(?: att)?)|(?:far|har) (?:du|ni))"
    rf"(?: (?!inte\b)\w+){{0,3}}? ({_OBJECTS})\b"
)
_HEARING = pattern(r"\b(?:(?:du|ni)(?: (?:ska|kommer att))? (?:hor|hora)|hor (?:du|ni))(?: \w+)? (?:av|fran|ifran) (?:mig|oss)\b")
_THING = pattern(rf"\b{_THINGS}\b")
_THING_VERBS = tuple((*kind.split(), pattern(rf"\b(?:{words})\b")) for kind, words in _THING_ACTS)
_THING_FUTURE = pattern(r"\b(?:ska|kommer att) (?:vara (?:klar|framme|hos|fardig)|levereras|skickas|betalas|aterbetalas|repareras|ringa|kontakta|anlanda|besoka|komma|na dig|finnas|bli klar)\w*")
_NOT_PROMISED = frozenset("vara behova ha stanga oppna forsoka vanta sakna vilja kunna na hoppas bli onska bara fa fortsatta halla resa".split())
_MUST = pattern(r"\b(?:far|har) (?:du|ni|att)? ?(?:\w+ )?(?:ringa|skicka|hamta|betala|kontakta|returnera|komma|boka|vanta|lamna)\b")

HINT = pattern(r"\b(?:jag|vi|du|ni|ska|kommer|ar|mig|oss)\b|\b(?:" + "|".join(sorted({verb.split("_")[0] for verb in _PRESENT})) + r")\b|[a-z]{3,}as\b")


def swedish_commits(clause: ClauseText) -> list[Commit]:
    """The verbs of a clause that bind the writer, or the writer's house."""
    text = clause.text
    found = [*_firsthand(clause)]
    if not found and (clause.opens or clause.follows):
        found = [*_without_subject(clause)]
    return found or [*_receiving(text)] or [*_by_things(text)]


def _firsthand(clause: ClauseText) -> Iterator[Commit]:
    taken = -1
    for match in sorted(_first_person(clause), key=lambda found: found.start()):
        verb = match[1]
        act, form = _kind(verb)
        if match.start() >= taken and verb not in _NOT_PROMISED:
            taken = match.end()
            yield Commit(match.start(), match.end(), act, form)


def _first_person(clause: ClauseText) -> Iterator[re.Match[str]]:
    """A verb before its subject opens a question or a condition unless something stands before it."""
    yield from _FUTURE.finditer(clause.text)
    yield from _STRAIGHT.finditer(clause.text)
    for match in _INVERTED.finditer(clause.text):
        if not clause.opens or clause.text[: match.start()].strip(" \n"):
            yield match


def _without_subject(clause: ClauseText) -> Iterator[Commit]:
    match = (_CONTINUED if clause.follows else _SUBJECTLESS).match(clause.text)
    if match and not _THIRD.search(clause.text):
        act, form = _kind(match[match.lastindex or 1])
        yield Commit(match.start(match.lastindex or 1), match.end(), act, form)


def _kind(verb: str) -> tuple[str, str]:
    return next((kind for known, kind in _KIND_PATTERNS if known.match(verb)), ("other", "any"))


def _receiving(text: str) -> Iterator[Commit]:
    hearing = _HEARING.search(text)
    if hearing:
        yield Commit(hearing.start(), hearing.end(), "return", "any")
    match = _RECEIVING.search(text)
    if match and not hearing and not _MUST.search(text):
        yield Commit(match.start(), match.end(), *_received(match[1]))


def _received(word: str) -> tuple[str, str]:
    if word.startswith(("samtal", "telefon")):
        return "call", "call"
    if word.startswith(("pengar", "aterbet", "ersatt", "kredit")):
        return "refund", "any"
    if word.startswith(("paket", "bestall", "var", "leverans")):
        return "deliver", "delivery"
    return "answer", "any"


def _by_things(text: str) -> Iterator[Commit]:
    thing = _THING.search(text)
    if not thing or _THIRD.search(text):
        return
    future = _THING_FUTURE.search(text)
    for act, form, verb in _THING_VERBS:
        match = verb.search(text) or future
        if match and not (thing.start() < match.end() and match.start() < thing.end()):
            act, form = _thing_act(thing.group(), act, form)
            yield Commit(min(thing.start(), match.start()), max(thing.end(), match.end()), act, form)
            return


def _thing_act(thing: str, act: str, form: str) -> tuple[str, str]:
    if thing.startswith(("svar", "besked", "offert", "bekraft")):
        return "answer", "any"
    if re.match(r"montor|teknik|install|hantverk|reparat|handlagg|(?:min|var) kollega|kollega", thing) and act == "deliver":
        return "visit", "visit"
    return act, form
