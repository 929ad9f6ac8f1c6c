"""Finnish verbs that bind the writer, and the clauses that do it without a first person."""

import re
from collections.abc import Iterator
from itertools import takewhile

from kohtaamo.promises.phrases.languages.finnish_acts import NEEDING, VERBS
from kohtaamo.promises.phrases.languages.language import ClauseText, Commit, any_of, pattern

_PLEDGES = r"\b(?:lupaan|lupaamme|luvataan|sitoudu(?:n|mme)|aio(?:n|mme)|tule(?:n|mme)|ehdi(?:n|mme)|kerkea(?:n|mme)|pysty(?:n|mme)|tullaan|paase(?:n|mme)|paastaan)\b"
_INFINITIVE = r"\b([a-z]{3,}(?:maan|da|ta|la|taa|aa|na|ra))\b"

_ABSENT = pattern(
    r"\b(?:\w*lomal\w+|\w*tauolta|aareen|toihin|tyomatkal\w+|vapai\w+|toimistol(?:la|le)|virkavapa\w+"
    r"|puhelimeen|puheluihin)\b"
)
_OPENED = r"\b(?:tili|tunnu|sinulle|teille|yhtey|liittym|palvelu\w*(?:si|nne)\b|tapau|\w{4,}(?:si|nne)\b)"
_PASSIVE_NEEDS = {
    "maksetaan": r"\b(?:hyvity|korvau|raha|palautu|sinulle|teille|tilille)",
    "palautetaan": r"\b(?:vesi|sahko|yhtey|palvelu|hyvity|raha|maksu|summa|hinta|sinulle|teille|tilille)",
    "jarjestetaan": r"\b(?:sinulle|teille|kaynti|nouto|uusi|kuljetus|asennus)",
    "tilataan": r"\b(?:sinulle|teille|uu)",
    "avataan": r"\b(?:tili|tunnu|sinulle|teille|liittym|\w{3,}(?:si|nne)\b)",
    "avaan": _OPENED,
    "avaamme": _OPENED,
}
_PERMITTED = pattern(
    r"\bsaat(?:te)? (?:\w+ )?(?:palauttaa|vaihtaa|peruuttaa|perua|pitaa|kayttaa|noutaa|hakea|maksaa"
    r"|soittaa|ottaa|tulla|tilata"
    r"|\w{4,}tt(?:ua|ya)|tuoda|lahettaa|valita|jatkaa|osallistua|kokeilla|laittaa|korjata)\b"
)
_NOT_MAIN = pattern(r"\b(?:ota(?:n|mme)|otetaan|ottaa|tul(?:la|en|ee|emme)|vastaanotta\w+)\b")

_PEOPLE = (
    r"(?:kollega(?:ni|mme)?|asenta\w+|huolto(?:mme)?|teknik\w+|asiantuntija\w*"
    r"|laakari(?:mme)?|myyja\w*|esimiehe\w+"
    r"|\w*tiimi(?:mme|ni)?|\w{3,} (?:meilta|laskutuksesta|huollosta|\w*tiimistamme|\w+osastolta(?:mme)?)|asiakaspalvelu(?:mme)?|laskutus(?:osasto|tiimi)?(?:mme)?|\w+osasto(?:mme)?|(?:kuljetus|nouto)(?= (?:hakee|noutaa)\b)|\w*seppa|\w*ryhma(?:mme)?|\w*partio|\w*mestari|kuljettaja\w*|korjaaja\w*|joku (?:meilta|meista)|edustaja\w*"
    r"|tyontekija\w*|mekaanikko\w*|\w*mies|\w*miehemme|\w*paallikko\w*|talkkari|lahetti|kuriiri|joku"
    r"|asiakasvastaava\w*|yhteyshenkilo\w*|kasittelija\w*|neuvoja\w*"
    r"|(?!\w*(?:numero|liikkee|myymala|toimisto|sivu|chatti|puhelinpalvelu|kahvila|ravintola"
    r"|kauppa)mme)\w{3,}mme|\w{4,}ni"
    r"|\w{3,}[aeiou]ja)"
)
_PEOPLE_ACTS = """
soittaa call call | palaa return any | ottaa_yhteytta return any | on_yhteydessa return any | vastaa answer any
tulee visit visit | saapuu visit visit | on_perilla visit visit | on_luonasi visit visit | kay visit visit
on_paikalla visit visit | on_teilla visit visit
on_luonanne visit visit | on_ovella visit visit | on_ovellanne visit visit | on_ovellasi visit visit
on_kohteessa visit visit | on_pihassa visit visit | nappaa visit visit | lahtee visit visit
hoitaa arrange any | toimittaa deliver delivery | tuo deliver delivery | noutaa visit visit | hakee visit visit
korjaa repair any
asentaa visit visit | lahettaa send any | ilmoittaa answer any | kertoo answer any | selvittaa check any
tarkistaa check any | palauttaa refund any | hyvittaa refund any | katsoo check any | mittaa visit visit
kirjoittaa answer any | tulevat visit visit | soittavat call call | asentavat visit visit
aloittaa other any | vaihtaa repair any | puhdistaa repair any | siivoaa other any | poikkeaa visit visit
"""
_THINGS = (
    r"(?:vastau\w+|tarjou\w+|hyvity\w+|raha(?:t|si|nne)|palautus\w*|korvau\w+|paket\w+|tilau\w+|lahety\w+"
    r"|toimitu\w+|tavara\w*"
    r"|tuot(?:e|teet|teesi|teenne)|kuljetus\w*|vahvistu\w+|lasku\w*|kuit\w+|kirje|viesti|raportti|arvio"
    r"|sopimus|uu(?:si|det)"
    r"|auto(?:si|nne|mme)|huoltoauto\w*|kuljetusauto\w*|puhelime\w+|laittee\w+|kone(?:si|enne)|varaosa\w*|osa(?:t)?|avaime\w+|kortti(?:si"
    r"|nne)?|linkki|paatos|tilanne|vika|ongelma|virhe|reklamaatio\w*|liittyma\w*|remontti|muutos"
    r"|ilmoitus|asia(?:si|nne)?|pyynto(?:si|nne)|hakemuks\w+|huonekalu\w*|sohva\w*|pyora(?:si|nne)?|rengas"
    r"|renkaa\w+|se|ne|kaikki"
    r"|netti\w*|palvelu(?:si|nne)?|vesi|sahko(?:t)?|lammitys|hairio|katkos|velo(?:i)?tus\w*|saldo|erotus|vakuus|laite|tieto|tiedot|ohje(?:et)?|yhtey(?:s|tesi|tenne)|tiketti\w*|tapau(?:s|ksesi|ksenne)"
    r"|soitto|puhelu|selvitys|ratkaisu|korjaus|polkupyora\w*|maksu\w*|summa|tekstiviesti|sahkoposti\w*)"
)
_DONE = r"(?:on|ovat) (?:jo )?(?:hoidettu|korjattu|maksettu|kasitelty|ratkaistu|selvitetty|tehty|toimitettu|vaihdettu|poistettu|palautettu|hyvitetty|avattu|asennettu)"
_THING_ACTS = (
    rf"(?:(?:tulee|tulevat)(?! voimaan\b)(?! (?:\w+ )?(?:\w+(?:taa|ksaa|utua|kea|tella)|olla|tehda|tuoda"
    rf"|vieda)\b)|saapuu"
    r"|saapuvat|lahtee|lahtevat|on perilla|ovat perilla|on teilla|ovat teilla"
    r"|on sinulla|ovat sinulla"
    r"|on (?:piha|ove|koh)\w+|on luonanne|on valmi\w+|ovat valmi\w+|valmistuu|valmistuvat|(?:on|ovat) (?:tili\w+|sahkoposti\w+"
    rf"|posti\w+|noudettavi\w+|noudettavana|kunnossa)|(?:on|ovat) kayto\w+|hoituu|jarjestyy|tapahtuu|palautuu"
    rf"|palautuvat|palaavat|(?:on )?tulossa|siirtyy|siirtyvat|kirjautuu|kirjautuvat|paivittyy|nakyy|nakyvat|(?:on|ovat) (?:luettavissa|nahtavissa|saatavilla|saatavissa)|poistu(?:u|vat) (?:tili|lasku)\w+|tavoittaa|odottaa (?:sinua|teita)|toimii (?:taas|jalleen)|{_DONE})"
)

_DONE_AHEAD = pattern(
    r"\b(?:mennessa|viimeistaan|huomi|huomen|ylihuo|ens|tuleva|seuraava|tanaan|sisalla|kuluessa|paasta|kuluttua)"
)
"""Words of a time that make "is done" a thing to come; "is done on Monday" may as well be a report."""

_FIRST = {
    form: (act, how)
    for row in re.split(r"\s*[|\n]\s*", VERBS.strip())
    for first, passive, act, how in [row.split()]
    for form in (first, re.sub("n$", "mme", first), passive)
    if form != "-"
}
_PASSIVE_FORMS = {row.split()[1] for row in re.split(r"\s*[|\n]\s*", VERBS.strip())}
_NEEDS = {
    form: tuple((kind.split()[0], kind.split()[1], pattern(words)) for kind, words in needs)
    for forms, needs in NEEDING.items()
    for form in forms.split()
}
_PASSIVES = {form: pattern(words) for form, words in _PASSIVE_NEEDS.items()}
_WORD = pattern(r"[a-z]+")
_PLEDGE = pattern(rf"{_PLEDGES}(?:[^.]{{0,60}}?{_INFINITIVE})?")
_PERSON_VERBS = {
    verb.replace("_", " "): (act, how)
    for row in re.split(r"\s*[|\n]\s*", _PEOPLE_ACTS.strip())
    for verb, act, how in [row.split()]
}
_PERSON = pattern(rf"\b{_PEOPLE}\b")
_GOES_ON = pattern(
    r"\W*(?:sitten )?(?=[a-z]{3,}(?:aa|ee|oo|uu|oi)\b|on (?:perilla|paikalla|teilla|luonanne|luonasi|yhteydessa)\b)"
)
_PRONOUN = pattern(r"\b(?:han|he)\b")
_THIRD_PERSON = pattern(r"\b([a-z]{3,}(?:aa|ee|oo|uu|oi|ei))\b")
_PERSON_VERB = pattern(rf"\b({any_of(verb.replace(' ', '(?: [a-z]+){0,3}? ') for verb in _PERSON_VERBS)})\b")
"""Other words may part the two of a verb: "ottaa sinuun viela yhteytta"."""
_THING = pattern(rf"\b(?!\w+(?:sten|tten|ien|jen)\b){_THINGS}\b")
_OWNED = pattern(
    r"\b(?:sinulla|teilla|sulla) on (?:jo |myos )?(?:vastau|tarjou|uusi|uudet|raha|paato|tieto|selvity|ratkaisu)\w*"
)
_IS_DONE = pattern(rf"(?:{_DONE}|(?:on|ovat) kayto|hoituu|jarjestyy)")
_ENDS_WELL = pattern(
    rf"(?:{_DONE}|(?:on|ovat) valmi\w+|valmistuu|(?:on|ovat) kunnossa|(?:on|ovat) kayto\w+|hoituu|jarjestyy)\b"
)
_THING_VERB = pattern(rf"\b({_THING_ACTS})\b")
_READER = pattern(
    r"\b(?:sinulle|sulle|teille|sinuun|teihin|teilla|teilta|luokse(?:si|nne)|luona(?:si|nne)|kotiin(?:ne|si))\b"
)
_ANYONE = pattern(
    r"\W*(?!(?:\w+ )*(?:on|ovat|ei|voi\w*|pitaa|taytyy|tulee|haluaa|halua\w*|aikoo|saa\w*|olisi|kuka|mika|joka|se|joku toinen"
    r"|asiakas|asiakkaa\w*|han|he|ne|kaikki|piti|oli|pitaisi|kuuluu|sinun|teidan|vuokralainen|osakas|myyja)\b)[a-z]+(?: [a-z]+){0,3}\s+"
)
"""A subject of a few words that is none of those who promise for themselves, and no modal verb."""
_STARTS = pattern(r"\W*(?:sitten |sen jalkeen )?")
_AWAY = pattern(r"\b(?:varasto\w*|tehtaal\w+|meille|myymalaamme|postin|posti|dhl|matkahuol\w+|valmistajal\w+)\b")
_GUEST = pattern(
    r"\b(?:kollega|tyokaveri|vaimo|mies|miehe|puoliso|naapuri|sisko|velje|aiti|isa|tyttare|poika|perhee|ystava|kaveri"
    r"|pankki(?!til)|isannoitsija"
    r"|vuokranantaja|tyonantaja|laakari|edunvalvoja|asiakkaa|lakimiehe|vakuutusyhtio|taloyhtio)\w*(?:si|nne)\b"
)
_TO_READER = pattern(
    r"\b(?:sinulle|sulle|teille|luokse(?:nne|si)|luona(?:nne|si)|kotiin(?:ne|si)|ovelle(?:nne|si)|piha(?:an|lle)(?:nne|ne|si)|osoitteeseen(?:ne|si)|perille)\b"
)
_ARRIVES = pattern(
    r"\b(saapuu|saapuvat|tulee|tulevat|lahtee|lahtevat|ehtii|ehtivat|on perilla|ovat perilla)\b(?! \w+maan\b)"
)
_OWNER = pattern(
    r"\b(?:posti|postin|dhl|ups|matkahuolto|pankki(?!tili)\w*|pankin|valmistaja|tehdas|vakuutusyhtio"
    r"|isannoitsija|poliisi|verottaja|kela|naapuri|taloyhtio"
    r"|vuokranantaja|\w*toimittaja(?:mme|lta)?|maahantuoja(?:mme)?|valmistajamme|sairaala|verohallinto|lentoyhtio|laivayhtio|varustamo|terveyskeskus|koulu|facebook|google|kunta|kaupunki|virasto|ostaja|tilaaja"
    r"|omistaja|kayttaja|viranomainen|urakanantaja)\b"
)

_LITTLE = pattern(r"[a-z]{3,}[ie]l(?:en|emme|laan)")
"""Verbs of doing a thing lightly ("tsekkailen"), which stand for the plain ones."""
_FEELING_WORDS = """
ajattelen ajattelemme suosittelen suosittelemme pahoittelen pahoittelemme odottelen odottelemme
"""
_FEELINGS = frozenset(_FEELING_WORDS.split())

HINT = pattern(
    rf"(?:\b[a-z]{{2,}}(?:[aeiouy]n|mme|[td]aan)\b|{_PLEDGES}|\b(?:saat|saatte|tulet|tulette|kuulet|kuulette|kuulut)\b"
    rf"|\b(?:sinulla|teilla|sulla) on\b"
    rf"|{_THING_VERB.pattern}|\behti(?:i|vat)\b"
    rf"|{_PERSON_VERB.pattern})"
)


def finnish_commits(clause: ClauseText) -> list[Commit]:
    """The verbs of a clause that bind the writer, or the writer's house."""
    own = [*_first_person(clause.text), *_pledges(clause.text)]
    own = [commit for commit in own if not _bound_elsewhere(clause.text, commit)]
    return own or [*_by_people(clause), *_by_things(clause)] or [*_by_anyone(clause.text)]


def _bound_elsewhere(text: str, commit: Commit) -> bool:
    if text.startswith("saat", commit.start) and (_PERMITTED.search(text) or _is_elsewhere(text)):
        return True
    return bool(_ABSENT.search(text)) and commit.act in ("return", "answer")


def _first_person(text: str) -> Iterator[Commit]:
    seen: set[str] = set()
    for match in _WORD.finditer(text):
        word = match.group()
        if word in seen:
            continue
        seen.add(word)
        if word in _FIRST and _stands(text, word):
            act, how = _FIRST[word]
            yield Commit(_subject_of(text, match), match.end(), act, how)
        elif _LITTLE.fullmatch(word) and word not in _FEELINGS:
            act, how = _kin(word)
            if (act, how) != ("other", "any"):
                yield Commit(match.start(), match.end(), act, how)
        for act, how, needed in _NEEDS.get(word, ()):
            if needed.search(text):
                yield Commit(match.start(), match.end(), act, how)
                break


def _subject_of(text: str, verb: re.Match[str]) -> int:
    """Where the phrase of a verb begins: a passive takes the few words before it along, which say what is done."""
    ahead = text[: verb.start()]
    if verb.group() not in _PASSIVE_FORMS or not 0 < len(ahead.split()) <= 4 or "\v" in ahead:
        return verb.start()
    return len(ahead) - len(ahead.lstrip())


def _stands(text: str, word: str) -> bool:
    """False where the word is a noun or an adverb here, or a passive that may bind the reader instead."""
    if word == "vastaan":
        return not _NOT_MAIN.search(text)
    needed = _PASSIVES.get(word)
    return needed is None or bool(needed.search(text))


def _pledges(text: str) -> Iterator[Commit]:
    for match in _PLEDGE.finditer(text):
        future = match.group().startswith(("tul", "paas"))
        verb = match[1]
        if verb is None or (future and not verb.endswith("maan")):
            if match.group().startswith(("lup", "luv")):
                yield Commit(match.start(), match.end(), "other", "any")
            continue
        act, how = _kin(verb)
        goes = match.group().startswith("tul") and (act == "repair" or verb.startswith(("kats", "mitt", "hak", "asen")))
        yield Commit(match.start(), match.end(), *(("visit", "visit") if goes else (act, how)))


def _kin(verb: str) -> tuple[str, str]:
    """Act and form of the listed verb that begins most like this infinitive."""
    best, shared = ("other", "any"), 3
    for form, kind in _FIRST.items():
        common = _shared_letters(form, verb)
        if common > shared:
            best, shared = kind, common
    return best


def _shared_letters(first: str, second: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def _by_people(clause: ClauseText) -> Iterator[Commit]:
    text = clause.text
    person = _PERSON.search(text)
    if not person and clause.after_colleague:
        person = _PRONOUN.search(text) or _GOES_ON.match(text)
    verb = _PERSON_VERB.search(text) or _listed_third_person(text)
    if person and verb and not _is_elsewhere(text) and not _ABSENT.search(text):
        words = verb[1].split()
        word = " ".join(dict.fromkeys((words[0], words[-1])))
        act, how = _PERSON_VERBS.get(word) or _kin(word)
        yield Commit(min(person.start(), verb.start()), max(person.end(), verb.end()), act, how)


def _by_anyone(text: str) -> Iterator[Commit]:
    """Whoever does a listed thing to the reader is ours, unless a stranger is named ("Sari soittaa sinulle")."""
    verb = _PERSON_VERB.search(text) or _listed_third_person(text)
    if not verb or not _READER.search(text) or not _ANYONE.fullmatch(text[: verb.start()]) or _is_elsewhere(text):
        return
    words = verb[1].split()
    act, how = _PERSON_VERBS.get(" ".join(dict.fromkeys((words[0], words[-1])))) or _kin(verb[1])
    yield Commit(verb.start() - len(text[: verb.start()].lstrip()), verb.end(), act, how)


def _listed_third_person(text: str) -> re.Match[str] | None:
    """A verb in the third person that begins like a listed one ("kilauttaa" like "kilautan")."""
    return next((match for match in _THIRD_PERSON.finditer(text) if _kin(match[1]) != ("other", "any")), None)


def _is_elsewhere(text: str) -> bool:
    return bool(_OWNER.search(text) or _GUEST.search(text))


def _by_things(clause: ClauseText) -> Iterator[Commit]:
    text = clause.text
    owned = _OWNED.search(text)
    if owned:
        yield Commit(owned.start(), owned.end(), "answer", "any")
        return
    thing, verb = _THING.search(text), _THING_VERB.search(text)
    if _AWAY.search(text) or _is_elsewhere(text):
        return
    if not (thing and verb) and _TO_READER.search(text):
        arrives = _ARRIVES.search(text)
        if arrives:
            yield Commit(arrives.start(), arrives.end(), "deliver", "delivery")
    elif (
        verb
        and (thing or (clause.after_verb and _STARTS.fullmatch(text[: verb.start()])) or _ENDS_WELL.match(verb[1]))
        and (not _IS_DONE.match(verb[1]) or _DONE_AHEAD.search(clause.said))
    ):
        first, last = (min(thing.start(), verb.start()), max(thing.end(), verb.end())) if thing else verb.span()
        yield Commit(first, last, *_thing_act(thing.group() if thing else "", verb[1]))


def _thing_act(thing: str, verb: str) -> tuple[str, str]:
    if thing.startswith(("vasta", "tarjou", "vahvis", "viest", "rapor", "arvio", "paat", "ilmoit", "selvi", "linkki")):
        return "answer", "any"
    if thing.startswith(("soitto", "puhelu")):
        return "call", "call"
    if thing.startswith(("raha", "hyvit", "palaut", "korva", "maksu", "summa")):
        return "refund", "any"
    if thing.startswith(("asia", "pyyn", "hakem")):
        return "arrange", "any"
    if verb.startswith(("hoituu", "jarjes")) or "kayto" in verb:
        return "arrange", "any"
    if verb.startswith("nakyy"):
        return "refund", "any"
    if "valmi" in verb or "kun" in verb or "korj" in verb:
        return "repair", "any"
    return "deliver", "delivery"
