"""Swedish verbs that bind the writer, in main clauses of either word order."""

import re
from collections.abc import Iterator

from kohtaamo.promises.phrases.languages.language import ClauseText, Commit, pattern

_VERBS = """
aterkommer aterkomma return any | atekommer atekomma return any | aterkomer aterkoma return any
kommer_tillbaka komma_tillbaka return any | hor_av_mig hora_av_mig return any
hor_av_oss hora_av_oss return any
kontaktar kontakta return any | tar_kontakt ta_kontakt return any | foljer_upp folja_upp return any
hor_mig hora_mig return any | ringer ringa call call | telefonerar telefonera call call
slar_en_signal sla_en_signal call call | svarar svara answer any | meddelar meddela answer any
informerar informera answer any | berattar beratta answer any | bekraftar bekrafta answer any
ger_dig ge_dig answer any | ger_er ge_er answer any | lamnar_besked lamna_besked answer any | skriver skriva answer any
uppdaterar uppdatera answer any | rapporterar rapportera answer any | ger_besked ge_besked answer any
later_dig_veta lata_dig_veta answer any | haller_dig halla_dig answer any | haller_er halla_er answer any
skickar skicka send any | sander sanda send any | mejlar mejla send mail | mailar maila send mail
e-postar e-posta send mail
smsar smsa send sms | sms:ar sms:a send sms | messar messa send sms | textar texta send sms | postar posta send letter
vidarebefordrar vidarebefordra send any | expedierar expediera send delivery | packar packa send delivery
levererar leverera deliver delivery | lamnar lamna deliver any | kor kora deliver delivery
transporterar transportera deliver delivery
hamtar hamta visit visit | besoker besoka visit visit | kommer_till komma_till visit visit
kommer_ut komma_ut visit visit
kommer_forbi komma_forbi visit visit | kommer_hem komma_hem visit visit | kommer_och komma_och visit visit
aker aka visit visit
tittar_forbi titta_forbi visit visit | installerar installera visit visit | monterar montera visit visit
traffar traffa visit visit | svanger_forbi svanga_forbi visit visit | tittar_in titta_in visit visit
ar_hos vara_hos visit visit
reparerar reparera repair any | lagar laga repair any | byter byta repair any | ersatter ersatta repair any
rattar ratta repair any | korrigerar korrigera repair any | servar serva repair any
aterbetalar aterbetala refund any | betalar_tillbaka betala_tillbaka refund any | krediterar kreditera refund any
betalar betala refund any | kompenserar kompensera refund any | satter_in satta_in refund any
for_over fora_over refund any
kollar kolla check any | undersoker undersoka check any | kontrollerar kontrollera check any
tar_reda ta_reda check any
utreder utreda check any | tittar titta check any | fragar fraga check any | ser_over se_over check any
gar_igenom ga_igenom check any
granskar granska check any | testar testa check any | behandlar behandla check any | stammer_av stamma_av check any
fixar fixa arrange any | ordnar ordna arrange any | bokar boka arrange any | reserverar reservera arrange any
bestaller bestalla arrange any | ser_till se_till arrange any | tar_hand ta_hand arrange any | skoter skota arrange any
handlagger handlagga arrange any | loser losa arrange any | atgardar atgarda arrange any
forbereder forbereda other any
gor gora other any | hjalper hjalpa other any | avbokar avboka arrange any | andrar andra arrange any
flyttar flytta arrange any
aktiverar aktivera arrange any | registrerar registrera other any | tar_upp ta_upp arrange any
lagger_upp lagga_upp other any
far_ivag fa_ivag send any | har_klart ha_klart other any | paborjar paborja other any | borjar borja other any
sammanstaller sammanstalla other any | staller_i_ordning stalla_i_ordning other any | tar_fram ta_fram other any
foreslar foresla answer any | slutfor slutfora other any | traffas traffas visit visit | lovar lova other any
ber be other any | hanterar hantera arrange any
mater mata visit visit | malar mala other any | justerar justera repair any | kopierar kopiera other any
laddar_upp ladda_upp other any | publicerar publicera other any | skapar skapa other any | sparrar sparra arrange any
forlanger forlanga arrange any | aterstaller aterstalla repair any | felsoker felsoka check any
besiktigar besiktiga visit visit
godkanner godkanna other any | lagger_in lagga_in other any | dubbelkollar dubbelkolla check any
checkar checka check any
skriver_ut skriva_ut other any | fornyar fornya arrange any | stadar stada other any | underrattar underratta answer any
erbjuder erbjuda answer any | drar_av dra_av refund any | overfor overfora refund any | overlamnar overlamna deliver any
presenterar presentera other any | uppgraderar uppgradera repair any | delar dela answer any
redovisar redovisa answer any
lamnar_tillbaka lamna_tillbaka deliver any | aterlamnar aterlamna deliver any | raknar_ut rakna_ut other any
avslutar avsluta other any
skaffar skaffa arrange any | koper kopa arrange any | haller_kontakt halla_kontakt return any | pratar prata return any
klarar_av klara_av arrange any | ritar rita other any | laser lasa check any | beraknar berakna other any
utfor utfora other any | tilldelar tilldela arrange any | sorjer_for sorja_for arrange any | tar_itu ta_itu arrange any
"""
_OBJECTS = (
    r"(?:svar\w*|besked\w*|offert\w*|paket\w*|bestallning\w*|varan|varorna|pengar\w*|aterbetalning\w*"
    r"|samtal\w*|mejl\w*|mail\w*|e-post\w*"
    r"|sms|brev\w*|bekraftelse\w*|faktura\w*|kredit\w*|information\w*|uppdatering\w*"
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
    r"|omgaende|sist|ju|forst|gladeligen|garna|se|till|att|i))*"
)
_THINGS = (
    r"(?:paket\w*|varan|varorna|leverans\w*|bestallning\w*|ordern|pengar\w*|aterbetalning\w*|svar\w*"
    r"|besked\w*|offert\w*|montor\w*|tekniker\w*|installator\w*"
    r"|(?:min|var) kollega|kollega\w*|kuriren|chauffor\w*|transport\w*|kreditfaktura\w*|kreditnota\w*"
    r"|faktura\w*|bekraftelse\w*|reservdel\w*|delen|delarna"
    r"|(?:din|ditt|dina|er|ert|era|var|vart|vara|min|mitt|nagon av oss|nagon fran oss|nagon hos oss"
    r"|en) \w+|ersattning\w*|belopp\w*|betalning\w*|summan|felet|arendet|forsandelse\w*|den|det|de|allt"
    r"|samtal\w*"
    r"|handlaggar\w*|specialist\w*|hantverkar\w*|reparator\w*|soffan|produkt\w*)"
)
_THING_ACTS = (
    ("deliver delivery", r"levereras|anlander|ar framme|nar dig|nar er|lamnas|kommer fram|ar hos|dyker upp"),
    ("send any", r"skickas|gar (?:den |det |de )?ivag|sands|avgar|postas|mejlas|mailas|expedieras"),
    (
        "refund any",
        r"aterbetalas|betalas(?: ut| tillbaka)?|krediteras|finns pa ditt|finns pa ert|ar pa ditt|ar pa ert"
        r"|syns pa ditt|satts in",
    ),
    (
        "repair any",
        r"repareras|lagas|ar (?:atgardat|lost|fixat|reparerat|lagat|ordnat|pa plats)|ar klart?|ar klara"
        r"|ar fardig\w*|blir klart?|blir klara|blir fardig\w*|atgardas|byts",
    ),
    ("call call", r"ringer"),
    ("return any", r"aterkommer|hor av sig|kontaktar|tar kontakt"),
    (
        "visit visit",
        r"hos (?:dig|er)|pa plats|besoker|hamtar|installerar|monterar|reparerar|hamtas|installeras|monteras",
    ),
    ("answer any", r"svarar|meddelar|besvaras"),
    ("send any", r"skickar|levererar"),
    ("deliver delivery", r"kommer"),
)
_THIRD = pattern(
    r"\b(?:posten|postnord|dhl|ups|schenker|bring|banken|bank|klarna|tillverkaren|leverantoren"
    r"|forsakringsbolag\w*|matkahuolto|posti)\b"
)


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
_COMING = pattern(r"\b(?:jag|vi) (kommer)\s*(?=\v|$)|\b(?=(kommer))kommer (?:jag|vi)\s*(?=\v|$)")
_FUTURE = pattern(
    rf"\b(?:{_MAIN} {_SHALL}|{_SHALL.replace('kommer', 'kommer(?= (?:jag|vi) att)')} (?:jag"
    rf"|vi)(?: att)?){_FILL} ({_I}|[a-z]+a\b)"
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
    rf"|kan rakna med(?: att)?)|(?:far|har) (?:du|ni))"
    rf"(?: (?!inte\b)\w+){{0,3}}? ({_OBJECTS})\b"
)
_GIVEN = pattern(rf"\b({_OBJECTS}) (?:far|har) (?:du|ni)\b")
_HEARING = pattern(
    r"\b(?:(?:du|ni)(?: (?:ska|kommer att))? (?:hor|hora)|hor (?:du|ni))(?: \w+)? (?:av|fran|ifran) (?:mig|oss)\b"
)
_THING = pattern(rf"\b{_THINGS}\b")
_BILLED = pattern(r"\b(?:faktura|rakning|avgift|hyra)\w* (?:ska|skall|bor|maste|betalas)\b")
_THING_VERBS = tuple((kind.split()[0], kind.split()[1], pattern(rf"\b(?:{words})\b")) for kind, words in _THING_ACTS)
_THING_FUTURE = pattern(
    r"\b(?:ska|kommer att) (?:vara (?:klar|framme|hos|fardig)|levereras|skickas|betalas|aterbetalas"
    r"|repareras|ringa|kontakta|anlanda|besoka|komma|na dig|finnas|bli klar)\w*"
)
_STATES = """
vara behova ha stanga oppna forsoka vanta sakna vilja kunna na hoppas bli onska bara fa fortsatta halla resa
"""
_NOT_PROMISED = frozenset(_STATES.split())
_MUST = pattern(
    r"\b(?:far|har) (?:du|ni|att)? ?(?:\w+ )?(?:ringa|skicka|hamta|betala|kontakta|returnera|komma|boka|vanta|lamna)\b"
)

HINT = pattern(
    r"\b(?:jag|vi|du|ni|ska|kommer|ar|mig|oss)\b|\b(?:"
    + "|".join(sorted({verb.split("_")[0] for verb in _PRESENT}))
    + r")\b|[a-z]{3,}as\b|\b(?:finns|syns|nar|avgar|dyker|blir|hor|anlander)\b"
)


def swedish_commits(clause: ClauseText) -> list[Commit]:
    """The verbs of a clause that bind the writer, or the writer's house."""
    text = clause.text
    found = [*_firsthand(clause)]
    if not found and (clause.opens or clause.after_subject):
        found = [*_without_subject(clause)]
    return found or [*_receiving(text)] or [*_by_things(text)]


def _firsthand(clause: ClauseText) -> Iterator[Commit]:
    taken = -1
    for match in sorted(_first_person(clause), key=lambda found: found.start()):
        verb = match[match.lastindex or 1]
        act, form = ("visit", "visit") if verb == "kommer" else _kind(verb)
        if match.start() >= taken and verb not in _NOT_PROMISED:
            taken = match.end()
            yield Commit(match.start(), match.end(), act, form)


def _first_person(clause: ClauseText) -> Iterator[re.Match[str]]:
    """A verb before its subject opens a question or a condition unless something stands before it."""
    yield from _FUTURE.finditer(clause.text)
    yield from _STRAIGHT.finditer(clause.text)
    yield from _COMING.finditer(clause.text)
    for match in _INVERTED.finditer(clause.text):
        if not clause.opens or clause.text[: match.start()].strip(" \n"):
            yield match


def _without_subject(clause: ClauseText) -> Iterator[Commit]:
    match = (_CONTINUED if clause.after_subject else _SUBJECTLESS).match(clause.text)
    if not match or _THIRD.search(clause.text):
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
    match = _RECEIVING.search(text)
    match = match or _GIVEN.search(text)
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
    if not thing or _THIRD.search(text) or _BILLED.search(text):
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
    if (
        re.search(r"montor|teknik|install|hantverk|reparat|handlagg|(?:min|var) kollega|kollega", thing)
        and act == "deliver"
    ):
        return "visit", "visit"
    return act, form
